// Where a phrase stands: in slots that have all its terms, and exactly, by the offsets of the terms.

import { canonical, terms } from "./tokens.js";

/** @typedef {import("./search-query.js").Phrase} Phrase */
/** @typedef {import("./search-index.js").Postings} Postings */

/** From how many times as many on it is faster to look each number up than to go through both. */
const MUCH_LONGER = 16;

/**
 * Return the numbers that are in all lists; the lists rise.
 * @param {Uint32Array[]} lists at least one
 * @returns {Uint32Array}
 */
export function inAll(lists) {
  const [shortest, ...others] = [...lists].sort((one, other) => one.length - other.length);
  return others.reduce(inBoth, shortest);
}

/** @param {Uint32Array} short @param {Uint32Array} long */
function inBoth(short, long) {
  const looksUp = long.length > short.length * MUCH_LONGER;
  const kept = new Uint32Array(short.length);
  let count = 0;
  let at = 0;
  for (let next = 0; next < short.length; next += 1) {
    const number = short[next];
    if (looksUp) at = placeOf(long, number, at);
    else while (at < long.length && long[at] < number) at += 1;
    if (at === long.length) break;
    if (long[at] === number) {
      kept[count] = number;
      count += 1;
    }
  }
  return kept.subarray(0, count);
}

/**
 * Return the first place from a start whose number is not smaller than a given one.
 * @param {Uint32Array} numbers rising
 * @param {number} number
 * @param {number} start
 * @returns {number}
 */
export function placeOf(numbers, number, start = 0) {
  let low = start;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Return the slots that have all terms of a phrase. It stands in no others.
 * @param {Phrase} phrase with at least one term
 * @param {Map<string, Postings>} postings
 * @returns {Uint32Array}
 */
export function possibleSlots(phrase, postings) {
  return inAll(phrase.terms.map(([term]) => postingsOf(postings, term).slots));
}

/**
 * Return the slots in which a phrase stands.
 * @param {Phrase} phrase with at least one term
 * @param {Map<string, Postings>} postings
 * @param {Map<string, Uint32Array>} offsets
 * @returns {Uint32Array}
 */
export function exactSlots(phrase, postings, offsets) {
  const slots = possibleSlots(phrase, postings);
  if (phrase.terms.length < 2) return slots;
  const parts = phrase.terms.map(([term, at]) => ({
    at,
    ...postingsOf(postings, term),
    offsets: /** @type {Uint32Array} */ (offsets.get(term)),
    place: 0,
  }));
  return slots.filter((slot) => {
    for (const part of parts) part.place = placeOf(part.slots, slot, part.place);
    return standsThere(parts);
  });
}

/**
 * A term of a phrase: its offset there, where it occurs, and the place of one of its slots.
 * @typedef {Postings & {at: number, offsets: Uint32Array, place: number}} Part
 */

/** @param {Part[]} parts @returns {boolean} whether they are at the right distances in their slot */
function standsThere([one, ...others]) {
  for (let next = one.first[one.place]; next < one.first[one.place + 1]; next += 1) {
    const start = one.offsets[next] - one.at;
    if (others.every((part) => isAt(part, start + part.at))) return true;
  }
  return false;
}

/** @param {Part} part @param {number} offset */
function isAt({ offsets, first, place }, offset) {
  for (let next = first[place]; next < first[place + 1]; next += 1) {
    if (offsets[next] === offset) return true;
  }
  return false;
}

/** @param {Map<string, Postings>} postings @param {string} term @returns {Postings} */
function postingsOf(postings, term) {
  return /** @type {Postings} */ (postings.get(term));
}

/**
 * Return whether phrases stand in a text, by the same measure as exactSlots.
 * @param {Phrase[]} phrases
 * @param {string} text
 * @param {Map<string, string>} [variants]
 * @returns {boolean}
 */
export function standIn(phrases, text, variants) {
  /** @type {Map<string, number[]>} */
  const places = new Map();
  for (const [term, at] of terms(canonical(text, variants))) {
    places.set(term, [...(places.get(term) ?? []), at]);
  }
  return phrases.every((phrase) => {
    const [[term, start], ...others] = phrase.terms;
    return (places.get(term) ?? []).some((place) =>
      others.every(([other, at]) => places.get(other)?.includes(place - start + at)),
    );
  });
}
