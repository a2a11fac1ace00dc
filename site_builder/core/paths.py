"""How paths of files are compared, and where the site has a library's images."""

from __future__ import annotations

import unicodedata


def normal(path: str) -> str:
    """Return a path in NFC, for comparison: macOS may hand out decomposed names."""
    return unicodedata.normalize("NFC", path)


def image_url(file: str) -> str:
    """Return the place on the site of an image below content/, in NFC like the links to it."""
    return "images/" + normal(file).removeprefix("content/").removeprefix("images/")
