// The shards of the index: in which file the list of a term lies, and what it says.

import { ByteReader, DamagedError, asNumbers, fromBase64, must, termHash } from "./search-bytes.js";
import { SearchError } from "./search-loader.js";
import { fromRice } from "./search-rice.js";

const DIGEST_BYTES = 4;
const HASH_BITS = 32;
const MOST_BITS = 24;
const BLOCK_BITS = 6;
/** Bytes of lists that are kept decoded; a number takes four times as much. */
const MOST_KEPT = 4_000_000;

/** One of the two sets of shards. */
export class ShardSet {
  /**
   * @param {import("./search-loader.js").Loader} loader
   * @param {"postings" | "offsets"} kind
   * @param {any} facts what the entry says of it
   */
  constructor(loader, kind, facts) {
    this.loader = loader;
    this.kind = kind;
    this.bits = facts?.bits;
    must(Number.isInteger(this.bits) && this.bits >= 0 && this.bits <= MOST_BITS, "no bits");
    this.inBlocks = typeof facts.blocks === "string";
    this.digests = fromBase64(this.inBlocks ? facts.blocks : facts.names);
    const digests = 1 << (this.inBlocks ? this.bits - BLOCK_BITS : this.bits);
    must(this.digests.length === DIGEST_BYTES * digests, "too many or too few shards");
    /** What was made of the lists. @type {Map<string, Promise<any>>} */
    this.decoded = new Map();
    this.kept = 0;
  }

  /**
   * Return what decode makes of the list of a term, or null when no document has the term.
   * @template T
   * @param {string} term
   * @param {(list: List) => T} decode
   * @returns {Promise<T | null>}
   */
  list(term, decode) {
    const known = this.decoded.get(term);
    if (known) return known;
    const coming = this.#read(term, decode);
    this.decoded.set(term, coming);
    coming.catch(() => this.decoded.delete(term));
    return coming;
  }

  /** @template T @param {string} term @param {(list: List) => T} decode */
  async #read(term, decode) {
    const path = await this.#pathOf(termHash(term));
    const list = path && (await this.loader.read(path, asShard)).get(term);
    if (!list) return null;
    this.kept += list.bytes.length;
    if (this.kept > MOST_KEPT) {
      this.decoded.clear();
      this.kept = list.bytes.length;
    }
    try {
      return decode(list);
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      this.loader.forget(path);
      throw new SearchError(path, error);
    }
  }

  /** @param {number} hash @returns {Promise<string>} nothing when the shard is empty */
  async #pathOf(hash) {
    const shard = this.bits ? hash >>> (HASH_BITS - this.bits) : 0;
    let digest = "";
    if (this.inBlocks) {
      const block = shard >>> BLOCK_BITS;
      const path = `${this.kind}/names-${block.toString(16)}-${digestAt(this.digests, block)}.bin`;
      const names = await this.loader.read(path, asBlock);
      const own = names.own.get(hash);
      if (own) return `${this.kind}/${hash.toString(16).padStart(8, "0")}-${own}.bin`;
      digest = digestAt(names.shards, shard % (1 << BLOCK_BITS));
    } else {
      digest = digestAt(this.digests, shard);
    }
    return digest && `${this.kind}/${shard.toString(16)}-${digest}.bin`;
  }
}

/**
 * Return a digest as it stands in a file's name; nothing for four zero bytes.
 * @param {Uint8Array} digests
 * @param {number} place
 * @returns {string}
 */
export function digestAt(digests, place) {
  const bytes = digests.subarray(DIGEST_BYTES * place, DIGEST_BYTES * (place + 1));
  if (bytes.every((byte) => byte === 0)) return "";
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes the digests of shards, and by their hashes those of terms' own files */
function asBlock(bytes) {
  const size = DIGEST_BYTES << BLOCK_BITS;
  const rest = bytes.length - size;
  must(rest >= 0 && rest % (2 * DIGEST_BYTES) === 0, "a block of names has the wrong length");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  /** @type {Map<number, string>} */
  const own = new Map();
  for (let at = size; at < bytes.length; at += 2 * DIGEST_BYTES) {
    own.set(view.getUint32(at), digestAt(bytes, at / DIGEST_BYTES + 1));
  }
  return { shards: bytes.subarray(0, size), own };
}

/**
 * The list of a term: its bytes, and whether they are in the code of Rice.
 * @typedef {{bytes: Uint8Array, coded: boolean}} List
 */

/**
 * Return the numbers of a list.
 * @param {List} list
 * @returns {Uint32Array}
 */
export function numbersOf({ bytes, coded }) {
  return coded ? fromRice(bytes) : asNumbers(bytes);
}

/** @param {Uint8Array} bytes @returns {Map<string, List>} the lists by their terms */
function asShard(bytes) {
  const reader = new ByteReader(bytes);
  /** @type {[string, number][]} */
  const heads = [];
  for (let left = reader.number(); left > 0; left -= 1) heads.push([reader.text(), reader.number()]);
  const lists = new Map(
    heads.map(([term, head]) => [term, { bytes: reader.take(head >>> 1), coded: (head & 1) === 1 }]),
  );
  reader.end();
  return lists;
}
