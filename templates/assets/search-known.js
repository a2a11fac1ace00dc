// The names that a mistyped text may stand for, and what it costs to take it for one of them.

import { Readings, typedCharacters } from "./search-typed.js";

/** A shorter text is no name. */
export const SHORTEST = 2;
/** Shorter pinyin has too many neighbours. */
const SHORTEST_PINYIN = 5;
/** Characters with several readings make several texts; so many are tried. */
const MOST_READINGS = 8;
const MOST_GUESSES = 3;
/** Practices are often written so; in a question the signs would ask for the phrase. */
const QUOTED = /“([^“”]+)”/;

/** What a correction costs: the more, the less it is what was meant. */
export const SAME_SOUND = 0;
export const TITLE_SOUND = 1;
export const NEAR_SOUND = 2;
const OTHER_ORDER = 3;
const OTHER_NUMBER = 4;
const OTHER_CHARACTER = 5;
/** Half of two characters is right: that says something only where nothing else fits, and not many. */
const GUESS = 6;

/**
 * A name as it is written, the characters of it that count, and the cases behind it.
 * @typedef {{name: string, characters: string[], count: number, pinyin?: string[]}} Known
 */

/**
 * What may have been meant: its cost, how many of its characters were not typed, its cases.
 * @typedef {{name: string, cost: number, strange: number, count: number}} Candidate
 */

/** All names of regions and keywords, and of practices unless there are too many. */
export class KnownNames {
  /** @param {any} names names.json @param {Map<string, string>} variants */
  constructor(names, variants) {
    this.readings = new Readings(names.readings);
    /** @type {Map<string, Known>} */
    this.byText = new Map();
    for (const [name, count, ...forms] of [...names.regions, ...names.keywords, ...names.practices]) {
      for (const form of [name, ...forms].flatMap(asCalled)) {
        const characters = typedCharacters(form, variants);
        const text = characters.join("");
        const known = this.byText.get(text);
        if (!known) this.byText.set(text, { name: form, characters, count });
        else known.count = Math.max(known.count, count);
      }
    }
  }

  /** @param {string[]} typed */
  has(typed) {
    return this.byText.has(typed.join(""));
  }

  /**
   * Return the names that are nearly what was typed, the nearest first.
   * @param {string[]} typed
   * @returns {Candidate[]}
   */
  near(typed) {
    if (typed.length < SHORTEST || this.has(typed)) return [];
    const cost = isPinyin(typed) ? this.pinyinCost.bind(this) : this.cost.bind(this);
    /** @type {Candidate[]} */
    const found = [];
    for (const known of this.byText.values()) {
      const paid = cost(typed, known);
      if (paid === null) continue;
      const strange = known.characters.filter((character) => !typed.includes(character)).length;
      found.push({ name: known.name, cost: paid, strange, count: known.count });
    }
    const sure = found.filter((each) => each.cost < GUESS);
    return (sure.length || found.length > MOST_GUESSES ? sure : found).sort(byCost);
  }

  /** @param {string[]} typed @param {Known} known @returns {number | null} */
  cost(typed, { characters }) {
    if (Math.abs(typed.length - characters.length) > 1) return null;
    const slip = slipOf(typed, characters);
    if (slip === "number") return Math.min(typed.length, characters.length) > SHORTEST ? OTHER_NUMBER : GUESS;
    if (typed.length !== characters.length) return null;
    if (this.sounds(typed, characters, sameSyllable)) return SAME_SOUND;
    if (this.sounds(typed, characters, nearSyllable)) return NEAR_SOUND;
    if (slip === "order") return OTHER_ORDER;
    if (slip === "character") return typed.length > SHORTEST ? OTHER_CHARACTER : GUESS;
    return null;
  }

  /** @param {string[]} typed @param {Known} known @returns {number | null} */
  pinyinCost(typed, known) {
    known.pinyin ??= this.pinyin(known.characters);
    const text = typed.join("");
    if (known.pinyin.includes(text)) return SAME_SOUND;
    const slips = known.pinyin.some((each) => slipOf(typed, [...each]));
    return slips && typed.length >= SHORTEST_PINYIN ? OTHER_CHARACTER : null;
  }

  /**
   * Return whether two texts of equal length sound alike.
   * @param {string[]} one
   * @param {string[]} other
   * @param {(one: string, other: string) => boolean} [alike]
   */
  sounds(one, other, alike = sameSyllable) {
    return one.every((character, at) => {
      if (character === other[at]) return true;
      const readings = this.readings.of(other[at]);
      return this.readings.of(character).some((each) => readings.some((reading) => alike(each, reading)));
    });
  }

  /** @param {string[]} characters @returns {string[]} the text in pinyin, in several ways */
  pinyin(characters) {
    let ways = [""];
    for (const character of characters) {
      const syllables = this.readings.of(character);
      const said = syllables.length ? syllables : [character];
      ways = ways.flatMap((way) => said.map((syllable) => way + syllable)).slice(0, MOST_READINGS);
    }
    return ways;
  }
}

/**
 * Return a name as it is called: “两性两化”运作模式 is also 两性两化, and “越工周记” only 越工周记.
 * @param {string} name
 */
function asCalled(name) {
  const [signed, called] = name.match(QUOTED) ?? [];
  if (!called) return [name];
  return signed === name ? [called] : [name, called];
}

/** @param {Candidate} a @param {Candidate} b */
export function byCost(a, b) {
  return a.cost - b.cost || a.strange - b.strange || b.count - a.count;
}

/**
 * Return the one slip that makes a text another: a character more or less ("number"), another
 * ("character"), or two neighbours in the wrong order ("order"); "" where it is none or more.
 * @param {string[]} one
 * @param {string[]} other
 */
function slipOf(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const [here, there] = [short.length - start - end, long.length - start - end];
  if (there === 1) return here === 0 ? "number" : "character";
  const two = here === 2 && there === 2;
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return two && swapped ? "order" : "";
}

/** @param {string[]} typed */
function isPinyin(typed) {
  return typed.every((character) => /^[a-zü]$/.test(character));
}

/** @param {string} one @param {string} other */
function sameSyllable(one, other) {
  return one === other;
}

/** Return whether two syllables are often taken for each other: zh and z, n and l, ang and an. */
function nearSyllable(/** @type {string} */ one, /** @type {string} */ other) {
  return plainer(one) === plainer(other);
}

/** @param {string} syllable */
function plainer(syllable) {
  return syllable.replace(/^([zcs])h/, "$1").replace(/^l/, "n").replace(/ng$/, "n");
}
