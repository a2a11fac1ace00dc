"""What builds remember never shows: an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from site_builder import build as module
from site_builder import making, publishing, states, workers
from site_builder.build import Options, build_from_nothing, build_site
from site_builder.load.content import digest_document
from site_builder.making import plan_and_publish
from site_builder.write.publish import staging
from site_builder.write.store import fit

ABOUT = "content/pages/about.md"
PATH = "content/cases/2023/yancheng-yizhan.md"
CASE = "cases/yancheng-yizhan/index.html"
OTHER = "cases/yandu-gongjiang/index.html"
BODY = "## 针对问题\n\n甲\n\n## 主要做法\n\n乙\n\n## 成效\n\n丙\n\n## 经验启示\n\n丁\n"


def options(library, **wishes):
    given = {"output": library.root / "output", "now": datetime.date(2026, 1, 1)} | wishes
    return Options(root=library.root, self_test=False, **given)


def build(library, **wishes):
    return build_site(options(library, **wishes))


def reasons(library, **wishes):
    """Build and return why pages were rendered."""
    return {name: str(reason) for name, reason in build(library, **wishes).reasons.items()}


# Which pages are rendered, and why


def test_a_first_build_renders_every_page_because_it_is_new(library):
    outcome = build(library)

    assert outcome.pages == len(outcome.reasons)
    assert outcome.rendered == outcome.pages - 4, "data files are written, not rendered"
    assert {str(reason) for reason in outcome.reasons.values()} == {"新页面"}


def test_a_second_build_renders_nothing(library):
    first = build(library)
    second = build(library)

    assert (second.rendered, second.written, second.removed) == (0, 0, 0)
    assert (second.cases, second.pages, second.complete) == (2, first.pages, 2)


def test_nothing_is_loaded_that_a_build_without_changes_does_not_need(library):
    library.run("build", "--now", "2026-01-01")
    script = (
        "import sys; from site_builder.cli import main\n"
        "main(['build', '--now', '2026-01-01'])\n"
        "heavy = {'jinja2', 'markdown', 'yaml', 'pydantic', 'nh3', 'filelock', 'numpy', 'pypinyin'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=library.root, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip

    assert result.stderr.strip() == "[]"


def test_editing_a_body_renders_that_page_and_the_data_and_no_other(library):
    build(library)
    library.case("yancheng-yizhan", BODY)

    outcome = build(library)

    assert outcome.rendered == 1
    assert {name: str(reason) for name, reason in outcome.reasons.items()} == {
        CASE: "案例内容变了",
        "data/cases.json": "案例内容变了",
    }


def test_what_nobody_sees_renders_nothing(library):
    build(library)
    text = (library.root / PATH).read_text("utf-8")
    library.write(PATH, text.replace("---\n", "---\n# 编辑的备注\n\n", 1))
    outcome = build(library)

    assert (outcome.reasons, outcome.written) == ({}, 0)


def test_editing_a_title_renders_the_pages_that_show_it(library):
    build(library)
    library.case("yancheng-yizhan", 标题="新标题")

    assert reasons(library) == {
        "index.html": "首页内容变了",
        CASE: "案例内容变了",
        OTHER: "前后案例变了",
        "cases/index.html": "列表里的案例变了",
        "data/cases.csv": "案例内容变了",
        "data/cases.json": "案例内容变了",
        "feed.json": "订阅内容变了",
        "feed.xml": "订阅内容变了",
        "keywords/laomo-gongjiang/feed.xml": "订阅内容变了",
        "keywords/laomo-gongjiang/index.html": "列表里的案例变了",
        "keywords/zhigong-zhijia/feed.xml": "订阅内容变了",
        "keywords/zhigong-zhijia/index.html": "列表里的案例变了",
        "regions/jiangsu/feed.xml": "订阅内容变了",
        "regions/jiangsu/index.html": "列表里的案例变了",
        "regions/jiangsu/yancheng/feed.xml": "订阅内容变了",
        "regions/jiangsu/yancheng/index.html": "列表里的案例变了",
        "years/2023/index.html": "列表里的案例变了",
    }


def test_editing_a_template_renders_the_pages_that_use_it(library):
    build(library)
    library.write("templates/_subscribe.html", "<p>订阅</p>\n")

    assert set(reasons(library).values()) == {"模板 _subscribe.html 变了"}
    assert reasons(library) == {}


def test_editing_an_asset_renders_the_pages_that_link_to_it(library):
    build(library)
    library.write("templates/assets/site.css", "body { color: black }\n")
    found = reasons(library)

    assert set(found.values()) == {"资源 site.css 变了"}
    assert {CASE, "index.html"} <= found.keys()
    assert "feed.xml" not in found


def test_a_setting_that_pages_do_not_show_renders_only_what_follows_from_it(library):
    build(library)
    library.write(
        "content/site.yaml", "名称: 测试案例库\n网址: https://example.org/\n爬虫: {训练: 否}\n"
    )

    assert reasons(library) == {"robots.txt": "“crawlers”变了"}


def test_a_day_on_which_nothing_changes_changes_nothing(library):
    library.case("jianglai", 发布="2026-06-01")
    build(library)

    assert reasons(library, now=datetime.date(2026, 5, 31)) == {}
    assert "cases/jianglai/index.html" in reasons(library, now=datetime.date(2026, 6, 1))


def test_files_that_somebody_touched_are_made_again(library):
    build(library)
    clean = library.tree()
    (library.root / "output" / CASE).unlink()
    file = library.root / "output" / OTHER
    before = os.stat(file)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert reasons(library) == {CASE: "输出文件不见了", OTHER: "输出文件被改过"}
    assert library.tree() == clean


@pytest.mark.parametrize(
    "rest",
    [".site-builder-staging/cases/neu/index.html", ".site-builder-manifest.json.draft"],
)
def test_what_a_killed_build_left_goes_even_when_its_edit_was_taken_back(library, rest):
    build(library)
    clean = library.tree()
    library.write(f"output/{rest}", "halb")
    assert library.tree() != clean

    outcome = build(library)
    assert (library.tree(), outcome.rendered, outcome.written) == (clean, 0, 0)
    assert not (library.root / "output/.site-builder-staging").exists()


def test_an_output_folder_that_was_copied_is_recognised_by_its_bytes(library):
    build(library)
    (library.root / "output").rename(library.root / "old")
    import shutil

    shutil.copytree(library.root / "old", library.root / "output")
    outcome = build(library)

    assert (outcome.rendered, outcome.written) == (0, 0)


def test_two_output_folders_in_turn_are_both_remembered(library):
    other = {"output": library.root / "other", "base_url": "https://other.example/"}
    build(library)
    build(library, **other)
    library.case("yancheng-yizhan", BODY)

    assert reasons(library).keys() == reasons(library, **other).keys() == {CASE, "data/cases.json"}


def test_a_check_remembers_what_a_build_found_and_writes_nothing(library):
    library.case("yancheng-yizhan", 标题="长" * 61)
    built = build(library)
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    before = file.read_bytes()
    checked = build(library, write=False)

    assert checked.diagnostics == built.diagnostics != []
    assert file.read_bytes() == before


# The short way, where nothing but texts changed


@pytest.fixture
def planned(monkeypatch):
    """How often everything was planned."""
    calls = []

    def plan(*given):
        calls.append(given)
        return plan_and_publish(*given)

    monkeypatch.setattr(making, "plan_and_publish", plan)
    return calls


def append(library, path, text):
    file = library.root / path
    file.write_bytes(file.read_bytes() + text.encode())


def insert(library, path, before, text):
    file = library.root / path
    file.write_text(file.read_text("utf-8").replace(before, text + before), "utf-8")


TEXTS = {
    "a sentence": lambda library: append(library, PATH, "\n再补一句。\n"),
    "other lines": lambda library: insert(library, PATH, "## 成效", "一段。\n\n又一段。\n\n"),
    "a heading": lambda library: append(library, PATH, "\n## 媒体报道\n\n有。\n"),
    "a remark": lambda library: insert(library, PATH, "标题", "# 备注\n\n"),
    "two cases": lambda library: [
        append(library, PATH, "\n甲。\n"),
        append(library, PATH.replace("yancheng-yizhan", "yandu-gongjiang"), "\n乙。\n"),
    ],
    "a page": lambda library: append(library, "content/pages/about.md", "\n又一段。\n"),
}
MORE = {
    "a title": lambda library: insert(library, PATH, "案例 yan", "新"),
    "a draft": lambda library: insert(library, PATH, "标题", "草稿: 是\n"),
    "a link": lambda library: append(library, PATH, "\n[乙](/cases/yandu-gongjiang/)\n"),
    "a heading gone": lambda library: insert(library, PATH, "## 媒体报道", "## 别处的"),
    "a fault": lambda library: append(library, PATH, "\n[乙](/cases/none/)\n"),
    "a setting": lambda library: append(library, "content/site.yaml", "简介: 新的\n"),
    "a new case": lambda library: library.case("third"),
    "a case gone": lambda library: library.remove(PATH),
    "a template": lambda library: library.write("templates/_facts.html", "x\n"),
    "an output file": lambda library: library.write(f"output/{OTHER}", "x"),
}


@pytest.mark.parametrize("edit", TEXTS)
def test_where_only_texts_changed_nothing_else_is_planned(library, planned, edit):
    library.case("yancheng-yizhan", BODY + "\n## 媒体报道\n\n无。\n")
    build(library)
    planned.clear()
    TEXTS[edit](library)
    build(library)

    assert planned == []
    assert build(library, verify=True).differences == ()


@pytest.mark.parametrize("edit", MORE)
def test_where_more_than_texts_changed_everything_is_planned(library, planned, edit):
    library.case("yancheng-yizhan", BODY + "\n## 媒体报道\n\n无。\n")
    build(library)
    planned.clear()
    MORE[edit](library)
    append(library, "content/cases/2023/yandu-gongjiang.md", "\n又一段。\n")
    outcome = build(library)

    assert len(planned) == 1
    assert outcome.blocked or build(library, verify=True).differences == ()


def test_a_text_with_a_remark_on_it_is_judged_again(library, planned):
    """What is said of a document stands on its lines, and these may have moved."""
    library.case("yancheng-yizhan", "[乙](/cases/caogao/)\n\n" + BODY)
    library.case("caogao", 草稿="是")
    [before] = build(library).diagnostics
    planned.clear()
    insert(library, PATH, "[乙]", "一段。\n\n")
    [after] = build(library).diagnostics

    assert len(planned) == 1
    assert after.location.line == before.location.line + 2


def test_a_check_takes_the_short_way_too(library, planned):
    build(library)
    planned.clear()
    append(library, PATH, "\n再补一句。\n")

    assert build(library, write=False).cases == 2
    assert planned == []


@pytest.mark.parametrize(
    "kind", ["facts", "text", "related", "theme", "verdict", "state", "ledger"]
)
def test_the_short_way_needs_no_more_than_there_is(library, kind):
    build(library)
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM kept WHERE kind = ?", (kind,))
        database.commit()
    append(library, PATH, "\n再补一句。\n")

    assert build(library, verify=True).differences == ()


def test_a_text_that_is_known_no_longer_is_not_taken_for_the_one_in_the_file(library):
    """Of the two only the new one is there: the index must lose what the old one had."""
    library.write("content/site.yaml", "名称: 测试案例库\n功能: {数据: 否}\n")
    library.case("yancheng-yizhan", BODY + "\n从前的话。\n")
    build(library)
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM kept WHERE kind = 'text'")
        database.commit()
    library.case("yancheng-yizhan", BODY + "\n现在的话。\n")

    assert build(library, verify=True).differences == ()


def test_a_page_that_is_saved_while_a_text_is_exchanged_is_planned_with_all(library, monkeypatch):
    """All pages name it in their menu."""
    build(library)
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    key = digest_document("page", ABOUT, (library.root / ABOUT).read_bytes())
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM kept WHERE kind = 'facts' AND key = ?", (key,))
        database.commit()
    append(library, "content/cases/2023/yandu-gongjiang.md", "\n再补一句。\n")
    change = states.Change

    def saved(*given):
        insert(library, ABOUT, "\n---\n", "的新名称")
        return change(*given)

    monkeypatch.setattr(states, "Change", saved)
    build(library)
    monkeypatch.undo()

    assert build(library, verify=True).differences == ()


# Forgetting and comparing


FALSIFY = "UPDATE kept SET value = ?, mark = ?"


def falsify(library):
    """Put another body in the place of every one that is remembered, as no damage ever would."""
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        for [key] in database.execute("SELECT key FROM kept WHERE kind = 'html'").fetchall():
            value = b"<p>falsch</p>"
            row = (value, fit("html", key, value), key)
            database.execute(f"{FALSIFY} WHERE kind = 'html' AND key = ?", row)
        database.execute("DELETE FROM kept WHERE kind IN ('site', 'ledger')")
        database.commit()


def test_fresh_forgets_what_was_remembered(library):
    build(library)
    clean = library.tree()
    falsify(library)

    build(library, fresh=True)
    assert library.tree() == clean

    build(library)
    assert library.tree() == clean


def test_verify_names_the_files_that_a_build_from_nothing_makes_otherwise(library):
    assert build(library, verify=True).differences == ()
    falsify(library)

    assert build(library, verify=True).differences == (
        ".site-builder-manifest.json",
        "about/index.html",
        CASE,
        OTHER,
    )
    assert sorted(path.name for path in library.root.iterdir()) == [
        ".site-builder", "content", "output",
    ]  # fmt: skip


def test_the_command_tells_reasons_and_what_it_compared(library):
    first = library.run("build", "--explain", "--verify", "--now", "2026-01-01")
    assert f"{CASE}：新页面\n" in first.stdout
    assert first.stdout.endswith("核对过了：从头再做一遍，结果一字不差。\n")
    assert library.run("build", "--explain", "--now", "2026-01-01").stdout.endswith(
        "没有页面要重做。\n"
    )
    falsify(library)
    again = library.run("build", "--verify", "--format", "json", "--now", "2026-01-01")

    assert again.returncode == 1
    assert again.stderr == (
        "核对发现 4 个文件和从头做的不一样。这是程序的错，请告诉维护者：\n"
        f"  .site-builder-manifest.json\n  about/index.html\n  {CASE}\n  {OTHER}\n"
    )
    assert again.stdout.startswith("{")


# What must hold


def test_what_other_processes_found_is_remembered_too(library, planned):
    for number in range(170):
        library.case(f"case-{number}")
    build(library, jobs=2)
    planned.clear()
    append(library, PATH, "\n再补一句。\n")
    build(library, jobs=2)

    assert planned == []


def test_an_incremental_build_is_no_other_with_more_processes(library):
    for number in range(170):
        library.case(f"case-{number}", 日期=f"{2000 + number % 20}-03")
    build(library, jobs=2)
    library.case("case-7", BODY, 标题="新标题", 日期="2007-03")
    two = build(library, jobs=2)
    tree = library.tree()
    library.case("case-7", 日期="2007-03")
    build(library, jobs=2)
    library.case("case-7", BODY, 标题="新标题", 日期="2007-03")
    one = build(library, jobs=1)

    assert one.reasons == two.reasons
    assert library.tree() == tree
    assert build(library, verify=True).differences == ()


def test_a_build_that_waited_for_another_reads_the_library_again(library, monkeypatch):
    """What it had read may be what the other one was made from no longer."""
    waited = contextlib.contextmanager(lambda *_: iter([library.case("late", 标题="新来的")]))
    monkeypatch.setattr("site_builder.write.lock.build_lock", waited)

    assert build(library).cases == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_is_saved_while_its_page_is_made_is_read_again(library, monkeypatch, jobs):
    """Its facts are those of the file as it was, and its text is looked up in the file."""
    monkeypatch.setattr(workers, "WORTH_SHARING", 1)
    library.case("yancheng-yizhan", BODY)
    build(library)
    before = (library.root / PATH).read_bytes()
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM kept WHERE kind IN ('html', 'text')")
        database.commit()
    library.write("templates/_footer.html", "<footer>新</footer>\n")

    @contextlib.contextmanager
    def saved(output):
        monkeypatch.setattr(publishing, "staging", staging)
        append(library, PATH, "\n刚刚保存。\n")
        with staging(output) as folder:
            yield folder

    monkeypatch.setattr(publishing, "staging", saved)
    build(library, jobs=jobs)
    assert "刚刚保存。" in (library.root / "output" / CASE).read_text("utf-8")

    (library.root / PATH).write_bytes(before)
    assert build(library, verify=True).differences == ()


def test_builds_that_are_killed_leave_nothing_behind(library):
    """A first build, then edits; each is killed at some moment and the next one is exact."""
    chance = random.Random(1)
    build(library)
    for number in range(4):
        library.case(f"neu-{number}", 标题=f"第{number}个")
        library.case("yancheng-yizhan", 标题=f"改了{number}次")
        process = subprocess.Popen(
            [sys.executable, "-m", "site_builder", "build", "--now", "2026-01-01"],
            cwd=library.root, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wait_for_staging(library.root / "output", chance.uniform(0, 0.15))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        build(library)

        assert module.differences(library.root / "output", clean(library, number)) == ()
        assert library.tree() == library.tree(f"clean-{number}/site")


def wait_for_staging(output, seconds):
    """Wait until a build begins to write, and a little longer."""
    end = time.monotonic() + 20
    while time.monotonic() < end and not (output / ".site-builder-staging").exists():
        time.sleep(0.002)
    time.sleep(seconds)


def clean(library, number):
    folder = library.root / f"clean-{number}"
    build_from_nothing(replace(options(library), output=folder / "site"), folder / "store")
    return folder / "site"


@pytest.fixture
def machine(repository):
    """The state machine of random edits, which lies beside the long run of it."""
    sys.path.insert(0, str(repository / "benchmarks"))
    try:
        from random_edits import Edits
    finally:
        sys.path.pop(0)
    return Edits


def test_after_any_edits_a_build_equals_one_from_nothing(machine):
    """The law; benchmarks/soak.py tries thousands of edits more."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=5,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert machine.compared >= 15
