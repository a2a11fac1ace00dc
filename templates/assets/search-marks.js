// Where the terms of a query stand in a text, and the text as HTML with marks there.

import { HAN, canonical, classOf, folded, mapped, terms } from "./tokens.js";

/** Words that everybody uses still count, so that two of them beat one. */
const LEAST_WEIGHT = 0.05;
const WIDE_END = /[，。、；：！？…][”’」』）》]?$/u;
const NARROW_END = /[.,;:!?]["')]?$/u;
const ESCAPES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/**
 * Terms of the query that follow each other without a gap.
 * @typedef {{start: number, end: number, terms: Set<string>}} Run
 */

/**
 * What one looks for in a text.
 * @typedef {object} Sight
 * @property {Map<string, number>} weights what each term says; single Han characters are terms too
 * @property {string[][]} phrases terms of which a run must have those of one wholly; none: any do
 * @property {Map<string, string>} [variants]
 */

/**
 * Return the runs of a text, by positions in its canonical form.
 * @param {string} text
 * @param {Sight} sight
 * @returns {Run[]}
 */
export function runsOf(text, sight) {
  return mayHave(text, sight) ? find(Array.from(canonical(text, sight.variants)), sight) : [];
}

/**
 * Return the runs of a text, by UTF-16 positions in the text itself.
 * @param {string} text
 * @param {Sight} sight
 * @returns {Run[]}
 */
export function runsIn(text, sight) {
  if (!mayHave(text, sight)) return [];
  const { characters, starts, ends } = mapped(text, sight.variants);
  return find(characters, sight).map((run) => ({
    ...run,
    start: starts[run.start],
    end: ends[run.end - 1],
  }));
}

/** @param {string} text @param {Sight} sight whether it is worth looking closer; most texts are not */
function mayHave(text, { weights, phrases, variants }) {
  const plain = folded(text, variants).replace(/\s+/gu, "");
  if (!phrases.length) return [...weights.keys()].some((term) => plain.includes(term));
  return phrases.some((phrase) => phrase.every((term) => plain.includes(term)));
}

/** @param {string[]} characters of a canonical text @param {Sight} sight @returns {Run[]} */
function find(characters, { weights, phrases }) {
  /** @type {[string, number][]} */
  const single = characters.map((each, at) => [classOf(each) === HAN ? each : "", at]);
  const found = [...terms(characters), ...single].filter(([term]) => weights.has(term));
  /** @type {Run[]} */
  const runs = [];
  for (const [term, start] of found.sort(([, one], [, other]) => one - other)) {
    const end = start + Array.from(term).length;
    const run = runs.at(-1);
    if (run && start <= run.end) {
      run.end = Math.max(run.end, end);
      run.terms.add(term);
    } else {
      runs.push({ start, end, terms: new Set([term]) });
    }
  }
  const hasPhrase = (/** @type {Run} */ run) =>
    phrases.some((phrase) => phrase.every((term) => run.terms.has(term)));
  return phrases.length ? runs.filter(hasPhrase) : runs;
}

/**
 * Return how much runs say: all their terms, and those of the best run once more.
 * @param {Run[]} runs
 * @param {Sight} sight
 * @returns {number}
 */
export function worthOf(runs, { weights }) {
  const alone = runs.map((run) => sum(run.terms, weights));
  return sum(new Set(runs.flatMap((run) => [...run.terms])), weights) + Math.max(0, ...alone);
}

/** @param {Set<string>} found @param {Map<string, number>} weights */
function sum(found, weights) {
  let total = 0;
  for (const term of found) total += Math.max(weights.get(term) ?? 0, LEAST_WEIGHT);
  return total;
}

/**
 * Return a part of a text as HTML with its runs marked, in one line; there is no other tag.
 * @param {string} text
 * @param {Run[]} runs in the order of the text
 * @param {number} [from]
 * @param {number} [to]
 * @returns {string}
 */
export function marked(text, runs, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  for (const { start, end } of runs) {
    // Two runs may come from one character, such as ½.
    if (start < at) continue;
    parts.push(escaped(text, at, start), "<mark>", escaped(text, start, end), "</mark>");
    at = end;
  }
  parts.push(escaped(text, at, to));
  return parts.join("");
}

/** @param {string} text @param {number} from @param {number} to its part as it may stand in HTML, in one line */
function escaped(text, from, to) {
  const plain = text.slice(from, to).replace(/\s+/gu, (blank, at) => {
    return blank.includes("\n") ? betweenLines(text.slice(0, from + at)) : " ";
  });
  return plain.replace(/[&<>"']/gu, (character) => ESCAPES.get(character) ?? character);
}

/**
 * Return what parts two lines that are shown as one: items of a list mostly end without a mark.
 * @param {string} before
 */
function betweenLines(before) {
  const end = before.slice(-2);
  if (WIDE_END.test(end)) return "";
  return NARROW_END.test(end) ? " " : " · ";
}
