"""Large files are staged in parts; lines of published ones exchanged, and nothing else in them."""

from __future__ import annotations

import pytest

from site_builder.core.fingerprint import digest
from site_builder.write.publish import STAGING, Staged
from site_builder.write.signs import sign_of
from site_builder.write.splice import stage_parts, stage_spliced

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


def test_a_file_made_in_parts_is_staged_whole(output):
    staged = stage_parts(output, "data/new.json", iter([b"[\n", "案例".encode(), b"\n]"]))

    content = "[\n案例\n]".encode()
    assert staged == Staged("data/new.json", digest(content), changed=True)
    assert (output / STAGING / "data/new.json").read_bytes() == content


def test_a_file_that_is_there_byte_for_byte_is_not_staged_again(output):
    staged = stage_parts(output, "data/cases.json", [CONTENT[:9], CONTENT[9:]])

    sign = sign_of(str(output / "data/cases.json"))
    assert staged == Staged("data/cases.json", digest(CONTENT), changed=False, sign=sign)
    assert not (output / STAGING / "data/cases.json").exists()


def test_a_file_of_the_same_length_but_other_bytes_is_staged(output):
    other = CONTENT.replace(b"ab", b"ba")

    assert stage_parts(output, "data/cases.json", [other]) == Staged(
        "data/cases.json", digest(other), changed=True
    )


def test_no_file_in_parts_is_staged_outside_the_output_folder(output):
    with pytest.raises(ValueError, match="evil"):
        stage_parts(output, "../evil", [b""])
