// The search page. Its state lives in the address, its answers come from window.caseSearch.query.

import { createCaseSearch } from "./case-search.js";
import { Filters } from "./search-filters.js";
import { nearSearches } from "./search-nothing.js";
import { whenWanted } from "./search-rest.js";
import { form, loader, suggestions } from "./search-site.js";
import { connectTray } from "./search-tray.js";
import { asks, chosenOf, optionsOf, pagesOf, readState, unfiltered, without, writeState } from "./search-url.js";
import { View } from "./search-view.js";

const PAUSE = 150;
const SLOW = 300;

class SearchPage {
  constructor(search) {
    this.search = search;
    this.box = form.elements.q;
    this.view = new View(document.getElementById("page-main"));
    this.sections = [...this.view.section.options].map((option) => option.value);
    this.filters = new Filters(this.view.filters, this.view.texts, (facet, values) =>
      this.change({ [facet]: values }),
    );
    this.turn = 0;
    this.read();
  }

  start() {
    history.scrollRestoration = "manual";
    this.listenToForm();
    this.listenToPage();
    this.listenToHistory();
    this.tray = connectTray(this.view, (open) => this.useTray(open));
    this.show({ scroll: history.state?.scroll });
  }

  /** Take the state from the address. */
  read() {
    this.state = readState(location.search, this.sections);
    // What is typed passes through this entry of the history; what it was for is remembered.
    this.settled = writeState(this.state);
    this.checked = false;
    this.fillForm();
  }

  fillForm() {
    if (this.box.value.trim() !== this.state.q.trim()) this.box.value = this.state.q;
    this.view.section.value = this.state.section;
  }

