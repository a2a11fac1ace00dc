// What the terms of a query say about each document: BM25F over its fields.

import { ALIASES, FIELDS, SLOT_BITS } from "./search-index.js";
import { inAll } from "./search-phrases.js";
import { classOf } from "./tokens.js";

/** @typedef {import("./search-query.js").Phrase} Phrase */
/** @typedef {import("./search-index.js").Postings} Postings */
/** @typedef {import("./search-index.js").Layout} Layout */

/** Title, practice, keywords, place, aliases, summary, headings, details. */
const FIELD_WEIGHTS = [8, 6, 5, 4, 1.5, 3, 2.5, 0.5];
const BODY_WEIGHT = 1;
/** How soon more of a term says no more: k1 of BM25. */
const SATURATION = 1.2;
/** What two neighbouring terms of the query in one slot say, as a share of what the two say. */
const NEIGHBOURS = 0.25;
/** Pairs with these say little of what is looked for, and need not be there. */
const PARTICLES = /[的了吗呢吧啊么嘛]/u;
const OF_PARTICLES = 0.2;
/** A pair such as 0个 says little: the number or word it is cut from is a term too. */
const OF_MIXED = 0.2;
/** So do numbers: cases are full of them, and few are looked for. */
const OF_NUMBER = 0.5;
const NUMBER = /^\p{N}+$/u;
/** What a term says at least, as a share, however long the text it stands in. */
const LEAST_SHARE = 0.2;
/** Also a term of all documents says something: where it stands. */
const LEAST_RARITY = 0.1;

/**
 * What is known about a query's terms.
 * @typedef {object} Material
 * @property {number} documents
 * @property {Layout} layout
 * @property {Map<string, Postings>} postings of every term
 * @property {Map<string, Uint32Array>} holders the documents of every single character
 * @property {Map<string, Uint32Array>} offsets of the terms of phrases that are judged exactly
 * @property {boolean} exact whether all phrases are
 * @property {Uint8Array | null} sections the section of each slot, when only one counts
 * @property {number} section which
 */

/**
 * @typedef {object} Tally
 * @property {Float32Array} scores
 * @property {Float32Array} shares what the query's terms say that are in the document
 * @property {Uint16Array} own how many needed terms it has outside its aliases
 * @property {Uint16Array} any how many it has
 * @property {number} needed how many there are
 * @property {number} total what all terms say
 * @property {Map<string, number>} weights what each says
 */

/**
 * Count the terms of some phrases in all documents.
 * @param {Material} material
 * @param {Phrase[]} phrases
 * @returns {Tally}
 */
export function tallyOf(material, phrases) {
  const { documents } = material;
  const terms = [...new Set(phrases.flatMap((phrase) => phrase.terms.map(([term]) => term)))];
  const lonely = new Set(phrases.flatMap((phrase) => phrase.lonely));
  const telling = terms.filter((term) => !PARTICLES.test(term)).length;
  const tally = {
    scores: new Float32Array(documents),
    shares: new Float32Array(documents),
    own: new Uint16Array(documents),
    any: new Uint16Array(documents),
    needed: (telling || terms.length) + lonely.size,
    total: 0,
    weights: new Map(),
  };
  for (const term of terms) {
    const { slots } = /** @type {Postings} */ (material.postings.get(term));
    const tells = !telling || !PARTICLES.test(term);
    const rare = rarity(ownersOf(slots, material.layout).length, documents);
    const share = tells ? shareOf(term) : OF_PARTICLES;
    addTerm(tally, slots, material, weigh(tally, term, rare * share), tells);
  }
  for (const character of lonely) {
    const holders = /** @type {Uint32Array} */ (material.holders.get(character));
    const weight = weigh(tally, character, rarity(holders.length, documents));
    for (const number of holders) addTo(tally, number, weight, true, true);
  }
  return tally;
}

