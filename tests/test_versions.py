"""What was remembered holds as long as the code and its libraries are the same."""

from __future__ import annotations

import re
import shutil
import tomllib

import pytest

from site_builder import versions


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package that may be changed."""
    copy = shutil.copytree(versions.PACKAGE, tmp_path / "package")
    monkeypatch.setattr(versions, "PACKAGE", copy)
    return copy


def digest():
    return versions.builder.__wrapped__()


def test_a_copy_of_the_package_is_the_same_builder(tmp_path, monkeypatch):
    before = digest()
    monkeypatch.setattr(versions, "PACKAGE", shutil.copytree(versions.PACKAGE, tmp_path / "copy"))

    assert digest() == before


@pytest.mark.parametrize("name", ["core/dates.py", "locale/en.po", "data/README.md"])
def test_any_change_in_our_own_files_makes_another_builder(package, name):
    before = digest()
    (package / name).write_bytes((package / name).read_bytes() + b"\n")

    assert digest() != before


def test_compiled_files_do_not_count(package):
    before = digest()
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "x.pyc").write_bytes(b"x")

    assert digest() == before


def test_another_version_of_a_library_makes_another_builder(tmp_path, monkeypatch):
    before = digest()
    (tmp_path / "jinja2-99.0.dist-info").mkdir()
    (tmp_path / "unrelated-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)

    assert "jinja2-99.0" in versions.installed()
    assert "unrelated-1.0" not in versions.installed()
    assert digest() != before


def test_another_version_of_zlib_makes_another_builder(monkeypatch):
    """Twins are made with the system's, which no installer of Python packages knows."""
    before = digest()
    monkeypatch.setattr(versions.zlib, "ZLIB_RUNTIME_VERSION", "1.3.1.zlib-ng")

    assert digest() != before


def test_every_library_we_depend_on_counts(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.match(r"[\w-]+", each)[0] for each in project["dependencies"]}

    assert names <= versions.LIBRARIES
