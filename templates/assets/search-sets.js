// Sets of documents as the index writes them; docs/search_format.md, section 4.

import { asNumbers, must } from "./search-bytes.js";
import { fromRice } from "./search-rice.js";

const GAPS = 0;
const BITS = 1;
const RUNS = 2;
const RICE = 3;

/**
 * Return a set of documents as their numbers, rising.
 * @param {Uint8Array} bytes
 * @param {number} documents how many the library has
 * @returns {Uint32Array}
 */
export function asSet(bytes, documents) {
  must(bytes.length > 0, "a set has no form");
  const rest = bytes.subarray(1);
  if (bytes[0] === GAPS) return fromGaps(asNumbers(rest), documents);
  if (bytes[0] === BITS) return fromBits(rest, documents);
  if (bytes[0] === RICE) return fromGaps(fromRice(rest), documents);
  must(bytes[0] === RUNS, "a set has an unknown form");
  return fromRuns(asNumbers(rest), documents);
}

/** @param {Uint32Array} gaps @param {number} documents */
function fromGaps(gaps, documents) {
  const numbers = new Uint32Array(gaps.length);
  let number = -1;
  for (let at = 0; at < gaps.length; at += 1) {
    number += gaps[at] + 1;
    numbers[at] = number;
  }
  must(number < documents, "a set has a document that is not there");
  return numbers;
}

/** @param {Uint8Array} bits @param {number} documents */
function fromBits(bits, documents) {
  must(bits.length === (documents + 7) >> 3, "a set has the wrong length");
  const numbers = [];
  for (let number = 0; number < bits.length * 8; number += 1) {
    if (bits[number >> 3] & (1 << (number & 7))) numbers.push(number);
  }
  must(!numbers.length || numbers[numbers.length - 1] < documents, "a set is too large");
  return Uint32Array.from(numbers);
}

/** @param {Uint32Array} runs @param {number} documents */
function fromRuns(runs, documents) {
  const numbers = [];
  let number = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const end = number + runs[at];
    must(end <= documents, "a set has a document that is not there");
    if (at & 1) while (number < end) numbers.push(number++);
    number = end;
  }
  return Uint32Array.from(numbers);
}
