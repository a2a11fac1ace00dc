"""Shards that were written, of which some lists are exchanged."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from typing import TYPE_CHECKING

from site_builder.search.codec import DIGEST, short_digest
from site_builder.search.shards import BLOCK_BITS, NO_FILE, shard_bits, shard_bytes

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
        self._shards: dict[int, dict[str, bytes]] = {}

    def __getitem__(self, term: str) -> bytes:
        """Return the list of a term; empty where there is none."""
        return self._lists(term).get(term, b"")

    def __setitem__(self, term: str, content: bytes) -> None:
        """Exchange the list of a term; an empty one goes."""
        lists = self._lists(term)
        self._total += len(content) - len(lists.pop(term, b""))
        if content:
            lists[term] = content

    def _lists(self, term: str) -> dict[str, bytes]:
        """Return the lists of the shard of a term, to be changed."""
        shard = self._reader.shard(self.kind, term)
        if shard not in self._shards:
            self._shards[shard] = self._reader.lists(self._reader.path(self.kind, shard))
        return self._shards[shard]

    def check(self) -> None:
        """Raise CannotSpliceError when the lists are due to be dealt out to other shards."""
        if shard_bits(self.kind, self._total) != self._known["bits"]:
            raise CannotSpliceError

    def files(self, load: Load, gone: set[str]) -> Files[Mapping[str, object]]:
        """Yield the files that changed; return what the entry says of the shards."""
        names: dict[int, str] = {}
        for shard, lists in sorted(self._shards.items()):
            gone.add(self._reader.path(self.kind, shard))
            names[shard] = NO_FILE
            if lists:
                content = shard_bytes(sorted(lists.items()))
                names[shard] = short_digest(content)
                yield f"{self.kind}/{shard:x}-{names[shard]}.bin", content
        known = {**self._known, "bytes": self._total}
        if "names" in known:
            return {**known, "names": renamed(known["names"], names)}
        return {
            **known,
            "blocks": renamed(known["blocks"], (yield from self._blocks(names, load, gone))),
        }

    def _blocks(
        self, names: Mapping[int, str], load: Load, gone: set[str]
    ) -> Files[dict[int, str]]:
        """Yield the files with names that changed; return their own names by their numbers."""
        blocks: dict[int, dict[int, str]] = defaultdict(dict)
        for shard, name in names.items():
            blocks[shard >> BLOCK_BITS][shard % (1 << BLOCK_BITS)] = name
        found: dict[int, str] = {}
        for block, inside in blocks.items():
            path = self._reader.names_path(self.kind, block)
            gone.add(path)
            content = exchanged_digests(load(path), inside)
            found[block] = short_digest(content)
            yield f"{self.kind}/names-{block:x}-{found[block]}.bin", content
        return found


def renamed(names: str, found: Mapping[int, str]) -> str:
    """Return digests as the entry has them, some of them exchanged."""
    return b64encode(exchanged_digests(b64decode(names), found)).decode()


def exchanged_digests(digests: bytes, found: Mapping[int, str]) -> bytes:
    """Return digests that stand one behind the other, some of them exchanged."""
    content = bytearray(digests)
    for place, name in found.items():
        content[place * DIGEST // 2 : (place + 1) * DIGEST // 2] = bytes.fromhex(name)
    return bytes(content)
