// The files of the search index as values: the entry, terms, columns, documents.
// docs/search_format.md describes them; whatever contradicts it is a SearchError.

import { ByteReader, asNumbers, fromBase64, fromJson, must } from "./search-bytes.js";
import { SearchError } from "./search-loader.js";
import { asSet } from "./search-sets.js";
import { ShardSet, digestAt, numbersOf } from "./search-shards.js";
import { decodeText } from "./text-code.js";
import { variantsTable } from "./tokens.js";

const FORMAT = 1;
export const ENTRY = "entry.json";
const GROUP_BYTES = 4;
/** A document has a multiple of so many slots, in bits. */
export const SLOT_BITS = 5;
/** How much the length of a document counts: b of BM25. */
const LENGTH_COUNTS = 0.75;

/** The slots of a document that are fields; its passages come after them. */
export const TITLE = 0;
export const PRACTICE = 1;
export const KEYWORDS = 2;
export const PLACE = 3;
export const ALIASES = 4;
export const SUMMARY = 5;
export const HEADINGS = 6;
export const FIELDS = 8;

/**
 * Where a term occurs: the slots, rising, each once. Its occurrences in slots[i] are those from
 * first[i] up to first[i + 1].
 * @typedef {{slots: Uint32Array, first: Uint32Array}} Postings
 */

/**
 * Which slots are whose: starts[d] is the first block of 32 slots of document d, owners[b] the
 * document of block b. norms[d] is the divisor by which BM25 makes up for the length of d.
 * @typedef {{starts: Uint32Array, owners: Uint32Array, norms: Float32Array}} Layout
 */

/**
 * A passage of a document's body, with the section it stands in.
 * @typedef {{text: string, heading: string, anchor: string, section: number}} Passage
 */

/**
 * A document as it is shown; passages[i] is its slot FIELDS + i.
 * @typedef {object} Document
 * @property {string} id
 * @property {string} title
 * @property {string} date as it is shown
 * @property {string} iso
 * @property {string} place the first region in short names
 * @property {string[]} names its full names, from the province down
 * @property {string} region its URL path
 * @property {string} organisation
 * @property {string} practice
 * @property {string[]} keywords
 * @property {string} level
 * @property {string} summary
 * @property {Passage[]} passages
 */

/** The index of one library, as of one version of its entry. */
export class SearchIndex {
  /** @param {import("./search-loader.js").Loader} loader @param {any} entry */
  constructor(loader, entry) {
    must(entry?.format === FORMAT, `format ${entry?.format} is not known here`);
    must(Number.isInteger(entry.documents) && Number.isInteger(entry.slots), "no numbers");
    this.loader = loader;
    this.entry = JSON.stringify(entry);
    this.documents = entry.documents;
    this.slots = entry.slots;
    this.average = entry.average;
    this.files = entry.files ?? {};
    this.groups = fromBase64(entry.groups);
    /** The first document of each group, and where the last ends. */
    this.groupStarts = startsOf(entry.sizes);
    must(this.groupStarts.at(-1) === this.documents, "groups have more or fewer documents");
    must(this.groups.length === GROUP_BYTES * entry.sizes.length, "too many or too few groups");
    this.inSlots = new ShardSet(loader, "postings", entry.postings);
    this.inPlaces = new ShardSet(loader, "offsets", entry.offsets);
  }

  /** @param {SearchIndex} other @returns {boolean} whether it is the same version */
  isSameAs(other) {
    return this.entry === other.entry;
  }

  /**
   * Return where a word or pair occurs, or null when it is not in the index.
   * @param {string} term
   * @returns {Promise<Postings | null>}
   */
  postings(term) {
    return this.inSlots.list(term, (list) => asPostings(numbersOf(list), this.slots));
  }

  /**
   * Return the offset of each occurrence of a term that is in the index, in the order of postings.
   * @param {string} term
   * @returns {Promise<Uint32Array>}
   */
  async offsets(term) {
    const occurrences = (await this.postings(term))?.first.at(-1);
    const offsets = await this.inPlaces.list(term, (list) => {
      const numbers = numbersOf(list);
      must(numbers.length === occurrences, "there are more or fewer offsets than occurrences");
      return numbers;
    });
    if (!offsets) throw new SearchError("offsets", "a term of the postings is not among the offsets");
    return offsets;
  }

  /**
   * Return the documents that have a Han character, or null when none has.
   * @param {string} character
   * @returns {Promise<Uint32Array | null>}
   */
  holders(character) {
    return this.inSlots.list(character, ({ bytes }) => asSet(bytes, this.documents));
  }

  /** @returns {Promise<Layout>} */
  layout() {
    return this.column("slots.bin", (bytes) => asLayout(bytes, this));
  }

  /** @returns {Promise<Uint32Array>} the date of each document as YYYYMMDD */
  dates() {
    return this.column("dates.bin", (bytes) => {
      must(bytes.length === 4 * this.documents, "dates have the wrong length");
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      return Uint32Array.from({ length: this.documents }, (_, at) => view.getUint32(4 * at, true));
    });
  }

  /** @returns {Promise<Uint8Array>} the number of the section of each slot */
  async sections() {
    const { starts } = await this.layout();
    return this.column("sections.bin", (bytes) => asSections(bytes, starts));
  }

