// The order in which found documents are shown.

/** Keys for sorting: a document's number in the lower bits, and what it is sorted by above. */
const NUMBERS = 2 ** 24;
const SCORES = 2 ** 26;
const SCORE_STEPS = 4096;
/** A score of so much is half way to the next class. */
const HALF_WAY = 10;

/**
 * Return what a document is sorted by: its class, then its score.
 * @param {import("./search-rank.js").Ranking} ranking
 * @returns {(number: number) => number}
 */
export function keyOf({ classes, scores }) {
  return (number) =>
    classes[number] * SCORES + Math.min(Math.round(scores[number] * SCORE_STEPS), SCORES - 1);
}

/**
 * Return the score of a document as answers tell it: its class, and how far it is to the next.
 * @param {import("./search-rank.js").Ranking} ranking
 * @param {number} number
 * @returns {number}
 */
export function scoreOf({ classes, scores }, number) {
  return classes[number] + scores[number] / (scores[number] + HALF_WAY);
}

/**
 * Return the kept documents in the order in which they are shown, each as a number that has the
 * document's in its lower bits: typed arrays of numbers are sorted fastest.
 * @param {Uint8Array} kept
 * @param {(number: number) => number} keyOf the larger comes first, and of equals the smaller number
 * @returns {Float64Array}
 */
export function sortedKeys(kept, keyOf) {
  const keys = new Float64Array(kept.length);
  let count = 0;
  for (let number = 0; number < kept.length; number += 1) {
    if (!kept[number]) continue;
    keys[count] = number - keyOf(number) * NUMBERS;
    count += 1;
  }
  return keys.subarray(0, count).sort();
}

/**
 * Return the document of one of the sorted keys.
 * @param {number} key
 * @returns {number}
 */
export function numberOf(key) {
  return key - Math.floor(key / NUMBERS) * NUMBERS;
}
