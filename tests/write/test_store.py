"""The store keeps what it was given, or nothing; it never stands in the way."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from site_builder.write import store as module
from site_builder.write.store import Store, fit

if TYPE_CHECKING:
    from pathlib import Path

BUILDER = "b1"


def opened(folder: Path, **options):
    return contextlib.closing(Store(folder, BUILDER, **options))


def file_of(folder: Path) -> Path:
    [file] = folder.glob("memory-*.sqlite")
    return file


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A folder whose store knows two values."""
    with opened(tmp_path) as store:
        store.put_many("facts", {"a": b"1", "b": b"2" * 5000})
    return tmp_path


def known(folder: Path) -> dict[str, bytes]:
    with opened(folder) as store:
        return store.get_many("facts", ["a", "b", "c"])


GOOD = {"a": b"1", "b": b"2" * 5000}


def test_what_is_put_is_there_in_the_next_build(filled):
    assert known(filled) == GOOD


def test_kinds_do_not_mix(filled):
    with opened(filled) as store:
        assert store.get("html", "a") is None
        store.put("html", "a", b"3")
        assert (store.get("html", "a"), store.get("facts", "a")) == (b"3", b"1")


def test_a_value_is_replaced(filled):
    with opened(filled) as store:
        store.put("facts", "a", b"new")

    assert known(filled) == {**GOOD, "a": b"new"}


def test_ten_thousand_keys_can_be_asked_for_at_once(tmp_path):
    values = {f"{number:05d}": b"%d" % number for number in range(10_000)}
    with opened(tmp_path) as store:
        store.put_many("facts", values)

        assert store.get_many("facts", values) == values


def test_what_is_forgotten_is_not_known(filled):
    with opened(filled) as store:
        store.forget("facts", ["a", "c"])

    assert known(filled) == {"b": b"2" * 5000}


def test_a_cleared_store_knows_nothing_and_keeps_again(filled):
    with opened(filled) as store:
        store.clear()
        assert store.get_many("facts", ["a"]) == {}
        store.put("facts", "c", b"3")

    assert known(filled) == {"c": b"3"}


def test_another_version_of_the_code_begins_anew_and_leaves_no_old_file(filled):
    with contextlib.closing(Store(filled, "b2")) as store:
        assert store.get_many("facts", ["a"]) == {}
        store.put("facts", "a", b"other")

    assert file_of(filled).name == "memory-b2.sqlite"
    assert known(filled) == {}


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database", b"SQLite format 3\0" + bytes(4096), bytes(100_000)],
    ids=["empty", "text", "head only", "zeros"],
)
def test_a_damaged_file_is_made_anew(filled, damage):
    file_of(filled).write_bytes(damage)

    assert known(filled) == {}
    with opened(filled) as store:
        store.put("facts", "a", b"again")
    assert known(filled) == {"a": b"again"}


def test_a_file_of_somebody_elses_is_made_anew(filled):
    file_of(filled).unlink()
    with contextlib.closing(sqlite3.connect(filled / "memory-b1.sqlite")) as database:
        database.execute("CREATE TABLE kept (something TEXT)")
    with opened(filled) as store:
        assert store.get_many("facts", ["a"]) == {}
        store.put("facts", "a", b"1")

    assert known(filled) == {"a": b"1"}


def test_a_damaged_value_is_not_known(filled):
    with contextlib.closing(sqlite3.connect(file_of(filled))) as database:
        database.execute("UPDATE kept SET value = x'00' WHERE key = 'a'")
        database.execute("UPDATE kept SET value = 7 WHERE key = 'b'")
        database.commit()

    assert known(filled) == {}


def test_a_value_under_anothers_key_is_not_known(filled):
    with contextlib.closing(sqlite3.connect(file_of(filled))) as database:
        database.execute("UPDATE kept SET key = 'c' WHERE key = 'a'")
        database.commit()

    assert known(filled) == {"b": GOOD["b"]}


