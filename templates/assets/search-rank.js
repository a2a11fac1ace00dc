// The order of the answers. First the class, best first:
//
//   WHOLE     what was typed, with its punctuation, stands in one slot
//   TOGETHER  all phrases of the query stand in one slot
//   STANDS    all phrases stand somewhere in the document
//   ALL       all terms of the phrases are in the document
//   ALIASES   so they are when other names of its keywords count, which stand in no text
//   SOME      terms that say enough of what was asked; only where the classes from STANDS are empty
//
// Within a class BM25F decides: of each term the slots of a field that have it are counted, times
// the weight of the field (of the body also divided by the document's length), and what the term
// says grows ever more slowly with that sum. Rare terms say more. In the last class neighbouring
// terms of the query that share a slot say more than the two alone. Between equals the smaller
// number comes first, that is the official order of regions.
//
// Slots know that a phrase's terms are together, not that they follow each other. Exact phrases are
// judged by offsets; for the others the caller checks what `claims` says against the texts it shows,
// and asks again with offsets should one be wrong. Scores do not depend on it.

import { exactSlots, inAll, possibleSlots } from "./search-phrases.js";
import { countingSlots, ownersOf, tallyOf, weighNeighbours } from "./search-score.js";

/** @typedef {import("./search-query.js").Phrase} Phrase */
/** @typedef {import("./search-score.js").Material} Material */

export const NONE = 0;
export const SOME = 1;
export const ALIASES = 2;
export const ALL = 3;
export const STANDS = 4;
const TOGETHER = 5;
const WHOLE = 6;

/** How much of the query's weight a document of the last class needs, and of the best document's. */
const ENOUGH = 0.35;
const NEAR_BEST = 0.6;

/**
 * That each of these phrases stands in each of these slots.
 * @typedef {{phrases: Phrase[], slots: Uint32Array}} Claim
 */

/**
 * @typedef {object} Ranking
 * @property {Uint8Array} classes by document
 * @property {Float32Array} scores
 * @property {boolean} stands whether all phrases stand in some document
 * @property {Map<number, Claim[]>} claims by class: a document is in it that has a slot of each
 * @property {Map<string, number>} weights what each term says
 * @property {string[][]} phrases what was looked for: the terms of each phrase
 */

/**
 * Rank the documents for phrases whose terms are all in the index.
 * @param {Material} material
 * @param {Phrase[]} phrases
 * @param {Phrase | null} whole
 * @returns {Ranking}
 */
export function rank(material, phrases, whole) {
  const tally = tallyOf(material, phrases);
  const claims = claimsOf(material, phrases, whole);
  const classes = new Uint8Array(material.documents);
  for (let number = 0; number < classes.length; number += 1) {
    if (tally.own[number] === tally.needed) classes[number] = ALL;
    else if (tally.any[number] === tally.needed) classes[number] = ALIASES;
  }
  const holders = phrases.flatMap((phrase) => holdersOf(material, phrase));
  let stands = false;
  for (const [kind, made] of claims) {
    const having = made.map(({ slots }) => ownersOf(slots, material.layout));
    for (const number of inAll([...having, ...holders])) {
      classes[number] = kind;
      stands = true;
    }
  }
  if (!stands) {
    weighNeighbours(tally, material, phrases);
    markSome(classes, tally);
  }
  keepQuoted(material, phrases, classes);
  const looked = phrases.map(({ terms, lonely }) => [...terms.map(([term]) => term), ...lonely]);
  return { classes, scores: tally.scores, stands, claims, weights: tally.weights, phrases: looked };
}

/** @param {Material} material @param {Phrase[]} phrases @param {Phrase | null} whole */
function claimsOf(material, phrases, whole) {
  const placed = phrases.filter(({ terms }) => terms.length);
  const single = placed.map((phrase) => claimOf(material, phrase));
  /** @type {Map<number, Claim[]>} */
  const claims = new Map();
  if (placed.length !== 1) claims.set(STANDS, single);
  if (placed.length > 0) {
    claims.set(TOGETHER, [{ phrases: placed, slots: inAll(single.map(({ slots }) => slots)) }]);
  }
  if (whole) claims.set(WHOLE, [...single, claimOf(material, whole)]);
  return claims;
}

/** @param {Material} material @param {Phrase} phrase @returns {Claim} */
function claimOf(material, phrase) {
  const { postings, offsets } = material;
  const slots =
    material.exact || phrase.quoted
      ? exactSlots(phrase, postings, offsets)
      : possibleSlots(phrase, postings);
  return { phrases: [phrase], slots: countingSlots(slots, material) };
}

/** @param {Material} material @param {Phrase} phrase @returns {Uint32Array[]} */
function holdersOf(material, phrase) {
  return phrase.lonely.map((each) => /** @type {Uint32Array} */ (material.holders.get(each)));
}

/**
 * Return the documents in which a phrase stands.
 * @param {Material} material
 * @param {Phrase} phrase
 * @returns {Uint32Array}
 */
export function documentsOf(material, phrase) {
  const lists = holdersOf(material, phrase);
  if (phrase.terms.length) lists.push(ownersOf(claimOf(material, phrase).slots, material.layout));
  return inAll(lists);
}

/** @param {Uint8Array} classes @param {import("./search-score.js").Tally} tally */
function markSome(classes, { shares, total }) {
  const best = shares.reduce((one, other) => Math.max(one, other), 0);
  const least = Math.min(ENOUGH * total, NEAR_BEST * best);
  for (let number = 0; number < classes.length; number += 1) {
    if (classes[number] === NONE && shares[number] > 0 && shares[number] >= least) {
      classes[number] = SOME;
    }
  }
}

/** @param {Material} material @param {Phrase[]} phrases @param {Uint8Array} classes */
function keepQuoted(material, phrases, classes) {
  const quoted = phrases.filter((phrase) => phrase.quoted);
  if (!quoted.length) return;
  const having = new Set(inAll(quoted.map((phrase) => documentsOf(material, phrase))));
  for (let number = 0; number < classes.length; number += 1) {
    if (!having.has(number)) classes[number] = NONE;
  }
}
