"""What a site depends on besides its library: our own code, and the libraries it uses."""

from __future__ import annotations

import functools
import os
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent
NOT_CODE = frozenset({"__pycache__", "templates"})
"""Folders of the package that are no code; the packaged templates are read like a library's own."""
LIBRARIES = frozenset({
    "babel", "brotli", "filelock", "jinja2", "livereload", "markdown", "markupsafe", "nh3", "numpy",
    "pillow", "pydantic", "pydantic_core", "pypinyin", "pyyaml", "rjsmin", "tzdata",
    "watchfiles",
})  # fmt: skip
INSTALLED = (".dist-info", ".egg-info")
"""What the folders and files end in that tell which version of a library is installed."""
ZONES_VERSION = ("tzdata.zi", "+VERSION")
"""Files that tell the version of the system's time zones."""


@functools.cache
def builder() -> str:
    """Return the digest of everything that is not the library's: what it made holds as long."""
    parts = [sys.version.encode(), sys.implementation.name.encode()]
    parts += [zlib.ZLIB_RUNTIME_VERSION.encode()]  # the system's; twins are made with it
    parts += [f"{name}\0{digest(content)}".encode() for name, content in own_files()]
    parts += [name.encode() for name in installed()]
    parts += zones_version()
    return digest(b"\n".join(parts))


def own_files() -> Iterator[tuple[str, bytes]]:
    """Yield the files of our package, in the order of their names."""
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = sorted(set(folders) - NOT_CODE)
        for name in sorted(files):
            path = Path(folder, name)
            yield path.relative_to(PACKAGE).as_posix(), path.read_bytes()


def installed() -> list[str]:
    """Return the libraries we use with their versions: pydantic-2.12.5.

    They are told by the names of the folders that installers leave; asking importlib.metadata for
    each takes as long as looking whether anything changed in ten thousand cases.
    """
    found: set[str] = set()
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - names are all we want
        except OSError:
            continue
        for name in names:
            stem, end = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
            library = stem.partition("-")[0].lower().replace(".", "_")
            if end in INSTALLED and library in LIBRARIES:
                found.add(stem.lower())
    return sorted(found)


def zones_version() -> list[bytes]:
    """Return what tells the version of the system's time zones, where there are any."""
    import zoneinfo

    for folder in zoneinfo.TZPATH:
        for name in ZONES_VERSION:
            try:
                return [Path(folder, name).read_bytes()]
            except OSError:
                continue
    return []
