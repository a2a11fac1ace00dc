// Citations of a page name the day when it was read: the reader's own, which no build can know.

/** The day it is in China, as 2026-11-21. */
export function today(now = new Date()) {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(now);
  const part = (type) => parts.find((each) => each.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/**
 * Put the day into a citation of a page; one that people read has it already.
 * @param {string} text
 * @param {string} [format] BibTeX or CSL-JSON
 * @param {string} [day]
 */
export function dated(text, format, day = today()) {
  if (format === "BibTeX") return text.replace(/^( {2}url = .*)$/m, `$1\n  urldate = {${day}},`);
  if (format !== "CSL-JSON") return text;
  const entries = JSON.parse(text);
  for (const entry of entries) {
    if (entry.type === "webpage") entry.accessed = { "date-parts": [day.split("-").map(Number)] };
  }
  return JSON.stringify(entries, null, 2);
}
