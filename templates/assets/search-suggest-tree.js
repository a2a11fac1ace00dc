// The tree of files in which the first characters of a name lead to what is called so.
// docs/search_format.md, section 8, describes it; site_builder/search/suggest_tree.py writes it.

import { fromJson } from "./search-bytes.js";
import { Readings, spell, typedCharacters } from "./search-typed.js";
import { decodeText } from "./text-code.js";
import { HAN, classOf, variantsTable } from "./tokens.js";

const ENTRY = "entry.json";
const FOLDER = "cases/";
/** Files that are followed at a step: what was typed can be read in several ways. */
const MOST_WAYS = 4;
const MOST_GROUPS = 2;

/**
 * A file of the tree: lists of [target, title, count, ...other names] or [id, title, ...], and the
 * ways on where there is more.
 * @typedef {object} Page
 * @property {any[][]} [regions]
 * @property {any[][]} [keywords]
 * @property {any[][]} [cases]
 * @property {Record<string, string>} [branches]
 * @property {[string, string][]} [groups]
 */

/**
 * A file of the tree on the way of what was typed.
 * @typedef {object} Way
 * @property {string} name
 * @property {number} depth how many characters of a name lead to it
 * @property {boolean} ended whether what was typed may end on the way
 * @property {Set<number>} reached how many typed characters may lead to it, if it does not end
 */

/** The tree of one version of the index. */
export class SuggestTree {
  /** @param {import("./search-loader.js").Loader} loader @param {any} entry @param {any} root */
  constructor(loader, entry, root) {
    this.loader = loader;
    this.files = entry.files;
    this.root = root;
    this.readings = new Readings(root.readings);
    /** Simplified characters by the traditional ones that names have. */
    this.variants = variantsTable(root.variants[0], root.variants[1]);
    /** The same by all traditional ones, once they were needed. @type {Map<string, string> | null} */
    this.allVariants = null;
    /** @type {WeakMap<any[], import("./search-typed.js").Spelled[]>} */
    this.remembered = new WeakMap();
  }

  /** @param {import("./search-loader.js").Loader} loader @returns {Promise<SuggestTree>} */
  static async open(loader) {
    const entry = await loader.json(ENTRY);
    return new SuggestTree(loader, entry, await loader.json(`suggest-${entry.files.suggest}.json`));
  }

  /**
   * Return the characters of a text that count, traditional ones simplified.
   * @param {string} text
   * @returns {Promise<string[]>}
   */
  async typed(text) {
    const typed = typedCharacters(text, this.variants);
    const strange = (/** @type {string} */ each) => classOf(each) === HAN && !this.readings.of(each).length;
    if (!typed.some(strange)) return typed;
    this.allVariants ??= variantsTable(...(await this.loader.json(`variants-${this.files.variants}.json`)));
    return typedCharacters(text, this.allVariants);
  }

  /**
   * Return the names of an entry as they are typed.
   * @param {any[]} entry
   * @param {string[]} names
   * @returns {import("./search-typed.js").Spelled[]}
   */
  spelled(entry, names) {
    let spelled = this.remembered.get(entry);
    if (!spelled) {
      spelled = names.map((name) => spell(name, this.variants));
      this.remembered.set(entry, spelled);
    }
    return spelled;
  }

  /**
   * Return the files that have what is found with typed characters, among much else.
   * @param {string[]} typed
   * @returns {Promise<Page[]>}
   */
  async pages(typed) {
    /** @type {Map<string, Page>} */
    const found = new Map();
    /** @type {{page: Page, way: Way}[]} */
    let steps = [{ page: this.root, way: { name: "", depth: 0, ended: false, reached: new Set([0]) } }];
    while (steps.length) {
      const ways = [];
      for (const { page, way } of steps) {
        const ending = page.branches && !way.ended ? [] : await this.endings(page, way, typed);
        for (const [name, each] of ending) found.set(name, each);
        ways.push(...this.waysOn(page, way, typed));
      }
      const likely = ways.sort((a, b) => progress(b) - progress(a)).slice(0, MOST_WAYS);
      steps = await Promise.all(likely.map(async (way) => ({ page: await this.page(way.name), way })));
    }
    return [...found.values()];
  }

  /** @param {string} name @returns {Promise<Page>} */
  page(name) {
    return this.loader.read(`${FOLDER}${name}.bin`, (bytes) => fromJson(decodeText(bytes)));
  }

  /** @param {Page} page @param {Way} way @param {string[]} typed @returns {Way[]} */
  waysOn(page, way, typed) {
    /** @type {Map<string, Way>} */
    const ways = new Map();
    for (const [letters, name] of Object.entries(page.branches ?? {})) {
      const { ended, reached } = this.follow(way.reached, letters, typed);
      if (!ended && !reached.size) continue;
      const known = ways.get(name);
      ways.set(name, {
        name,
        depth: way.depth + letters.length,
        ended: ended || Boolean(known?.ended),
        reached: new Set([...reached, ...(known?.reached ?? [])]),
      });
    }
    return [...ways.values()];
  }

  /** @param {Set<number>} reached @param {string} letters @param {string[]} typed */
  follow(reached, letters, typed) {
    let ended = false;
    for (const letter of letters) {
      const next = new Set([...reached].flatMap((from) => this.readings.initialSteps(typed, from, letter)));
      ended = next.delete(typed.length) || ended;
      reached = next;
    }
    return { ended, reached };
  }

  /**
   * Return the files for what was typed up to a file: itself, and those of its groups that begin so.
   * @param {Page} page
   * @param {Way} way
   * @param {string[]} typed
   * @returns {Promise<[string, Page][]>}
   */
  async endings(page, way, typed) {
    const files = (page.groups ?? []).map(([texts, name]) => {
      const groups = cut(Array.from(texts), way.depth);
      const fitting = groups.filter((group) => this.readings.reach(typed, group)).length;
      return { name, fitting, all: fitting === groups.length };
    });
    /** @type {[string, Page][]} */
    const found = [[way.name, page]];
    // With initials only, everything begins so: then the best of all are here.
    if (files.every(({ all }) => all)) return found;
    const wanted = files.filter(({ fitting }) => fitting).sort((a, b) => b.fitting - a.fitting);
    const names = wanted.slice(0, MOST_GROUPS).map(({ name }) => name);
    const groups = await Promise.all(names.map((name) => this.page(name)));
    return [...found, ...names.map((name, at) => /** @type {[string, Page]} */ ([name, groups[at]]))];
  }
}

/** @param {Way} way how far it has come; what may end on it is the nearest to what was meant */
function progress(way) {
  return way.ended ? Number.MAX_VALUE : Math.max(...way.reached);
}

/** @param {string[]} characters @param {number} length */
function cut(characters, length) {
  const count = Math.floor(characters.length / length);
  return Array.from({ length: count }, (_, at) => characters.slice(at * length, (at + 1) * length));
}
