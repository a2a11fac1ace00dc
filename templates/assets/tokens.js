// The rule by which texts and queries become terms: the same as site_builder/search/tokens.py.
// docs/search_format.md states it, tests/fixtures/search/tokens.json holds both to it.

/** Classes of characters. */
const OTHER = 0;
export const HAN = 1;
export const LETTER = 2;
export const BLANK = 3;

const LETTERS = /[\p{L}\p{M}\p{N}]/u;
const BLANKS = /[\p{Z}\t-\r\x1c-\x1f\x85\u200b\ufeff]/u;

/** A character with everything that Unicode may join to it: marks, halves of Hangul and Kana. */
const CLUSTER = /[^][\p{M}\u1160-\u11ff\u3131-\u318e\uff9e-\uffdc]*/gu;

const NOT_ASKED = 255;
const classes = new Uint8Array(0x10000).fill(NOT_ASKED);

/**
 * Return the class of a character.
 * @param {string} character
 * @returns {number}
 */
export function classOf(character) {
  const point = character.codePointAt(0) ?? 0;
  if (point >= classes.length) return findClass(character, point);
  if (classes[point] === NOT_ASKED) classes[point] = findClass(character, point);
  return classes[point];
}

/** @param {string} character @param {number} point */
function findClass(character, point) {
  if (isHan(point)) return HAN;
  if (LETTERS.test(character)) return LETTER;
  return BLANKS.test(character) ? BLANK : OTHER;
}

/** @param {number} point */
function isHan(point) {
  return (
    (point >= 0x4e00 && point <= 0x9fff) ||
    (point >= 0x3400 && point <= 0x4dbf) ||
    (point >= 0x20000 && point <= 0x323af) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    point === 0x3005 ||
    point === 0x3007
  );
}

/**
 * Make a table of variants, character to simplified character, from two strings of equal length.
 * @param {string} traditional
 * @param {string} simplified
 * @returns {Map<string, string>}
 */
export function variantsTable(traditional, simplified) {
  const forms = Array.from(simplified);
  return new Map(Array.from(traditional, (character, at) => [character, forms[at]]));
}

/**
 * Return a text in NFKC, lower case and simplified characters; its blanks stay.
 * @param {string} text
 * @param {Map<string, string>} [variants]
 * @returns {string}
 */
export function folded(text, variants) {
  const plain = text.normalize("NFKC").toLowerCase();
  if (!variants?.size) return plain;
  let simplified = "";
  for (const character of plain) simplified += variants.get(character) ?? character;
  return simplified;
}

/**
 * Return the form in which texts are compared.
 * @param {string} text
 * @param {Map<string, string>} [variants]
 * @returns {string}
 */
export function canonical(text, variants) {
  const characters = Array.from(folded(text, variants));
  const kept = keptPlaces(characters);
  return kept.map((place) => (place < 0 ? " " : characters[place])).join("");
}

/**
 * A canonical text and the way back from it: character i of it was made from the characters of the
 * original between the UTF-16 positions starts[i] and ends[i].
 * @typedef {{characters: string[], starts: number[], ends: number[]}} Mapped
 */

/**
 * Return the canonical text of a text with the way back to it.
 *
 * The text is folded in small clusters. That gives the same as folding it whole, but for a final
 * sigma and sequences no language writes, where at worst a mark is missing.
 * @param {string} text
 * @param {Map<string, string>} [variants]
 * @returns {Mapped}
 */
export function mapped(text, variants) {
  /** @type {string[]} */
  const characters = [];
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let at = 0;
  for (const cluster of text.match(CLUSTER) ?? []) {
    for (const character of folded(cluster, variants)) {
      characters.push(character);
      starts.push(at);
      ends.push(at + cluster.length);
    }
    at += cluster.length;
  }
  // A space stands for a run of blanks: ~place is where the run begins.
  const places = keptPlaces(characters);
  return {
    characters: places.map((place) => (place < 0 ? " " : characters[place])),
    starts: places.map((place) => starts[place < 0 ? ~place : place]),
    ends: places.map((place) => ends[place < 0 ? ~place : place]),
  };
}

/**
 * Return which characters stay; for a run of blanks that becomes a space, ~ the place of its first.
 * @param {string[]} characters
 * @returns {number[]}
 */
function keptPlaces(characters) {
  /** @type {number[]} */
  const places = [];
  let before = OTHER;
  let blank = -1;
  for (let place = 0; place < characters.length; place += 1) {
    const kind = classOf(characters[place]);
    if (kind === BLANK) {
      if (blank < 0) blank = place;
      continue;
    }
    const joins = before !== kind && isPair(before, kind);
    if (blank >= 0 && places.length && !joins) places.push(~blank);
    places.push(place);
    before = kind;
    blank = -1;
  }
  return places;
}

/**
 * Return the terms of a canonical text with their offsets in code points: its words, then its pairs.
 * @param {string | string[]} text a canonical text, or its characters
 * @returns {[string, number][]}
 */
export function terms(text) {
  const characters = typeof text === "string" ? Array.from(text) : text;
  const kinds = characters.map(classOf);
  /** @type {[string, number][]} */
  const found = [];
  let start = 0;
  for (let at = 0; at < kinds.length; at += 1) {
    if (kinds[at] !== LETTER) continue;
    if (kinds[at - 1] !== LETTER) start = at;
    if (kinds[at + 1] !== LETTER) found.push([characters.slice(start, at + 1).join(""), start]);
  }
  for (let at = 0; at + 1 < kinds.length; at += 1) {
    if (isPair(kinds[at], kinds[at + 1])) found.push([characters[at] + characters[at + 1], at]);
  }
  return found;
}

/** @param {number} left @param {number} right classes of two neighbours */
function isPair(left, right) {
  return (left === HAN && (right === HAN || right === LETTER)) || (left === LETTER && right === HAN);
}
