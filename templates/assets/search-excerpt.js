// The piece of a document that is shown with a result: the best passage, cut around its matches.

import { marked, runsIn, runsOf, worthOf } from "./search-marks.js";
import { LETTER, classOf } from "./tokens.js";

/** @typedef {import("./search-marks.js").Run} Run */
/** @typedef {import("./search-marks.js").Sight} Sight */

/** Han characters of an excerpt; other characters count half. */
const SHORTEST = 60;
const USUAL = 72;
const LONGEST = 80;
/** How far a cut may move to the end of a clause. */
const SLACK = 12;
const MOST_MARKS = 3;
/** What stands before the matches, as a share of what is free around them. */
const BEFORE = 0.4;
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60“”‘’—…]/u;
const PUNCTUATION = /[，。、；：！？;!?\n]/u;
const CLOSING = /[”’」』）)》]/u;
const WEAK_END = /[，、：；,;:\s]+$/u;

/**
 * @typedef {object} Shown
 * @property {string} excerpt HTML with no tag but mark
 * @property {string} titleMarked the same of the title
 * @property {{heading: string, anchor: string} | null} section where the excerpt stands
 */

/**
 * Choose what is shown of a document. Where nothing of its summary or body matches, that is the
 * beginning of the summary.
 * @param {import("./search-index.js").Document} document
 * @param {Sight} sight
 * @param {number} section the only one whose passages are shown; 0: all are, and the summary
 * @returns {Shown}
 */
export function shownOf(document, sight, section) {
  const summary = { text: document.summary, heading: "", anchor: "", section: 0 };
  const texts = [summary, ...document.passages].filter((each) => !section || each.section === section);
  let best = summary;
  let most = 0;
  for (const each of sight.weights.size ? texts : []) {
    const worth = worthOf(runsOf(each.text, sight), sight);
    if (worth > most) [best, most] = [each, worth];
  }
  const { text, heading, anchor } = best;
  return {
    excerpt: excerptOf(text, runsIn(text, sight), sight),
    titleMarked: marked(document.title, runsIn(document.title, sight)),
    section: heading ? { heading, anchor } : null,
  };
}

/** @param {string} text @param {Run[]} runs @param {Sight} sight @returns {string} HTML */
function excerptOf(text, runs, sight) {
  const widths = widthsOf(text);
  const fits = widths[text.length] <= LONGEST;
  const [start, stop] = fits ? [0, text.length] : cut(text, widths, densest(runs, widths, sight));
  const weak = stop < text.length ? WEAK_END.exec(text.slice(start, stop)) : null;
  const end = stop - (weak ? weak[0].length : 0);
  const inside = runs
    .map((run) => ({ ...run, start: Math.max(run.start, start), end: Math.min(run.end, end) }))
    .filter((run) => run.start < run.end);
  const strongest = [...inside]
    .sort((one, other) => worthOf([other], sight) - worthOf([one], sight))
    .slice(0, MOST_MARKS);
  const shown = inside.filter((run) => strongest.includes(run));
  const piece = text.slice(start, end);
  const [from, to] = [end - piece.trimStart().length, start + piece.trimEnd().length];
  const html = marked(text, shown, from, to);
  return `${start > 0 ? "…" : ""}${html}${stop < text.length ? "…" : ""}`;
}

/** @param {string} text @returns {Float32Array} how wide the text is before each position */
function widthsOf(text) {
  const widths = new Float32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const isWide = WIDE.test(character) || isHalf(character, "\ud800", "\udbff");
    const width = isHalf(character, "\udc00", "\udfff") ? 0 : isWide ? 1 : 0.5;
    widths[at + 1] = widths[at] + width;
  }
  return widths;
}

/** @param {string} character @param {string} first @param {string} last whether it is half of one */
function isHalf(character, first, last) {
  return character >= first && character <= last;
}

/** @param {Run[]} runs @param {Float32Array} widths @param {Sight} sight @returns {[number, number]} the stretch that says most of those that fit */
function densest(runs, widths, sight) {
  /** @type {[number, number]} */
  let best = [0, 0];
  let most = 0;
  for (const [first, { start }] of runs.entries()) {
    let last = first;
    while (last + 1 < runs.length && widths[runs[last + 1].end] - widths[start] <= USUAL) last += 1;
    const worth = worthOf(runs.slice(first, last + 1), sight);
    if (worth > most) [best, most] = [[start, runs[last].end], worth];
  }
  return best;
}

/** @param {string} text @param {Float32Array} widths @param {[number, number]} stretch @returns {[number, number]} */
function cut(text, widths, [first, last]) {
  const between = (/** @type {number} */ from, /** @type {number} */ to) => widths[to] - widths[from];
  const free = Math.max(USUAL - between(first, last), 0);
  const latest = placeAt(widths, widths[text.length] - USUAL);
  const wanted = Math.min(placeAt(widths, widths[first] - free * BEFORE), latest);
  const start = cutNear(text, widths, wanted, (place) => {
    return place <= first && (place === first || between(place, last) <= USUAL);
  });
  const usual = placeAt(widths, widths[start] + USUAL);
  const end = cutNear(text, widths, usual, (place) => {
    const width = between(start, place);
    return place >= Math.min(last, usual) && width >= SHORTEST && width <= LONGEST;
  });
  return [start, end];
}

/** @param {Float32Array} widths @param {number} width @returns {number} the first place with so much before it */
function placeAt(widths, width) {
  const place = widths.findIndex((each) => each >= width);
  return place < 0 ? widths.length - 1 : place;
}

/**
 * Return where to cut near a place: where a clause ends, else at least not inside a word.
 * @param {string} text
 * @param {Float32Array} widths
 * @param {number} wanted
 * @param {(place: number) => boolean} mayCut
 * @returns {number}
 */
function cutNear(text, widths, wanted, mayCut) {
  let best = -1;
  let nearest = Infinity;
  for (let place = 0; place <= text.length; place += 1) {
    const away = Math.abs(widths[place] - widths[wanted]);
    if (away > SLACK || away >= nearest || !mayCut(place) || !endsClause(text, place)) continue;
    [best, nearest] = [place, away];
  }
  if (best >= 0) return best;
  let place = wanted;
  while (place > 0 && wanted - place < SLACK && isInsideWord(text, place)) place -= 1;
  return place;
}

/** @param {string} text @param {number} place */
function endsClause(text, place) {
  if (place === 0 || place === text.length) return true;
  if (CLOSING.test(text[place])) return false;
  const last = CLOSING.test(text[place - 1]) ? text[place - 2] : text[place - 1];
  return PUNCTUATION.test(last ?? "");
}

/** @param {string} text @param {number} place */
function isInsideWord(text, place) {
  if (isHalf(text[place] ?? "", "\udc00", "\udfff")) return true;
  return classOf(text[place - 1]) === LETTER && classOf(text[place] ?? "") === LETTER;
}
