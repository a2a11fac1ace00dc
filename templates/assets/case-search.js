// The reader's search: from what was typed and chosen to the answers that are shown.

import { areDoubtful, areTrue, textOf } from "./search-claims.js";
import { shownOf } from "./search-excerpt.js";
import { openFacets } from "./search-facets.js";
import { find } from "./search-find.js";
import { ENTRY, openIndex } from "./search-index.js";
import { SearchError } from "./search-loader.js";
import { STANDS } from "./search-rank.js";

/** @typedef {import("./search-loader.js").Loader} Loader */
/** @typedef {import("./search-index.js").SearchIndex} SearchIndex */
/** @typedef {import("./search-facets.js").Facets} Facets */
/** @typedef {import("./search-find.js").Found} Found */

/** The sections one can search in; their numbers in the index count from 1. */
const SECTIONS = ["针对问题", "主要做法", "成效", "经验启示"];
const USUAL_LIMIT = 10;
const MOST_HITS = 100;
/** Keys for sorting: a document's number in the lower bits, and what it is sorted by above. */
const NUMBERS = 2 ** 24;
const SCORES = 2 ** 26;
const SCORE_STEPS = 4096;
/** Facets that are not looked at, while nothing is chosen. */
const NO_FACETS = {
  count: (/** @type {Uint8Array} */ matches) => ({
    facets: { region: {}, keyword: {}, year: {}, level: {} },
    labels: {},
    kept: matches,
  }),
};
/** A score of so much is half way to the next class. */
const HALF_WAY = 10;

/**
 * @typedef {object} Options
 * @property {string[]} [regions] URL paths; all that lies in them counts
 * @property {string[]} [keywords]
 * @property {string[]} [years]
 * @property {string[]} [levels]
 * @property {string} [section] heading of the only section that is searched
 * @property {"relevance" | "date"} [sort]
 * @property {number} [offset]
 * @property {number} [limit] at most 100
 * @property {boolean} [facets] false: nothing is counted where nothing is chosen, and less is loaded
 */

/**
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} url relative to the site's start
 * @property {string} title
 * @property {string} titleMarked HTML with no tag but mark
 * @property {string} excerpt HTML with no tag but mark
 * @property {{heading: string, url: string} | null} section where the excerpt stands
 * @property {string} region
 * @property {string} place
 * @property {string} organisation
 * @property {string[]} keywords
 * @property {string} date
 * @property {string} iso
 * @property {number} score falling, where hits are in the order of relevance
 */

/**
 * @typedef {object} Answer
 * @property {number} total
 * @property {Hit[]} hits
 * @property {Record<string, Record<string, number>>} facets
 * @property {Record<string, string>} labels names of the regions in facets
 * @property {boolean} relaxed whether no document has all that was typed, and these have some of it
 * @property {string[]} ignored what nothing in the library has, or was not looked for
 */

/**
 * Make the search of a library. What it needs is loaded with the first query.
 * @param {Loader} loader
 * @returns {{query: (text: string, options?: Options) => Promise<Answer>}}
 */
