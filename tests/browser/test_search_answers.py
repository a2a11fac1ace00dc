"""The answers of the reader's search on a library built for it: what is found, in which order."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

KEYWORDS = """\
- {name: 新就业形态劳动者, slug: xinjiuye, aliases: [外卖小哥, 网约车司机]}
- {name: 职工之家, slug: zhijia}
- {name: 劳模工匠, slug: laomo}
"""
CASE = """\
---
标题: {标题}
日期: {日期}
地区: {地区}
关键词: {关键词}
单位: {单位}
主体: 工会
做法名称: {做法名称}
摘要: {摘要}
来源:
  - 报刊: 工人日报
    日期: 2023-03-30
---

## 针对问题

{针对问题}

## 主要做法

{主要做法}

## 成效

{成效}

## 经验启示

编者按：有人管，才长久。
"""
USUAL = {
    "标题": "普通的一个案例",
    "日期": "2023-03-28",
    "地区": "浙江省/杭州市",
    "关键词": "职工之家",
    "单位": "杭州市总工会",
    "做法名称": "",
    "摘要": "这是一段普通的摘要，凑够三十个字就可以了，说的是一件平常的事情，没有别的。",
    "针对问题": "来源未载明。",
    "主要做法": "一步一步来。",
    "成效": "来源未载明。",
}
CASES = {
    # The same words in one field after the other.
    "in-title": {"标题": "送清凉到工地"},
    "in-practice": {"做法名称": "送清凉行动"},
    "in-summary": {
        "摘要": "今年夏天工会送清凉到各个工地，凑够三十个字就可以了，说的是一件平常的事情。"
    },
    "in-body": {"主要做法": "到工地送清凉。"},
    "apart": {"主要做法": "天气清凉，送人，送清水。"},
    # About the same people, by another name.
    "literal": {"主要做法": "给外卖小哥发头盔。"},
    "by-keyword": {"关键词": "新就业形态劳动者"},
    "tea": {"成效": "每天一杯凉茶。", "日期": "2024-05", "地区": "江苏省/盐城市/盐都区"},
    "parking": {
        "标题": "给骑手找地方停车",
        "针对问题": "骑手停车难，常被罚款。",
        "主要做法": "与物业商量，让骑手免费停车，并设换电柜。",
        "日期": "2022-01-02",
        "地区": "江苏省/盐城市",
        "单位": "盐城市总工会",
    },
    "charging": {"成效": "骑手换电柜用了三千次，停车也方便。", "日期": "2021"},
}

OPEN = """async (folder) => {
  const { createLoader } = await import("./assets/search-loader.js");
  const { createCaseSearch } = await import("./assets/case-search.js");
  window.search = createCaseSearch(createLoader(new URL(folder + "/", location.href)));
}"""
QUERY = "([text, options]) => window.search.query(text, options)"


@pytest.fixture(scope="module")
def built(modules_folder, tmp_path_factory):
    """The search folder of the built library, where the page can fetch it."""
    root = tmp_path_factory.mktemp("answers")
    (root / "content/cases").mkdir(parents=True)
    (root / "content/site.yaml").write_text("名称: 测试案例库\n", "utf-8")
    (root / "content/keywords.yaml").write_text(KEYWORDS, "utf-8")
    for name, facts in CASES.items():
        text = CASE.format(**USUAL | facts).replace("做法名称: \n", "")
        (root / f"content/cases/{name}.md").write_text(text, "utf-8")
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    shutil.copytree(root / "output/search", modules_folder / "search")
    return modules_folder / "search"


@pytest.fixture(scope="module")
def ask(modules, built):
    """A function that asks and returns the whole answer."""
    modules.evaluate(OPEN, "search")
    return lambda text="", **options: modules.evaluate(QUERY, [text, options])


def ids(answer):
    return [hit["id"] for hit in answer["hits"]]


def test_a_phrase_counts_most_in_a_title_and_more_than_its_pairs_apart(ask):
    answer = ask("送清凉")

    assert ids(answer) == ["in-title", "in-practice", "in-summary", "in-body", "apart"]
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["hits"][0]["titleMarked"] == "<mark>送清凉</mark>到工地"
    assert answer["hits"][3]["excerpt"] == "到工地<mark>送清凉</mark>。"
    assert answer["hits"][3]["section"]["heading"] == "主要做法"
    assert not answer["relaxed"]


def test_several_words_must_all_be_there_those_in_one_place_first(ask):
    assert ids(ask("骑手 停车")) == ["parking", "charging"]
    assert ids(ask("工地 清凉")) == ["in-title", "in-summary", "in-body"]
    assert ids(ask("盐城 骑手")) == ["parking"]


def test_quotation_marks_force_a_phrase_and_a_hyphen_excludes(ask):
    assert ids(ask("“到工地送清凉”")) == ["in-body"]
    assert ids(ask('"清凉送"')) == []
    assert ids(ask("送清凉 -工地")) == ["in-practice", "apart"]
    assert ids(ask("送清凉 -“到工地” -行动")) == ["in-summary", "apart"]
    assert ids(ask("骑手 -茶", sort="date")) == ["parking", "charging"]


def test_other_names_of_a_keyword_find_its_cases_below_those_that_say_it(ask):
    assert ids(ask("外卖小哥")) == ["literal", "by-keyword"]
    assert ids(ask("网约车司机")) == ["by-keyword"]
    assert ids(ask("“网约车司机”")) == []


def test_places_are_found_by_any_of_their_names(ask):
    assert sorted(ids(ask("盐城"))) == ["parking", "tea"]
    assert sorted(ids(ask("江苏省盐城市"))) == ["parking", "tea"]
    assert ids(ask("盐都区")) == ["tea"]


def test_one_character_finds_every_case_that_has_it(ask):
    assert ids(ask("茶")) == ["tea"]
    assert ids(ask("凉 茶 杯")) == ["tea"]
    assert ids(ask("茶 -杯")) == []
    answer = ask("柜")
    assert sorted(ids(answer)) == ["charging", "parking"]
    assert "换电<mark>柜</mark>" in answer["hits"][0]["excerpt"]


def test_traditional_characters_and_wide_letters_are_understood(ask):
    assert ids(ask("換電櫃")) == ids(ask("换电柜")) == ["parking", "charging"]
    assert ids(ask("騎手 -換電櫃用")) == ["parking"]
    assert ids(ask("ＸＹＺ　停车")) == ids(ask("xyz停车")) == ["parking", "charging"]


def test_a_question_is_answered_without_the_words_that_ask(ask):
    answer = ask("外卖骑手怎么样才能免费停车呢")

    assert ids(answer)[0] == "parking"
    assert "怎么样" in answer["ignored"]


def test_when_no_case_has_everything_those_come_that_have_most_and_it_is_said(ask):
    answer = ask("骑手 区块链")

    assert answer["relaxed"]
    assert answer["ignored"] == ["区块链"]
    assert sorted(ids(answer)) == ["charging", "parking"]
    assert ask("区块链") | {"facets": {}, "labels": {}} == {
        "total": 0,
        "hits": [],
        "facets": {},
        "labels": {},
        "relaxed": False,
        "ignored": ["区块链"],
    }


def test_one_section_can_be_searched_alone(ask):
    assert ids(ask("停车", section="主要做法")) == ["parking"]
    assert ids(ask("停车", section="成效")) == ["charging"]
    answer = ask("停车", section="针对问题")
    assert [hit["excerpt"] for hit in answer["hits"]] == ["骑手<mark>停车</mark>难，常被罚款。"]
    assert ids(ask("停车", section="经验启示")) == []


def test_facets_count_what_is_found_and_not_their_own_choice(ask):
    answer = ask("停车", regions=["jiangsu"], years=["2021", "2022"])

    assert ids(answer) == ["parking"]
    assert answer["facets"] == {
        "region": {
            "jiangsu": 1,
            "jiangsu/yancheng": 1,
            "zhejiang": 1,
            "zhejiang/hangzhou": 1,
        },
        "keyword": {"新就业形态劳动者": 0, "职工之家": 1},
        "year": {"2024": 0, "2023": 0, "2022": 1, "2021": 0},
        "level": {"地市级": 1, "县级": 0},
    }
    assert answer["labels"]["jiangsu/yancheng"] == "盐城"


def test_sorted_by_date_the_newest_comes_first(ask):
    assert ids(ask("骑手", sort="date")) == ["parking", "charging"]
    assert ids(ask("", limit=2)) == ["tea", "apart"]
    assert ids(ask(""))[-2:] == ["parking", "charging"]


def test_pages_show_every_answer_once(ask):
    every = ids(ask("工会", limit=100))
    pages = [ids(ask("工会", offset=offset, limit=3)) for offset in range(0, 12, 3)]

    assert sorted(every) == sorted(CASES)
    assert [each for page in pages for each in page] == every


def test_a_file_that_comes_damaged_is_an_error_and_a_later_try_works(modules, built):
    copy = shutil.copytree(built, built.parent / "damaged")
    for path in copy.glob("postings/*.bin"):
        path.write_bytes(path.read_bytes()[:-1])
    modules.evaluate(OPEN, "damaged")
    failed = modules.evaluate(
        "() => window.search.query('停车').catch(({ name, path }) => [name, path.split('/')[0]])"
    )
    shutil.copytree(built, copy, dirs_exist_ok=True)

    assert failed == ["SearchError", "postings"]
    assert ids(modules.evaluate(QUERY, ["停车", {}])) == ["parking", "charging"]
