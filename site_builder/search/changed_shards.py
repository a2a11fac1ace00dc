"""Shards that were written, of which some lists are exchanged."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from typing import TYPE_CHECKING

from site_builder.search.codec import DIGEST, HASH_BITS, short_digest
from site_builder.search.reader import own_files
from site_builder.search.shards import (
    BLOCK_BITS,
    NO_FILE,
    has_own_file,
    shard_bits,
    shard_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.search.codec import Files
    from site_builder.search.reader import Reader

    Load = Callable[[str], bytes]


class CannotSpliceError(Exception):
    """A change moves what other documents have: the index has to be written as a whole."""


class ChangedShards:
    """The shards of one kind, of which some get other lists."""

    def __init__(self, kind: str, reader: Reader) -> None:
        self.kind = kind
        self._reader = reader
        self._known = reader.entry[kind]
        self._total: int = self._known["bytes"]
        self._moves = False
        self._places: dict[str, dict[str, bytes]] = {}

    def __getitem__(self, term: str) -> bytes:
        """Return the list of a term; empty where there is none."""
        return self._lists(term).get(term, b"")

    def __setitem__(self, term: str, content: bytes) -> None:
        """Exchange the list of a term; an empty one goes."""
        lists = self._lists(term)
        before = lists.pop(term, b"")
        self._total += len(content) - len(before)
        bits = self._known["bits"]
        self._moves |= len({has_own_file(self.kind, bits, each) for each in (content, before)}) > 1
        if content:
            lists[term] = content

    def _lists(self, term: str) -> dict[str, bytes]:
        """Return the lists that lie in one file with that of a term, to be changed."""
        place = self._reader.place(self.kind, term)
        if place not in self._places:
            self._places[place] = self._reader.lists(self._reader.path(self.kind, place))
        return self._places[place]

    def check(self) -> None:
        """Raise CannotSpliceError when lists are due to be dealt out to other files."""
        if self._moves or shard_bits(self.kind, self._total) != self._known["bits"]:
            raise CannotSpliceError

    def files(self, load: Load, gone: set[str]) -> Files[Mapping[str, object]]:
        """Yield the files that changed; return what the entry says of the shards."""
        names: dict[str, str] = {}
        for place, lists in sorted(self._places.items()):
            gone.add(self._reader.path(self.kind, place))
            names[place] = NO_FILE
            if lists:
                content = shard_bytes(sorted(lists.items()))
                names[place] = short_digest(content)
                yield f"{self.kind}/{place}-{names[place]}.bin", content
        known = {**self._known, "bytes": self._total}
        if "names" in known:
            inside = {int(place, 16): name for place, name in names.items()}
            return {**known, "names": renamed(known["names"], inside)}
        return {
            **known,
            "blocks": renamed(known["blocks"], (yield from self._blocks(names, load, gone))),
        }

    def _blocks(
        self, names: Mapping[str, str], load: Load, gone: set[str]
    ) -> Files[dict[int, str]]:
        """Yield the files with names that changed; return their own names by their numbers."""
        blocks: dict[int, dict[str, str]] = defaultdict(dict)
        for place, name in names.items():
            own = len(place) == DIGEST
            shard = int(place, 16) >> (HASH_BITS - self._known["bits"] if own else 0)
            blocks[shard >> BLOCK_BITS][place] = name
        found: dict[int, str] = {}
        for block, inside in blocks.items():
            path = self._reader.names_path(self.kind, block)
            gone.add(path)
            before = load(path)
            content = exchanged_digests(before, placed(before, inside))
            found[block] = short_digest(content)
            yield f"{self.kind}/names-{block:x}-{found[block]}.bin", content
        return found


def placed(block: bytes, names: Mapping[str, str]) -> dict[int, str]:
    """Return names by the places of their digests in a block."""
    behind = {own: (1 << BLOCK_BITS) + 2 * at + 1 for at, own in enumerate(own_files(block))}
    return {
        behind[place] if len(place) == DIGEST else int(place, 16) % (1 << BLOCK_BITS): name
        for place, name in names.items()
    }


def renamed(names: str, found: Mapping[int, str]) -> str:
    """Return digests as the entry has them, some of them exchanged."""
    return b64encode(exchanged_digests(b64decode(names), found)).decode()


def exchanged_digests(digests: bytes, found: Mapping[int, str]) -> bytes:
    """Return digests that stand one behind the other, some of them exchanged."""
    content = bytearray(digests)
    for place, name in found.items():
        content[place * DIGEST // 2 : (place + 1) * DIGEST // 2] = bytes.fromhex(name)
    return bytes(content)
