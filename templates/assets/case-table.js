// What a case says of itself, as a table that spreadsheets open: from the page the reader sees.

/** What spreadsheets may take for a formula. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Return the facts, figures and sources of a case as CSV (RFC 4180), with a byte order mark.
 * @param {ParentNode} page
 * @param {string[]} columns
 */
export function tableOf(page, columns) {
  const rows = [columns, ...rowsOf(page)];
  const lines = rows.map((row) => columns.map((_, place) => cell(row[place] ?? "")).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function* rowsOf(page) {
  const marked = ".facts > div:not(.length), .figures dl > div, [data-row]";
  for (const part of page.querySelectorAll(marked)) {
    if (part.dataset.row) yield [part.dataset.row, textOf(part)];
    else if (part.closest(".facts")) yield [textOf(part, "dt"), wordsOf(part.querySelector("dd"))];
    else yield ["dt", ".figure-number", ".figure-unit", ".figure-note"].map((each) => textOf(part, each));
  }
}

function textOf(part, selector = "") {
  const found = selector ? part.querySelector(selector) : part;
  return found ? found.textContent.replace(/\s+/g, " ").trim() : "";
}

function wordsOf(part) {
  const words = [...part.querySelectorAll("li")].map((each) => textOf(each));
  return words.length ? words.join("、") : textOf(part);
}

function cell(text) {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
