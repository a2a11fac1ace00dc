"""Settings tell where the site's start lies on its server."""

from __future__ import annotations

import pytest

from site_builder.core.config import Config


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/cases/", "/cases/"),
        ("http://10.0.0.8:8080/a/b/", "/a/b/"),
    ],
)
def test_the_base_path_is_the_path_of_the_base_url(base_url: str, path: str) -> None:
    assert Config(title="库", base_url=base_url).base_path == path
