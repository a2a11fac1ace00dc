"""Large files are staged without holding them in memory, also with some lines exchanged."""

from __future__ import annotations

import hashlib
import mmap
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest_of_file, first_half
from site_builder.write.publish import STAGING, Staged, is_inside
from site_builder.write.signs import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def stage_parts(output: Path, name: str, parts: Iterable[bytes]) -> Staged:
    """Stage a file that is made in parts, unless the output folder has just this already."""
    if not is_inside(name):
        raise ValueError(name)
    draft, place = output / STAGING / name, output / name
    mark = write_parts(draft, parts)
    sign = sign_of(str(place))
    if not sign or digest_of_large(place) != mark:
        return Staged(name, mark, changed=True)
    draft.unlink()
    return Staged(name, mark, changed=False, sign=sign)


def stage_spliced(output: Path, name: str, lines: Iterable[tuple[bytes, bytes]]) -> Staged | None:
    """Stage a published file with old lines exchanged for new ones.

    None when an old line is not there. Lines are given without what follows them.
    """
    with (
        (output / name).open("rb") as source,
        mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        places = sorted((place_of(content, old), old, new) for old, new in lines)
        if any(place < 0 for place, _old, _new in places):
            return None
        with memoryview(content) as whole:
            mark = write_parts(output / STAGING / name, parts_of(whole, places))
    return Staged(name, mark, changed=True)


def write_parts(draft: Path, parts: Iterable[bytes | memoryview]) -> str:
    """Write a file in parts; return its digest."""
    draft.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with draft.open("wb") as target:
        for part in parts:
            found.update(part)
            target.write(part)
            if isinstance(part, memoryview):
                part.release()
    return first_half(found)


def digest_of_large(path: Path) -> str | None:
    """Return the digest of a file, or None when there is none."""
    try:
        with path.open("rb") as file:
            return digest_of_file(file)
    except OSError:
        return None


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
