"""What the links and images of a document lead to, and how the page writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, commonprefix, dirname, normpath, splitext
from urllib.parse import quote, unquote

from site_builder.core.paths import image_url
from site_builder.load.ids import id_of
from site_builder.load.markup.places import FORBIDDEN

CONTENT = "content"
SCHEMES = frozenset(["http", "https", "mailto", "tel"])
IMAGE_TYPES = frozenset([".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"])

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufdd0-\ufdef\ufeff]+")
"""Signs that browsers skip, or that nobody sees, at the start or inside of a scheme."""
_SAFE = "/~!$&'()*+,;=@-._"
_NOT_IN_URL = re.compile(r"""[\x00-\x20"<>\\^`{|}\x7f-\x9f]""")
_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TO_QUOTE = re.compile(f"[\x00-\x7f]+|{FORBIDDEN.pattern}")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads to."""

    href: str
    """As the page writes it: relative to the document's own URL, or as it was when external."""
    page: str = ""
    """The place on the site, without a leading /; empty when the link leaves the site."""
    fragment: str = ""
    file: str = ""
    internal: bool = True
    outside: bool = False
    """Whether it leads out of the library."""


def scheme_of(target: str) -> str:
    """Return the scheme of a link as a browser would see it, in small letters."""
    scheme = _SCHEME.match(_IGNORED.sub("", target))
    return scheme[1].lower() if scheme else ""


@lru_cache(maxsize=4096)
def url_of(path: str) -> str:
    """Return the URL of a document below content/, without a leading /."""
    id_ = id_of(splitext(basename(path))[0])
    folder = dirname(path).removeprefix(CONTENT).strip("/")
    if folder == "pages" or folder.startswith("pages/"):
        return f"{id_}/"
    if folder == "cases" or folder.startswith("cases/"):
        return f"cases/{id_}/"
    return f"{folder}/{id_}/".lstrip("/")


def plan_target(path: str, target: str) -> Target:
    """Return where a link of the document at path leads to; its scheme is known to be allowed."""
    if scheme_of(target) or target.startswith("//"):
        return Target(_encoded(target), internal=False)
    before, hash_, fragment = target.partition("#")
    place, mark, query = before.partition("?")
    fragment = unicodedata.normalize("NFC", unquote(fragment))
    own = url_of(path)
    page, file = _page_of(path, own, unicodedata.normalize("NFC", unquote(place)))
    if page is None:
        return Target(target, file=file, outside=True)
    tail = _encoded(mark + query) + hash_ + _quoted(fragment)
    start = "" if page == own and tail else _quoted(relative_url(own, page))
    return Target(start + tail, page, fragment, file)


def _page_of(path: str, own: str, place: str) -> tuple[str | None, str]:
    """Return the place on the site and the .md file that a link's path means."""
    if not place:
        return own, ""
    if place.lower().endswith(".md"):
        file = _below_content(path, place)
        return (url_of(file) if file else None), file
    if place.startswith("/"):
        return _with_slash(normpath(place), place), ""
    if splitext(place)[1].lower() in IMAGE_TYPES:
        file = _image_file(path, place)
        return (image_url(file) if file else None), ""
    joined = normpath(f"{own}{place}")
    outside = joined == ".." or joined.startswith("../")
    return (None if outside else _with_slash(joined, place)), ""


def _with_slash(joined: str, place: str) -> str:
    """Return a place on the site in its one form: a folder ends with / and names no index.html."""
    page = "" if joined == "." else joined.strip("/")
    if page == "index.html" or page.endswith("/index.html"):
        return page.removesuffix("index.html")
    is_folder = place.endswith("/") or "." not in page.rpartition("/")[2]
    return f"{page}/" if page and is_folder else page


def _below_content(path: str, place: str) -> str:
    """Return the file that a path in a document means, or nothing when it is not in content/."""
    if place.startswith("/"):
        joined = place.lstrip("/")
        joined = joined if joined.startswith(f"{CONTENT}/") else f"{CONTENT}/{joined}"
    else:
        joined = f"{dirname(path)}/{place}"
    file = normpath(joined)
    return file if file.startswith(f"{CONTENT}/") else ""


def image_file(path: str, src: str) -> str:
    """Return the file of an image that a document shows, or nothing when it is not in content/."""
    place = src.partition("#")[0].partition("?")[0]
    return _image_file(path, unicodedata.normalize("NFC", unquote(place)))


def _image_file(path: str, place: str) -> str:
    return _below_content(path, f"/{place}" if place.startswith("images/") else place)


def relative_url(own: str, page: str) -> str:
    """Return the shortest relative URL from one place on the site to another."""
    here, there = own.split("/")[:-1], page.split("/")
    common = len(commonprefix([here, there[:-1]]))
    url = "../" * (len(here) - common) + "/".join(there[common:])
    return url or "./"


def image_src(path: str, file: str) -> str:
    """Return the URL by which a document's page shows an image."""
    return _quoted(relative_url(url_of(path), image_url(file)))


def _quoted(text: str) -> str:
    """Return decoded text as a part of a URL; letters of any language stay as they are."""
    return _TO_QUOTE.sub(lambda signs: quote(signs[0], safe=_SAFE, errors="replace"), text)


def _encoded(url: str) -> str:
    """Return a URL as it was written, with what no URL may hold escaped."""
    url = _NOT_IN_URL.sub(lambda sign: quote(sign[0]), url)
    return _ESCAPED.sub("%25", url)