  listenToForm() {
    const typed = () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.take({ q: this.box.value }), PAUSE);
    };
    this.box.addEventListener("input", (event) => event.isComposing || typed());
    this.box.addEventListener("compositionend", typed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (matchMedia("(pointer: coarse)").matches) this.box.blur();
      this.step({ ...this.state, q: this.box.value, page: 1 });
    });
    this.view.section.addEventListener("change", ({ target }) => this.change({ section: target.value }));
  }

  listenToPage() {
    const { main, chips, retry } = this.view;
    main.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-state], a[data-sort], .pager a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.settled = writeState(this.state);
      this.step(readState(new URL(link.href).search, this.sections), { toTop: true });
      this.fillForm();
    });
    chips.addEventListener("click", ({ target }) => {
      const chip = target.closest("button");
      if (!chip) return;
      this.view.leaveChip(chip);
      this.change(chip.dataset.facet ? without(this.state, chip.dataset) : unfiltered(this.state));
    });
    retry.addEventListener("click", () => this.show({ toTop: true }));
  }

  listenToHistory() {
    let pause = 0;
    const keepScroll = () => history.replaceState({ scroll: scrollY }, "");
    addEventListener("scroll", () => {
      clearTimeout(pause);
      pause = setTimeout(keepScroll, PAUSE);
    });
    addEventListener("pagehide", keepScroll);
    addEventListener("popstate", (event) => {
      clearTimeout(pause);
      const before = writeState(this.state);
      this.read();
      // A link to a place on this page changes nothing.
      if (before !== this.settled) this.show({ scroll: event.state?.scroll ?? 0 });
    });
  }

  /** In the tray, choices become one step of the history, when it is closed. */
  useTray(open) {
    this.inTray = open;
    // What lies outside an open dialog is silent for screen readers.
    (open ? this.view.tray : this.view.main).append(this.view.status);
    if (!this.counted && (open || (this.tray.isWide() && asks(this.state)))) this.show();
    if (!open && writeState(this.state) !== this.settled) this.push();
  }

  /** Take on a part of the state without a step of the history. */
  take(part) {
    const state = { ...this.state, page: 1, ...part };
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    clearTimeout(this.pause);
    this.state = state;
    history.replaceState({ scroll: scrollY }, "", writeState(state));
    this.show();
  }

  /** Take on what was chosen. */
  change(part) {
    this.take(part);
    if (!this.inTray) this.settled = writeState(this.state);
  }

  /** Take on a state that Back leads away from. */
  step(state, how) {
    clearTimeout(this.pause);
    this.state = state;
    if (writeState(state) !== this.settled) this.push();
    this.show(how);
  }

  /** Give the state an entry of its own, and the one it grew out of its address back. */
  push() {
    history.replaceState({ scroll: scrollY }, "", this.settled);
    this.settled = writeState(this.state);
    history.pushState(null, "", this.settled);
  }

  /** Ask, and show the answer unless another question has come in between. */
  async show(how = {}) {
    const turn = ++this.turn;
    this.forgetRest?.();
    if (!asks(this.state) && !this.inTray) {
      this.view.start(this.state);
      this.place(how);
      return;
    }
    const counted = this.inTray || this.tray.isWide();
    const slow = setTimeout(() => this.view.wait(), this.counted === undefined ? 0 : SLOW);
    try {
      const answer = await this.search.query(this.state.q.trim(), {
        ...optionsOf(this.state),
        facets: counted,
        // Where one comes back to a place, all above it has to be there.
        first: how.scroll ? undefined : this.view.fitting(),
      });
      if (turn !== this.turn || (await this.mend(answer, turn))) return;
      this.counted = counted || chosenOf(this.state).length > 0;
      this.showAnswer(answer, how);
      this.help(answer, turn);
      if (answer.left) this.forgetRest = whenWanted(this.view.results, this.box, () => this.complete(answer, turn));
    } catch (error) {
      if (turn !== this.turn) return;
      this.view.fail(this.state);
      if (error.name !== "SearchError") throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  /** Show the results below the first ones, unless another question has come in between. */
  async complete({ rest }, turn) {
    try {
      const hits = await rest();
      if (turn === this.turn) this.view.add(hits);
    } catch (error) {
      if (turn !== this.turn) return;
      this.view.fail(this.state);
      if (error.name !== "SearchError") throw error;
    }
  }

  /** Leave out what an address asks for beside the library, and ask again; return whether so. */
  async mend({ total, facets }, turn) {
    let strange = this.checked ? [] : chosenOf(this.state).filter(({ facet, value }) => !facets[facet][value]);
    if (strange.length) {
      const regions = strange.filter(({ facet }) => facet === "region").map(({ value }) => value);
      const asking = [{}, { regions }].map((choice) => this.search.query("", { ...choice, limit: 0 }));
      const [whole, near] = await Promise.all(asking);
      if (turn !== this.turn) return true;
      // What lies deep in a province is known only where it is chosen.
      strange = strange.filter(({ facet, value }) => {
        const counts = (facet === "region" ? near : whole).facets[facet];
        return !Object.hasOwn(counts, value) || !counts[value];
      });
    }
    this.checked = true;
    const last = pagesOf(total);
    if (strange.length) this.change(strange.reduce(without, this.state));
    else if (this.state.page > last) this.change({ page: last });
    else return false;
    return true;
  }

  showAnswer(answer, how) {
    const words = JSON.stringify([this.state.q.trim(), this.state.section]);
    if (this.counted) {
      this.filters.update(this.state, answer, words !== this.words);
      this.words = words;
    }
    this.view.show(this.state, answer);
    this.place(how);
  }

  place({ scroll, toTop }) {
    if (toTop) this.view.toTop();
    if (scroll !== undefined) scrollTo(0, scroll);
  }

  /** Offer other searches where this one found nothing, or only parts of what was typed. */
  async help(answer, turn) {
    if (answer.total && !answer.relaxed) return;
    try {
      const ways = await nearSearches(this.state, answer, this.search, suggestions);
      if (turn === this.turn) this.view.offer(ways);
    } catch {
      // The answer stands; what cannot be looked up now is not offered.
    }
  }
}

window.caseSearch = createCaseSearch(loader);
new SearchPage(window.caseSearch).start();
