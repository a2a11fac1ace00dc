"""Texts become the files of the output folder: staged, published by rename, pruned exactly."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

MANIFEST = ".site-builder-manifest.json"
"""In the output folder: which files we wrote there. It marks the folder as ours."""
STAGING = ".site-builder-staging"
"""In the output folder, so that publishing is a rename within one file system."""
VERSION = 1


class OutputRefusedError(Exception):
    """The output folder is not ours to write to."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site, and whether it has to be published."""

    output: str
    digest: str
    changed: bool


@dataclass(slots=True)
class Published:
    """What publishing did."""

    written: int = 0
    removed: int = 0


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
    if any(not entry.name.startswith(".") for entry in os.scandir(output)):
        raise OutputRefusedError(str(output))


def read_manifest(output: Path) -> dict[str, str]:
    """Return the digests of the files we wrote; a damaged manifest claims nothing."""
    try:
        manifest = json.loads((output / MANIFEST).read_text("utf-8"))
        files = manifest["files"]
        if manifest["version"] != VERSION or not isinstance(files, dict):
            return {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {name: mark for name, mark in files.items() if is_inside(name) and isinstance(mark, str)}


def write_manifest(output: Path, files: Mapping[str, str]) -> None:
    """Write the manifest, unless it says just this already."""
    text = json.dumps(
        {"version": VERSION, "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0
    )
    path = output / MANIFEST
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.read_text("utf-8") == text + "\n":
            return
    draft = output / STAGING / "manifest"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(text + "\n", "utf-8", newline="\n")
    draft.replace(path)


def is_inside(name: object) -> bool:
    """Return whether an output path stays in its folder."""
    if not isinstance(name, str) or not name or name.startswith("/") or "\\" in name:
        return False
    return not any(part in {"", ".", ".."} for part in name.split("/"))


def stage(output: Path, name: str, content: bytes) -> Staged:
    """Put a file aside for publishing, unless the output folder has it already, byte for byte."""
    if not is_inside(name):
        raise ValueError(name)
    mark = digest(content)
    target = output / name
    with contextlib.suppress(OSError):
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return Staged(name, mark, changed=False)
    draft = output / STAGING / name
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(content)
    return Staged(name, mark, changed=True)


@contextlib.contextmanager
def staging(output: Path) -> Iterator[None]:
    """Hold a clean staging folder; leave nothing of it behind, whatever happens."""
    created = [each for each in (output, *output.parents) if not each.exists()]
    shutil.rmtree(output / STAGING, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(output / STAGING, ignore_errors=True)
        for folder in created:
            with contextlib.suppress(OSError):
                folder.rmdir()  # only when nothing was published: a full folder stays


def publish(output: Path, staged: Collection[Staged]) -> Published:
    """Move staged files into place, then remove what we wrote before and no longer want.

    The manifest first claims the old files and the new ones, so that a crash in between leaves
    nothing that a later build would take for somebody else's.
    """
    files = {each.output: each.digest for each in staged}
    changed = sorted(each.output for each in staged if each.changed)
    before = read_manifest(output)
    gone = sorted(before.keys() - files.keys())
    output.mkdir(parents=True, exist_ok=True)
    if changed or gone or files.keys() != before.keys():
        write_manifest(output, before | files)
    done = Published()
    for name in gone:
        done.removed += remove(output, name)
    for name in changed:
        target = output / name
        make_folder(output, target.parent)
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(str(target))
        (output / STAGING / name).replace(target)
        done.written += 1
    write_manifest(output, files)
    return done


def make_folder(output: Path, folder: Path) -> None:
    """Make a folder below the output folder; a link on the way would lead out of it."""
    for each in within(output, folder):
        if each.is_symlink():
            raise OutputRefusedError(str(each))
    folder.mkdir(parents=True, exist_ok=True)


def within(output: Path, folder: Path) -> Iterator[Path]:
    """Yield a folder and those above it, as far as they lie below the output folder."""
    while folder != output:
        yield folder
        folder = folder.parent


def remove(output: Path, name: str) -> bool:
    """Remove a file of ours, and the folders that it leaves empty."""
    target = output / name
    if any(parent.is_symlink() for parent in within(output, target.parent)):
        return False
    try:
        target.unlink()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        return False
    for folder in target.parents:
        if folder == output:
            break
        with contextlib.suppress(OSError):
            folder.rmdir()
    return True
