// Cases side by side: their names on top, then facts, figures and sections, each with its cases.

import { cleaned } from "./compare-clean.js";
import { fill, make } from "./search-dom.js";

/**
 * Make the comparison.
 * @param {import("./compare-case.js").CaseRead[]} cases
 * @param {Record<string, string>} texts
 * @param {string[]} order the sections that come first
 */
export function comparisonOf(cases, texts, order) {
  const parts = [headsOf(cases, texts), partOf(texts.facts, cases, factsOf(cases))];
  if (cases.some(({ figures }) => figures.length)) {
    parts.push(partOf(texts.figures, cases, (each) => figuresOf(each, texts)));
  }
  for (const name of namesOf(cases, order)) {
    const own = (each) => copied(each.sections.get(name) ?? [], each) ?? none(texts.noSection);
    parts.push(partOf(name || texts.body, cases, (each) => make("div", { class: "prose" }, own(each))));
  }
  return make("div", { class: `comparison comparison-${cases.length}` }, ...parts);
}

/** The names of the sections, those of the national form first. */
function namesOf(cases, order) {
  const names = new Set(cases.flatMap(({ sections }) => [...sections.keys()]));
  return [...order.filter((name) => names.has(name)), ...[...names].filter((name) => !order.includes(name))];
}

function headsOf(cases, texts) {
  const heads = cases.map(({ id, url, title }) => {
    const label = fill(texts.removeCase, { title });
    const button = make("button", { type: "button", class: "plain", "data-leave": id, "aria-label": label }, texts.remove);
    return make("li", {}, make("a", { href: url }, title), button);
  });
  return make("ul", { class: "comparison-heads", "aria-label": texts.cases }, ...heads);
}

/** One heading with what each case says under it. */
function partOf(name, cases, contentOf) {
  const cells = cases.map((each) =>
    make("div", { class: "comparison-cell" }, make("h3", {}, each.title), contentOf(each)),
  );
  return make("section", {}, make("h2", {}, name), make("div", { class: "comparison-row" }, ...cells));
}

function factsOf(cases) {
  const names = [...new Set(cases.flatMap(({ facts }) => [...facts.keys()]))];
  return (each) => {
    const rows = names.map((name) => {
      const said = copied(each.facts.get(name) ?? [], each) ?? "—";
      return make("div", {}, make("dt", {}, name), make("dd", {}, said));
    });
    return make("dl", { class: "comparison-facts" }, ...rows);
  };
}

function figuresOf(each, texts) {
  const figures = copied(each.figures, each);
  return figures ? make("div", { class: "figures" }, make("dl", {}, figures)) : none(texts.noFigures);
}

function copied(nodes, { url }) {
  if (!nodes.length) return null;
  const copy = new DocumentFragment();
  copy.append(...nodes.map((node) => cleaned(node, url)));
  return copy;
}

const none = (text) => make("p", { class: "muted" }, text);
