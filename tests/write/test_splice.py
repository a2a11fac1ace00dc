"""Lines of a published file are exchanged, and nothing else in it."""

from __future__ import annotations

import pytest

from site_builder.core.fingerprint import digest
from site_builder.write.publish import STAGING
from site_builder.write.splice import stage_spliced

CONTENT = b'{\n"cases": [\n{"id": "a"},\n{"id": "ab"},\n{"id": "c"}\n]\n}\n'


@pytest.fixture
def output(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/cases.json").write_bytes(CONTENT)
    return tmp_path


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [(b'{"id": "a"}', b'{"id": "a", "x": 1}')],
        [(b'{"id": "c"}', b"{}")],
        [(b'{"id": "c"}', b"{}"), (b'{"id": "a"}', "案例".encode())],
    ],
)
def test_old_lines_become_new_ones_and_the_digest_is_that_of_the_whole(output, lines):
    wanted = CONTENT
    for old, new in lines:
        wanted = wanted.replace(b"\n" + old, b"\n" + new)

    staged = stage_spliced(output, "data/cases.json", lines)

    assert (output / STAGING / "data/cases.json").read_bytes() == wanted
    assert (staged.output, staged.digest, staged.changed) == (
        "data/cases.json", digest(wanted), True,
    )  # fmt: skip
    assert (output / "data/cases.json").read_bytes() == CONTENT


def test_a_line_that_is_not_there_is_told(output):
    for line in (b'{"id": "b"}', b'"id": "a"}', b"{\n"):
        assert stage_spliced(output, "data/cases.json", [(line, b"x")]) is None
