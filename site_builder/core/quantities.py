"""Numbers stay on one line with their units."""

from __future__ import annotations

import re

MEASURES = (
    "平方公里|平方米|立方米|[人场批班家户件项辆]次|小时|分钟|公里|公斤|千克|厘米|毫米|美元|港元|公顷|"
    "[元人名位家个户件份场次项条篇期届岁天周秒点米亩吨克斤升台套辆部所处间座栋层支组批班节门种类级成倍分]"
)
QUANTITY = re.compile(
    # The first digit comes first, and what must not stand before it after: that is sooner found.
    r"[0-9](?<![0-9A-Za-z.,:/#_-][0-9])"
    r"(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]{0,11})(?:\.[0-9]+)?"
    rf"(?:[百千万亿]+[余多]?(?:{MEASURES})?|[余多]?(?:{MEASURES}))"
    r"(?![^<]*>)"
)
"""A number with its unit, not within a tag. Signs such as % and ℃ hold on by themselves."""


def keep_together(html: str) -> str:
    """Return sanitised HTML in which no line breaks between a number and its unit.

    A joiner between them would be copied along, and found by nobody who searches for the two.
    """
    return QUANTITY.sub(held, html)


def held(found: re.Match[str]) -> str:
    """Return a quantity that no line breaks."""
    return f'<span class="quantity">{found[0]}</span>'
