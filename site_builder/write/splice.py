"""A large file is written again with some of its lines exchanged, without holding it in memory."""

from __future__ import annotations

import hashlib
import mmap
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import DIGEST_SIZE
from site_builder.write.publish import STAGING, Staged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def stage_spliced(output: Path, name: str, lines: Iterable[tuple[bytes, bytes]]) -> Staged | None:
    """Stage a published file with old lines exchanged for new ones.

    None when an old line is not there. Lines are given without what follows them.
    """
    draft = output / STAGING / name
    draft.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.blake2b(digest_size=DIGEST_SIZE)
    with (
        (output / name).open("rb") as source,
        mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        places = sorted((place_of(content, old), old, new) for old, new in lines)
        if any(place < 0 for place, _old, _new in places):
            return None
        with draft.open("wb") as target, memoryview(content) as whole:
            for part in parts_of(whole, places):
                found.update(part)
                target.write(part)
                part.release()
    return Staged(name, found.hexdigest(), changed=True)


def place_of(content: mmap.mmap, line: bytes) -> int:
    """Return where a line begins, or a negative number where there is none."""
    place = content.find(b"\n" + line)
    return place + 1 if place >= 0 else -1


def parts_of(whole: memoryview, places: Iterable[tuple[int, bytes, bytes]]) -> Iterator[memoryview]:
    """Yield a file with what stands at some places exchanged."""
    end = 0
    for place, old, new in places:
        yield whole[end:place]
        yield memoryview(new)
        end = place + len(old)
    yield whole[end:]
