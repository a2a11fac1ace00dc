// How names and titles are typed: in characters, in pinyin, in initials, or mixed.
// site_builder/search/readings.py wrote the readings; docs/search_format.md, section 8, says more.

import { HAN, LETTER, canonical, classOf, mapped } from "./tokens.js";

/** What is typed for a character that no letter or digit stands for. */
const NO_INITIAL = "_";
const PLAIN = /^[a-z0-9]$/;
const DIGIT = /^[0-9]$/;
const MOST_PARTS = 12;
const LEAST_INSIDE = 2;
/** People type zh, too, for an initial zh. */
const LONG_INITIAL = /^[zcs]h/;
/** What it costs when a syllable is not typed in full: the last one, or one before. */
export const BROKEN_OFF = 1;
const INITIAL_ONLY = 2;

/** @typedef {{next: number, cost: number}} Step a place in what was typed, and the cost of the way */
/** @typedef {{length: number, cost: number}} Reach how many characters were typed, at what cost */

/**
 * A name as it is typed, without punctuation and blanks. Character i was made from what lies
 * between starts[i] and ends[i] in the name; parts are where a part begins, the first at 0.
 * @typedef {{characters: string[], starts: number[], ends: number[], parts: number[]}} Spelled
 */

/**
 * Return the characters of a text that count when names are typed.
 * @param {string} text
 * @param {Map<string, string>} variants
 * @returns {string[]}
 */
export function typedCharacters(text, variants) {
  return Array.from(canonical(text, variants)).filter(counts);
}

/**
 * Return a name as it is typed.
 * @param {string} name
 * @param {Map<string, string>} variants
 * @returns {Spelled}
 */
export function spell(name, variants) {
  const { characters, starts, ends } = mapped(name, variants);
  /** @type {Spelled} */
  const spelled = { characters: [], starts: [], ends: [], parts: [] };
  characters.forEach((character, at) => {
    if (!counts(character)) return;
    const place = spelled.characters.length;
    const begins = !place || (!counts(characters[at - 1]) && !DIGIT.test(character));
    if (begins && spelled.parts.length < MOST_PARTS) spelled.parts.push(place);
    spelled.characters.push(character);
    spelled.starts.push(starts[at]);
    spelled.ends.push(ends[at]);
  });
  return spelled;
}

/**
 * Return where the inside of a keyword may be typed from: everywhere but inside words.
 * @param {string[]} characters
 * @returns {number[]}
 */
export function insidePlaces(characters) {
  const places = [];
  for (let at = 1; at + LEAST_INSIDE <= characters.length; at += 1) {
    if ([characters[at - 1], characters[at]].some((each) => classOf(each) === HAN)) places.push(at);
  }
  return places;
}

/** @param {string} character */
function counts(character) {
  const kind = classOf(character);
  return kind === HAN || kind === LETTER;
}

/** The readings of characters, and how far what was typed says a text. */
export class Readings {
  /** @param {string} table syllables with their characters behind them: "a阿啊 ai爱" */
  constructor(table) {
    /** @type {Map<string, string[]>} */
    this.ofCharacter = new Map();
    /** @type {Map<string, string[]>} */
    this.byInitial = new Map();
    for (const [, syllable, characters] of table.matchAll(/([a-z]+)([^a-z ]+)/g)) {
      const ways = spellings(syllable);
      for (const character of characters) append(this.ofCharacter, character, ways);
      append(this.byInitial, syllable[0], ways);
    }
    for (const ways of this.byInitial.values()) ways.sort((a, b) => b.length - a.length);
  }

  /** @param {string} character @returns {string[]} its syllables, none where it is not known */
  of(character) {
    return this.ofCharacter.get(character) ?? [];
  }

  /** @param {string} character @returns {string[]} the letters under which it may be found */
  initials(character) {
    if (PLAIN.test(character)) return [character];
    const initials = new Set(this.of(character).map((syllable) => syllable[0]));
    return initials.size ? [...initials] : [NO_INITIAL];
  }

