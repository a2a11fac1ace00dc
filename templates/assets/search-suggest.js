// Suggestions for what is being typed into a search box, and what may have been meant.

import { corrections } from "./search-correct.js";
import { SuggestTree } from "./search-suggest-tree.js";
import { BROKEN_OFF, insidePlaces } from "./search-typed.js";

const MOST_OF_NAMES = 3;
/** Nobody types so much of a name; whole questions are for the search itself. */
const LONGEST = 80;
/** Stands between another name that was typed and the title it leads to. */
const LEADS_TO = " · ";
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** How good a match is: a whole name, the beginning of one, of a case's practice, of a part. */
const WHOLE = 0;
const BEGINNING = 1;
const PRACTICE = 2;
const INSIDE = 3;

/**
 * @typedef {object} Suggestion
 * @property {"region" | "keyword" | "case"} kind
 * @property {string} title
 * @property {string} url relative to the start of the site
 * @property {number} [count] cases behind the link; a case has none
 * @property {string} marked the title, behind another name if that was typed, as HTML with <mark>
 */

/**
 * So many characters of a name of an entry, from a place on, are what was typed.
 * @typedef {{entry: any[], name: number, place: number, length: number, cost: number, rank: number}} Match
 */

/**
 * What is suggested of a kind. An entry begins with its target; names are its title and the other
 * names it may be typed by, places are where in such a name typing may begin, with their rank.
 * @typedef {object} Kind
 * @property {"region" | "keyword" | "case"} kind
 * @property {"regions" | "keywords" | "cases"} list
 * @property {string} folder
 * @property {number} most how many are shown before other kinds had their turn
 * @property {number} countAt where an entry has its count, 0: nowhere
 * @property {number} mostInside what a match inside a name may cost
 * @property {(entry: any[]) => string[]} names
 * @property {(spelled: import("./search-typed.js").Spelled, name: number) => [number, number][]} places
 */

/** @type {Kind[]} */
const KINDS = [
  {
    kind: "region",
    list: "regions",
    folder: "regions/",
    most: MOST_OF_NAMES,
    countAt: 2,
    mostInside: 0,
    names: ([, title, , ...others]) => [title, ...others],
    places: () => [[0, BEGINNING]],
  },
  {
    kind: "keyword",
    list: "keywords",
    folder: "keywords/",
    most: MOST_OF_NAMES,
    countAt: 2,
    // By chance some keyword has any two initials inside.
    mostInside: BROKEN_OFF,
    names: ([, title, , ...others]) => [title, ...others],
    places: ({ characters }) => [[0, BEGINNING], ...insidePlaces(characters).map(inside)],
  },
  {
    kind: "case",
    list: "cases",
    folder: "cases/",
    most: Infinity,
    countAt: 0,
    mostInside: Infinity,
    names: ([, title, ...others]) => [title, ...others],
    places: ({ parts }, name) => [[0, name ? PRACTICE : BEGINNING], ...parts.slice(1).map(inside)],
  },
];

/** @param {number} place @returns {[number, number]} */
function inside(place) {
  return [place, INSIDE];
}

/**
 * Make suggestions from the search index.
 * @param {import("./search-loader.js").Loader} loader
 */
export function createSuggest(loader) {
  /** @type {Promise<SuggestTree> | null} */
  let opened = null;

  /** @template T @param {(tree: SuggestTree) => Promise<T>} use */
  async function withTree(use) {
    try {
      opened ??= SuggestTree.open(loader);
      return await use(await opened);
    } catch (error) {
      // A new version of the site has other files: the next attempt begins with its entry.
      opened = null;
      loader.forget?.("entry.json");
      throw error;
    }
  }

  return {
    /**
     * Return what is called as a text begins: regions, then keywords, then cases.
     * @param {string} text
     * @param {number} [limit]
     * @returns {Promise<Suggestion[]>}
     */
    suggest: (text, limit = 8) => withTree((tree) => suggestions(tree, text, limit)),

    /**
     * Return what may have been meant by a text, best first, three at most.
     * @param {string} text
     * @returns {Promise<string[]>}
     */
    correct: (text) => withTree((tree) => corrections(tree, text)),
  };
}

