"""Which pages must be rendered again, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.fingerprint import mark_of
from site_builder.core.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.core.site import Page

    Inputs = Mapping[str, str]
    """All that a page is made from: digests by part, each part's name telling what it is."""

TEMPLATE, ASSET = "template:", "asset:"
"""What the names of parts begin with that are files."""
REASONS = {
    "around": msg("前后案例变了"),
    "case": msg("案例内容变了"),
    "cases": msg("案例内容变了"),
    "checks": msg("无障碍检查有新结果"),
    "counts": msg("各项案例数或说明变了"),
    "crumbs": msg("页面位置变了"),
    "entries": msg("网址变了"),
    "feed": msg("订阅内容变了"),
    "items": msg("订阅内容变了"),
    "file": msg("文件变了"),
    "head": msg("标题或简介变了"),
    "home": msg("首页内容变了"),
    "index": msg("检索内容变了"),
    "listing": msg("列表里的案例变了"),
    "page": msg("正文变了"),
    "provinces": msg("各地的案例数变了"),
    "related": msg("相关案例变了"),
    "settings": msg("全站设置变了"),
    "site": msg("全站都有的内容变了"),
}
NEW = msg("新页面")
MISSING = msg("输出文件不见了")
ALTERED = msg("输出文件被改过")


def inputs_of(page: Page) -> Inputs:
    """Return what a page is made from, but for what all pages of its template have in common."""
    if page.inputs is not None:
        return page.inputs()
    return {name: mark_of(part) for name, part in page.view().items()}


def why_outdated(old: Inputs | None, new: Inputs) -> Message | None:
    """Return the first reason why a page is outdated, or None when it is up to date."""
    if old is None:
        return NEW
    if old == new:
        return None
    part = min(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return reason_of(part)


def reason_of(part: str) -> Message:
    """Return what it means that a part of a page changed."""
    if part.startswith(TEMPLATE):
        return msg("模板 {name} 变了", name=part.removeprefix(TEMPLATE))
    if part.startswith(ASSET):
        return msg("资源 {name} 变了", name=part.removeprefix(ASSET))
    return REASONS.get(part) or msg("“{part}”变了", part=part)
