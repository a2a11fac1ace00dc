// The cases chosen to be compared: kept in the browser, and the same in all its tabs.

/** As many as can be read side by side. */
const MOST = 4;

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** @typedef {{id: string, title: string}} Chosen */

/** The choice of one site; sites below one origin have one each. */
export class Choice {
  /** @param {string} address of the page that compares: it lies right below the start of the site */
  constructor(address) {
    this.most = MOST;
    this.key = `compare:${new URL("..", address).pathname}`;
    this.held = "[]";
  }

  /** @returns {Chosen[]} */
  list() {
    let kept = [];
    try {
      kept = JSON.parse(this.read());
    } catch {
      // Whatever else was written there is no choice.
    }
    if (!Array.isArray(kept)) return [];
    const known = kept.filter((each) => typeof each?.title === "string" && ID.test(each.id));
    return known.filter(({ id }, place) => known.findIndex((each) => each.id === id) === place).slice(0, MOST);
  }

  /** @param {string} id */
  has(id) {
    return this.list().some((each) => each.id === id);
  }

  /**
   * Add a case; false when there is no room.
   * @param {Chosen} chosen
   */
  add(chosen) {
    const list = this.list();
    if (list.length >= MOST) return false;
    this.replace([...list, chosen]);
    return true;
  }

  /** @param {string} id */
  remove(id) {
    this.replace(this.list().filter((each) => each.id !== id));
  }

  /** @param {Chosen[]} list */
  replace(list) {
    this.held = JSON.stringify(list.map(({ id, title }) => ({ id, title })));
    try {
      if (list.length) localStorage.setItem(this.key, this.held);
      else localStorage.removeItem(this.key);
    } catch {
      // Where nothing may be kept the choice lasts as long as the page.
    }
  }

  /**
   * Call back when another tab, or this page's own past, has changed the choice.
   * @param {() => void} changed
   */
  listen(changed) {
    addEventListener("storage", ({ key }) => (key === this.key || key === null) && changed());
    addEventListener("pageshow", ({ persisted }) => persisted && changed());
  }

  read() {
    try {
      return localStorage.getItem(this.key) ?? "[]";
    } catch {
      return this.held;
    }
  }
}
