import json
import sys

import pytest

CASE = {
    "id": "a",
    "title": "骑手驿站：在“家”歇脚",
    "date": "2023-05",
    "regions": [
        {"path": "jiangsu/yancheng", "code": "320900", "name": "江苏省/盐城市"},
        {"path": "jiangsu/nanjing/xuanwu", "code": "320102", "name": "江苏省/南京市/玄武区"},
    ],
    "keywords": ["普惠服务"],
    "organisation": "盐城市总工会",
    "actor": "工会",
    "level": "市级",
    "practice": "",
    "summary": "一句话。",
    "figures": [{"label": "驿站", "value": "1,200", "unit": "", "as_of": "", "note": ""}],
    "sources": [{"publication": "工人日报", "date": "2023-05-04", "page": "4", "title": "题"}],
}
VOCABULARY = "- name: 普惠服务\n  slug: puhui-fuwu\n  description: 说明。\n"
FRONT = {
    "title": "骑手驿站：在“家”歇脚",
    "date": "2023-05",
    "description": "一句话。",
    "regions": ["jiangsu/yancheng", "jiangsu/nanjing/xuanwu"],
    "within": ["jiangsu", "jiangsu/yancheng", "jiangsu/nanjing", "jiangsu/nanjing/xuanwu"],
    "keywords": ["puhui-fuwu"],
    "years": ["2023"],
    "places": [
        {"path": "jiangsu/yancheng", "name": "江苏省盐城市"},
        {"path": "jiangsu/nanjing/xuanwu", "name": "江苏省南京市玄武区"},
    ],
    "organisation": "盐城市总工会",
    "actor": "工会",
    "level": "市级",
    "figures": [{"label": "驿站", "value": "1,200"}],
    "sources": [{"publication": "工人日报", "date": "2023-05-04", "title": "题"}],
}


@pytest.fixture(autouse=True)
def benchmarks(repository, monkeypatch):
    """The scripts of the benchmark can be imported."""
    monkeypatch.syspath_prepend(repository / "benchmarks")


