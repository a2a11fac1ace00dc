// From what was typed to ranked documents: what is loaded, and what is tried one after the other.

import { knownPieces, parseQuery, withoutQuestion } from "./search-query.js";
import { ALIASES, ALL, NONE, SOME, documentsOf, rank } from "./search-rank.js";

/** @typedef {import("./search-query.js").Phrase} Phrase */
/** @typedef {import("./search-query.js").Query} Query */
/** @typedef {import("./search-rank.js").Ranking} Ranking */
/** @typedef {import("./search-index.js").SearchIndex} SearchIndex */
/** @typedef {import("./search-score.js").Material} Material */

/** Phrases up to so many characters are looked for as they are, even if they look like questions. */
const LONGEST_PHRASE = 8;
const HAS_HAN = /\p{Script=Han}/u;

/**
 * What is wanted: exact, whether phrases are judged by offsets; section, the only one that counts.
 * @typedef {{text: string, section: number, exact: boolean}} Wanted
 */

/**
 * @typedef {object} Found
 * @property {Ranking} ranking
 * @property {boolean} hasWords whether there was anything to look for
 * @property {boolean} relaxed whether no document has all of it
 * @property {string[]} ignored what nothing in the library has, or was not looked for
 * @property {Map<string, string> | undefined} variants the table, if it was needed
 */

/**
 * missing: what nothing in the library has; lacks, whether there is any such thing; dropped: words
 * by which one asks.
 * @typedef {{ranking: Ranking, missing: string[], lacks: boolean, dropped: string[]}} Attempt
 */

/**
 * Find the documents for what was typed.
 * @param {SearchIndex} index
 * @param {Wanted} wanted
 * @param {Map<string, string>} [variants] the table, if it was needed before
 * @returns {Promise<Found>}
 */
export async function find(index, wanted, variants) {
  const query = parseQuery(wanted.text, variants);
  const { phrases, dropped } = withoutQuestion(query.phrases, LONGEST_PHRASE);
  const whole = dropped.length ? null : query.whole;
  const typed = [...phrases, ...query.excluded];
  const material = await materialFor(index, wanted, whole ? [...typed, whole] : typed);
  if (!variants && typed.some((phrase) => HAS_HAN.test(missingOf(phrase, material).join("")))) {
    return find(index, wanted, await index.variants());
  }
  const attempt = phrases.length
    ? await search(index, material, phrases, whole)
    : { ranking: alike(index.documents, ALL), missing: [], lacks: false, dropped: [] };
  const { classes } = attempt.ranking;
  exclude(classes, material, query.excluded);
  const best = classes.reduce((one, other) => Math.max(one, other), NONE);
  return {
    ranking: attempt.ranking,
    hasWords: phrases.length > 0,
    relaxed: best > NONE && (best < ALIASES || attempt.lacks),
    ignored: [...attempt.missing, ...dropped, ...attempt.dropped, ...query.rest],
    variants,
  };
}

/**
 * Look for the phrases as they were typed; if they stand nowhere together, without the words by
 * which one asks, and in the pieces that the library knows.
 * @param {SearchIndex} index
 * @param {Material} material
 * @param {Phrase[]} phrases
 * @param {Phrase | null} whole
 * @returns {Promise<Attempt>}
 */
async function search(index, material, phrases, whole) {
  const { phrases: asked, dropped } = withoutQuestion(phrases);
  if (phrases.every((phrase) => isKnown(phrase, material))) {
    const ranking = rank(material, phrases, whole && isKnown(whole, material) ? whole : null);
    const isLast = ranking.stands || !dropped.length;
    if (isLast) return { ranking, missing: [], lacks: false, dropped: [] };
  }
  // A single character may be left over.
  await load(material, index, asked);
  const strange = asked.map((phrase) => missingOf(phrase, material));
  const pieces = asked.flatMap((phrase) => (phrase.quoted ? [phrase] : piecesOf(phrase, material)));
  const hopeless = asked.some((phrase) => phrase.quoted && !isKnown(phrase, material));
  const ranking =
    hopeless || !pieces.length ? alike(material.documents, NONE) : rank(material, pieces, null);
  const lacks = strange.flat().length > 0;
  if ((lacks || isCut(asked, pieces)) && !ranking.stands) countAsSome(ranking.classes);
  // One character between others is no word that could be told.
  const missing = strange.flatMap((words, at) =>
    words.filter((word) => Array.from(word).length > 1 || word === asked[at].text),
  );
  return { ranking, missing, lacks, dropped };
}

