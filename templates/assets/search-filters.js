// The facets: what can be chosen, with live counts. Values stay where they are while one chooses.

import { arrange, fill, make } from "./search-dom.js";
import { FACETS } from "./search-url.js";

const FIRST = 8;
const MANY = 20;

/** Facets with an order of their own; the others begin with what most cases have. */
const ORDERS = {
  year: (years) => years.sort().reverse(),
  level: (levels) => levels,
};

/** Whether one region lies in another; both are URL paths. */
const within = (path, above) => path.startsWith(`${above}/`);

/** All facets. */
export class Filters {
  /**
   * @param {HTMLElement} room
   * @param {Record<string, string>} texts
   * @param {(facet: string, values: string[]) => void} change
   */
  constructor(room, texts, change) {
    this.facets = FACETS.map((name) => {
      const Kind = name === "region" ? RegionFacet : Facet;
      return new Kind(name, texts, (values) => change(name, values));
    });
    room.replaceChildren(...this.facets.map((facet) => facet.room));
  }

  /**
   * Show the counts of an answer.
   * @param {import("./search-url.js").State} state
   * @param {object} answer of caseSearch.query
   * @param {boolean} fresh whether the words have changed: then values may change places
   */
  update(state, { facets, labels }, fresh) {
    for (const facet of this.facets) {
      facet.update(state[facet.name], facets[facet.name], labels, fresh);
    }
  }
}

/** One facet: a list of values, of which the first are shown, and those that are chosen. */
class Facet {
  constructor(name, texts, change) {
    Object.assign(this, { name, texts, change, values: [], labels: {}, opened: new Set() });
    const label = fill(texts.needle, { facet: texts[name] });
    const about = { type: "search", class: "needle", autocomplete: "off", placeholder: label };
    this.needle = make("input", { ...about, "aria-label": label });
    for (const type of ["input", "compositionend"]) {
      this.needle.addEventListener(type, (event) => event.isComposing || this.draw());
    }
    this.list = make("ul");
    this.list.addEventListener("change", ({ target }) => this.toggle(target.value, target.checked));
    const legend = make("legend", {}, texts[name]);
    this.room = make("fieldset", { class: "facet", hidden: true }, legend, this.needle, this.list);
  }

  update(chosen, counts, labels, fresh) {
    const order = ORDERS[this.name] ?? ((values) => values.sort((a, b) => counts[b] - counts[a]));
    const known = new Set(fresh ? [] : this.values);
    this.values = [...known, ...order(Object.keys(counts).filter((value) => !known.has(value)))];
    Object.assign(this, { chosen, counts });
    Object.assign(this.labels, labels);
    this.room.hidden = this.values.length === 0;
    this.draw();
  }

  draw() {
    this.needle.hidden = this.values.length <= MANY;
    this.drawList(this.list, this.values, "");
  }

  /** Show the values below a parent: the first, the chosen, and a button for the others. */
  drawList(list, values, parent) {
    const typed = this.needle.hidden ? "" : this.needle.value.trim().toLowerCase();
    const whole = typed || this.opened.has(parent);
    const fits = (value, place) => (whole ? this.nameOf(value).toLowerCase().includes(typed) : place < FIRST);
    const shown = values.filter((value, place) => fits(value, place) || this.holds(value));
    arrange(list, shown, (value) => this.choice(value));
    for (const each of list.children) this.refresh(each, each.dataset.key);
    list.nextElementSibling?.remove();
    const rest = values.length - shown.length;
    if (!typed && (rest || this.opened.has(parent))) list.after(this.opener(rest, parent, list));
  }

  opener(rest, parent, list) {
    const text = rest ? fill(this.texts.more, { n: rest }) : this.texts.fewer;
    const button = make("button", { type: "button", class: "plain" }, text);
    button.addEventListener("click", () => {
      const before = new Set(list.children);
      if (rest) this.opened.add(parent);
      else this.opened.delete(parent);
      this.draw();
      const next = [...list.children].find((each) => !before.has(each)) ?? list.lastElementChild;
      next.querySelector("input").focus();
    });
    return button;
  }

  choice(value) {
    const box = make("input", { type: "checkbox", value });
    const count = make("span", { class: "count" });
    const name = make("span", {}, this.nameOf(value), count);
    return make("li", {}, make("label", { class: "choice" }, box, name));
  }

  refresh(element, value) {
    const label = element.querySelector("label");
    const count = this.counts[value] ?? 0;
    label.control.checked = this.chosen.includes(value);
    label.classList.toggle("none", count === 0);
    label.querySelector(".count").textContent = fill(this.texts.count, { n: count });
  }

  /** Whether a value is shown wherever it stands. */
  holds(value) {
    return this.chosen.includes(value);
  }

  nameOf(value) {
    return value;
  }

  toggle(value, on) {
    const others = this.chosen.filter((each) => each !== value);
    this.change(on ? [...others, value] : others);
  }
}

/** Regions are a tree: what lies in a region appears under it once it is chosen. */
class RegionFacet extends Facet {
  draw() {
    this.needle.hidden = true;
    this.unfolded ??= new Set();
    this.drawList(this.list, this.childrenOf(""), "");
  }

  childrenOf(path) {
    return this.values.filter((each) => each.slice(0, Math.max(0, each.lastIndexOf("/"))) === path);
  }

  holds(path) {
    return this.chosen.some((each) => each === path || within(each, path));
  }

  nameOf(path) {
    return this.labels[path] ?? path;
  }

  refresh(element, path) {
    super.refresh(element, path);
    const box = element.querySelector("input");
    box.indeterminate = !box.checked && this.holds(path);
    if (this.holds(path)) this.unfolded.add(path);
    const children = this.unfolded.has(path) ? this.childrenOf(path) : [];
    let list = element.querySelector("ul");
    if (!list && children.length) {
      list = make("ul", { "aria-label": this.nameOf(path) });
      element.append(list);
    }
    if (list) this.drawList(list, children, path);
  }

  /** A part narrows the whole that was chosen before, and the whole takes its parts in. */
  toggle(path, on) {
    if (on) this.chosen = this.chosen.filter((each) => !within(each, path) && !within(path, each));
    super.toggle(path, on);
  }
}
