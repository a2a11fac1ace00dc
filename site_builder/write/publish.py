"""Texts become the files of the output folder: staged, published by rename, pruned exactly."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest
from site_builder.write.drafts import make_folder, write_file
from site_builder.write.signs import UNKNOWN, sign_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

MANIFEST = ".site-builder-manifest.json"
"""In the output folder: which files we wrote there. It marks the folder as ours."""
DRAFT = f"{MANIFEST}.draft"
"""The next manifest, until it is whole."""
STAGING = ".site-builder-staging"
"""In the output folder, so that publishing is a rename within one file system."""
VERSION = 1
NOTHING: Mapping[str, str] = MappingProxyType({})
PART = r"(?!\.{1,2}(?:/|\Z))[^/\x00\\\ud800-\udfff]+"
"""A name in a path: not empty, neither . nor .., no NUL, no backslash, no half a character."""
INSIDE = re.compile(f"{PART}(?:/{PART})*")


class OutputRefusedError(Exception):
    """The output folder is not ours to write to."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site, and whether it has to be published."""

    output: str
    digest: str
    changed: bool
    sign: str = UNKNOWN
    """Of a file that did not change, taken before it was read."""


@dataclass(slots=True)
class Published:
    """What publishing did."""

    written: int = 0
    removed: int = 0
    left: int = 0
    """Files that are no longer wanted but could not be removed yet."""


def check_output(output: Path) -> None:
    """Raise OutputRefusedError unless the folder is missing, empty, or written by us before.

    Hidden files, such as .gitignore, do not count: they are no part of a site.
    """
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputRefusedError(str(output))
    if (output / MANIFEST).is_file():
        return
    if any(not entry.name.startswith(".") for entry in output.iterdir()):
        raise OutputRefusedError(str(output))


def read_manifest(output: Path) -> dict[str, str]:
    """Return the digests of the files we wrote; a damaged manifest claims nothing."""
    try:
        manifest = json.loads((output / MANIFEST).read_text("utf-8"))
        files = manifest["files"]
        if manifest["version"] != VERSION or not isinstance(files, dict):
            return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {name: mark for name, mark in files.items() if is_inside(name) and isinstance(mark, str)}


def write_manifest(output: Path, files: Mapping[str, str]) -> None:
    """Write the manifest, unless it says just this already."""
    content = {"version": VERSION, "files": dict(sorted(files.items()))}
    # A file a line; asked to indent, json takes five times as long.
    text = json.dumps(content, ensure_ascii=False, separators=(",\n", ": "))
    path = output / MANIFEST
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.read_text("utf-8") == text + "\n":
            return
    draft = output / DRAFT
    draft.write_text(text + "\n", "utf-8", newline="\n")
    draft.replace(path)


def is_inside(name: object) -> bool:
    """Return whether an output path stays in its folder, and is one at all."""
    if not isinstance(name, str) or not INSIDE.fullmatch(name):
        return False
    return ":" not in name or not PurePath(name).drive  # asked of few: PurePath is slow


def stage(output: Path, name: str, content: bytes) -> Staged:
    """Put a file aside for publishing, unless the output folder has it already, byte for byte."""
    if not is_inside(name):
        raise ValueError(name)
    mark = digest(content)
    sign = sign_if_same(f"{output}/{name}", content)
    if sign is not None:
        return Staged(name, mark, changed=False, sign=sign)
    draft = f"{output}/{STAGING}/{name}"
    # Most pages are the first file of their folder, in a folder that is there.
    make_folder(draft.rpartition("/")[0])
    write_file(draft, content)
    return Staged(name, mark, changed=True)


def sign_if_same(path: str, content: bytes) -> str | None:
    """Return the sign of a file if it is there and holds just this."""
    if not os.access(path, os.R_OK):  # as in a first build: an exception takes longer
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is slower
            found = os.fstat(file.fileno())
            same = found.st_size == len(content) and file.read() == content
    except OSError:
        return None
    return sign_from(found) if same else None


