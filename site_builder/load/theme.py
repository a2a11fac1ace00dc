"""The templates and assets of a library: its own, and beneath them the packaged ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.fingerprint import digest
from site_builder.core.messages import msg
from site_builder.load.modules import put_together
from site_builder.load.scan import is_clutter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = "templates"
ASSETS = "assets/"
TEMPLATE_SUFFIXES = (".html", ".xml", ".txt")
MODULE_SUFFIX = ".js"
STYLE_SUFFIX = ".css"
IMPORT = re.compile(
    rb"""(?P<before>\b(?:from|import)\s*\(?\s*["']\./)(?P<name>[\w.-]+)(?P<after>["'])"""
)
"""A static or dynamic import of a module beside it."""
STYLE_IMPORT = re.compile(rb"""^@import "\./(?P<name>[\w.-]+)";$""", re.MULTILINE)
"""A stylesheet's line in whose place the named one goes."""
STYLE_NOISE = re.compile(rb"""("[^"\n]*"|'[^'\n]*'|/\*!.*?\*/)|/\*.*?\*/|(\n)\s+""", re.DOTALL)
"""Comments and indentation; texts stay, and comments that a licence wants to be kept."""
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
    contents: dict[str, bytes] = {}
    for name in sorted(files):
        content = files[name].read_bytes()
        if name.startswith(ASSETS):
            contents[name.removeprefix(ASSETS)] = content
            continue
        if not name.endswith(TEMPLATE_SUFFIXES):
            continue
        try:
            templates[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            at = Location(f"{FOLDER}/{name}")
            report.error(Code.NOT_UTF8, at, msg("这个模板不是 UTF-8 编码。"))
    names, assets = place_assets(with_scripts_together(contents, templates.values()))
    return Theme(templates, assets, names)


def with_scripts_together(
    contents: Mapping[str, bytes], templates: Iterable[str]
) -> dict[str, bytes]:
    """Return assets with the scripts in fewer files, but for those that a template names."""
    scripts = {
        name: content.decode("utf-8", "surrogateescape")
        for name, content in contents.items()
        if name.endswith(MODULE_SUFFIX)
    }
    others = {name: content for name, content in contents.items() if name not in scripts}
    files = put_together(scripts, templates)
    return others | {name: text.encode("utf-8", "surrogateescape") for name, text in files.items()}


def place_assets(contents: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the places of assets by name, and their contents by place.

    A module names those it imports by their places, so it changes when one of them does. Modules
    that import each other in a circle have no such names: they keep the ones they were given.
    A stylesheet takes in those it imports; one beginning with "_" is only such a part.
    """
    names: dict[str, str] = {}
    assets: dict[str, bytes] = {}

    def place(name: str, way: tuple[str, ...] = ()) -> str:
        if name not in names:
            content = contents[name]
            if name.endswith(MODULE_SUFFIX):
                content = without_comments(content)
                content = IMPORT.sub(partial(renamed, way=(*way, name)), content)
            elif name.endswith(STYLE_SUFFIX):
                content = plain_style(joined_style(name, contents))
            names[name] = fingerprinted(ASSETS + name, content)
            assets[names[name]] = content
        return names[name]

    def renamed(found: re.Match[bytes], way: tuple[str, ...]) -> bytes:
        name = found["name"].decode()
        if name not in contents or name in way:
            return found[0]
        return found["before"] + place(name, way).removeprefix(ASSETS).encode() + found["after"]

    for name in sorted(contents):
        if not (name.startswith("_") and name.endswith(STYLE_SUFFIX)):
            place(name)
    return names, assets


def joined_style(name: str, contents: Mapping[str, bytes], way: tuple[str, ...] = ()) -> bytes:
    """Return a stylesheet with those it imports in it, so that a page needs one request for all."""
    way = (*way, name)

    def taken(found: re.Match[bytes]) -> bytes:
        part = found["name"].decode()
        if part not in contents or part in way:
            return found[0]
        return joined_style(part, contents, way)

    return STYLE_IMPORT.sub(taken, contents[name])


def plain_style(style: bytes) -> bytes:
    """Return a stylesheet without comments and indentation, a fifth of what readers wait for."""
    return STYLE_NOISE.sub(lambda found: (found[1] or b"") + (found[2] or b""), style)


def without_comments(script: bytes) -> bytes:
    """Return a script without comments and needless blanks, by which readers wait half as long."""
    from rjsmin import jsmin

    return bytes(jsmin(script))


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
