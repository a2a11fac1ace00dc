"""Headlines break by sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from site_builder.render.headlines import headline, held


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("建成驿站", "建成驿站"),
        ("建成驿站82家", '建成驿站<span class="quantity">82家</span>'),
        ("甲，乙", '<span class="clause">甲，</span><span class="clause">乙</span>'),
        ("“甲！”乙", "“甲！”乙"),
        ("甲！！乙", '<span class="clause">甲！！</span><span class="clause">乙</span>'),
        ("甲&乙<b>", "甲&amp;乙&lt;b&gt;"),
        ("甲，", "甲，"),
        ("", ""),
    ],
)
def test_clauses_and_quantities_are_marked(text, html):
    assert headline(text) == Markup(html)


def test_a_title_in_a_list_keeps_only_quantities():
    assert held("甲，超1.2亿元") == Markup('甲，超<span class="quantity">1.2亿元</span>')


@given(st.text("甲，。！”<&3元 a"))
def test_nothing_is_lost(text):
    assert headline(text).striptags() == Markup(held(text)).striptags()
    assert headline(text).replace('<span class="clause">', "").count("<") == held(text).count(
        "<"
    ) + headline(text).count('<span class="clause">')