  /** @returns {Promise<Map<string, string>>} simplified characters by traditional ones */
  async variants() {
    const path = this.#pathOf("variants.json");
    // As plain JSON, for suggestions read it too.
    const table = await this.loader.json(path);
    const [from, to] = Array.isArray(table) ? table : [];
    if (isText(from) && isText(to) && [...from].length === [...to].length) {
      return variantsTable(from, to);
    }
    this.loader.forget(path);
    throw new SearchError(path, "this is no table of variants");
  }

  /**
   * Return what decode makes of one of the files of which there is one each.
   * @template T
   * @param {string} file
   * @param {(bytes: Uint8Array) => T} decode
   * @returns {Promise<T>}
   */
  async column(file, decode) {
    return this.loader.read(this.#pathOf(file), decode);
  }

  /** @param {string} file */
  #pathOf(file) {
    const [name, suffix] = file.split(".");
    const digest = this.files[name];
    if (!isText(digest)) throw new SearchError(ENTRY, `it does not name ${file}`);
    return `${name}-${digest}.${suffix}`;
  }

  /** @param {number} number @returns {Promise<Document>} */
  document(number) {
    const group = placeAmong(this.groupStarts, number);
    const place = number - this.groupStarts[group];
    return this.loader.read(`documents/${digestAt(this.groups, group)}/${place}.bin`, asDocument);
  }
}

/**
 * Open the index that a loader reads.
 * @param {import("./search-loader.js").Loader} loader
 * @returns {Promise<SearchIndex>}
 */
export async function openIndex(loader) {
  const entry = await loader.json(ENTRY);
  try {
    return new SearchIndex(loader, entry);
  } catch (error) {
    loader.forget(ENTRY);
    throw new SearchError(ENTRY, error);
  }
}

/** @param {number[]} sizes @returns {Uint32Array} where each of some things starts, and the last ends */
function startsOf(sizes) {
  must(Array.isArray(sizes), "no sizes of groups");
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, at) => {
    starts[at + 1] = starts[at] + size;
  });
  return starts;
}

/** @param {Uint32Array} starts rising @param {number} number @returns {number} the last start not behind it */
function placeAmong(starts, number) {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= number) low = middle;
    else high = middle;
  }
  return low;
}

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/** @param {Uint32Array} gaps @param {number} slots how many there are @returns {Postings} */
function asPostings(gaps, slots) {
  const found = new Uint32Array(gaps.length);
  const first = new Uint32Array(gaps.length + 1);
  let slot = 0;
  let count = 0;
  for (let at = 0; at < gaps.length; at += 1) {
    slot += gaps[at];
    if (gaps[at] === 0 && at > 0) continue;
    found[count] = slot;
    first[count] = at;
    count += 1;
  }
  must(count > 0 && slot < slots, "a list has no slot, or one that is not there");
  first[count] = gaps.length;
  return { slots: found.subarray(0, count), first: first.subarray(0, count + 1) };
}

/** @param {Uint8Array} bytes @param {SearchIndex} index @returns {Layout} */
function asLayout(bytes, { documents, slots, average }) {
  const blocks = asNumbers(bytes);
  must(blocks.length === documents, "slots of too many or too few documents");
  const starts = new Uint32Array(documents + 1);
  const norms = new Float32Array(documents);
  for (let number = 0; number < documents; number += 1) {
    starts[number + 1] = starts[number] + blocks[number];
    const length = (blocks[number] << SLOT_BITS) / average;
    norms[number] = 1 - LENGTH_COUNTS + LENGTH_COUNTS * length;
  }
  must(starts[documents] << SLOT_BITS === slots, "slots do not add up");
  const owners = new Uint32Array(starts[documents]);
  for (let number = 0; number < documents; number += 1) {
    owners.fill(number, starts[number], starts[number + 1]);
  }
  return { starts, owners, norms };
}

/** @param {Uint8Array} bytes @param {Uint32Array} starts */
function asSections(bytes, starts) {
  const reader = new ByteReader(bytes);
  const sections = new Uint8Array(starts[starts.length - 1] << SLOT_BITS);
  for (let number = 0; number + 1 < starts.length; number += 1) {
    let slot = (starts[number] << SLOT_BITS) + FIELDS;
    for (let left = reader.number(); left > 0; left -= 1) {
      const section = reader.number();
      const end = slot + reader.number();
      must(end <= starts[number + 1] << SLOT_BITS, "a section has passages that are not there");
      sections.fill(section, slot, end);
      slot = end;
    }
  }
  reader.end();
  return sections;
}

/** @param {Uint8Array} bytes @returns {Document} */
function asDocument(bytes) {
  const values = fromJson(decodeText(bytes));
  must(Array.isArray(values) && values.length === 13, "this is no document");
  const [id, title, date, iso, place, names, region, organisation, practice, keywords] = values;
  const [level, summary, sections] = values.slice(10);
  const texts = [id, title, date, iso, place, region, organisation, practice, level, summary];
  must([...texts, ...names, ...keywords].every(isText), "this is no document");
  const facts = { id, title, date, iso, place, names, region, organisation, practice, keywords, level };
  const passages = sections.flatMap((/** @type {[string, string, number, string[]]} */ section) => {
    const [heading, anchor, number, texts] = section;
    return texts.map((text) => ({ text, heading, anchor, section: number }));
  });
  return { ...facts, summary, passages };
}
