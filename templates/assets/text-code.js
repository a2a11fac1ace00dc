/** The texts of documents as the index has them: docs/search_format.md, section 6. */

/** The characters of one byte, by that byte; the same as in site_builder/search/text_code.py. */
const COMMON =
  '",[]:-0123456789 ，。、：；“”（）《》的工会业和有人一职来办年动到建区上作总在是' +
  "道用合务点者要家明源服个企报能新出时项学员成市地与以劳场不联未中行开对法专赛把可" +
  "载设部目多经省组为公创活名单方按起后就社分全数定费化技做参了先问次事位发提系里" +
  "日题说据主期体称值难关站文没基面月计至也这少aeghinsu./";

/** Characters of two bytes, numbered through these ranges: first code point and how many. */
const RANGES = [
  [0x4e00, 0x5200],
  [0x0000, 0x200],
  [0x2000, 0x300],
  [0x2400, 0x400],
  [0x3000, 0x100],
  [0x3200, 0x200],
  [0xff00, 0x100],
];
/** The least first byte of two. */
const LEAD = 0xa0;
const ESCAPE = 0xff;

/**
 * Returns the text that bytes stand for.
 * @param {Uint8Array} bytes
 * @returns {string}
 * @throws {RangeError} where the bytes end inside a character
 */
export function decodeText(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at];
    const width = byte < LEAD ? 1 : byte === ESCAPE ? 4 : 2;
    if (at + width > bytes.length) throw new RangeError("text ends inside a character");
    if (width === 1) parts.push(COMMON[byte]);
    else if (width === 2) parts.push(inRanges(((byte - LEAD) << 8) | bytes[at + 1]));
    else parts.push(String.fromCodePoint((bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]));
    at += width;
  }
  return parts.join("");
}

/** @param {number} number */
function inRanges(number) {
  let rest = number;
  for (const [first, size] of RANGES) {
    if (rest < size) return String.fromCharCode(first + rest);
    rest -= size;
  }
  throw new RangeError("no such character");
}
