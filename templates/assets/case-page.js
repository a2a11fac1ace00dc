// The page of a case: the section being read is marked; texts are copied and read aloud, data saved,
// the page printed.

import { followSections } from "./case-jump.js";
import { tableOf } from "./case-table.js";
import { dated, today } from "./cited-day.js";
import { copyText } from "./copy.js";
import { readAloud } from "./read-aloud.js";
import { saveText } from "./save.js";

const QUIET_AFTER = 4000;
const address = location.href.split("#")[0];
const said = document.createElement("p");
let hush = 0;

/** Tell what was done, for a while. */
function say(text) {
  clearTimeout(hush);
  said.textContent = text;
  hush = setTimeout(() => said.replaceChildren(), QUIET_AFTER);
}

/** The citation that a button belongs to, with the day when it is taken. */
function citationOf(button) {
  const shown = button.closest("li").querySelector(".citation");
  return dated(shown.textContent, shown.dataset.format);
}

/** What a button hands over: to be copied, or to be saved. */
const texts = {
  share: () => `${document.querySelector("h1").textContent}\n${address}\n`,
  citation: citationOf,
  table: ({ dataset }) => tableOf(document, dataset.columns.split("|")),
};

async function act({ target }) {
  const button = target.closest("[data-print], [data-copy], [data-save]");
  if (!button) return;
  const { print: printing, copy, save, name } = button.dataset;
  if (printing !== undefined) print();
  else if (save) saveText(texts[save](button), name);
  else {
    const { said: done, failed } = button.closest("[data-said]").dataset;
    say((await copyText(texts[copy](button))) ? done : failed);
  }
}

said.className = "said";
said.setAttribute("role", "status");
document.body.append(said);
for (const slot of document.querySelectorAll("[data-today]")) slot.textContent = today();
for (const slot of document.querySelectorAll("[data-address]")) slot.textContent = ` ${address}.`;
document.addEventListener("click", act);
followSections(document.querySelector(".contents"));
readAloud(document.querySelector("[data-aloud]"), document.querySelectorAll(".case h1, .summary, .prose"));
