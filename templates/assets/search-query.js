// What a reader typed becomes phrases: those that are looked for, and those that must not be there.
//
// Blanks and punctuation separate phrases. "…", “…”, 「…」 and 『…』 make an exact phrase that must be
// there. A hyphen before a phrase, after a blank or at the start, excludes it. A single quotation
// mark or hyphen means nothing. Of a query of more than 200 characters the rest is not looked for.

import { BLANK, HAN, LETTER, canonical, classOf, folded, terms } from "./tokens.js";

const LONGEST = 200;
const SHOWN_OF_REST = 20;
const HYPHENS = "-−";
/** By opening quotation mark, those that close it. NFKC has made narrow forms of wide ones. */
const QUOTES = new Map([
  ['"', '"“”'],
  ["“", '"“”'],
  ["”", '"“”'],
  ["「", "」"],
  ["『", "』"],
]);
/** Words by which one asks; what is asked for are the others. */
const QUESTION = new RegExp(
  "(?:请问|想知道|为什么|为何|有没有|是不是|能不能|会不会|要不要|可不可以|怎么[样办做]?|怎样|如何|" +
    "什么样|什么|有哪些|哪些|哪里|哪儿|哪个|哪家|哪种|谁[在来]?|是否|有何|没有|多少|吗|呢)",
  "gu",
);

/**
 * Characters in a row that are looked for. lonely are its Han characters that stand in no pair.
 * @typedef {object} Phrase
 * @property {string} text canonical
 * @property {boolean} quoted it must be there exactly so
 * @property {[string, number][]} terms
 * @property {string[]} lonely
 */

/**
 * @typedef {object} Query
 * @property {Phrase[]} phrases
 * @property {Phrase[]} excluded
 * @property {Phrase | null} whole all that was typed as one phrase, where it looks like a piece of
 *   text: several phrases, but neither operators nor blanks that separate words
 * @property {string[]} rest the start of what was too much
 */

/**
 * Read what was typed.
 * @param {string} text
 * @param {Map<string, string>} [variants]
 * @returns {Query}
 */
export function parseQuery(text, variants) {
  const typed = Array.from(text);
  const characters = Array.from(folded(typed.slice(0, LONGEST).join(""), variants)).slice(0, LONGEST);
  /** @type {Query} */
  const query = { phrases: [], excluded: [], whole: null, rest: [] };
  let operators = false;
  for (let at = 0; at < characters.length; ) {
    const { phrase, excluded, end } = readPhrase(characters, at);
    operators ||= excluded || phrase.quoted;
    if (isSearchable(phrase)) (excluded ? query.excluded : query.phrases).push(phrase);
    at = Math.max(end, at + 1);
  }
  if (!operators && query.phrases.length > 1) query.whole = wholeOf(characters);
  const rest = typed.slice(LONGEST, LONGEST + SHOWN_OF_REST).join("").trim();
  if (rest) query.rest.push(rest);
  return query;
}

/** @param {string[]} characters @param {number} at what begins there, and where it ends */
function readPhrase(characters, at) {
  const excluded = isMinus(characters, at);
  const start = excluded ? at + 1 : at;
  const closing = closingQuote(characters, start);
  const end = closing || endOfRun(characters, start);
  const content = characters.slice(closing ? start + 1 : start, end).join("");
  const phrase = phraseOf(canonical(content), excluded || closing > 0);
  return { phrase, excluded, end: closing ? end + 1 : end };
}

/** @param {string[]} characters @param {number} at whether a hyphen stands there that excludes */
function isMinus(characters, at) {
  if (!HYPHENS.includes(characters[at]) || at + 1 === characters.length) return false;
  const first = at === 0 || classOf(characters[at - 1]) === BLANK;
  return first && (isText(characters[at + 1]) || closingQuote(characters, at + 1) > 0);
}

