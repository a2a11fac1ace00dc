"""What the repository says of itself: codes, commands, documents, catalogue, files."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from site_builder.arguments import make_parser
from site_builder.cli import COMMANDS
from site_builder.core.diagnostics import Code


@pytest.fixture
def read(repository):
    return lambda path: (repository / path).read_text("utf-8")


def test_every_code_is_explained_to_editors(read):
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", read("docs/editors.md"), re.MULTILINE))

    assert explained == {code.value for code in Code}


def test_every_code_is_used_by_the_program_and_held_by_a_test(repository):
    program = "".join(
        path.read_text("utf-8")
        for path in (repository / "site_builder").rglob("*.py")
        if path.name != "diagnostics.py"
    )
    tests = "".join(
        path.read_text("utf-8")
        for path in (repository / "tests").rglob("*")
        if path.suffix in {".py", ".md", ".txt", ".tsv"} and path.name != "test_promises.py"
    )
    for code in Code:
        assert f"Code.{code.name}" in program, code
        assert code.value in tests or f"Code.{code.name}" in tests, code


def test_every_command_is_in_both_readmes(read):
    parsed = make_parser(str).parse_args(["check"])

    assert parsed.command == "check"
    for command in COMMANDS:
        for readme in ("README.md", "README.zh.md"):
            assert f"site-builder {command}" in read(readme)


def test_every_make_target_of_the_documents_exists(read):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for document in ("README.md", "README.zh.md", "CONTRIBUTING.md", "docs/maintainers.md"):
        for line in re.findall(r"`?\bmake ((?:[a-z]+ ?)+)", read(document)):
            named = set(line.split()) & {
                "site",
                "test",
                "serve",
                "lint",
                "bench",
                "catalogue",
                "reference",
            }
            assert named <= targets, document
    assert {"site", "test", "serve", "lint", "bench"} <= targets


def test_the_readme_is_short_and_its_links_lead_somewhere(repository, read):
    for readme in (
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "docs/editors.md",
        "docs/maintainers.md",
    ):
        assert read(readme).count("\n") <= 170
        folder = (repository / readme).parent
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", read(readme)):
            if not target.startswith(("http", "/")):
                assert (folder / target).exists(), f"{readme}: {target}"


def test_every_dependency_has_a_range_and_a_reason(repository, read):
    project = tomllib.loads(read("pyproject.toml"))["project"]
    needed = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        needed += extra
    notes = read("docs/design_notes.md")
    for requirement in needed:
        name, bounds = re.fullmatch(r"([\w-]+)(.*)", requirement).groups()
        assert ">=" in bounds, requirement
        assert "<" in bounds, requirement
        assert name.lower().split("-")[0] in notes.lower(), (
            f"{name} has no reason in the design notes"
        )


def test_every_text_has_an_english_translation(repository):
    import sys

    sys.path.insert(0, str(repository / "scripts"))
    try:
        import make_catalogue
    finally:
        sys.path.pop(0)
    from babel.messages.pofile import read_po

    with make_catalogue.CATALOGUE.open("rb") as file:
        translated = {each.id: each.string for each in read_po(file, locale="en") if each.id}
    shown = {each.id for each in make_catalogue.current_texts() if each.id}

    assert {text for text in shown if not translated.get(text)} == set()
    assert set(translated) == shown, "make catalogue drops texts that are gone"


def test_translations_have_the_same_placeholders(repository):
    from babel.messages.pofile import read_po

    with (repository / "site_builder/locale/en.po").open("rb") as file:
        for each in read_po(file, locale="en"):
            if each.id and each.string:
                for pattern in (r"\{\w*\}", r"%\(\w+\)s"):
                    assert sorted(set(re.findall(pattern, each.id))) == sorted(
                        set(re.findall(pattern, each.string))
                    ), each.id
                assert (
                    not re.search(
                        "[\u4e00-\u9fff]{4}",
                        re.sub("[“‘(（：][^”’)）]*[”’)）]|`[^`]*`", "", each.string),
                    )
                    or each.id == each.string
                ), each.string


def test_nothing_generated_is_committed(repository):
    names = subprocess.run(
        ["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert [name for name in names if name.startswith("output/")] == ["output/.gitignore"]
    for name in names:
        assert not re.search(r"(^|/)(__pycache__|\.venv|\.site-builder|\.hypothesis|dist)/", name)
        assert not name.endswith((".pyc", ".mo", ".egg-info"))


def test_the_wheel_carries_templates_data_and_catalogue(repository, tmp_path):
    import sys
    import zipfile

    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(tmp_path),
            str(repository),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        scripts = archive.read(entry).decode()

    assert {
        "site_builder/templates/base.html",
        "site_builder/templates/assets/site.css",
        "site_builder/data/divisions.tsv",
        "site_builder/data/curated/former.tsv",
        "site_builder/locale/en.po",
        "site_builder/py.typed",
    } <= names
    assert "site-builder = site_builder.cli:run" in scripts
    assert not any(name.startswith(("tests/", "content/")) for name in names)