  /**
   * Return how many characters of a text, from a place on, what was typed stands for, and how much
   * of it was left out: each may be typed itself, in full, or by its initial, the last one in part.
   * @param {string[]} typed
   * @param {string[]} text
   * @param {number} [place]
   * @returns {Reach | null}
   */
  reach(typed, text, place = 0) {
    /** @type {Set<number>} */
    const failed = new Set();
    /** @returns {Reach | null} */
    const go = (/** @type {number} */ from, /** @type {number} */ at, /** @type {number} */ cost) => {
      if (from === typed.length) return { length: at - place, cost };
      const state = from * (text.length + 1) + at;
      if (at === text.length || failed.has(state)) return null;
      for (const step of this.steps(typed, from, text[at])) {
        const found = go(step.next, at + 1, cost + step.cost);
        if (found) return found;
      }
      failed.add(state);
      return null;
    };
    return typed.length ? go(0, place, 0) : null;
  }

  /**
   * Return how far one character of a name can be what was typed, the fullest way first.
   * @param {string[]} typed
   * @param {number} from
   * @param {string} character
   * @returns {Step[]}
   */
  steps(typed, from, character) {
    if (typed[from] === character) return [{ next: from + 1, cost: 0 }];
    return classOf(character) === HAN ? syllableSteps(typed, from, this.of(character)) : [];
  }

  /**
   * Return how far characters that are found under a letter can be what was typed.
   * @param {string[]} typed
   * @param {number} from
   * @param {string} initial
   * @returns {number[]}
   */
  initialSteps(typed, from, initial) {
    const first = typed[from];
    if (first === undefined || !this.initials(first).includes(initial)) return [];
    if (classOf(first) === HAN) return [from + 1];
    const steps = syllableSteps(typed, from, this.byInitial.get(initial) ?? []);
    return [...steps.map(({ next }) => next), from + 1];
  }
}

/**
 * Return how far some syllables can be what was typed, the fullest way first.
 * @param {string[]} typed
 * @param {number} from
 * @param {string[]} syllables
 * @returns {Step[]}
 */
function syllableSteps(typed, from, syllables) {
  /** @type {Map<number, number>} */
  const costs = new Map();
  const add = (/** @type {number} */ next, /** @type {number} */ cost) =>
    costs.set(next, Math.min(cost, costs.get(next) ?? cost));
  for (const syllable of syllables) {
    const same = commonLength(typed, from, syllable);
    if (!same) continue;
    if (same === syllable.length) add(from + same, 0);
    else if (from + same === typed.length) add(from + same, BROKEN_OFF);
    if (same > 1 && LONG_INITIAL.test(syllable)) add(from + 2, INITIAL_ONLY);
    add(from + 1, INITIAL_ONLY);
  }
  const steps = Array.from(costs, ([next, cost]) => ({ next, cost }));
  return steps.sort((a, b) => a.cost - b.cost || b.next - a.next);
}

/**
 * Return the ways to type a syllable: ü is v, and u where no other syllable is written so; 陕 is shaan
 * only to tell 陕西 from 山西.
 * @param {string} syllable
 */
function spellings(syllable) {
  if (syllable === "shaan") return [syllable, "shan"];
  if (/^[ln]v/.test(syllable)) return [syllable, syllable.replace("v", "ü")];
  if (/^[ln]ue/.test(syllable)) return [syllable, syllable.replace("u", "v"), syllable.replace("u", "ü")];
  return [syllable];
}

/** @param {string[]} typed @param {number} from @param {string} syllable */
function commonLength(typed, from, syllable) {
  let same = 0;
  while (same < syllable.length && typed[from + same] === syllable[same]) same += 1;
  return same;
}

/** @template K, V @param {Map<K, V[]>} map @param {K} key @param {V[]} values */
function append(map, key, values) {
  const known = map.get(key) ?? [];
  map.set(key, [...known, ...values.filter((each) => !known.includes(each))]);
}
