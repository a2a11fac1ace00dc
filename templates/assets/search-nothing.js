// Ways on from a search that found nothing, or only parts of it: such alone as lead to results.

import { chosenOf, optionsOf, unfiltered, without } from "./search-url.js";

/** So many chosen values and words are tried without; more would keep the reader waiting. */
const MOST_TRIED = 6;

/**
 * @typedef {object} Way
 * @property {string} kind the text that names it
 * @property {import("./search-url.js").State} state
 * @property {string} [facet]
 * @property {string} [value]
 * @property {number} [total]
 */

/**
 * Find searches near this one that have results, the best first.
 * @param {import("./search-url.js").State} state
 * @param {object} answer of caseSearch.query
 * @param {{query: Function}} search
 * @param {() => Promise<{correct: Function}>} suggestions
 * @returns {Promise<Way[]>}
 */
export async function nearSearches(state, { total, ignored }, search, suggestions) {
  const typed = state.q.trim();
  // Without what corrects slips the other ways still lead on.
  const meant = typed ? await suggestions().then((found) => found.correct(typed)).catch(() => []) : [];
  const ways = meant.map((text) => wordWay("meant", text, state));
  if (!total) ways.push(...filterWays(state), ...wordWays(typed, state, ignored));
  const found = [];
  const tried = new Set();
  for (const way of ways) {
    const key = JSON.stringify(way.state);
    if (tried.has(key)) continue;
    tried.add(key);
    const near = await search.query(way.state.q, { ...optionsOf(way.state), limit: 0, facets: false });
    if (near.total) found.push({ ...way, total: near.total });
  }
  return found;
}

/** Each filter left out, then all of them, then the section. */
function filterWays(state) {
  const chosen = chosenOf(state).slice(0, MOST_TRIED);
  const ways = chosen.map((each) => ({ kind: "dropFilter", ...each, state: without(state, each) }));
  if (chosen.length > 1) ways.push({ kind: "dropFilters", state: unfiltered(state) });
  if (state.section) ways.push({ kind: "dropSection", state: { ...state, section: "", page: 1 } });
  return ways;
}

/** The words without quotation marks, without what nothing has, and without each in turn. */
function wordWays(typed, state, ignored) {
  const words = typed.match(/-?["“][^"”]*["”]|\S+/g) ?? [];
  const texts = [typed.replace(/["“”]/g, " "), ignored.reduce((rest, word) => rest.replace(word, " "), typed)];
  for (const left of words.slice(0, MOST_TRIED)) {
    texts.push(words.filter((each) => each !== left).join(" "));
  }
  const shorter = texts.map((text) => text.replace(/\s+/g, " ").trim());
  return shorter.filter((text) => text && text !== typed).map((text) => wordWay("dropWords", text, state));
}

const wordWay = (kind, q, state) => ({ kind, value: q, state: { ...state, q, page: 1 } });
