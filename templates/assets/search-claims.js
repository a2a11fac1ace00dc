// Whether phrases that slots seem to have really stand in a document, as far as its texts can tell.

import { FIELDS, HEADINGS, KEYWORDS, PLACE, PRACTICE, SUMMARY, TITLE } from "./search-index.js";
import { placeOf, standIn } from "./search-phrases.js";

/** @typedef {import("./search-rank.js").Claim} Claim */
/** @typedef {import("./search-query.js").Phrase} Phrase */

/** @param {Phrase} phrase whether slots alone do not tell if it stands in them */
const isDoubtful = ({ quoted, terms }) => !quoted && terms.length > 1;

/** @param {Claim[]} claims whether any of them may be wrong */
export function areDoubtful(claims) {
  return claims.some(({ phrases }) => phrases.some(isDoubtful));
}

/**
 * Return whether a document's texts show that its class is right. Not all that a slot has is in
 * what is shown of a document: false may also mean that one cannot see it.
 * @param {Claim[]} claims of the document's class
 * @param {(slot: number) => string} textOf the text of a slot of the document, as far as it is known
 * @param {[number, number]} slots the document's first, and the next document's
 * @param {Map<string, string>} [variants]
 * @returns {boolean}
 */
export function areTrue(claims, textOf, [start, end], variants) {
  return claims.every(({ phrases, slots }) => {
    const doubtful = phrases.filter(isDoubtful);
    if (!doubtful.length) return true;
    return slots
      .subarray(placeOf(slots, start), placeOf(slots, end))
      .some((slot) => standIn(doubtful, textOf(slot - start), variants));
  });
}

/**
 * Return the text of a slot of a document, as far as it is known.
 * @param {import("./search-index.js").Document} document
 * @param {number} slot
 * @returns {string}
 */
export function textOf(document, slot) {
  if (slot >= FIELDS) return document.passages[slot - FIELDS]?.text ?? "";
  const { title, practice, keywords, place, names, organisation, summary, passages } = document;
  const lines = new Map([
    [TITLE, [title]],
    [PRACTICE, [practice]],
    [KEYWORDS, keywords],
    [PLACE, [names.join(""), place, ...names, organisation]],
    [SUMMARY, [summary]],
    [HEADINGS, passages.map(({ heading }) => heading)],
  ]);
  return lines.get(slot)?.join(",\n") ?? "";
}