/** @param {string[]} characters @param {number} at @returns {number} 0: no quotation begins there */
function closingQuote(characters, at) {
  const closing = QUOTES.get(characters[at]);
  if (!closing) return 0;
  const place = characters.findIndex((each, place) => place > at && closing.includes(each));
  return Math.max(place, 0);
}

/** @param {string[]} characters @param {number} start */
function endOfRun(characters, start) {
  let end = start;
  while (end < characters.length && isText(characters[end])) end += 1;
  return end;
}

/** @param {string} character */
function isText(character) {
  const kind = classOf(character);
  return kind === HAN || kind === LETTER;
}

/** @param {string[]} characters @returns {Phrase | null} */
function wholeOf(characters) {
  const phrase = phraseOf(canonical(characters.join("")), false);
  return phrase.text.includes(" ") || !phrase.terms.length ? null : phrase;
}

/** @param {string} text @param {boolean} quoted @returns {Phrase} */
function phraseOf(text, quoted) {
  const characters = Array.from(text);
  const found = terms(characters);
  const paired = new Set(found.flatMap(([term, at]) => Array.from(term, (_, place) => at + place)));
  const lonely = characters.filter((each, at) => classOf(each) === HAN && !paired.has(at));
  return { text, quoted, terms: found, lonely: [...new Set(lonely)] };
}

/** @param {Phrase} phrase whether there is anything to look for */
function isSearchable(phrase) {
  return phrase.terms.length + phrase.lonely.length > 0;
}

/**
 * Return a phrase in the pieces that the library knows, cut where no known term joins two
 * characters, and the words that nothing in the library has.
 * @param {Phrase} phrase
 * @param {(term: string) => boolean} isKnown also asked for single characters
 * @returns {{pieces: Phrase[], missing: string[]}}
 */
export function knownPieces(phrase, isKnown) {
  const characters = Array.from(phrase.text);
  const known = phrase.terms.filter(([term]) => isKnown(term));
  const covered = characters.map((each) => phrase.lonely.includes(each) && isKnown(each));
  const joined = characters.map(() => false);
  for (const [term, at] of known) {
    const end = at + Array.from(term).length;
    covered.fill(true, at, end);
    joined.fill(true, at, end - 1);
  }
  const pieces = runs(characters, (at) => covered[at], joined).map((text) => {
    const piece = phraseOf(text, false);
    return { ...piece, terms: piece.terms.filter(([term]) => isKnown(term)) };
  });
  const missing = runs(characters, (at) => !covered[at] && isText(characters[at]));
  return { pieces, missing };
}

/**
 * Return the runs of characters that are wanted.
 * @param {string[]} characters
 * @param {(at: number) => boolean} isWanted
 * @param {boolean[]} [joined] whether a character is joined to the next; without it, all are
 */
function runs(characters, isWanted, joined) {
  /** @type {string[]} */
  const found = [];
  for (let at = 0; at < characters.length; at += 1) {
    if (!isWanted(at)) continue;
    const goes = at > 0 && isWanted(at - 1) && (!joined || joined[at - 1]);
    if (goes) found[found.length - 1] += characters[at];
    else found.push(characters[at]);
  }
  return found;
}

/**
 * Return phrases without the words by which one asks, and those words. Exact phrases stay, and
 * where nothing else would be left all stays.
 * @param {Phrase[]} phrases
 * @param {number} [shortest] characters of a phrase that may be one of a text, and stays too
 * @returns {{phrases: Phrase[], dropped: string[]}}
 */
export function withoutQuestion(phrases, shortest = 0) {
  /** @type {string[]} */
  const dropped = [];
  const left = phrases.flatMap((phrase) => {
    const stays = phrase.quoted || Array.from(phrase.text).length <= shortest;
    const words = stays ? null : phrase.text.match(QUESTION);
    if (!words) return [phrase];
    dropped.push(...words);
    return phrase.text.split(QUESTION).filter(Boolean).map((text) => phraseOf(text, false));
  });
  return left.some(isSearchable) ? { phrases: left, dropped } : { phrases, dropped: [] };
}
