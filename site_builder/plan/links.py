"""Whether every link, heading and image that a body names exists."""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import msg
from site_builder.core.paths import normal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from site_builder.core.document import Body, Link, Picture

ANCHOR = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
"""A link in a body; bodies are sanitised, so this shape is the only one."""


class Places:
    """What links may lead to: pages of the site, documents, and the headings of documents."""

    def __init__(self, pages: Collection[str], files: Mapping[str, str]) -> None:
        """Take the places of all pages on the site, and of each .md file the place it becomes."""
        self.pages = pages
        self.files = {normal(path): url for path, url in files.items()}
        self.anchors: dict[str, frozenset[str]] = {}
        """By place: the ids in documents' bodies."""
        self.withheld: frozenset[str] = frozenset()
        """Places of documents that this build does not publish."""
        self.broken: frozenset[str] = frozenset()
        """Places of documents with errors of their own: links to them are not judged."""
        self.former: dict[str, str] = {}
        """By old place: where it leads now."""


def check_links(body: Body, places: Places, report: Report) -> None:
    """Report every internal link of a body that leads nowhere."""
    for link in body.links:
        if link.file and normal(link.file) not in places.files:
            report_missing_file(link, places, report)
        elif link.page in places.withheld:
            report.warning(
                Code.WITHHELD_LINK,
                link.location,
                msg("“{target}”这次不发布，链接先去掉，文字保留。", target=link.target),
            )
        elif link.page in places.broken or link.page in places.former:
            continue
        elif link.page not in places.pages:
            report_missing_page(link, places, report)
        elif link.fragment:
            check_anchor(link, places, report)


def report_missing_file(link: Link, places: Places, report: Report) -> None:
    """Report a link to a .md file that does not exist."""
    message = msg("链接指向的文件“{target}”不存在。", target=link.target)
    near = nearest_file(link, places)
    hint = (
        msg("是不是：/{url}？", url=near)
        if near is not None
        else msg("链接可以写 /cases/案例编号/，也可以写相对这个文件的 .md 路径。")
    )
    report.error(Code.BROKEN_LINK, link.location, message, hint)


def nearest_file(link: Link, places: Places) -> str | None:
    """Return the place that a link to a missing file may mean: of its name, once its, alike."""
    name = normal(link.file).rpartition("/")[2]
    for path, url in places.files.items():
        if path.rpartition("/")[2] == name:
            return url
    if link.page in places.former:
        return places.former[link.page]
    alike = get_close_matches(normal(link.file), places.files, 1, 0.8)
    return places.files[alike[0]] if alike else None


def report_missing_page(link: Link, places: Places, report: Report) -> None:
    """Report a link to a place of the site that does not exist."""
    # What is alike must be the last part: all cases have the first in common.
    folder, _, name = link.page.rstrip("/").rpartition("/")
    beside = {
        page.rstrip("/").rpartition("/")[2]: page
        for page in places.pages
        if page.rstrip("/").rpartition("/")[0] == folder
    }
    alike = get_close_matches(name, beside, 1, 0.7)
    message = msg("站内没有“{target}”这个地址。", target=link.target)
    hint = (
        msg("是不是：/{url}？", url=beside[alike[0]])
        if alike
        else msg("案例的地址是 /cases/案例编号/，编号就是文件名，不带 .md。")
    )
    report.error(Code.BROKEN_LINK, link.location, message, hint)


def check_anchor(link: Link, places: Places, report: Report) -> None:
    """Report a link to a heading that its document does not have."""
    ids = places.anchors.get(link.page)
    if ids is None or link.fragment in ids:
        return
    alike = get_close_matches(link.fragment, sorted(ids), 1, 0.5)
    message = msg("链接“{target}”要跳到的小标题不存在。", target=link.target)
    hint = (
        msg("是不是：#{id}？", id=alike[0])
        if alike
        else msg("那一页的小标题有：{ids}。", ids="、".join(sorted(ids)) or "—")
    )
    report.error(Code.BROKEN_ANCHOR, link.location, message, hint)


def check_pictures(
    path: str, pictures: Iterable[Picture], images: Collection[str], report: Report
) -> None:
    """Report images that do not exist."""
    known = {normal(each): each for each in images}
    for picture in pictures:
        if not picture.file or normal(picture.file) in known:
            continue
        near = get_close_matches(normal(picture.file), known, 1, 0.6)
        report.error(
            Code.MISSING_IMAGE,
            picture.location or Location(path),
            msg("没有找到图片“{src}”。", src=picture.src),
            msg("是不是：{near}？", near="/" + known[near[0]].removeprefix("content/"))
            if near
            else msg("图片请放在 content/images/ 里，写成 /images/文件名。"),
        )


def without_links(html: str, own: str, dead: Collection[str]) -> str:
    """Return the HTML of the page at own without its links to dead places; their texts stay."""

    def keep(match: re.Match[str]) -> str:
        target = unquote(match[1].partition("#")[0].partition("?")[0])
        place = posixpath.normpath(posixpath.join(own, target)) + "/"
        return match[2] if target and place in dead else match[0]

    return ANCHOR.sub(keep, html)