def test_a_file_damaged_anywhere_gives_true_values_or_none(filled):
    whole = file_of(filled).read_bytes()
    chance = random.Random(1)
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 30, 3000))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        file_of(filled).write_bytes(content)
        with opened(filled) as store:
            found = store.get_many("facts", ["a", "b"])
            store.put("facts", "c", b"3")

        assert found.items() <= GOOD.items()
        with opened(filled):
            assert known(filled).get("c") in {b"3", None}


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path):
    (tmp_path / "file").write_text("x")
    with opened(tmp_path / "file") as store:
        store.put("facts", "a", b"1")
        assert store.get("facts", "a") is None
        store.forget("facts", ["a"])
        store.end({"facts": ["a"]})
        store.clear()

    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_in_the_place_of_the_file_is_done_without(tmp_path):
    (tmp_path / "memory-b1.sqlite").mkdir()
    with opened(tmp_path) as store:
        store.put("facts", "a", b"1")

        assert store.get("facts", "a") is None


def test_a_store_that_may_not_be_written_is_read_and_left_alone(filled):
    before = file_of(filled).read_bytes()
    with opened(filled, writable=False) as store:
        assert store.get_many("facts", ["a", "b"]) == GOOD
        store.put("facts", "c", b"3")
        store.forget("facts", ["a"])
        store.end({"facts": ["a"]})
        store.clear()
        assert store.get("facts", "a") is None

    assert file_of(filled).read_bytes() == before


def test_a_store_that_may_not_be_written_is_not_made(tmp_path):
    with opened(tmp_path / "none", writable=False) as store:
        assert store.get("facts", "a") is None

    assert not (tmp_path / "none").exists()


def test_a_file_that_another_build_is_writing_to_is_done_without(filled, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    with contextlib.closing(sqlite3.connect(file_of(filled), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with opened(filled) as store:
            assert store.get("facts", "a") is None
            store.put("facts", "c", b"3")
        other.execute("ROLLBACK")

    assert known(filled) == GOOD


def read_elsewhere(store: Store) -> bytes | None:
    return store.get("facts", "a")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_another_process_reads_the_same_store(filled, method):
    with opened(filled) as store:
        assert store.get("facts", "a") == b"1"
        store.close()
        with multiprocessing.get_context(method).Pool(1) as pool:
            assert pool.apply(read_elsewhere, (store,)) == b"1"
        assert store.get("facts", "a") == b"1"


def test_a_store_without_values_is_empty(filled, tmp_path):
    with opened(filled) as store:
        assert not store.is_empty()
        store.clear()
        assert store.is_empty()
    with opened(tmp_path / "new") as store:
        assert store.is_empty()


def test_a_store_that_is_held_reads_on_and_lets_go_with_its_process(filled):
    with opened(filled) as store:
        store.hold()
        assert store.get_many("facts", ["a", "b", "c"]) == GOOD
        assert store._database is not None
        assert store._database.in_transaction
    with opened(filled) as store:
        store.put("facts", "c", b"3")

    assert known(filled) == {**GOOD, "c": b"3"}


def test_a_store_that_cannot_be_opened_cannot_be_held_and_is_done_without(tmp_path):
    (tmp_path / "file").touch()
    with opened(tmp_path / "file") as store:
        store.hold()
        assert store.get("facts", "a") is None


def test_what_was_used_longest_ago_goes_first(tmp_path):
    values = {f"{number}": bytes([number]) * 10_000 for number in range(30)}
    with opened(tmp_path, limit=200_000) as store:
        for key, value in values.items():
            store.put("html", key, value)
            store.end({"html": [key, "0"]})
        kept = store.get_many("html", values)

    assert "0" in kept, "used by every build"
    assert "29" in kept
    assert "1" not in kept
    assert file_of(tmp_path).stat().st_size < 200_000
    assert kept.items() <= values.items()


def test_a_full_disk_is_done_without(filled, monkeypatch):
    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with opened(filled) as store:
        monkeypatch.setattr(module, "generation", full)
        store.put("facts", "c", b"3")
        assert store.get("facts", "a") is None, "not used again in this build"

    monkeypatch.undo()
    assert known(filled) == GOOD


def test_the_mark_of_a_value_depends_on_kind_key_and_value():
    marks = {
        fit(*each)
        for each in (("a", "b", b"c"), ("a", "c", b"c"), ("b", "b", b"c"), ("a", "b", b"d"))
    }

    assert len(marks) == 4
