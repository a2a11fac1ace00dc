// The state of the search page, and how it stands in the address.

/**
 * @typedef {object} State
 * @property {string} q what was typed
 * @property {string[]} region
 * @property {string[]} keyword
 * @property {string[]} year
 * @property {string[]} level
 * @property {string} section searched in; empty: the full text
 * @property {string} sort relevance or date
 * @property {number} page from 1
 */

/** The facets in the order in which they are shown; addresses and answers use the same names. */
export const FACETS = ["region", "keyword", "year", "level"];

const PAGE_SIZE = 10;
// Nobody types so much or chooses so many: a made-up address shall not keep a browser busy.
const LONGEST = 200;
const MOST_VALUES = 50;

/**
 * Read the state from the part of an address that begins with ?.
 * @param {string} search
 * @param {string[]} sections one can search in
 * @returns {State}
 */
export function readState(search, sections) {
  const given = new URLSearchParams(search);
  const section = given.get("section") ?? "";
  const page = given.get("page") ?? "";
  const state = {
    q: (given.get("q") ?? "").slice(0, LONGEST),
    section: sections.includes(section) ? section : "",
    sort: given.get("sort") === "date" ? "date" : "relevance",
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
  for (const facet of FACETS) {
    state[facet] = [...new Set(given.getAll(facet).filter(Boolean))].slice(0, MOST_VALUES);
  }
  return state;
}

/**
 * Return the address of a state, relative to the search page.
 * @param {State} state
 */
export function writeState(state) {
  const parts = new URLSearchParams();
  if (state.q.trim()) parts.set("q", state.q.trim());
  for (const facet of FACETS) for (const value of state[facet]) parts.append(facet, value);
  if (state.section) parts.set("section", state.section);
  if (state.sort === "date") parts.set("sort", "date");
  if (state.page > 1) parts.set("page", String(state.page));
  const text = parts.toString().replaceAll("%2F", "/");
  return text ? `?${text}` : ".";
}

/**
 * Return what caseSearch.query takes for a state.
 * @param {State} state
 */
export function optionsOf(state) {
  return {
    regions: state.region,
    keywords: state.keyword,
    years: state.year,
    levels: state.level,
    section: state.section,
    sort: state.sort,
    offset: (state.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
}

/** How many pages so many results fill. @param {number} total */
export const pagesOf = (total) => Math.max(1, Math.ceil(total / PAGE_SIZE));

/** Whether a state asks for anything: words, or values of facets. @param {State} state */
export const asks = (state) => state.q.trim() !== "" || chosenOf(state).length > 0;

/** Every chosen value with its facet. @param {State} state */
export const chosenOf = (state) =>
  FACETS.flatMap((facet) => state[facet].map((value) => ({ facet, value })));

/**
 * The state without one chosen value.
 * @param {State} state
 * @param {{facet: string, value: string}} chosen
 */
export const without = (state, { facet, value }) => ({
  ...state,
  page: 1,
  [facet]: state[facet].filter((each) => each !== value),
});

/** The state without any chosen value. @param {State} state */
export const unfiltered = (state) => chosenOf(state).reduce(without, state);
