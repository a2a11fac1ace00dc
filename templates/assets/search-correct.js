// What a reader may have meant: known names that sound like what was typed, or differ by one slip.

import { KnownNames, NEAR_SOUND, SAME_SOUND, SHORTEST, TITLE_SOUND, byCost } from "./search-known.js";
import { HAN, classOf } from "./tokens.js";

const MOST = 3;
/** Shorter texts are the beginning of too many titles. */
const SHORTEST_TITLE = 3;
/** -词 asks for cases without a word: such a word is not meant to be found. */
const EXCLUDED = /^[-－]/;
/** A word with its quotation marks around it. */
const BETWEEN_SIGNS = /^([“"]?).*?([”"]?)$/s;

/** @typedef {import("./search-known.js").Candidate} Candidate */
/** @typedef {import("./search-suggest-tree.js").SuggestTree} SuggestTree */

/** @type {WeakMap<SuggestTree, KnownNames>} */
const namesOfTrees = new WeakMap();

/** @param {SuggestTree} tree */
async function knownNames(tree) {
  let known = namesOfTrees.get(tree);
  if (!known) {
    const names = await tree.loader.json(`names-${tree.files.names}.json`);
    known = new KnownNames(names, tree.variants);
    namesOfTrees.set(tree, known);
  }
  return known;
}

/**
 * Return what may have been meant by a text: by all of it, or by one of its words; best first.
 * @param {SuggestTree} tree
 * @param {string} text
 * @returns {Promise<string[]>}
 */
export async function corrections(tree, text) {
  const whole = await tree.typed(text);
  if (whole.length < SHORTEST) return [];
  const known = await knownNames(tree);
  if (known.has(whole)) return [];
  const words = text.trim().split(/(\s+)/);
  const found = words.length > 1 ? await candidates(tree, known, whole) : [];
  for (const [at, word] of words.entries()) {
    if (EXCLUDED.test(word)) continue;
    for (const each of await ofWord(tree, known, await tree.typed(word))) {
      const corrected = word.replace(BETWEEN_SIGNS, (_word, before, after) => before + each.name + after);
      found.push({ ...each, name: words.map((other, place) => (place === at ? corrected : other)).join("") });
    }
  }
  const names = found.sort(byCost).map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== text.trim()).slice(0, MOST);
}

/** @param {SuggestTree} tree @param {KnownNames} known @param {string[]} typed */
async function ofWord(tree, known, typed) {
  const found = await candidates(tree, known, typed);
  return found.some(({ cost }) => cost === SAME_SOUND) ? found : [...found, ...inParts(known, typed)];
}

/** @param {SuggestTree} tree @param {KnownNames} known @param {string[]} typed */
async function candidates(tree, known, typed) {
  if (known.has(typed)) return [];
  const found = known.near(typed);
  if (found.some(({ cost }) => cost === SAME_SOUND)) return found;
  return [...found, ...(await soundingTitles(tree, known, typed))];
}

/**
 * Return corrections of what stands behind or before a known name, as in 盐成骑手.
 * @param {KnownNames} known
 * @param {string[]} typed
 */
function inParts(known, typed) {
  /** @type {Candidate[]} */
  const found = [];
  for (let at = SHORTEST; at <= typed.length - SHORTEST; at += 1) {
    const [start, end] = [typed.slice(0, at), typed.slice(at)];
    const add = (/** @type {Candidate} */ each, /** @type {string} */ name) => {
      if (each.cost <= NEAR_SOUND) found.push({ ...each, name });
    };
    if (known.has(start)) known.near(end).forEach((each) => add(each, start.join("") + each.name));
    if (known.has(end)) known.near(start).forEach((each) => add(each, each.name + end.join("")));
  }
  return found;
}

/**
 * Return the beginnings of titles and of their parts that sound like what was typed.
 * @param {SuggestTree} tree
 * @param {KnownNames} known
 * @param {string[]} typed
 * @returns {Promise<Candidate[]>}
 */
async function soundingTitles(tree, known, typed) {
  if (typed.length < SHORTEST_TITLE || !typed.every((each) => classOf(each) === HAN)) return [];
  const ways = known.pinyin(typed).slice(0, MOST);
  const pages = await Promise.all(ways.map((way) => tree.pages([...way])));
  const found = new Set();
  for (const entry of pages.flat().flatMap((page) => page.cases ?? [])) {
    const names = entry.slice(1);
    tree.spelled(entry, names).forEach(({ characters, starts, ends, parts }, at) => {
      for (const place of parts) {
        const said = characters.slice(place, place + typed.length);
        if (said.length !== typed.length || !known.sounds(typed, said)) continue;
        found.add(names[at].slice(starts[place], ends[place + said.length - 1]));
      }
    });
  }
  return [...found].map((name) => ({ name, cost: TITLE_SOUND, strange: 0, count: 1 }));
}
