"""Which files a library consists of."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import msg
from site_builder.core.paths import normal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = "content/site.yaml"
KEYWORDS = "content/keywords.yaml"
ZONES = "content/regions.yaml"
CASES = "content/cases"
PAGES = "content/pages"
IMAGES = "content/images"
IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
MAX_IMAGE = 10 * 1024 * 1024
LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})
"""Files that Windows leaves in folders; dot files and ~ files are left out as well."""


@dataclass(frozen=True, slots=True)
class Files:
    """The paths of a library's files, relative to its root, sorted."""

    cases: tuple[str, ...]
    pages: tuple[str, ...]
    images: tuple[str, ...]
    """Images of any folder below content/."""
    strays: tuple[str, ...]
    """Files in cases/ and pages/ that are neither documents nor images."""


def scan_library(root: Path, report: Report) -> Files:
    """List the files below content/."""
    everything = sorted(walk(root, "content", report))
    cases = [path for path in everything if path.startswith(CASES + "/")]
    pages = [path for path in everything if path.startswith(PAGES + "/")]
    kinds = {path: suffix(path) for path in everything}
    images = [path for path in everything if kinds[path] in IMAGE_SUFFIXES]
    for path in images:
        check_size(root, path, report)
    return Files(
        cases=tuple(path for path in cases if kinds[path] == ".md"),
        pages=tuple(path for path in pages if kinds[path] == ".md" and path.count("/") == 2),
        images=tuple(images),
        strays=tuple(
            path
            for path in cases + pages
            if kinds[path] not in IMAGE_SUFFIXES
            and (kinds[path] != ".md" or (path.startswith(PAGES) and path.count("/") > 2))
        ),
    )


def suffix(path: str) -> str:
    """Return the ending of a path in lower case, with its dot."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a path of ours, not of the disk


def stem(path: str) -> str:
    """Return a file's name without folder and ending, in NFC."""
    return normal(os.path.splitext(path.rpartition("/")[2])[0])  # noqa: PTH122 - see suffix


def walk(root: Path, folder: str, report: Report) -> Iterator[str]:
    """Yield the files below a folder of the root; links may lead anywhere within the root."""
    real_root = root.resolve()
    waiting = [folder]
    seen: set[Path] = set()
    while waiting:
        here = waiting.pop()
        real = (root / here).resolve()
        if real in seen or not real.is_dir():
            continue
        seen.add(real)
        for entry in os.scandir(root / here):
            path = f"{here}/{entry.name}"
            if is_clutter(entry.name):
                continue
            if entry.is_symlink() and not (root / path).resolve().is_relative_to(real_root):
                report.error(
                    Code.OUTSIDE_ROOT,
                    Location(path),
                    msg("这个符号链接指到了库的文件夹外面。"),
                    msg("请把文件本身复制进来，或删掉这个链接。"),
                )
            elif entry.is_symlink() and not (root / path).exists():
                report.error(
                    Code.UNREADABLE,
                    Location(path),
                    msg("这个符号链接指向的文件不存在。"),
                    msg("请把文件本身复制进来，或删掉这个链接。"),
                )
            elif entry.is_dir():
                waiting.append(path)
            elif entry.is_file():
                yield path


def is_clutter(name: str) -> bool:
    """Return whether a file is none of the editors': hidden, temporary, or left by a system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in LEFT_BY_SYSTEMS


def check_size(root: Path, path: str, report: Report) -> None:
    """Report an image above 10 MB."""
    try:
        size = (root / path).stat().st_size
    except OSError:
        return  # it went just now; who reads it tells
    if size > MAX_IMAGE:
        report.error(
            Code.TOO_LARGE,
            Location(path),
            msg(
                "这张图片有 {size} MB，超过了 10 MB。",
                size=f"{math.ceil(size / 1024 / 102.4) / 10}",
            ),
            msg("请压缩后再放进来；网页上的图片一般不用超过 1 MB。"),
        )
