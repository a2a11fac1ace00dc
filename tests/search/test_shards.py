"""The lists of terms are dealt out by the hash of the term."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest

from site_builder.search.codec import short_digest, term_hashes
from site_builder.search.reader import Reader, read_shard
from site_builder.search.shards import SHARDS, shard_bytes, shard_files


def written(kind, lists, size):
    """Return the files and what the entry says, for shards of about so many bytes."""
    files = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SHARDS, kind, size)
        return files, gathered(files, shard_files(kind, sum(map(len, lists.values())), [lists]))


def gathered(files, writer):
    while True:
        try:
            name, content = next(writer)
        except StopIteration as stop:
            return stop.value
        files[name] = content


def test_a_shard_is_a_dictionary_and_the_lists_behind_it():
    content = shard_bytes([("a", b"\0\x01\x02"), ("职工", b"\1\x03")])

    assert content == b"\x02\x01a\x04\x06" + "职工".encode() + b"\x03\x01\x02\x03"
    assert dict(read_shard(content)) == {"a": b"\0\x01\x02", "职工": b"\1\x03"}


def test_a_small_library_has_one_shard():
    files, entry = written("postings", {"职工": b"\x01"}, 4096)
    content = shard_bytes([("职工", b"\x01")])

    assert files == {f"postings/0-{short_digest(content)}.bin": content}
    assert entry["bits"] == 0
    assert b64decode(entry["names"]).hex() == short_digest(content)


def test_no_terms_give_no_shard():
    assert written("postings", {}, 4096) == ({}, {"bits": 0, "bytes": 0, "names": "AAAAAA=="})


def test_terms_lie_in_the_shard_of_their_hash():
    lists = {f"t{number}": bytes(8) for number in range(64)}
    files, entry = written("postings", lists, 64)

    assert (entry["bits"], entry["bytes"]) == (3, 512)
    found = {}
    for name, content in files.items():
        shard = int(name.partition("/")[2].partition("-")[0], 16)
        for term, body in read_shard(content):
            assert term_hashes([term])[0] >> 29 == shard
            found[term] = body
    assert found == lists


def test_many_shards_are_named_in_blocks():
    lists = {f"t{number}": bytes(16) for number in range(1024)}
    files, entry = written("offsets", lists, 2)

    assert entry["bits"] == 13
    blocks = b64decode(entry["blocks"])
    assert len(blocks) == 4 * 128
    for block in range(128):
        digest = blocks[block * 4 : block * 4 + 4].hex()
        names = files[f"offsets/names-{block:x}-{digest}.bin"]
        assert len(names) == 4 * 64
        for at in range(64):
            own = names[at * 4 : at * 4 + 4].hex()
            shard = block * 64 + at
            assert own == "00000000" or f"offsets/{shard:x}-{own}.bin" in files


def test_a_long_list_of_a_large_library_has_a_file_of_its_own():
    lists = {f"t{number}": bytes(16) for number in range(1023)} | {"long": b"\1" + bytes(4000)}
    files, entry = written("postings", lists, 8)
    (place,) = (f"{each:08x}" for each in term_hashes(["long"]))
    (name,) = (name for name in files if name.startswith(f"postings/{place}-"))

    assert dict(read_shard(files[name])) == {"long": lists["long"]}
    known = json.dumps({"files": {"slots": "0"}, "postings": entry}).encode()
    reader = Reader({"entry.json": known, "slots-0.bin": b"", **files}.__getitem__, {})
    assert reader.path("postings", reader.place("postings", "long")) == name
    assert reader.lists(reader.path("postings", reader.place("postings", "t7")))["t7"] == bytes(16)


def test_in_a_small_library_no_list_has_a_file_of_its_own():
    files, _entry = written("postings", {"long": bytes(9000)}, 4096)

    assert [name.partition("-")[0] for name in files if "names" not in name] == ["postings/1"]
