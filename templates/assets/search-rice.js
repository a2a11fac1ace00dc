// Lists of numbers in the code of Rice; docs/search_format.md, section 3.

import { ByteReader, must } from "./search-bytes.js";

const LOW_BITS = 5;

/**
 * Return the numbers of a list.
 * @param {Uint8Array} bytes
 * @returns {Uint32Array}
 */
export function fromRice(bytes) {
  const reader = new ByteReader(bytes);
  const head = reader.number();
  const count = head >>> LOW_BITS;
  const low = head & ((1 << LOW_BITS) - 1);
  const lower = reader.take(Math.ceil((count * low) / 8));
  const marks = reader.take(bytes.length - reader.at);
  must(count <= 8 * marks.length, "a list has fewer numbers than it says");
  const numbers = lowerBits(lower, count, low);
  let at = 0;
  let high = 0;
  for (let place = 0; place < marks.length && at < count; place += 1) {
    for (let bits = marks[place], left = 8; left > 0 && at < count; left -= 1, bits >>= 1) {
      if (bits & 1) {
        numbers[at] |= high << low;
        at += 1;
        high = 0;
      } else {
        high += 1;
      }
    }
  }
  must(at === count, "a list has fewer numbers than it says");
  return numbers;
}

/** @param {Uint8Array} bytes @param {number} count @param {number} width how many bits each number has */
function lowerBits(bytes, count, width) {
  const numbers = new Uint32Array(count);
  let bit = 0;
  for (let at = 0; at < count; at += 1) {
    let value = 0;
    for (let got = 0; got < width; ) {
      const shift = bit & 7;
      const taken = Math.min(8 - shift, width - got);
      value |= ((bytes[bit >> 3] >> shift) & ((1 << taken) - 1)) << got;
      got += taken;
      bit += taken;
    }
    numbers[at] = value;
  }
  return numbers;
}
