// The reader's search: from what was typed and chosen to the answers that are shown.

import { areDoubtful, areTrue, textOf } from "./search-claims.js";
import { shownOf } from "./search-excerpt.js";
import { openFacets } from "./search-facets.js";
import { find } from "./search-find.js";
import { ENTRY, SLOT_BITS, openIndex } from "./search-index.js";
import { SearchError } from "./search-loader.js";
import { keyOf, numberOf, scoreOf, sortedKeys } from "./search-order.js";
import { STANDS } from "./search-rank.js";

/** @typedef {import("./search-loader.js").Loader} Loader */
/** @typedef {import("./search-index.js").SearchIndex} SearchIndex */
/** @typedef {import("./search-facets.js").Facets} Facets */
/** @typedef {import("./search-find.js").Found} Found */

/** The sections one can search in; their numbers in the index count from 1. */
const SECTIONS = ["针对问题", "主要做法", "成效", "经验启示"];
const USUAL_LIMIT = 10;
const MOST_HITS = 100;
/** Facets that are not looked at, while nothing is chosen. */
const NO_FACETS = {
  count: (/** @type {Uint8Array} */ matches) => ({
    facets: { region: {}, keyword: {}, year: {}, level: {} },
    labels: {},
    kept: matches,
  }),
};

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
 * @property {number} [first] so many hits at once; the others come with answer.rest()
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
 * @property {number} [left] where only the first hits were asked for, how many are still to come
 * @property {() => Promise<Hit[]>} [rest] get them
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

  /**
   * Ask the index; where a file is gone, the site may have been built anew since this page was
   * opened, and the new index is asked.
   * @template T
   * @param {Search} search
   * @param {(search: Search) => Promise<T>} ask
   */
  async function asking(search, ask) {
    try {
      return await ask(search);
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      loader.forget(ENTRY);
      opened = null;
      const anew = await open();
      if (anew.index.isSameAs(search.index)) throw error;
      return ask(anew);
    }
  }

  /** @param {string} text @param {Options} [options] */
  async function query(text, options = {}) {
    const search = await open();
    const asked = askedOf(text, options);
    const { left, rest, ...answer } = await asking(search, (current) => current.answer(asked));
    if (options.first === undefined) return answer;
    const all = async (/** @type {Search} */ current) => {
      if (current === search) return rest();
      return (await current.answer({ ...asked, first: asked.limit })).hits.slice(asked.first);
    };
    return { ...answer, left, rest: () => asking(search, all) };
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
  const limit = Math.min(number(options.limit, USUAL_LIMIT), MOST_HITS);
  return {
    text: String(text ?? ""),
    choice,
    section: SECTIONS.indexOf(options.section ?? "") + 1,
    byDate: options.sort === "date",
    counted: options.facets !== false || Object.values(choice).some((values) => values.length > 0),
    offset: number(options.offset, 0),
    limit,
    first: number(options.first, limit),
  };
}

/** @param {Loader} loader */
async function openSearch(loader) {
  return new Search(await openIndex(loader));
}

/**
 * What is shown of the found documents: their numbers, in their order.
 * @typedef {object} Page
 * @property {number} total
 * @property {Pick<Answer, "facets" | "labels">} counts
 * @property {number[]} shown
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
    const { offset, first } = asked;
    const opening = asked.counted ? this.#facetsFor(asked.choice.regions) : NO_FACETS;
    const found = await this.#find(asked, false);
    const facets = await opening;
    const exactly = async () => {
      const exact = await this.#find(asked, true);
      return { found: exact, page: await this.#page(exact, facets, asked) };
    };
    // Later pages are exact, so that no document is shown twice or never.
    if (offset === 0 || !isDoubtful(found)) {
      const page = await this.#page(found, facets, asked);
      const hits = await this.#hitsIfRight(found, page.shown.slice(0, first), asked, true);
      const rest = async () => {
        const others = await this.#hitsIfRight(found, page.shown.slice(first), asked, false);
        if (others) return others;
        const exact = await exactly();
        return this.#hits(exact.found, exact.page.shown.slice(first), asked);
      };
      if (hits) return told(found, page, hits, rest);
    }
    const exact = await exactly();
    const hitsOf = (/** @type {number[]} */ numbers) => this.#hits(exact.found, numbers, asked);
    const { shown } = exact.page;
    const rest = () => hitsOf(shown.slice(first));
    return told(exact.found, exact.page, await hitsOf(shown.slice(0, first)), rest);
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
    return { total: keys.length, counts, shown };
  }

  /**
   * Return what is shown of documents if phrases stand where slots made it seem so, for all of
   * them; else null. Then no other document belongs before them.
   * @param {Found} found
   * @param {number[]} numbers
   * @param {Asked} asked
   * @param {boolean} some whether some phrase must stand: it has to show that any stands at all
   */
  async #hitsIfRight(found, numbers, asked, some) {
    const documents = await this.#documents(numbers);
    if (isDoubtful(found)) {
      const { ranking, variants } = found;
      const { starts } = await this.index.layout();
      const standing = [...numbers.entries()].filter(([, number]) => ranking.classes[number] >= STANDS);
      if (some && !standing.length) return null;
      const right = standing.every(([at, number]) => {
        const claims = ranking.claims.get(ranking.classes[number]) ?? [];
        const [start, end] = [starts[number] << SLOT_BITS, starts[number + 1] << SLOT_BITS];
        return areTrue(claims, (slot) => textOf(documents[at], slot), [start, end], variants);
      });
      if (!right) return null;
    }
    return this.#hits(found, numbers, asked);
  }

  /** @param {number[]} numbers */
  #documents(numbers) {
    return Promise.all(numbers.map((number) => this.index.document(number)));
  }

  /** @param {Found} found @param {number[]} numbers @param {Asked} asked @returns {Promise<Hit[]>} */
  async #hits({ ranking, variants }, numbers, { section }) {
    const { classes, weights } = ranking;
    return (await this.#documents(numbers)).map((document, at) => {
      // Where phrases stand, pieces of them elsewhere are not worth a mark.
      const phrases = classes[numbers[at]] < STANDS ? [] : ranking.phrases;
      const { id, title, region, place, organisation, keywords, date, iso } = document;
      const url = `cases/${id}/`;
      const { section: part, ...marked } = shownOf(document, { weights, phrases, variants }, section);
      const sectionOfHit = part && { heading: part.heading, url: `${url}#${part.anchor}` };
      const facts = { id, url, title, region, place, organisation, keywords, date, iso };
      return { ...facts, ...marked, section: sectionOfHit, score: scoreOf(ranking, numbers[at]) };
    });
  }
}

/**
 * @param {Found} found
 * @param {Page} page
 * @param {Hit[]} hits the first of the page
 * @param {() => Promise<Hit[]>} rest
 * @returns {Answer}
 */
function told({ relaxed, ignored }, { total, counts, shown }, hits, rest) {
  return { total, hits, ...counts, relaxed, ignored, left: shown.length - hits.length, rest };
}

/** @param {Found} found whether phrases are said to stand somewhere that may not */
function isDoubtful({ ranking }) {
  return ranking.stands && areDoubtful([...ranking.claims.values()].flat());
}
