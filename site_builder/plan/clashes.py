"""Two things that want the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import msg
from site_builder.core.paths import image_url
from site_builder.plan.routes import RESERVED, old_url, output_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.core.document import Document


def check_ids(ids: Mapping[str, str], report: Report) -> frozenset[str]:
    """Report files whose id an earlier file has; return their paths.

    ids maps the paths of one kind of document, in order, to their ids.
    """
    first: dict[str, str] = {}
    clashing: set[str] = set()
    for path, id_ in ids.items():
        if id_ in first:
            clashing.add(path)
            report.error(
                Code.ID_CLASH,
                Location(path),
                msg("编号“{id}”已经被 {other} 用了。", id=id_, other=first[id_]),
                msg("编号由文件名决定，请给其中一个文件改名。"),
            )
        first.setdefault(id_, path)
    return frozenset(clashing)


def check_page_ids(ids: Mapping[str, str], report: Report) -> frozenset[str]:
    """Report pages that take an address of the site's own; return their paths."""
    clashing = {path for path, id_ in ids.items() if id_ in RESERVED}
    for path in clashing:
        report.error(
            Code.ID_CLASH,
            Location(path),
            msg("地址 /{id}/ 是网站自己用的。", id=ids[path]),
            msg("请给这个文件换个名字。"),
        )
    return frozenset(clashing)


def check_aliases(documents: Iterable[Document], outputs: Iterable[str], report: Report) -> None:
    """Report old addresses that exist, that two cases claim, or that a file stands in the way of.

    The same address twice in one case is one address.
    """
    # Without case: on Windows and macOS Index.html is index.html.
    taken = dict.fromkeys((output.casefold() for output in outputs), "")
    folders = {folder: path for output, path in taken.items() for folder in parents(output)}
    for document in documents:
        for index, alias in enumerate(document.facts.aliases):
            at = document.places.get(f"aliases.{index}", Location(document.path))
            output = output_of(old_url(alias)).casefold()
            if taken.get(output) == document.path:
                continue
            way = [*(taken.get(each) for each in (output, *parents(output))), folders.get(output)]
            owner = next((path for path in way if path is not None), None)
            if owner is not None:
                message = (
                    msg("旧地址“{alias}”和 {other} 的重复。", alias=alias, other=owner)
                    if owner
                    else msg("旧地址“{alias}”现在就有页面。", alias=alias)
                )
                report.error(Code.ID_CLASH, at, message, msg("请删掉或改正这个旧地址。"))
            else:
                taken[output] = document.path
                folders |= dict.fromkeys(parents(output), document.path)


def check_images(files: Iterable[str], report: Report) -> None:
    """Report images of different folders that get the same address."""
    first: dict[str, str] = {}
    for path in files:
        url = image_url(path)
        if url in first:
            report.error(
                Code.ID_CLASH,
                Location(path),
                msg("图片地址 /{url} 已经被 {other} 用了。", url=url, other=first[url]),
                msg("请给其中一张图片改名。"),
            )
        first.setdefault(url, path)


def parents(output: str) -> list[str]:
    """Return the folders above an output path."""
    parts = output.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
