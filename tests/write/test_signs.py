"""A sign changes with every change of a file, also with one that is made to look like none."""

from __future__ import annotations

import os

import pytest

from site_builder.write import signs
from site_builder.write.signs import UNKNOWN, changed_at, clock, next_tick, settled, sign_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no times of change to ask for")


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    next_tick(tmp_path)
    return tmp_path / "a"


def test_a_file_that_nobody_touches_keeps_its_sign(file):
    before = sign_of(str(file))
    file.read_bytes()
    (file.parent / "b").write_bytes(b"1")

    assert sign_of(str(file)) == before != UNKNOWN


def rewritten(file):
    file.write_bytes(b"54321")


def disguised(file):
    before = os.stat(file)
    file.write_bytes(b"54321")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(file):
    (file.parent / "new").write_bytes(b"12345")
    (file.parent / "new").replace(file)


def mapped(file):
    import mmap

    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 5) as content:
        content[0] = 0


@pytest.mark.parametrize("change", [rewritten, disguised, replaced, mapped])
def test_whatever_is_done_to_a_file_changes_its_sign(file, change):
    before = sign_of(str(file))
    change(file)

    assert sign_of(str(file)) != before


def test_what_is_no_file_has_no_sign(tmp_path):
    for path in (tmp_path, tmp_path / "none", "a\0b"):
        assert sign_of(str(path)) == UNKNOWN


def test_where_nothing_tells_of_changes_there_are_no_signs(file, monkeypatch):
    monkeypatch.setattr(signs, "CAN_TELL", False)

    assert sign_of(str(file)) == UNKNOWN


def test_a_sign_that_may_be_followed_by_an_equal_one_is_not_believed(file):
    sign = sign_of(str(file))

    assert settled(sign, changed_at(sign)) == UNKNOWN
    assert settled(sign, changed_at(sign) + 1) == sign
    assert settled(UNKNOWN, 0) == UNKNOWN


def test_the_clock_of_a_folder_goes_on(file):
    start = clock(file.parent)

    assert changed_at(sign_of(str(file))) < start < next_tick(file.parent)


def test_a_clock_that_stands_still_is_not_waited_for_long(file, monkeypatch):
    monkeypatch.setattr(signs, "clock", lambda _folder: 7)

    assert next_tick(file.parent) == 7
