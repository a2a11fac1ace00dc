"""What is known of an output folder is compared with what lies there."""

from __future__ import annotations

import contextlib

import pytest

from site_builder.core.fingerprint import digest
from site_builder.ledger import Ledger, Row, key_of, read_ledger, write_ledger
from site_builder.write.signs import UNKNOWN, sign_of
from site_builder.write.store import Store


@pytest.fixture
def output(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "a.html").write_bytes(b"12345")
    return tmp_path / "output"


def ledger_of(output, sign=UNKNOWN):
    row = Row("case.html", {"case": "1"}, digest(b"12345"), sign)
    return Ledger(output, "subject", {"case.html": {"site": "2"}}, {"a.html": row})


def test_a_page_is_made_from_its_own_inputs_and_those_of_its_template(output):
    ledger = ledger_of(output)

    assert ledger.why_outdated("a.html", {"case": "1", "site": "2"}) is None
    assert str(ledger.why_outdated("a.html", {"case": "1", "site": "3"})) == "全站都有的内容变了"
    assert str(ledger.why_outdated("a.html", {"case": "2", "site": "2"})) == "案例内容变了"
    assert str(ledger.why_outdated("b.html", {"case": "1", "site": "2"})) == "新页面"


def test_a_file_is_there_when_its_sign_is_the_same_or_its_bytes_are(output):
    path = f"{output}/a.html"
    for sign in (sign_of(path), "1.2.3", UNKNOWN):
        assert ledger_of(output, sign).look("a.html") == (None, sign_of(path))


def test_a_file_that_is_gone_or_another_has_to_be_written_again(output):
    sign = sign_of(f"{output}/a.html")
    (output / "a.html").write_bytes(b"54321")
    assert tuple(map(str, ledger_of(output, sign).look("a.html"))) == ("输出文件被改过", UNKNOWN)

    (output / "a.html").unlink()
    assert tuple(map(str, ledger_of(output, sign).look("a.html"))) == ("输出文件不见了", UNKNOWN)


def test_a_ledger_is_kept_for_each_folder(output, tmp_path):
    with contextlib.closing(Store(tmp_path, "b")) as store:
        assert read_ledger(store, output) == Ledger(output)
        write_ledger(store, ledger_of(output, "1.2.3"))

        assert read_ledger(store, output) == ledger_of(output, "1.2.3")
        assert read_ledger(store, tmp_path) == Ledger(tmp_path)
    assert key_of(output) == key_of(tmp_path / "x" / ".." / "output") != key_of(tmp_path)