/**
 * Return whether a long question was cut where the library knows no pair: then having the rest of
 * its pairs somewhere is chance, and tells less than what they say.
 * @param {Phrase[]} asked
 * @param {Phrase[]} pieces
 */
function isCut(asked, pieces) {
  const length = asked.reduce((sum, { text }) => sum + Array.from(text).length, 0);
  return pieces.length > asked.length && length > LONGEST_PHRASE;
}

/** @param {Uint8Array} classes of which none is better: nothing has all that was typed */
function countAsSome(classes) {
  for (let number = 0; number < classes.length; number += 1) {
    classes[number] = Math.min(classes[number], SOME);
  }
}

/** @param {number} documents @param {number} kind @returns {Ranking} all documents in one class */
function alike(documents, kind) {
  return {
    classes: new Uint8Array(documents).fill(kind),
    scores: new Float32Array(documents),
    stands: false,
    claims: new Map(),
    weights: new Map(),
    phrases: [],
  };
}

/** @param {SearchIndex} index @param {Wanted} wanted @param {Phrase[]} phrases @returns {Promise<Material>} */
async function materialFor(index, { section, exact }, phrases) {
  const found = { postings: new Map(), holders: new Map(), offsets: new Map(), exact };
  const [layout, sections] = await Promise.all([
    index.layout(),
    section ? index.sections() : null,
    load(found, index, phrases),
  ]);
  return { documents: index.documents, layout, sections, section, ...found };
}

/**
 * Load what is needed to look for some phrases; what the library does not have stays out.
 * @param {Pick<Material, "postings" | "holders" | "offsets" | "exact">} material
 * @param {SearchIndex} index
 * @param {Phrase[]} phrases
 */
async function load({ postings, holders, offsets, exact }, index, phrases) {
  const termsOf = (/** @type {Phrase} */ phrase) => phrase.terms.map(([term]) => term);
  const judged = phrases.filter((phrase) => phrase.terms.length > 1 && (exact || phrase.quoted));
  const places = judged.flatMap(termsOf);
  await Promise.all([
    fill(postings, phrases.flatMap(termsOf), (term) => index.postings(term)),
    fill(holders, phrases.flatMap(({ lonely }) => lonely), (each) => index.holders(each)),
  ]);
  await fill(offsets, places.filter((term) => postings.has(term)), (term) => index.offsets(term));
}

/** @template T @param {Map<string, T>} found @param {string[]} keys @param {(key: string) => Promise<T | null>} read */
async function fill(found, keys, read) {
  const wanted = [...new Set(keys)].filter((key) => !found.has(key));
  const values = await Promise.all(wanted.map(read));
  for (const [at, value] of values.entries()) if (value) found.set(wanted[at], value);
}

/** @param {Phrase} phrase @param {Material} material whether the library has all its terms */
function isKnown({ terms, lonely }, { postings, holders }) {
  return terms.every(([term]) => postings.has(term)) && lonely.every((each) => holders.has(each));
}

/** @param {Phrase} phrase @param {Material} material */
function piecesOf(phrase, { postings, holders }) {
  return knownPieces(phrase, (term) => postings.has(term) || holders.has(term)).pieces;
}

/** @param {Phrase} phrase @param {Material} material */
function missingOf(phrase, { postings, holders }) {
  return knownPieces(phrase, (term) => postings.has(term) || holders.has(term)).missing;
}

/** @param {Uint8Array} classes @param {Material} material @param {Phrase[]} excluded */
function exclude(classes, material, excluded) {
  for (const phrase of excluded) {
    if (!isKnown(phrase, material)) continue;
    for (const number of documentsOf({ ...material, sections: null }, phrase)) {
      classes[number] = NONE;
    }
  }
}
