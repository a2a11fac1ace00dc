"""Mistakes are reported by mail, or in a new issue; both begin with what it is about."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.plan.reporting import report_url


@pytest.mark.parametrize(
    ("contact", "url"),
    [
        ("mailto:a@example.org", "mailto:a@example.org?subject=%E9%94%99%20%26&body=1%0D%0A2%3F"),
        (
            "https://github.com/o/r/issues/new",
            "https://github.com/o/r/issues/new?title=%E9%94%99%20%26&body=1%0D%0A2%3F",
        ),
        (
            "https://gitee.com/o/r/issues/new?label=a#top",
            "https://gitee.com/o/r/issues/new?label=a&title=%E9%94%99%20%26&body=1%0D%0A2%3F#top",
        ),
        (
            "https://git.example.org/o/r/-/issues/new",
            "https://git.example.org/o/r/-/issues/new"
            "?issue%5Btitle%5D=%E9%94%99%20%26&issue%5Bdescription%5D=1%0D%0A2%3F",
        ),
        ("https://example.org/form", "https://example.org/form"),
        ("https://github.com/o/r/issues", "https://github.com/o/r/issues"),
    ],
)
def test_a_report_is_begun_where_that_is_possible(contact, url) -> None:
    assert report_url(contact, "错 &", "1\n2?") == url


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n")))
def test_any_title_arrives_as_it_is(title) -> None:
    url = report_url("https://example.org/issues/new", title, "")
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)

    assert query["title"] == [title]
    assert unquote(url).endswith(f"title={title}&body=")