export function createCaseSearch(loader) {
  /** @type {Promise<Search> | null} */
  let opened = null;

  function open() {
    const opening = opened ?? openSearch(loader);
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  /** @param {string} text @param {Options} [options] */
  async function query(text, options = {}) {
    const search = await open();
    const asked = askedOf(text, options);
    try {
      return await search.answer(asked);
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      // The site may have been built anew since this page was opened.
      loader.forget(ENTRY);
      opened = null;
      const anew = await open();
      if (anew.index.isSameAs(search.index)) throw error;
      return anew.answer(asked);
    }
  }

  return { query };
}

/** @typedef {ReturnType<typeof askedOf>} Asked */

/** @param {string} text @param {Options} options whatever was given, as it can be used */
function askedOf(text, options) {
  const list = (/** @type {unknown} */ values) => (Array.isArray(values) ? values.map(String) : []);
  const number = (/** @type {unknown} */ value, /** @type {number} */ usual) =>
    Number.isFinite(value) ? Math.max(0, Math.floor(Number(value))) : usual;
  const choice = {
    regions: list(options.regions),
    keywords: list(options.keywords),
    years: list(options.years),
    levels: list(options.levels),
  };
  return {
    text: String(text ?? ""),
    choice,
    section: SECTIONS.indexOf(options.section ?? "") + 1,
    byDate: options.sort === "date",
    counted: options.facets !== false || Object.values(choice).some((values) => values.length > 0),
    offset: number(options.offset, 0),
    limit: Math.min(number(options.limit, USUAL_LIMIT), MOST_HITS),
  };
}

/** @param {Loader} loader */
async function openSearch(loader) {
  return new Search(await openIndex(loader));
}

/**
 * What is shown of the found documents: their numbers and the documents themselves.
 * @typedef {object} Page
 * @property {number} total
 * @property {Pick<Answer, "facets" | "labels">} counts
 * @property {number[]} shown
 * @property {import("./search-index.js").Document[]} documents
 */

/** The search in one version of the index. */
class Search {
  /** @param {SearchIndex} index */
  constructor(index) {
    this.index = index;
    /** @type {Map<string, string> | undefined} */
    this.variants = undefined;
    /** For which provinces the facets are open. @type {string | null} */
    this.provinces = null;
    /** @type {Promise<Facets> | null} */
    this.facets = null;
  }

  /** @param {string[]} chosen paths of regions */
  #facetsFor(chosen) {
    const provinces = new Set(chosen.map((path) => path.split("/")[0]).sort());
    const key = [...provinces].join(" ");
    if (this.facets && this.provinces === key) return this.facets;
    const opening = openFacets(this.index, provinces);
    this.provinces = key;
    this.facets = opening;
    opening.catch(() => {
      if (this.facets === opening) this.facets = null;
    });
    return opening;
  }

  /** @param {Asked} asked @returns {Promise<Answer>} */
  async answer(asked) {
    const opening = asked.counted ? this.#facetsFor(asked.choice.regions) : NO_FACETS;
    const found = await this.#find(asked, false);
    const facets = await opening;
    // Later pages are exact, so that no document is shown twice or never.
    if (asked.offset === 0 || !isDoubtful(found)) {
      const page = await this.#page(found, facets, asked);
      if (await this.#isRight(found, page)) return this.#told(found, page, asked);
    }
    const exactly = await this.#find(asked, true);
    return this.#told(exactly, await this.#page(exactly, facets, asked), asked);
  }

  /** @param {Asked} asked @param {boolean} exact */
  async #find({ text, section }, exact) {
    const found = await find(this.index, { text, section, exact }, this.variants);
    this.variants ??= found.variants;
    return found;
  }

  /** @param {Found} found @param {Pick<Facets, "count">} facets @param {Asked} asked @returns {Promise<Page>} */
  async #page(found, facets, asked) {
    const { ranking } = found;
    const { kept, ...counts } = facets.count(ranking.classes, asked.choice);
    const byDate = asked.byDate || !found.hasWords;
    const dates = byDate ? await this.index.dates() : null;
    const keys = sortedKeys(kept, dates ? (number) => dates[number] : keyOf(ranking));
    const shown = Array.from(keys.subarray(asked.offset, asked.offset + asked.limit), numberOf);
    const documents = await Promise.all(shown.map((number) => this.index.document(number)));
    return { total: keys.length, counts, shown, documents };
  }

  /**
   * Return whether phrases stand where slots made it seem so, for all documents of the page. Then
   * no other document belongs before them. That any phrase stands at all must show, too.
   * @param {Found} found
   * @param {Page} page
   */
  async #isRight(found, { shown, documents }) {
    if (!isDoubtful(found)) return true;
    const { ranking, variants } = found;
    const { starts } = await this.index.layout();
    const standing = [...shown.entries()].filter(([, number]) => ranking.classes[number] >= STANDS);
    if (!standing.length) return false;
    return standing.every(([at, number]) => {
      const claims = ranking.claims.get(ranking.classes[number]) ?? [];
      const slots = /** @type {[number, number]} */ ([starts[number] * 8, starts[number + 1] * 8]);
      return areTrue(claims, (slot) => textOf(documents[at], slot), slots, variants);
    });
  }

  /**
   * @param {Found} found
   * @param {Page} page
   * @param {Asked} asked
   * @returns {Answer}
   */
  #told({ ranking, relaxed, ignored, variants }, { total, counts, shown, documents }, { section }) {
    const { classes, weights } = ranking;
    const hits = documents.map((document, at) => {
      // Where phrases stand, pieces of them elsewhere are not worth a mark.
      const phrases = classes[shown[at]] < STANDS ? [] : ranking.phrases;
      const { id, title, region, place, organisation, keywords, date, iso } = document;
      const url = `cases/${id}/`;
      const { section: part, ...marked } = shownOf(document, { weights, phrases, variants }, section);
      const sectionOfHit = part && { heading: part.heading, url: `${url}#${part.anchor}` };
      const facts = { id, url, title, region, place, organisation, keywords, date, iso };
      return { ...facts, ...marked, section: sectionOfHit, score: scoreOf(ranking, shown[at]) };
    });
    return { total, hits, ...counts, relaxed, ignored };
  }
}

/** @param {Found} found whether phrases are said to stand somewhere that may not */
function isDoubtful({ ranking }) {
  return ranking.stands && areDoubtful([...ranking.claims.values()].flat());
}

/** @param {import("./search-rank.js").Ranking} ranking @returns {(number: number) => number} */
function keyOf({ classes, scores }) {
  return (number) =>
    classes[number] * SCORES + Math.min(Math.round(scores[number] * SCORE_STEPS), SCORES - 1);
}

/** @param {import("./search-rank.js").Ranking} ranking @param {number} number */
function scoreOf({ classes, scores }, number) {
  return classes[number] + scores[number] / (scores[number] + HALF_WAY);
}

/**
 * Return the kept documents in the order in which they are shown, each as a number that has the
 * document's in its lower bits: typed arrays of numbers are sorted fastest.
 * @param {Uint8Array} kept
 * @param {(number: number) => number} keyOf the larger comes first, and of equals the smaller number
 * @returns {Float64Array}
 */
function sortedKeys(kept, keyOf) {
  const keys = new Float64Array(kept.length);
  let count = 0;
  for (let number = 0; number < kept.length; number += 1) {
    if (!kept[number]) continue;
    keys[count] = number - keyOf(number) * NUMBERS;
    count += 1;
  }
  return keys.subarray(0, count).sort();
}

/** @param {number} key @returns {number} the document of one of the sorted keys */
function numberOf(key) {
  return key - Math.floor(key / NUMBERS) * NUMBERS;
}
