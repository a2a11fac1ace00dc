// What the search page shows of an answer, and what it says when there is none.

import { arrange, fill, make } from "./search-dom.js";
import { pagerOf, placeFor, resultOf } from "./search-results.js";
import { chosenOf, writeState } from "./search-url.js";

/** Screen readers are told a number only when nothing has changed for so long. */
const QUIET = 400;
const LONGEST_HEADING = 40;
/** Results are higher than that, in pixels. */
const LEAST_HEIGHT = 170;
const LEAST_SEEN = 2;

/** The elements of templates/search.html, by the end of their ids. */
const PARTS = [
  "title", "note", "chips", "section", "sort", "results", "pager", "ways-on", "failure", "retry",
  "ways", "side", "filters", "tray", "opener", "count", "tips",
];

/** A pasted paragraph as a heading would push the results off the screen. */
const short = (text) => (text.length > LONGEST_HEADING ? `${text.slice(0, LONGEST_HEADING)}…` : text);

export class View {
  /** @param {HTMLElement} main */
  constructor(main) {
    this.main = main;
    for (const part of PARTS) this[part] = document.getElementById(`page-search-${part}`);
    this.texts = JSON.parse(document.getElementById("page-search-texts").textContent);
    this.status = document.querySelector("[data-search-status]");
    this.labels = {};
    this.own = this.title.textContent;
    this.ways.hidden = this.tips.hidden = true;
    for (const each of main.querySelectorAll("[data-scripted]")) each.hidden = false;
    main.dataset.ready = "";
  }

  /** Say that the answer is being looked for. */
  wait() {
    this.results.setAttribute("aria-busy", "true");
    if (!this.results.hasChildNodes()) this.note.textContent = this.texts.searching;
  }

  /**
   * Show an answer.
   * @param {import("./search-url.js").State} state
   * @param {object} answer of caseSearch.query
   */
  show(state, answer) {
    const { total, hits, left } = answer;
    const about = state.q.trim() ? "Words" : chosenOf(state).length ? "Filters" : "All";
    Object.assign(this.labels, answer.labels);
    this.clear();
    this.head(`${total ? "some" : "no"}${about}`, state, total);
    this.note.textContent = total ? this.remarksOn(answer) : "";
    const places = Array.from({ length: left }, placeFor);
    this.results.replaceChildren(...hits.map((hit) => resultOf(hit, this.texts)), ...places);
    this.pager.replaceChildren(...pagerOf(state, total, this.texts));
    this.pager.hidden = !this.pager.hasChildNodes();
    this.atStart(false);
    this.ways.hidden = total > 0;
    this.count.textContent = fill(this.texts.view, { n: total });
    this.showSort(state, total);
    this.showChips(state);
    this.announce(fill(total ? this.texts.found : this.texts.nothing, { n: total }));
  }

  /** Return how many results will be seen at once, or some more. */
  fitting() {
    const top = this.results.getBoundingClientRect().top + scrollY;
    return Math.max(LEAST_SEEN, Math.ceil((innerHeight - top) / LEAST_HEIGHT));
  }

  /** Put the results that have come into their places. @param {object[]} hits of an answer */
  add(hits) {
    const places = [...this.results.children].slice(-hits.length);
    places.forEach((place, at) => place.replaceWith(resultOf(hits[at], this.texts)));
  }

  /** Show what leads to cases while nothing is asked. @param {import("./search-url.js").State} state */
  start(state) {
    this.clear();
    this.title.textContent = this.own;
    document.title = fill(this.texts.titled, { heading: this.own, site: this.texts.site });
    this.pager.hidden = true;
    this.atStart(true);
    this.showSort(state, 0);
    this.showChips(state);
    clearTimeout(this.rest);
    this.status.textContent = "";
  }

  /** Facets stand beside results only. @param {boolean} start */
  atStart(start) {
    this.side.hidden = start;
    this.tips.hidden = !start;
    this.ways.hidden = !start;
  }

  /** Say that there was no answer, and offer to ask again. */
  fail(state) {
    this.clear();
    this.head(state.q.trim() ? "failed" : "failedAll", { ...state, page: 1 }, 0);
    this.failure.hidden = false;
    this.atStart(false);
    this.ways.hidden = false;
    this.showSort(state, 0);
    this.showChips(state);
    this.announce(this.failure.querySelector("p").textContent);
  }

  clear() {
    this.results.removeAttribute("aria-busy");
    this.failure.hidden = true;
    this.note.textContent = "";
    for (const room of [this.results, this.pager, this["ways-on"]]) room.replaceChildren();
  }

  head(text, { q, page }, total) {
    const heading = fill(this.texts[text], { q: short(q.trim()), n: total });
    const whole = page > 1 ? fill(this.texts.paged, { heading, n: page }) : heading;
    this.title.textContent = heading;
    document.title = fill(this.texts.titled, { heading: whole, site: this.texts.site });
  }

  remarksOn({ relaxed, ignored }) {
    const words = ignored.join(this.texts.comma);
    return (relaxed ? this.texts.relaxed : "") + (words && fill(this.texts.ignored, { words }));
  }

  showSort(state, total) {
    this.sort.hidden = !state.q.trim() || total < 2;
    for (const link of this.sort.querySelectorAll("a")) {
      const { sort } = link.dataset;
      link.href = writeState({ ...state, sort, page: 1 });
      if (sort === state.sort) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  showChips(state) {
    const chosen = new Map(chosenOf(state).map((each) => [`${each.facet}:${each.value}`, each]));
    const keys = chosen.size > 1 ? [...chosen.keys(), "all"] : [...chosen.keys()];
    arrange(this.chips, keys, (key) => make("li", {}, this.chip(chosen.get(key))));
    this.chips.hidden = chosen.size === 0;
    this.opener.textContent = fill(chosen.size ? this.texts.filtered : this.texts.filter, { n: chosen.size });
  }

  chip(chosen) {
    if (!chosen) return make("button", { type: "button", class: "plain" }, this.texts.clear);
    const { facet, value } = chosen;
    const chip = fill(this.texts.chip, this.named(facet, value));
    const label = fill(this.texts.remove, { chip });
    const about = { type: "button", class: "chip", "data-facet": facet, "data-value": value };
    const cross = make("span", { class: "cross", "aria-hidden": "true" }, "✕");
    return make("button", { ...about, "aria-label": label }, chip, cross);
  }

  named(facet, value) {
    return { facet: this.texts[facet], value: (facet === "region" && this.labels[value]) || value };
  }

  /** Move the focus on from a chip that is about to go. */
  leaveChip(chip) {
    const own = chip.closest("li");
    const near = [own.nextElementSibling, own.previousElementSibling].map((each) => each?.firstElementChild);
    const next = chip.dataset.facet && near.find((each) => each?.dataset.facet);
    (next || this.title).focus();
  }

  toTop() {
    this.title.focus({ preventScroll: true });
    this.title.scrollIntoView();
  }

  /** Offer other searches. @param {import("./search-nothing.js").Way[]} ways */
  offer(ways) {
    const links = ways.map(({ kind, facet, value, state, total }) => {
      const text = fill(this.texts[kind], this.named(facet, value));
      const count = make("span", { class: "count" }, fill(this.texts.has, { n: total }));
      return make("li", {}, make("a", { href: writeState(state), "data-state": true }, text), " ", count);
    });
    if (links.length) this["ways-on"].replaceChildren(make("ul", {}, ...links));
  }

  announce(text) {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.status.textContent = text;
    }, QUIET);
  }
}
