// Numbers, lists and sets as the index writes them; docs/search_format.md, sections 3 and 4.
//
// Here and where lists are gone through, loops count: `for … of` takes several times as long.

/** Bytes that are not what the format says. Readers of whole files turn it into a SearchError. */
export class DamagedError extends Error {}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LAST_SHIFT = 28;
const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

/** @param {boolean} holds @param {string} what */
export function must(holds, what) {
  if (!holds) throw new DamagedError(what);
}

/** Reads a file from its start: numbers, pieces, texts. */
export class ByteReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {number} the next varint */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      must(shift <= LAST_SHIFT && this.at < this.bytes.length, "a number has no end");
      const byte = this.bytes[this.at];
      this.at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** @param {number} length @returns {Uint8Array} the next bytes, not copied */
  take(length) {
    must(this.at + length <= this.bytes.length, "something is longer than the file");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** @returns {string} a text with its length before it */
  text() {
    return asText(this.take(this.number()));
  }

  end() {
    must(this.at === this.bytes.length, "the file is longer than it says");
  }
}

/**
 * Return UTF-8 as text; what is no text is damage.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function asText(bytes) {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new DamagedError("this is no text");
  }
}

/**
 * Return the value that JSON writes.
 * @param {string} text
 * @returns {any}
 */
export function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new DamagedError("this is no JSON");
  }
}

/**
 * Return the value that JSON in UTF-8 writes.
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function asJson(bytes) {
  return fromJson(asText(bytes));
}

/**
 * Return the bytes that base64 writes.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromBase64(text) {
  try {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
    return bytes;
  } catch {
    throw new DamagedError("this is no base64");
  }
}

/**
 * Return all varints of some bytes.
 * @param {Uint8Array} bytes
 * @returns {Uint32Array}
 */
export function asNumbers(bytes) {
  const numbers = new Uint32Array(countNumbers(bytes));
  let value = 0;
  let shift = 0;
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      numbers[count] = value;
      count += 1;
      value = 0;
      shift = 0;
    } else {
      shift += 7;
      if (shift > LAST_SHIFT) throw new DamagedError("a number is too long");
    }
  }
  must(shift === 0, "a number has no end");
  return numbers;
}

/** @param {Uint8Array} bytes */
function countNumbers(bytes) {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] < 0x80) count += 1;
  return count;
}

/**
 * Return the hash that says in which shard a term lies: FNV-1a over its code points, then mixed.
 * @param {string} term
 * @returns {number}
 */
export function termHash(term) {
  let hash = HASH_START;
  for (const character of term) {
    hash = Math.imul(hash ^ /** @type {number} */ (character.codePointAt(0)), HASH_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
