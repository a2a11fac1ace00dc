"""The lists of terms are dealt out to files by the hash of the term."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from typing import TYPE_CHECKING

from site_builder.search.codec import HASH_BITS, short_digest, term_hashes, varint
from site_builder.search.lists import RICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.search.codec import Files

    Shards = dict[str, int | str]
    """What the entry says of a set of shards."""

POSTINGS_SHARD = 4096
"""Bytes of a shard of postings, about: each term of a query costs a reader so much on top."""
OFFSETS_SHARD = 32768
"""Offsets are needed rarely, so that fewer files are worth more than fewer bytes."""
SHARDS = {"postings": POSTINGS_SHARD, "offsets": OFFSETS_SHARD}
OWN_FILE = {"postings": 2048}
"""Bytes of a list from which on, in a large library, it has a file of its own: those who look for
another term of its shard need not fetch it."""
MOST_BITS = 16
BLOCK_BITS = 6
MOST_BITS_IN_ENTRY = {"postings": 8, "offsets": 5}
"""What every reader fetches first has the names of so many shards; of others those of blocks."""
NO_FILE = "00000000"


def shard_bits(kind: str, total: int) -> int:
    """Return the bits of a term's hash that number its shard, for lists of so many bytes.

    Where half of the bytes lie in files of their own, half as many shards will do.
    """
    bits = min(max(total // SHARDS[kind], 1).bit_length() - 1, MOST_BITS)
    return bits - (kind in OWN_FILE and bits > MOST_BITS_IN_ENTRY[kind] + 1)


def has_own_file(kind: str, bits: int, body: bytes) -> bool:
    """Return whether a list has a file of its own."""
    return bits > MOST_BITS_IN_ENTRY[kind] and len(body) > OWN_FILE.get(kind, len(body))


def shard_files(kind: str, total: int, groups: Iterable[Mapping[str, bytes]]) -> Files[Shards]:
    """Yield the files of a set of shards; return what the entry says of it.

    Lists come in groups, for those of a large library are too much to hold; all that lies in one
    shard is in one group. Their total of bytes is known before.
    """
    bits = shard_bits(kind, total)
    names: dict[str, str] = {}
    for lists in groups:
        for place, terms in sorted(dealt(kind, bits, lists).items()):
            content = shard_bytes((term, lists[term]) for term in terms)
            names[place] = short_digest(content)
            yield f"{kind}/{place}-{names[place]}.bin", content
    shards = [names.pop(f"{shard:x}", NO_FILE) for shard in range(1 << bits)]
    if bits <= MOST_BITS_IN_ENTRY[kind]:
        return {"bits": bits, "bytes": total, "names": packed_names(shards)}
    owners: dict[int, list[str]] = defaultdict(list)
    for own, name in sorted(names.items()):
        owners[int(own, 16) >> HASH_BITS - bits >> BLOCK_BITS].append(own + name)
    blocks: list[str] = []
    for start in range(0, len(shards), 1 << BLOCK_BITS):
        inside = shards[start : start + (1 << BLOCK_BITS)]
        inside += [NO_FILE] * ((1 << BLOCK_BITS) - len(inside))
        content = bytes.fromhex("".join((*inside, *owners[start >> BLOCK_BITS])))
        blocks.append(short_digest(content))
        yield f"{kind}/names-{start >> BLOCK_BITS:x}-{blocks[-1]}.bin", content
    return {"bits": bits, "bytes": total, "blocks": packed_names(blocks)}


def dealt(kind: str, bits: int, lists: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the terms of each file, in their order; a file of one hash is named by all of it."""
    terms = sorted(lists)
    hashes = term_hashes(terms)
    own = {
        each
        for term, each in zip(terms, hashes, strict=True)
        if has_own_file(kind, bits, lists[term])
    }
    files: dict[str, list[str]] = defaultdict(list)
    for term, each in zip(terms, hashes, strict=True):
        files[f"{each:08x}" if each in own else f"{each >> HASH_BITS - bits:x}"].append(term)
    return files


def shard_bytes(lists: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a shard: its dictionary, then its lists."""
    heads: list[bytes] = []
    bodies: list[bytes] = []
    for term, body in lists:
        name = term.encode()
        head = varint(len(body) - 1 << 1 | (body[:1] == RICE))
        heads += (varint(len(name)), name, head)
        bodies.append(body[1:])
    return b"".join((varint(len(bodies)), *heads, *bodies))


def packed_names(names: Iterable[str]) -> str:
    """Return digests of files as the entry has them."""
    return b64encode(bytes.fromhex("".join(names))).decode()
