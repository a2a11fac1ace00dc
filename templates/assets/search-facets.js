// What results can be narrowed by: regions with all that lies in them, keywords, years, levels.

import { ByteReader, asJson, must } from "./search-bytes.js";
import { asSet } from "./search-sets.js";

/** One bit for each facet, by which a document is marked that a choice in the facet leaves out. */
const REGION = 1;
const VALUES = /** @type {const} */ ([
  ["keyword", 2],
  ["year", 4],
  ["level", 8],
]);

/**
 * A region with the documents of all that lies in it: an interval by first regions, and others.
 * @typedef {{path: string, label: string, first: number, end: number, others: Uint32Array}} Region
 */

/** @typedef {{regions: string[], keywords: string[], years: string[], levels: string[]}} Choice */

/**
 * @typedef {object} Counts
 * @property {Record<string, Record<string, number>>} facets
 * @property {Record<string, string>} labels names of all regions by path
 * @property {Uint8Array} kept 1 for each document that matches and is chosen
 */

/** The facets of a library. */
export class Facets {
  /**
   * @param {number} documents
   * @param {Region[]} regions
   * @param {Map<string, Uint32Array>[]} values the documents of each keyword, year and level
   */
  constructor(documents, regions, values) {
    this.documents = documents;
    this.regions = regions;
    this.values = values;
    /** Names of the regions by path. @type {Record<string, string>} */
    this.labels = Object.freeze(
      Object.fromEntries(regions.map(({ path, label }) => [path, label])),
    );
  }

  /**
   * Count the matching documents by facet; what is chosen in a facet does not narrow its own counts.
   * @param {Uint8Array} matches not 0 for each document that matches
   * @param {Choice} choice
   * @returns {Counts}
   */
  count(matches, choice) {
    const fails = this.#failsOf(choice);
    const region = this.#countRegions(keptBut(REGION, matches, fails), choice.regions);
    const chosen = [choice.keywords, choice.years, choice.levels];
    const counts = VALUES.map(([name, bit], which) => {
      const kept = keptBut(bit, matches, fails);
      /** @type {[string, number][]} */
      const found = [];
      for (const [value, numbers] of this.values[which]) found.push([value, howMany(numbers, kept)]);
      for (const value of chosen[which]) if (!this.values[which].has(value)) found.push([value, 0]);
      return [name, Object.fromEntries(found)];
    });
    return {
      facets: { region, ...Object.fromEntries(counts) },
      labels: this.#labelsWith(choice.regions),
      kept: keptBut(0, matches, fails),
    };
  }

  /** @param {Choice} choice by document, the bits of the facets that leave it out */
  #failsOf({ regions, keywords, years, levels }) {
    const fails = new Uint8Array(this.documents);
    const places = this.regions.filter(({ path }) => regions.includes(path));
    leaveOut(fails, REGION, regions.length, (keep) => {
      for (const { first, end, others } of places) {
        for (let number = first; number < end; number += 1) keep(number);
        others.forEach(keep);
      }
    });
    for (const [which, chosen] of [keywords, years, levels].entries()) {
      leaveOut(fails, VALUES[which][1], chosen.length, (keep) => {
        for (const value of chosen) this.values[which].get(value)?.forEach(keep);
      });
    }
    return fails;
  }

  /** @param {string[]} chosen @returns {string[]} those that are no region of this library */
  #unknown(chosen) {
    return chosen.filter((path) => !Object.hasOwn(this.labels, path));
  }

  /** @param {string[]} chosen */
  #labelsWith(chosen) {
    const unknown = this.#unknown(chosen).map((path) => [path, path]);
    return unknown.length ? { ...this.labels, ...Object.fromEntries(unknown) } : this.labels;
  }

  /** @param {Uint8Array} kept @param {string[]} chosen */
  #countRegions(kept, chosen) {
    const before = new Uint32Array(this.documents + 1);
    for (let number = 0; number < this.documents; number += 1) {
      before[number + 1] = before[number] + kept[number];
    }
    /** @type {Record<string, number>} */
    const counts = {};
    const isChosen = new Set(chosen);
    for (const { path, first, end, others } of this.regions) {
      const count = before[end] - before[first] + howMany(others, kept);
      if (count || isChosen.has(path)) counts[path] = count;
    }
    for (const path of this.#unknown(chosen)) counts[path] = 0;
    return counts;
  }
}

/**
 * Return 1 for each document that matches and that no facet leaves out, but for one.
 * @param {number} bit of that one
 * @param {Uint8Array} matches
 * @param {Uint8Array} fails
 */
function keptBut(bit, matches, fails) {
  const kept = new Uint8Array(matches.length);
  for (let number = 0; number < kept.length; number += 1) {
    kept[number] = matches[number] && (fails[number] | bit) === bit ? 1 : 0;
  }
  return kept;
}

/** @param {Uint32Array} numbers @param {Uint8Array} kept how many of the documents are kept */
function howMany(numbers, kept) {
  let count = 0;
  for (let at = 0; at < numbers.length; at += 1) count += kept[numbers[at]];
  return count;
}

/**
 * Mark the documents that a choice does not keep; no choice keeps all.
 * @param {Uint8Array} fails
 * @param {number} bit
 * @param {number} chosen how many values are
 * @param {(keep: (number: number) => void) => void} keepAll
 */