/** @param {SuggestTree} tree @param {string} text @param {number} limit */
async function suggestions(tree, text, limit) {
  const typed = await tree.typed(text);
  if (!typed.length || typed.length > LONGEST) return [];
  const pages = await tree.pages(typed);
  const found = KINDS.map((kind) => matches(tree, typed, pages, kind));
  const shares = fairShares(found.map(({ length }) => length), limit);
  return KINDS.flatMap((kind, at) =>
    found[at].slice(0, shares[at]).map((match) => suggestion(tree, kind, match)),
  );
}

/** Return how many of each kind are shown; regions and keywords have more when places are left. */
function fairShares(/** @type {number[]} */ numbers, /** @type {number} */ limit) {
  const shares = numbers.map(() => 0);
  let left = limit;
  for (const most of [KINDS.map((kind) => kind.most), numbers]) {
    numbers.forEach((number, at) => {
      const more = Math.min(Math.max(0, Math.min(number, most[at]) - shares[at]), left);
      shares[at] += more;
      left -= more;
    });
  }
  return shares;
}

/**
 * Return the entries of a kind that what was typed leads to, each once, the best first.
 * @param {SuggestTree} tree
 * @param {string[]} typed
 * @param {import("./search-suggest-tree.js").Page[]} pages
 * @param {Kind} kind
 * @returns {Match[]}
 */
function matches(tree, typed, pages, kind) {
  /** @type {Map<string, Match>} */
  const best = new Map();
  for (const entry of pages.flatMap((page) => page[kind.list] ?? [])) {
    tree.spelled(entry, kind.names(entry)).forEach((spelled, name) => {
      for (const [place, rank] of kind.places(spelled, name)) {
        const reach = tree.readings.reach(typed, spelled.characters, place);
        if (!reach || (rank === INSIDE && reach.cost > kind.mostInside)) continue;
        const whole = kind.countAt && reach.length === spelled.characters.length;
        const match = { entry, name, place, ...reach, rank: whole ? WHOLE : rank };
        const known = best.get(entry[0]);
        if (!known || byQuality(match, known) < 0) best.set(entry[0], match);
      }
    });
  }
  const byCount = (/** @type {Match} */ a, /** @type {Match} */ b) =>
    kind.countAt ? b.entry[kind.countAt] - a.entry[kind.countAt] : 0;
  return [...best.values()].sort((a, b) => byQuality(a, b) || byCount(a, b));
}

/** What is spelled out comes first: yan is 盐 before it is 永安. */
function byQuality(/** @type {Match} */ a, /** @type {Match} */ b) {
  return a.cost - b.cost || a.rank - b.rank;
}

/** @param {SuggestTree} tree @param {Kind} kind @param {Match} match @returns {Suggestion} */
function suggestion(tree, kind, match) {
  const { entry } = match;
  const counted = kind.countAt ? { count: entry[kind.countAt] } : {};
  const names = kind.names(entry);
  const marked = markedTitle(names, tree.spelled(entry, names), match);
  return { kind: kind.kind, title: names[0], url: `${kind.folder}${entry[0]}/`, ...counted, marked };
}

/**
 * Return the title with what was typed of it; behind another name, if only that was typed.
 * @param {string[]} names
 * @param {import("./search-typed.js").Spelled[]} spelled
 * @param {Match} match
 */
function markedTitle(names, spelled, { name, place, length }) {
  const inTitle = name === 0 ? 0 : lastPlaceOf(spelled[name].characters, spelled[0].characters);
  if (inTitle >= 0) return markedName(names[0], spelled[0], inTitle + place, length);
  return markedName(names[name], spelled[name], place, length) + LEADS_TO + escaped(names[0]);
}

/**
 * Return a name with some characters marked.
 * @param {string} name
 * @param {import("./search-typed.js").Spelled} spelled
 * @param {number} place
 * @param {number} length
 */
function markedName(name, spelled, place, length) {
  const [start, end] = [spelled.starts[place], spelled.ends[place + length - 1]];
  const mark = `<mark>${escaped(name.slice(start, end))}</mark>`;
  return escaped(name.slice(0, start)) + mark + escaped(name.slice(end));
}

/** @param {string[]} part @param {string[]} whole @returns {number} -1 where it is no part */
function lastPlaceOf(part, whole) {
  for (let at = whole.length - part.length; at >= 0; at -= 1) {
    if (part.every((character, place) => whole[at + place] === character)) return at;
  }
  return -1;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
