"""The output folder becomes exactly the site, and nothing in it that is not ours is touched."""

from __future__ import annotations

import json
import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.core.fingerprint import digest
from site_builder.write import publish as module
from site_builder.write.publish import (
    MANIFEST,
    STAGING,
    OutputRefusedError,
    Published,
    Staged,
    check_output,
    is_inside,
    publish,
    read_manifest,
    stage,
    staging,
    write_manifest,
)
from site_builder.write.signs import sign_of

SITE = {"index.html": "首页", "cases/a/index.html": "甲", "cases/b/index.html": "乙"}


def build(output: Path, site: dict[str, str]) -> Published:
    """Stage and publish a site, as a build does."""
    check_output(output)
    with staging(output):
        staged = [stage(output, name, text.encode()) for name, text in site.items()]
        return publish(output, staged)


def files(output: Path) -> dict[str, str]:
    """Return every file of a folder but the manifest."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes().decode()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def folders(output: Path) -> list[str]:
    return [
        path.relative_to(output).as_posix() for path in sorted(output.rglob("*")) if path.is_dir()
    ]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


# Which folders are ours


def test_a_folder_that_does_not_exist_may_be_written(output: Path) -> None:
    check_output(output)

    assert not output.exists()


def test_an_empty_folder_may_be_written(output: Path) -> None:
    output.mkdir()

    check_output(output)


def test_hidden_files_do_not_make_a_folder_somebody_elses(output: Path) -> None:
    output.mkdir()
    (output / ".gitignore").write_text("*")
    (output / ".git").mkdir()

    check_output(output)
    build(output, SITE)

    assert files(output) == {".gitignore": "*", **SITE}


def test_a_folder_that_we_wrote_may_be_written_again(output: Path) -> None:
    build(output, SITE)
    (output / "foreign.txt").write_text("x")

    check_output(output)


@pytest.mark.parametrize("name", ["report.docx", "folder/"])
def test_a_folder_with_something_of_somebody_else_is_refused(output: Path, name: str) -> None:
    output.mkdir()
    path = output / name
    path.mkdir() if name.endswith("/") else path.write_text("x")

    with pytest.raises(OutputRefusedError) as caught:
        check_output(output)

    assert str(caught.value) == str(output)


def test_a_file_is_no_output_folder(output: Path) -> None:
    output.write_text("x")

    with pytest.raises(OutputRefusedError):
        check_output(output)


# What is written


def test_a_first_build_writes_every_file_and_its_manifest(output: Path) -> None:
    done = build(output, SITE)

    assert done == Published(written=3, removed=0)
    assert files(output) == SITE
    assert (output / MANIFEST).read_text("utf-8") == (
        '{"version": 1,\n'
        '"files": {'
        f'"cases/a/index.html": "{digest("甲".encode())}",\n'
        f'"cases/b/index.html": "{digest("乙".encode())}",\n'
        f'"index.html": "{digest("首页".encode())}"}}}}\n'
    )


def test_a_file_that_did_not_change_is_not_written_again(output: Path) -> None:
    build(output, SITE)
    for path in (output / MANIFEST, *(output / name for name in SITE)):
        os.utime(path, (1, 1))

    done = build(output, SITE)

    assert done == Published(written=0, removed=0)
    assert {path.stat().st_mtime for path in output.rglob("*") if path.is_file()} == {1.0}


def test_only_what_changed_is_written(output: Path) -> None:
    build(output, SITE)
    for name in SITE:
        os.utime(output / name, (1, 1))

    done = build(output, SITE | {"cases/b/index.html": "丙", "new/index.html": "新"})

    assert done == Published(written=2, removed=0)
    assert [name for name in SITE if (output / name).stat().st_mtime == 1] == [
        "index.html",
        "cases/a/index.html",
    ]
    assert files(output) == SITE | {"cases/b/index.html": "丙", "new/index.html": "新"}


@pytest.mark.parametrize("found", ["乙乙", "丙", ""])
def test_a_file_that_somebody_changed_by_hand_is_written_again(output: Path, found: str) -> None:
    build(output, SITE)
    (output / "cases/b/index.html").write_text(found, "utf-8")

    assert build(output, SITE) == Published(written=1, removed=0)
    assert files(output) == SITE


def test_a_file_that_somebody_removed_is_written_again(output: Path) -> None:
    build(output, SITE)
    (output / "cases/b/index.html").unlink()

    assert build(output, SITE) == Published(written=1, removed=0)
    assert files(output) == SITE


def test_nothing_can_be_staged_outside_the_output_folder(output: Path) -> None:
    for name in ("../a.html", "/a.html", "a/../../b.html", "", "a//b.html"):
        with pytest.raises(ValueError, match=r".*"):
            stage(output, name, b"x")

    assert not output.exists()


def test_two_files_cannot_have_one_output_path(output: Path) -> None:
    with staging(output), pytest.raises(ValueError, match="two files of one output path"):
        publish(output, [stage(output, "a.html", b"1"), stage(output, "a.html", b"2")])


@pytest.mark.parametrize("id_", ["manifest", "site-builder-manifest", "draft"])
def test_a_page_may_be_called_like_the_manifest(output: Path, id_: str) -> None:
    site = {f"{id_}/index.html": "清单"}

    build(output, site)

    assert files(output) == site


# What is removed


def test_a_file_that_the_site_no_longer_has_is_removed_with_its_empty_folder(output: Path) -> None:
    build(output, SITE | {"years/2019/page/2/index.html": "旧"})

    done = build(output, {"index.html": "首页"})

    assert done == Published(written=0, removed=3)
    assert files(output) == {"index.html": "首页"}
    assert folders(output) == []


def test_files_of_others_stay_and_keep_their_folders(output: Path) -> None:
    build(output, SITE)
    (output / "cases/b/照片.png").write_text("foreign", "utf-8")
    (output / "CNAME").write_text("example.org")
    (output / "empty").mkdir()

    build(output, {"index.html": "首页"})

    assert files(output) == {
        "CNAME": "example.org",
        "cases/b/照片.png": "foreign",
        "index.html": "首页",
    }
    assert folders(output) == ["cases", "cases/b", "empty"]


def test_links_of_others_and_what_they_lead_to_stay(output: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("outside")
    build(output, SITE)
    (output / "linked").symlink_to(outside)
    (output / "dangling").symlink_to(tmp_path / "nowhere")

    build(output, {"index.html": "首页"})

    assert (output / "linked").is_symlink()
    assert (output / "dangling").is_symlink()
    assert (outside / "index.html").read_text() == "outside"


def test_a_folder_that_became_a_link_is_not_followed_when_pruning(
    output: Path, tmp_path: Path
) -> None:
    build(output, SITE)
    moved = tmp_path / "moved"
    (output / "cases").rename(moved)
    (output / "cases").symlink_to(moved)

    done = build(output, {"index.html": "首页"})

    assert done.removed == 0
    assert files(moved) == {"a/index.html": "甲", "b/index.html": "乙"}


def test_nothing_is_written_through_a_link(output: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    build(output, {"index.html": "首页", "old.html": "旧"})
    (output / "cases").symlink_to(outside)
    before = files(output)

    with pytest.raises(OutputRefusedError) as caught:
        build(output, SITE)

    assert str(caught.value) == str(output / "cases")
    assert list(outside.iterdir()) == []
    assert files(output) == before


def test_a_file_that_became_a_link_is_replaced_and_its_target_kept(
    output: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target.html"
    target.write_text("别人的", "utf-8")
    build(output, SITE)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(target)

    build(output, SITE | {"index.html": "新首页"})

    assert not (output / "index.html").is_symlink()
    assert files(output)["index.html"] == "新首页"
    assert target.read_text("utf-8") == "别人的"


def test_a_file_may_become_a_folder_and_a_folder_a_file(output: Path) -> None:
    one = {"old/x.html": "文件", "2019/a.html/index.html": "夹"}
    other = {"old/x.html/index.html": "夹", "2019/a.html": "文件"}

    build(output, one)
    build(output, other)
    assert files(output) == other

    build(output, one)
    assert files(output) == one


def test_a_folder_of_somebody_else_in_the_way_of_a_file_is_an_error_with_its_name(
    output: Path,
) -> None:
    build(output, SITE)
    (output / "old.html").mkdir()
    (output / "old.html/foreign").write_text("x")

    with pytest.raises(IsADirectoryError) as caught:
        build(output, SITE | {"old.html": "旧"})

    assert caught.value.filename == str(output / "old.html")
    assert (output / "old.html/foreign").read_text() == "x"


def test_a_file_that_another_program_holds_open_is_removed_by_the_next_build(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(output, SITE)
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name == "b":
            raise PermissionError(13, "held", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        assert build(output, {"index.html": "首页"}) == Published(written=0, removed=1, left=1)
        assert "cases/b/index.html" in files(output)

    assert build(output, {"index.html": "首页"}) == Published(written=0, removed=1)
    assert files(output) == {"index.html": "首页"}


@pytest.mark.parametrize(
    ("old", "new"), [("images/A.png", "images/a.png"), ("cafe\u0301.png", "caf\u00e9.png")]
)
def test_a_name_that_the_disk_does_not_tell_from_the_old_one_is_not_removed(
    output: Path, old: str, new: str
) -> None:
    build(output, {old: "图"})
    os.link(output / old, output / new)  # on such a disk both names find the same file

    done = build(output, {new: "图"})

    assert done == Published(written=0, removed=0)
    assert files(output)[new] == "图"
    assert list(read_manifest(output)) == [new]


def test_where_the_disk_tells_them_apart_the_old_name_is_removed(output: Path) -> None:
    build(output, {"images/A.png": "图"})
    if (output / "images/a.png").exists():
        pytest.skip("a disk that does not tell a from A")

    build(output, {"images/a.png": "图"})

    assert files(output) == {"images/a.png": "图"}


# The manifest


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"files"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 1}',
        b'{"version": 2, "files": {"index.html": "x"}}',
        b'{"version": 1, "files": ["index.html"]}',
    ],
)
def test_a_damaged_manifest_claims_nothing_and_is_replaced(output: Path, damaged: bytes) -> None:
    build(output, SITE)
    (output / MANIFEST).write_bytes(damaged)

    assert read_manifest(output) == {}
    done = build(output, {"index.html": "首页"})

    assert done == Published(written=0, removed=0)
    assert files(output) == SITE, "nobody knows any more who wrote the others"
    assert list(read_manifest(output)) == ["index.html"]


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "cases/../../outside.txt",
        "./outside.txt",
        "..",
        "/etc/hostname",
        "cases//a",
        "..\\outside.txt",
        "",
        "a\0b",
        "\ud800",
    ],
)
def test_names_that_lead_out_of_the_folder_are_ignored_in_a_manifest(
    output: Path, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    build(output, SITE)
    manifest = json.loads((output / MANIFEST).read_text("utf-8"))
    manifest["files"] |= {name: "0", str(outside): "0"}
    (output / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    done = build(output, SITE)

    assert done.removed == 0
    assert outside.read_text() == "x"
    assert read_manifest(output).keys() == SITE.keys()


def test_marks_that_are_no_text_are_ignored_in_a_manifest(output: Path) -> None:
    output.mkdir()
    (output / MANIFEST).write_text('{"version": 1, "files": {"a": 1, "b": "x"}}')

    assert read_manifest(output) == {"b": "x"}


def test_a_drive_of_windows_leads_out_of_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PurePath", PureWindowsPath)

    assert not is_inside("C:/Windows/notepad.exe")
    assert not is_inside("C:notepad.exe")
    assert is_inside("cases/a/index.html")


def test_a_manifest_that_says_this_already_is_not_written_again(output: Path) -> None:
    output.mkdir()
    write_manifest(output, {"b": "2", "a": "1"})
    os.utime(output / MANIFEST, (1, 1))

    write_manifest(output, {"a": "1", "b": "2"})

    assert (output / MANIFEST).stat().st_mtime == 1


def test_a_folder_that_is_built_elsewhere_in_between_stays_exact(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"

    build(one, SITE)
    build(other, {"index.html": "另一个"})
    build(one, {"index.html": "首页"})
    build(other, SITE)

    assert (files(one), files(other)) == ({"index.html": "首页"}, SITE)


# What a failure leaves behind


class KilledError(BaseException):
    """Stands for the end of the process; nothing but the test catches it."""


def fail_while_staging(output: Path, content: bytes) -> None:
    with staging(output):
        stage(output, "index.html", content)
        raise KilledError


def test_staging_leaves_no_trace_when_nothing_is_published(tmp_path: Path) -> None:
    output = tmp_path / "public/site"

    with pytest.raises(KilledError):
        fail_while_staging(output, b"x")

    assert list(tmp_path.iterdir()) == []


def test_staging_leaves_a_published_site_as_it_was(output: Path) -> None:
    build(output, SITE)
    before = (output / MANIFEST).read_bytes()

    with pytest.raises(KilledError):
        fail_while_staging(output, "坏".encode())

    assert files(output) == SITE
    assert (output / MANIFEST).read_bytes() == before
    assert not (output / STAGING).exists()


def test_what_a_killed_build_left_in_staging_is_not_published(output: Path) -> None:
    build(output, SITE)
    stage(output, "half.html", b"<htm")

    build(output, SITE)

    assert files(output) == SITE
    assert not (output / STAGING).exists()


def is_killed_after(
    steps: int, output: Path, site: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> bool:
    """Publish a site, killed after so many changes on disk; return whether it came to that."""
    left = iter(range(steps))

    def counted(change):
        def step(*arguments, **options):
            if next(left, None) is None:
                raise KilledError
            return change(*arguments, **options)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "rmdir", "unlink"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        try:
            publish(output, [stage(output, name, text.encode()) for name, text in site.items()])
        except KilledError:
            return True
    return False


@pytest.mark.parametrize("next_site", ["the same", "the old one", "another"])
def test_a_build_killed_at_any_step_of_publishing_is_healed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, next_site: str
) -> None:
    old = SITE | {"old/index.html": "旧"}
    new = {"index.html": "新首页", "cases/b/index.html": "丙", "about/index.html": "关于"}
    then = {"the same": new, "the old one": old, "another": {"feed.xml": "订阅"}}[next_site]
    killed = True
    steps = 0
    while killed:
        output = tmp_path / str(steps)
        build(output, old)
        (output / "CNAME").write_text("example.org")
        killed = is_killed_after(steps, output, new, monkeypatch)

        build(output, then)

        assert files(output) == {"CNAME": "example.org", **then}
        assert read_manifest(output).keys() == then.keys()
        assert not (output / STAGING).exists()
        steps += 1
    assert steps > 6, "killed before, between and after the changes"


@pytest.mark.parametrize("after", [SITE, {}])
def test_a_first_build_killed_while_it_publishes_leaves_nothing_unclaimed(
    output: Path, monkeypatch: pytest.MonkeyPatch, after: dict[str, str]
) -> None:
    def killed(path: Path, target: Path) -> Path:
        if STAGING in path.parts:
            raise KilledError
        return replace(path, target)

    replace = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KilledError):
            build(output, SITE)

    build(output, after)

    assert files(output) == after


# The law


NAMES = st.sampled_from([
    "index.html", "a/index.html", "a/b/index.html", "a/b/c.png", "x.html", "x.html/index.html",
    "x.html/y/index.html", "data/cases.json", "manifest/index.html", "案例/index.html",
])  # fmt: skip
FOREIGN = {"CNAME": "example.org", "a/b/别人.txt": "别人的", "z/z/z.txt": "z"}


@st.composite
def sites(draw: st.DrawFn) -> dict[str, str]:
    """Return a site in which no file lies where another needs a folder."""
    site = draw(st.dictionaries(NAMES, st.sampled_from(["", "一", "二"])))
    return {
        name: text
        for name, text in site.items()
        if not any(other.startswith(f"{name}/") for other in site)
    }


@given(st.lists(sites(), min_size=1, max_size=5))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_after_any_builds_the_folder_is_the_last_site_and_what_others_put_there(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, str]]
) -> None:
    output = tmp_path_factory.mktemp("law") / "output"
    build(output, history[0])
    for name, text in FOREIGN.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, "utf-8")

    for site in history:
        before = files(output)
        done = build(output, site)

        after = files(output)
        assert after == FOREIGN | site
        assert done.written == sum(before.get(name) != text for name, text in site.items())
        assert done.removed == len(before.keys() - FOREIGN.keys() - site.keys())
        assert not (output / STAGING).exists()
        assert read_manifest(output).keys() == site.keys()
        used = {parent for name in after for parent in (output / name).parents}
        assert [each for each in folders(output) if output / each not in used] == []


def test_a_staged_file_knows_whether_it_has_to_be_published(output: Path) -> None:
    build(output, {"a.html": "甲"})

    assert stage(output, "a.html", "甲".encode()) == Staged(
        "a.html", digest("甲".encode()), False, sign_of(f"{output}/a.html")
    )
    assert stage(output, "a.html", "乙".encode()) == Staged("a.html", digest("乙".encode()), True)


def test_going_back_after_a_killed_build_leaves_no_trace_of_it(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(output, SITE)
    assert is_killed_after(0, output, {"index.html": "新首页"}, monkeypatch)

    build(output, SITE)

    assert files(output) == SITE
