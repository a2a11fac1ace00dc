// The tray of cases to compare, at the foot of every page, and the buttons that fill it.

import { Choice } from "./compare-choice.js";

const QUIET_AFTER = 4000;
const tray = document.getElementById("page-compare");
const said = document.getElementById("page-compare-said");
const details = tray?.querySelector("details");
const list = tray?.querySelector("ul");
const line = tray?.querySelector("template").content.firstElementChild;
const link = tray?.querySelector("a.button");
let hush = 0;

/** The choice of this site. */
export const choice = new Choice(document.querySelector("a[data-compare-page]").href);

/** Tell what was done, for a while. */
function say(text) {
  clearTimeout(hush);
  said.textContent = text.replace("{n}", choice.list().length).replace("{most}", choice.most);
  hush = setTimeout(() => said.replaceChildren(), QUIET_AFTER);
}

/** The headline of the case that a button stands beside. */
function titleOf(button) {
  const headline = button.closest("article").querySelector("h1, .entry-title");
  return headline.textContent.replace(/\s+/g, " ").trim();
}

/** Show the choice: in the tray, and on the buttons of the page. */
function show() {
  const chosen = choice.list();
  tray.hidden = chosen.length === 0;
  document.documentElement.classList.toggle("has-picks", chosen.length > 0);
  tray.querySelector("[data-count]").textContent = chosen.length;
  link.search = `?ids=${chosen.map(({ id }) => id).join(",")}`;
  list.replaceChildren(...chosen.map(lineOf));
  mark();
}

function lineOf({ id, title }) {
  const made = line.cloneNode(true);
  const [way, button] = made.children;
  way.href = new URL(`../cases/${id}/`, link.href);
  way.textContent = title;
  button.dataset.remove = id;
  button.setAttribute("aria-label", `${button.textContent} ${title}`);
  return made;
}

/** Tell on each button whether its case is chosen. */
function mark() {
  for (const button of document.querySelectorAll("[data-compare]")) {
    const pressed = String(choice.has(button.dataset.compare));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    if (!button.hasAttribute("aria-label")) {
      button.setAttribute("aria-label", `${button.textContent.trim()} ${titleOf(button)}`);
    }
  }
}

function toggle(button) {
  const id = button.dataset.compare;
  const had = choice.has(id);
  const done = had || choice.add({ id, title: titleOf(button) });
  if (had) choice.remove(id);
  show();
  say(tray.dataset[!done ? "full" : had ? "removed" : "added"]);
}

/** Take a case out of the tray; the focus goes to the next one, or to what is left. */
function remove(button) {
  const place = [...list.children].indexOf(button.parentElement);
  const own = document.querySelector(`[data-compare="${button.dataset.remove}"]`);
  choice.remove(button.dataset.remove);
  show();
  const next = list.children[Math.min(place, list.children.length - 1)];
  (next?.lastElementChild ?? own ?? document.getElementById("page-main")).focus({ preventScroll: true });
  say(tray.dataset.removed);
}

function clear() {
  choice.replace([]);
  details.open = false;
  show();
  document.getElementById("page-main").focus({ preventScroll: true });
  say(tray.dataset.cleared);
}

function start() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.compare) toggle(button);
    else if (button?.dataset.remove && tray.contains(button)) remove(button);
    else if (button?.dataset.clear !== undefined && tray.contains(button)) clear();
    else if (!tray.contains(target)) details.open = false;
  });
  tray.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.firstElementChild.focus();
  });
  choice.listen(show);
  const results = document.getElementById("page-search-results");
  if (results) new MutationObserver(mark).observe(results, { childList: true });
  show();
}

// The page that compares has no tray: it shows the cases themselves.
if (tray) start();