function leaveOut(fails, bit, chosen, keepAll) {
  if (!chosen) return;
  for (let number = 0; number < fails.length; number += 1) fails[number] |= bit;
  keepAll((number) => {
    fails[number] &= ~bit;
  });
}

/**
 * Read the facets of a library. A large one names what lies deep in a province only when a region
 * there is chosen.
 * @param {import("./search-index.js").SearchIndex} index
 * @param {Set<string>} provinces slugs of those in which regions are chosen
 * @returns {Promise<Facets>}
 */
export async function openFacets(index, provinces) {
  const { documents } = index;
  const [rows, values] = await Promise.all([
    index.column("regions.json", (bytes) => asRows(bytes, documents, documents)),
    index.column("facets.bin", (bytes) => asValues(bytes, documents)),
  ]);
  return new Facets(documents, asRegions(await withDetails(index, rows, provinces)), values);
}

/**
 * A region: depth, name, slug, documents of its own, numbers of further ones, digest of its details.
 * @typedef {[number, string, string, number, number[], string?]} Row
 */

/** @param {Uint8Array} bytes @param {number} documents @param {number} total how many the rows have @returns {Row[]} */
function asRows(bytes, documents, total) {
  const rows = asJson(bytes);
  let deepest = 0;
  let sum = 0;
  for (const [depth, , , own, others] of rows) {
    must(depth <= deepest && own >= 0, "a region has no parent");
    const exist = others.every((/** @type {number} */ number) => number >= 0 && number < documents);
    must(exist, "a region has a document that is not there");
    deepest = depth + 1;
    sum += own;
  }
  must(sum === total, "regions have more or fewer documents than there are");
  return rows;
}

/**
 * Return the rows of a tree with all regions in some provinces.
 * @param {import("./search-index.js").SearchIndex} index
 * @param {Row[]} rows
 * @param {Set<string>} provinces
 * @returns {Promise<Row[]>}
 */
async function withDetails(index, rows, provinces) {
  /** @type {Row[][]} */
  const trees = [];
  for (const row of rows) {
    if (row[0] === 0) trees.push([]);
    trees[trees.length - 1].push(row);
  }
  const detailed = trees.map((tree) => {
    const [, , slug, , , digest] = tree[0];
    if (digest === undefined || !provinces.has(plain(slug))) return tree;
    const total = tree.reduce((sum, [, , , own]) => sum + own, 0);
    return index.loader.read(`regions/${plain(slug)}-${digest}.json`, (bytes) =>
      asRows(bytes, index.documents, total),
    );
  });
  return (await Promise.all(detailed)).flat();
}

/** @param {string} slug with marks between syllables */
const plain = (slug) => slug.replaceAll("'", "");

/** @param {Row[]} rows @returns {Region[]} */
function asRegions(rows) {
  /** @type {(Omit<Region, "others"> & {others: number[]})[]} */
  const regions = [];
  /** Where we are in the tree. @type {typeof regions} */
  const way = [];
  let first = 0;
  for (const [depth, label, slug, own, others] of rows) {
    way.length = depth;
    const parts = [...(depth ? [way[depth - 1].path] : []), plain(slug)];
    const region = { path: parts.join("/"), label, first, end: first, others: [] };
    way.push(region);
    regions.push(region);
    first += own;
    for (const each of way) {
      each.end = first;
      for (const number of others) each.others.push(number);
    }
  }
  return regions.map((region) => ({ ...region, others: outside(region) }));
}

/** @param {{first: number, end: number, others: number[]}} region */
function outside({ first, end, others }) {
  return Uint32Array.from(new Set(others.filter((number) => number < first || number >= end)));
}

/** @param {Uint8Array} bytes @param {number} documents the keywords, years and levels */
function asValues(bytes, documents) {
  const reader = new ByteReader(bytes);
  const values = [readSeveral(reader, documents), ...readPair(reader, documents)];
  reader.end();
  return values;
}

/** @param {ByteReader} reader @param {number} documents a facet of which documents have several values */
function readSeveral(reader, documents) {
  /** @type {[string, number][]} */
  const heads = [];
  for (let left = reader.number(); left > 0; left -= 1) heads.push([reader.text(), reader.number()]);
  return new Map(heads.map(([value, length]) => [value, asSet(reader.take(length), documents)]));
}

/** @param {ByteReader} reader @param {number} documents two facets of which each document has one value */
function readPair(reader, documents) {
  const facets = [readNames(reader), readNames(reader)];
  const [, inner] = facets;
  for (let number = 0; number < documents; number += 1) {
    const both = reader.number();
    const places = [Math.floor(both / inner.length), both % inner.length];
    must(places[0] < facets[0].length, "a document has a value that is not there");
    facets.forEach((values, at) => values[places[at]][1].push(number));
  }
  return facets.map((values) => new Map(values.map(([name, numbers]) => [name, Uint32Array.from(numbers)])));
}

/** @param {ByteReader} reader */
function readNames(reader) {
  /** @type {[string, number[]][]} */
  const values = [];
  for (let left = reader.number(); left > 0; left -= 1) values.push([reader.text(), []]);
  return values;
}
