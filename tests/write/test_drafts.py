"""Files and folders are made as they should be."""

from __future__ import annotations

import os

import pytest

from site_builder.write import drafts
from site_builder.write.drafts import make_folder, write_file


def test_folders_are_made_with_those_above_them(tmp_path):
    make_folder(f"{tmp_path}/a/b/c")
    make_folder(f"{tmp_path}/a/b/c")

    assert (tmp_path / "a/b/c").is_dir()


def test_a_file_is_written_whole_in_place_of_a_longer_one(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"longer than that")
    write_file(str(path), b"a\r\nb\n")

    assert path.read_bytes() == b"a\r\nb\n"


def test_a_file_that_the_system_takes_in_pieces_is_whole(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(drafts.os, "write", lambda file, content: write(file, content[:3]))
    write_file(str(tmp_path / "a"), b"0123456789")

    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_an_empty_file_is_made(tmp_path):
    write_file(str(tmp_path / "a"), b"")

    assert (tmp_path / "a").read_bytes() == b""


def test_a_file_in_no_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_file(str(tmp_path / "gone/a"), b"")
