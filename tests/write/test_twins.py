"""Twins unpack to their files, and are the same bytes on every machine."""

from __future__ import annotations

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.write.twins import brotlied, gzipped, may_have_twins


@given(st.binary(max_size=500))
def test_twins_unpack_to_what_they_were_made_of(content: bytes) -> None:
    assert gzip.decompress(gzipped(content)) == content
    assert brotli.decompress(brotlied(content)) == content


def test_a_gzip_file_tells_no_name_no_time_and_no_system() -> None:
    assert gzipped(b"")[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("index.html", True),
        ("assets/site.0123abcd.css", True),
        ("search/0/12.bin", True),
        ("feed.xml", True),
        ("robots.txt", True),
        ("images/a.jpg", False),
        ("images/a.webp", False),
        ("index.html.gz", False),
        ("html", False),
    ],
)
def test_text_files_have_twins_and_images_none(name: str, has: bool) -> None:
    assert may_have_twins(name) is has
