// The page that compares: which cases stands in its address, what they say is read from their pages.

import { readCase } from "./compare-case.js";
import { choice } from "./compare-tray.js";
import { comparisonOf } from "./compare-view.js";
import { copyText } from "./copy.js";
import { fill, make } from "./search-dom.js";

const page = document.getElementById("page-compare-page");
const notes = document.getElementById("page-compare-notes");
const status = document.getElementById("page-compare-status");
const { order, ...texts } = JSON.parse(document.getElementById("page-compare-texts").textContent);
const root = new URL("..", document.querySelector("a[data-compare-page]").href).href;
const MOST = choice.most;
let cases = [];

/** The ids that the address names, each once; without any, those of the tray. */
function wanted() {
  const named = (new URLSearchParams(location.search).get("ids") ?? "").split(",");
  const ids = [...new Set(named.map((each) => each.trim()).filter(Boolean))];
  return ids.length ? ids : choice.list().map(({ id }) => id);
}

/** Read the cases and show them, with a note on each that could not be shown. */
async function start() {
  const ids = wanted();
  const shown = ids.slice(0, MOST);
  if (shown.length) status.textContent = texts.reading;
  const answers = await Promise.allSettled(shown.map((id) => readCase(id, root)));
  const found = answers.map(({ value }) => value).filter(Boolean);
  cases = found.filter(({ id }, place) => found.findIndex((each) => each.id === id) === place);
  const failed = answers.some(({ status: end }) => end === "rejected");
  const unknown = shown.filter((_, place) => answers[place].value === null);
  notes.replaceChildren(
    ...(ids.length > MOST ? [make("p", {}, fill(texts.tooMany, { most: MOST }))] : []),
    ...unknown.map((id) => make("p", {}, fill(texts.unknown, { id }))),
    ...(failed ? [make("p", {}, texts.failed, " ", make("button", { type: "button", class: "plain", "data-again": true }, texts.again))] : []),
  );
  if (!failed) follow(shown, answers);
  show();
}

/** Give the address, and the tray, what old addresses and unknown ones became. */
function follow(asked, answers) {
  if (cases.length) name();
  const became = new Map(asked.map((id, place) => [id, answers[place].value]));
  const list = choice.list().flatMap((each) => {
    if (!became.has(each.id)) return [each];
    const read = became.get(each.id);
    return read ? [{ id: read.id, title: read.title }] : [];
  });
  choice.replace(list);
}

function name() {
  const ids = cases.map(({ id }) => id).join(",");
  history.replaceState(null, "", ids ? `?ids=${ids}` : ".");
}

function show() {
  page.replaceChildren(...(cases.length ? [comparisonOf(cases, texts, order)] : []));
  document.body.classList.toggle("compares", cases.length > 0);
  for (const each of document.querySelectorAll("[data-some]")) each.hidden = cases.length === 0;
  for (const each of document.querySelectorAll("[data-few]")) each.hidden = cases.length > 1;
  document.title = fill(texts.titled, { n: cases.length });
  document.getElementById("page-compare-address").textContent = location.href;
  const text = cases.length === 1 ? texts.one : cases.length ? texts.some : texts.none;
  status.textContent = fill(text, { n: cases.length });
}

/** Leave a case out, here and in the tray; the focus stays in the row of names. */
function leave(button) {
  const place = cases.findIndex(({ id }) => id === button.dataset.leave);
  choice.remove(button.dataset.leave);
  cases.splice(place, 1);
  name();
  show();
  const buttons = page.querySelectorAll("[data-leave]");
  (buttons[Math.min(place, buttons.length - 1)] ?? document.getElementById("page-main")).focus();
}

async function act({ target }) {
  const button = target.closest("button, a");
  if (!button) return;
  if (button.dataset.leave) leave(button);
  else if (button.dataset.again !== undefined) start();
  else if (button.dataset.print !== undefined) print();
  else if (button.dataset.link !== undefined) {
    status.textContent = (await copyText(location.href)) ? texts.copied : texts.notCopied;
  } else if (button.dataset.more !== undefined && cases.length) {
    choice.replace(cases.map(({ id, title }) => ({ id, title })));
  }
}

document.getElementById("page-main").addEventListener("click", act);
addEventListener("popstate", start);
start();
