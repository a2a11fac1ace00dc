// Suggestions under the search box: a combobox with a list that is chosen from by hand. What was
// typed is never replaced, and Enter without a choice searches for it.

import { fill, make, marked } from "./search-dom.js";
import { addressOf, suggestions } from "./search-site.js";

const PAUSE = 150;
const QUIET = 400;
const MOST = 8;
const KINDS = ["region", "keyword", "case"];
const HAN = /\p{Script=Han}/u;

/**
 * Give a search form its suggestions.
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  new Combobox(form);
}

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.texts = form.dataset;
    this.options = [];
    this.turn = 0;
    const about = { class: "suggestions", id: "page-suggestions", role: "listbox", hidden: true };
    this.list = make("div", { ...about, "aria-label": this.texts.label });
    this.input.after(this.list);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();
    this.listen();
    if (this.input.matches(":focus") && this.input.value) this.ask();
  }

  listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.ask());
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", () => this.close());
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(relatedTarget)) this.close();
    });
    // The focus stays in the box, so that the list is still there when the press ends in a click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    addEventListener("pagehide", () => this.close());
  }

  /** Ask when typing has paused; an answer to an older text is dropped. */
  ask() {
    this.rest();
    const turn = this.turn;
    const text = this.input.value.trim();
    if (!text) {
      this.show([]);
      return;
    }
    this.pause = setTimeout(async () => {
      try {
        const found = await (await suggestions()).suggest(text, MOST);
        if (turn === this.turn) this.show(found.filter((each) => this.helps(each, text)));
      } catch {
        // Without suggestions the box is still a box; the search itself tells of failures.
        if (turn === this.turn) this.show([]);
      }
    }, PAUSE);
  }

  /** On the search page, titles with these characters are among the results already. */
  helps({ kind }, text) {
    return this.texts.search !== "page" || kind !== "case" || !HAN.test(text);
  }

  show(found) {
    const groups = KINDS.map((kind) => [kind, found.filter((each) => each.kind === kind)]);
    const filled = groups.filter(([, group]) => group.length);
    this.options = [];
    this.list.replaceChildren(...filled.map(([kind, group]) => this.group(this.texts[kind], group)));
    this.choose(-1);
    this.open(found.length > 0);
    // The search page tells the number of its results instead.
    if (!found.length || this.texts.search === "page") return;
    this.pause = setTimeout(() => {
      const status = document.querySelector("[data-search-status]");
      status.textContent = fill(this.texts.found, { n: found.length });
    }, QUIET);
  }

  group(name, suggested) {
    const title = make("div", { class: "suggestions-title", "aria-hidden": "true" }, name);
    const group = make("div", { role: "group", "aria-label": name }, title);
    for (const { url, count, marked: text } of suggested) {
      const id = `page-suggestion-${this.options.length}`;
      const option = make("a", { role: "option", id, href: addressOf(url), tabindex: -1 });
      option.append(make("span", {}, marked(text)));
      if (count) option.append(make("span", { class: "count" }, fill(this.texts.count, { n: count })));
      this.options.push(option);
      group.append(option);
    }
    return group;
  }

  press(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.options.length) {
      this.open(true);
      // One place between the last and the first is the box itself.
      const places = this.options.length + 1;
      this.choose(((this.chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      this.options[this.chosen].click();
    } else if (event.key === "Escape" && this.opened) {
      this.close();
    } else if (event.key === "Escape" && this.input.value) {
      this.input.value = "";
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      return;
    }
    event.preventDefault();
  }

  choose(place) {
    this.chosen = place;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = this.options[place];
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  open(opened) {
    this.opened = opened;
    this.list.hidden = !opened;
    this.input.setAttribute("aria-expanded", String(opened));
  }

  close() {
    this.rest();
    this.choose(-1);
    this.open(false);
  }

  /** Drop what was going to be asked or told. */
  rest() {
    clearTimeout(this.pause);
    this.turn += 1;
  }
}