/** @param {string} term what it says of what it would by its rarity */
function shareOf(term) {
  const [first, second = first] = term;
  if (classOf(first) !== classOf(second)) return OF_MIXED;
  return NUMBER.test(term) ? OF_NUMBER : 1;
}

/** @param {number} frequency @param {number} documents what a term says that so many have */
function rarity(frequency, documents) {
  return Math.max(Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5)), LEAST_RARITY);
}

/** @param {Tally} tally @param {string} term @param {number} weight */
function weigh(tally, term, weight) {
  tally.weights.set(term, weight);
  tally.total += weight;
  return weight;
}

/** @param {Tally} tally @param {Uint32Array} slots @param {Material} material @param {number} weight @param {boolean} tells */
function addTerm(tally, slots, { layout, sections, section }, weight, tells) {
  const { starts, owners, norms } = layout;
  for (let at = 0; at < slots.length; ) {
    const owner = owners[slots[at] >>> SLOT_BITS];
    const first = starts[owner] << SLOT_BITS;
    let sum = 0;
    let own = false;
    for (; at < slots.length && owners[slots[at] >>> SLOT_BITS] === owner; at += 1) {
      if (sections && sections[slots[at]] !== section) continue;
      const place = slots[at] - first;
      sum += place < FIELDS ? FIELD_WEIGHTS[place] : BODY_WEIGHT / norms[owner];
      own ||= place !== ALIASES;
    }
    if (sum === 0) continue;
    const least = own ? LEAST_SHARE : 0;
    tally.scores[owner] += weight * (least + ((1 - least) * sum) / (SATURATION + sum));
    addTo(tally, owner, weight, own, tells);
  }
}

/** @param {Tally} tally @param {number} number @param {number} weight @param {boolean} own @param {boolean} tells */
function addTo(tally, number, weight, own, tells) {
  tally.shares[number] += weight;
  if (!tells) return;
  tally.any[number] += 1;
  if (own) tally.own[number] += 1;
}

/**
 * Add to the scores what neighbouring terms of the query say by sharing a slot.
 * @param {Tally} tally
 * @param {Material} material
 * @param {Phrase[]} phrases
 */
export function weighNeighbours({ scores, weights }, material, phrases) {
  for (const phrase of phrases) {
    const terms = [...phrase.terms].sort(([, one], [, other]) => one - other);
    for (let at = 1; at < terms.length; at += 1) {
      const [[before, start], [after, place]] = [terms[at - 1], terms[at]];
      if (place > start + Array.from(before).length) continue;
      const [one, other] = [before, after].map((term) => material.postings.get(term));
      const shared = inAll([one, other].map((each) => /** @type {Postings} */ (each).slots));
      const says = NEIGHBOURS * ((weights.get(before) ?? 0) + (weights.get(after) ?? 0));
      for (const number of ownersOf(countingSlots(shared, material), material.layout)) {
        scores[number] += says;
      }
    }
  }
}

/**
 * Return the slots in which a phrase counts as standing in the document: with a section chosen
 * those of the section, else all but the aliases.
 * @param {Uint32Array} slots
 * @param {Material} material
 * @returns {Uint32Array}
 */
export function countingSlots(slots, { layout, sections, section }) {
  const { starts, owners } = layout;
  const kept = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at];
    const first = starts[owners[slot >>> SLOT_BITS]] << SLOT_BITS;
    const isAlias = slot - first === ALIASES;
    if (sections ? sections[slot] !== section : isAlias) continue;
    kept[count] = slot;
    count += 1;
  }
  return kept.subarray(0, count);
}

/**
 * Return the documents that have any of some slots.
 * @param {Uint32Array} slots rising
 * @param {Layout} layout
 * @returns {Uint32Array}
 */
export function ownersOf(slots, { owners }) {
  const numbers = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const owner = owners[slots[at] >>> SLOT_BITS];
    if (count && numbers[count - 1] === owner) continue;
    numbers[count] = owner;
    count += 1;
  }
  return numbers.subarray(0, count);
}
