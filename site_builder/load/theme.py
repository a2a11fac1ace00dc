"""The templates and assets of a library: its own, and beneath them the packaged ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.fingerprint import digest
from site_builder.core.messages import msg
from site_builder.load.scan import is_clutter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "templates"
ASSETS = "assets/"
TEMPLATE_SUFFIXES = (".html", ".xml", ".txt")
SHORT_DIGEST = 10
"""Characters of the digest in an asset's name: 40 bits, among a handful of files."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What pages are rendered with."""

    templates: Mapping[str, str]
    """Text by name: case.html."""
    assets: Mapping[str, bytes]
    """Content by place on the site: assets/site.1a2b3c4d5e.css."""
    names: Mapping[str, str]
    """Place on the site by an asset's name: site.css."""


def packaged_folder() -> Path:
    """Return where the packaged templates lie: in the wheel, or beside it in the repository."""
    package = Path(__file__).parent.parent
    inside = package / FOLDER
    return inside if inside.is_dir() else package.parent / FOLDER


def read_theme(root: Path, report: Report) -> Theme:
    """Read the templates and assets; the library's own file goes before the packaged one."""
    files = dict(theme_files(packaged_folder()))
    own = root / FOLDER
    if own.is_dir():
        files.update(theme_files(own))
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for name in sorted(files):
        content = files[name].read_bytes()
        if name.startswith(ASSETS):
            place = fingerprinted(name, content)
            assets[place] = content
            names[name.removeprefix(ASSETS)] = place
            continue
        if not name.endswith(TEMPLATE_SUFFIXES):
            continue
        try:
            templates[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            at = Location(f"{FOLDER}/{name}")
            report.error(Code.NOT_UTF8, at, msg("这个模板不是 UTF-8 编码。"))
    return Theme(templates, assets, names)


def theme_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a templates folder with their names."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(is_clutter(part) for part in name.split("/")):
            yield name, path


def fingerprinted(name: str, content: bytes) -> str:
    """Return an asset's place on the site; it changes with the content, so browsers may keep it."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{digest(content)[:SHORT_DIGEST]}{dot}{suffix}"