def digest_of(path: str) -> str | None:
    """Return the digest of a file, or None when there is none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is slower
            return digest(file.read())
    except OSError:
        return None


@contextlib.contextmanager
def staging(output: Path) -> Iterator[Path]:
    """Hold a clean staging folder; leave nothing of it behind, whatever happens."""
    created = [each for each in (output, *output.parents) if not each.exists()]
    clear(output)
    folder = output / STAGING
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        clear(output)
        for folder in created:
            with contextlib.suppress(OSError):
                folder.rmdir()  # only when nothing was published: a full folder stays


def has_rest(output: Path) -> bool:
    """Return whether something lies there that a killed build did not publish."""
    return any(os.path.lexists(f"{output}/{name}") for name in (STAGING, DRAFT))


def clear(output: Path) -> None:
    """Remove what is not published, of this build or of one that was killed."""
    shutil.rmtree(output / STAGING, ignore_errors=True)
    with contextlib.suppress(OSError):
        (output / DRAFT).unlink()


def publish(
    output: Path, staged: Collection[Staged], remembered: Mapping[str, str] = NOTHING
) -> Published:
    """Move staged files into place, then remove what we wrote before and no longer want.

    What we wrote the manifest tells. Where it is damaged, files that are remembered count too, by
    their digests, but only those that are there as we wrote them.

    The manifest first claims the old files and the new ones, so that a crash in between leaves
    nothing that a later build would take for somebody else's.
    """
    files = {each.output: each.digest for each in staged}
    if len(files) < len(staged):
        raise ValueError("two files of one output path")
    changed = sorted(each.output for each in staged if each.changed)
    before = read_manifest(output)
    for name in remembered.keys() - before.keys() - files.keys():
        if digest_of(f"{output}/{name}") == remembered[name]:
            before[name] = remembered[name]
    gone = sorted(before.keys() - files.keys())
    check_links(output, changed)
    output.mkdir(parents=True, exist_ok=True)
    if changed or gone or files.keys() != before.keys():
        write_manifest(output, before | files)
    done = Published()
    kept: dict[str, str] = {}
    same = {folded(name): name for name in files}
    for name in gone:
        twin = same.get(folded(name))
        if twin is not None and is_same_file(output / name, output / twin):
            continue  # the disk does not tell a.png from A.png
        if remove(output, name):
            done.removed += 1
        elif is_file_of(output, name):
            kept[name] = before[name]  # open in another program: the next build tries again
    if changed:
        move_into(output / STAGING, output)
    done.written, done.left = len(changed), len(kept)
    write_manifest(output, kept | files)
    return done


def check_links(output: Path, names: Iterable[str]) -> None:
    """Raise OutputRefusedError for a link among the folders: it would lead out of the output."""
    folders: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders):
        if os.path.islink(f"{output}/{folder}"):  # noqa: PTH114 - pathlib is slower
            raise OutputRefusedError(str(output / folder))


def move_into(staged: Path, target: Path) -> None:
    """Move what is staged into place; a folder that is not there yet moves as a whole.

    Making a folder and a file costs more than writing a page, so a first build makes each once.
    """
    for entry in sorted(os.scandir(staged), key=lambda entry: entry.name):
        place = target / entry.name
        if entry.is_dir() and place.is_dir():
            move_into(staged / entry.name, place)
        elif place.is_dir() and not place.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
        else:
            (staged / entry.name).replace(place)


def folded(name: str) -> str:
    """Return an output path as disks that tell neither case nor composition apart see it."""
    return unicodedata.normalize("NFC", name).casefold()


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths name one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_file_of(output: Path, name: str) -> bool:
    """Return whether a file lies at an output path; links and what is behind them are not ours."""
    target = output / name
    return target.is_file() and not any(each.is_symlink() for each in within(output, target))


def within(output: Path, path: Path) -> Iterator[Path]:
    """Yield a path and the folders above it, as far as they lie below the output folder."""
    while path != output:
        yield path
        path = path.parent


def remove(output: Path, name: str) -> bool:
    """Remove a file of ours, and the folders that it leaves empty."""
    if not is_file_of(output, name):
        return False
    target = output / name
    try:
        target.unlink()
    except (FileNotFoundError, PermissionError):
        return False
    for folder in target.parents:
        if folder == output:
            break
        with contextlib.suppress(OSError):
            folder.rmdir()
    return True
