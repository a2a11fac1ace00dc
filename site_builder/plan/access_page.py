"""The accessibility page: what was checked and found, what is not met, and how to complain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.core.messages import msg
from site_builder.core.views import LinkView
from site_builder.plan.index_pages import index_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.core.access_views import ChecksView
    from site_builder.core.messages import Message
    from site_builder.plan.outline import Outline

URL = "accessibility/"
RESULTS = Path(__file__).parent.parent / "data" / "accessibility.json"
"""Written by `make accessibility`; nothing is claimed without it."""
KINDS: Mapping[str, Message] = {
    "home": msg("首页"),
    "cases": msg("案例列表"),
    "case": msg("案例"),
    "regions": msg("地区一览"),
    "region": msg("地区"),
    "keywords": msg("关键词一览"),
    "keyword": msg("关键词"),
    "year": msg("年份"),
    "insights": msg("统计"),
    "compare": msg("对比（还没有选案例）"),
    "compared": msg("对比（选了案例）"),
    "search": msg("搜索（还没有输入）"),
    "found": msg("搜索（有结果）"),
    "nothing": msg("搜索（没有结果）"),
    "suggestions": msg("搜索建议"),
    "page": msg("说明文章"),
    "accessibility": msg("无障碍说明"),
    "missing": msg("找不到页面时"),
}
"""The names of the kinds of pages that tests/browser/test_access.py looks at."""
MODES: Mapping[str, Message] = {
    "light": msg("浅色"),
    "dark": msg("深色"),
    "large": msg("长辈版"),
    "large dark": msg("长辈版深色"),
    "largest": msg("长辈版最大字号"),
}


def access_view(outline: Outline) -> Mapping[str, object]:
    """Return the accessibility page; its checks are None where none are known."""
    own = LinkView(title=outline.text(msg("无障碍说明")), url=URL)
    description = msg("本站做到了哪些无障碍要求，还有哪些没有做到，遇到困难怎么告诉我们。")
    return {**index_view(outline, own, description), "checks": read_checks(outline, RESULTS)}


def read_checks(outline: Outline, path: Path) -> ChecksView | None:
    """Return what the automated checks found, in words, or None where that is not known."""
    if not path.is_file():
        return None
    found: ChecksView = json.loads(path.read_text("utf-8"))
    kinds = [outline.text(KINDS[kind]) for kind in found["kinds"]]
    modes = [outline.text(MODES[mode]) for mode in found["modes"]]
    return {**found, "kinds": kinds, "modes": modes}
