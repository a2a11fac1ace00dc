// The one way by which files of the search index come in.

import { asJson } from "./search-bytes.js";

const ENTRY = "entry.json";
const MOST_REMEMBERED = 800;

/** A file of the search index is missing or damaged; the same question may work later. */
export class SearchError extends Error {
  /**
   * @param {string} path below search/
   * @param {unknown} cause
   */
  constructor(path, cause) {
    super(`search/${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = "SearchError";
    this.path = path;
  }
}

/**
 * @typedef {object} Loader
 * @property {(path: string) => Promise<Uint8Array>} bytes
 * @property {(path: string) => Promise<any>} json
 * @property {<T>(path: string, decode: (bytes: Uint8Array) => T) => Promise<T>} read what decode
 *   makes of a file; a path must always be read the same way, for what was made is remembered
 * @property {(path: string) => void} forget read the file anew when it is next wanted
 */

/**
 * Make a loader. Each file is fetched once and then remembered, also while it is on its way. What
 * is missing or cannot be decoded is fetched once more, past the browser's cache; if that does not
 * help, the promise is rejected with a SearchError and nothing is remembered.
 * @param {URL | string} base address of the site's folder search/, with / at its end
 * @param {(path: string, again: boolean) => Promise<Uint8Array>} [fetchFile] another way to get
 *   the bytes of a file
 * @returns {Loader}
 */
export function createLoader(base, fetchFile = overNetwork(base)) {
  /** @type {Map<string, Promise<any>>} */
  const remembered = new Map();
  /** Files that were damaged when they last came. @type {Set<string>} */
  const suspects = new Set();

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} decode */
  async function fetchDecoded(path, decode) {
    let cause;
    for (const again of [suspects.has(path), true]) {
      try {
        const decoded = decode(await fetchFile(path, again));
        suspects.delete(path);
        return decoded;
      } catch (error) {
        cause = error;
      }
    }
    suspects.add(path);
    throw new SearchError(path, cause);
  }

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} decode */
  function read(path, decode) {
    const known = remembered.get(path);
    if (known) return known;
    const coming = fetchDecoded(path, decode);
    remembered.set(path, coming);
    coming.catch(() => {
      if (remembered.get(path) === coming) remembered.delete(path);
    });
    if (remembered.size > MOST_REMEMBERED) remembered.delete(first(remembered));
    return coming;
  }

  return {
    read,
    bytes: (path) => read(path, (bytes) => bytes),
    json: (path) => read(path, (bytes) => asJson(bytes)),
    forget(path) {
      remembered.delete(path);
      suspects.add(path);
    },
  };
}

/** @param {Map<string, unknown>} map @returns {string} the key that was set first */
function first(map) {
  const [key] = map.keys();
  return key;
}

/**
 * Return the usual way to get a file: from the site itself.
 * @param {URL | string} base
 */
function overNetwork(base) {
  return async (/** @type {string} */ path, /** @type {boolean} */ again) => {
    // Only the entry keeps its name when it changes.
    const cache = path === ENTRY ? "no-cache" : again ? "reload" : "default";
    const answer = await fetch(new URL(path, base), { cache });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}
