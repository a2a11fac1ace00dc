// The list of results and the way to its other pages, as elements.

import { fill, make, marked } from "./search-dom.js";
import { addressOf } from "./search-site.js";
import { pagesOf, writeState } from "./search-url.js";

const MOST_KEYWORDS = 3;
const NEAR = 2;

/**
 * Make one result.
 * @param {object} hit as caseSearch.query gives it
 * @param {Record<string, string>} texts
 */
export function resultOf(hit, texts) {
  const title = make("a", { href: addressOf(hit.url) }, marked(hit.titleMarked));
  const place = make("a", { href: addressOf(`regions/${hit.region}/`) }, hit.place);
  const date = make("time", { datetime: hit.iso }, hit.date);
  const keywords = hit.keywords.slice(0, MOST_KEYWORDS).map((name) => make("li", {}, name));
  const foot = [];
  if (hit.section) foot.push(make("a", { href: addressOf(hit.section.url) }, hit.section.heading));
  if (keywords.length) foot.push(make("ul", { "aria-label": texts.keyword }, ...keywords));
  const compare = { type: "button", class: "pick", "aria-pressed": "false", "data-compare": hit.id };
  foot.push(make("button", compare, texts.compare));
  const parts = [
    make("h2", { class: "entry-title" }, title),
    make("p", { class: "entry-facts" }, place, date, make("span", {}, hit.organisation)),
    make("p", { class: "hit-text" }, marked(hit.excerpt)),
    make("div", { class: "hit-foot" }, ...foot),
  ];
  return make("li", {}, make("article", { class: "hit" }, ...parts));
}

/** Make the place of a result that is still to come. */
export function placeFor() {
  return make("li", { class: "hit-place", "aria-busy": "true" });
}

/**
 * Make the links to the pages of a search; nothing when there is one page.
 * @param {import("./search-url.js").State} state
 * @param {number} total
 * @param {Record<string, string>} texts
 */
export function pagerOf(state, total, texts) {
  const pages = pagesOf(total);
  if (pages < 2) return [];
  const list = make("ul");
  const add = (page, text, attributes) => {
    const href = writeState({ ...state, page });
    list.append(make("li", {}, make("a", { href, ...attributes }, text)));
  };
  if (state.page > 1) add(state.page - 1, texts.previous, { rel: "prev" });
  let before = 0;
  for (const page of shownPages(state.page, pages)) {
    if (page > before + 1) list.append(make("li", { class: "gap" }, "…"));
    const current = page === state.page && "page";
    add(page, String(page), { "aria-current": current, "aria-label": fill(texts.page, { n: page }) });
    before = page;
  }
  if (state.page < pages) add(state.page + 1, texts.next, { rel: "next" });
  return [list];
}

/** The ends and the neighbours, as in the site's other lists. */
function shownPages(page, pages) {
  const near = Array.from({ length: 2 * NEAR + 1 }, (_, place) => page - NEAR + place);
  const shown = new Set([1, ...near.filter((each) => each > 1 && each < pages), pages]);
  return [...shown];
}