@pytest.fixture
def library(tmp_path):
    """A library of one case that was built."""
    files = {
        "content/keywords.yaml": VOCABULARY,
        "content/cases/2023/a.md": "---\n标题: 别的\n---\n\n## 成效\n\n正文。\n\n---\n\n末尾。\n",
        "output/data/cases.json": json.dumps({"cases": [CASE]}),
        "output/assets/site.1a2b3c.css": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_case_is_told_to_hugo_in_its_own_names():
    from hugo_site import front_matter

    assert front_matter(CASE, {"普惠服务": "puhui-fuwu"}) == FRONT


def test_regions_know_their_names_and_what_lies_above_and_below():
    from hugo_site import region_names

    jiangsu, nanjing, yancheng = "jiangsu", "jiangsu/nanjing", "jiangsu/yancheng"
    assert region_names([CASE]) == {
        jiangsu: {
            "name": "江苏省",
            "short": "江苏省",
            "above": [],
            "children": [nanjing, yancheng],
        },
        yancheng: {"name": "江苏省盐城市", "short": "盐城市", "above": [jiangsu], "children": []},
        nanjing: {
            "name": "江苏省南京市",
            "short": "南京市",
            "above": [jiangsu],
            "children": ["jiangsu/nanjing/xuanwu"],
        },
        "jiangsu/nanjing/xuanwu": {
            "name": "江苏省南京市玄武区",
            "short": "玄武区",
            "above": [jiangsu, nanjing],
            "children": [],
        },
    }


def test_hugo_gets_the_same_bodies_and_a_content_file_for_each_region_with_others_in_it(library):
    import yaml
    from hugo_site import write_site

    target = library / "site"
    write_site(library, target)

    content = {
        path.relative_to(target / "content").as_posix()
        for path in (target / "content").rglob("*.md")
    }
    assert content == {
        "_index.md",
        "cases/_index.md",
        "cases/a.md",
        "keywords/_index.md",
        "regions/_index.md",
        "regions/jiangsu/_index.md",
        "regions/jiangsu/nanjing/_index.md",
        "search.md",
        "years/_index.md",
    }
    front, body = (target / "content/cases/a.md").read_text("utf-8")[4:].split("\n---\n", 1)
    assert yaml.safe_load(front) == FRONT
    assert body == "\n## 成效\n\n正文。\n\n---\n\n末尾。\n"
    names = json.loads((target / "data/keywords.json").read_text("utf-8"))
    assert names == {"puhui-fuwu": {"name": "普惠服务", "description": "说明。"}}


def test_the_table_tells_medians_spans_and_ratios():
    from measure import Cost, Size
    from tables import Row, cost_table

    ours = [Cost(4, 7, 300), Cost(5, 8, 320), Cost(12.34, 9, 310)]
    rows = [Row("ours", ours, Size(17_500, 30_000, 412.6)), Row("peer", [Cost(52, 60, 4900)])]
    assert cost_table(rows, 5).splitlines() == [
        "|  | wall | against ours | CPU | peak memory | pages | files | written |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
        "| ours | 5.00 s (4.00–12.3) | 1.00 | 8.00 s | 320 MB | 17,500 | 30,000 | 413 MB |",
        "| peer | 52.0 s | 10.40 | 60.0 s | 4,900 MB |  |  |  |",
    ]


def test_a_goal_is_reached_at_its_bound_and_not_beyond_it():
    from tables import Goal, goal_table

    goals = [
        Goal("faster", 6, "times", 6.0, least=True),
        Goal("faster", 6, "times", 5.94, least=True),
        Goal("memory", 800, "MB", 800.4),
        Goal("again", 0.6, "s", 0.6),
    ]
    assert goal_table(goals).splitlines() == [
        "| goal | to reach | measured | reached |",
        "| --- | --: | --: | --: |",
        "| faster | at least 6 times | 6.0 times | yes |",
        "| faster | at least 6 times | 5.9 times | **no** |",
        "| memory | at most 800 MB | 800 MB | **no** |",
        "| again | at most 0.6 s | 0.60 s | yes |",
    ]


def test_commands_one_after_another_add_their_times_and_not_their_memory():
    from measure import Cost
    from tables import one_after_another

    hugo, pagefind = [Cost(25, 40, 1200)], [Cost(38, 60, 4900)]
    assert one_after_another(hugo, pagefind) == [Cost(63, 100, 4900)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is that of one process")
def test_memory_is_summed_over_all_processes_of_a_command(tmp_path):
    from measure import run

    script = "import os, time; os.fork(); held = b'.' * 60_000_000; time.sleep(1)"
    peak = run([sys.executable, "-c", script], tmp_path).megabytes
    assert 120 < peak < 180


def test_a_command_that_fails_ends_the_benchmark_with_what_it_said(tmp_path):
    from measure import run

    with pytest.raises(SystemExit, match=r"failed:\nno such case"):
        run([sys.executable, "-c", "raise SystemExit('no such case')"], tmp_path)


def test_pages_and_files_are_counted_with_their_bytes(tmp_path):
    from measure import Size, weigh

    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_bytes(b"." * 1_000_000)
    (tmp_path / "feed.xml").write_bytes(b"." * 500_000)
    assert weigh(tmp_path) == Size(pages=1, files=2, megabytes=1.5)


def test_each_edit_meets_another_case_and_all_are_put_back(tmp_path):
    from edits import Editor

    folder = tmp_path / "content/cases"
    folder.mkdir(parents=True)
    texts = {f"case-{number}.md": f"正文{number}。\n" for number in range(7)}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    editor = Editor(tmp_path)

    edits = [editor.edit() for _ in range(3)]

    written = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert [edit.page for edit in edits] == ["cases/case-1/", "cases/case-4/", "cases/case-0/"]
    assert len({edit.text for edit in edits}) == 3
    added = {f"{edit.page[6:-1]}.md": f"\n{edit.text}\n" for edit in edits}
    assert written == {name: text + added.get(name, "") for name, text in texts.items()}

    editor.put_back()
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == texts
