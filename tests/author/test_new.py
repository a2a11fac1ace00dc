"""A new case is asked for piece by piece and written as a file that is valid from the start."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.author.new import Checks, NewCaseError, Wish, quoted, split, write_case
from site_builder.core.messages import Message, msg

if TYPE_CHECKING:
    from pathlib import Path

TODAY = datetime.date(2026, 1, 31)
REGIONS = {"盐城": "江苏省/盐城市", "江苏省/盐城市": "江苏省/盐城市"}
KEYWORDS = {"职工之家": "职工之家", "爱心驿站": "职工之家", "劳模工匠": "劳模工匠"}
FILE = """\
---
标题: 盐城驿站
日期: 2026-01-31
地区: 江苏省/盐城市
关键词: 职工之家、劳模工匠
单位: 〔填写单位名称〕
主体: 工会
摘要: 〔用一两句话写清楚：遇到什么问题，怎么做的，有什么结果。写三十到一百五十个字。〕
数据:
  - 名称: 〔数字说的是什么〕
    数值: "〔照来源写〕"
    单位: 〔个、人、元……〕
    截至: 2026-01-31
    说明: 〔统计的范围、谁的说法〕
来源:
  - 报刊: 〔报刊或网站名称〕
    日期: 2026-01-31
    题名: 〔文章标题〕
草稿: 是
---

## 针对问题

〔原来遇到什么困难，影响到谁。来源没有写到的，写“来源未载明”。〕

## 主要做法

〔一步一步写，让别的工会能照着做。〕

## 成效

〔结果和数字，说明是谁的说法。〕

## 经验启示

〔哪些可以照搬，需要什么条件。以“编者按：”开头。〕
"""


def known(table: dict[str, str]):
    return lambda text: table.get(text) or msg("没有“{name}”。", name=text)


def case_id(text: str) -> str | Message:
    return text if text not in {"", "taken"} else msg("编号“{id}”不能用。", id=text)


CHECKS = Checks(known(REGIONS), known(KEYWORDS), case_id, lambda title: f"id{len(title)}")


@dataclass
class Editor:
    """Answers in turn, and notes what is said."""

    answers: list[str]
    heard: list[str] = field(default_factory=list)

    def question(self, text: Message) -> str:
        self.heard.append(str(text))
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def tell(self, text: Message) -> None:
        self.heard.append(f"! {text}")


def wish(
    title: str | None = None,
    region: str | None = None,
    keywords: list[str] | None = None,
    id_: str | None = None,
) -> Wish:
    return Wish(title, region, keywords, id_)


def new(root: Path, given: Wish, *answers: str) -> tuple[str, Editor]:
    editor = Editor(list(answers))
    return write_case(root, given, CHECKS, TODAY, editor), editor


def test_what_is_given_is_written_as_exactly_this_file(tmp_path: Path) -> None:
    given = wish("盐城驿站", "盐城", ["爱心驿站", "劳模工匠"])

    path, editor = new(tmp_path, given)

    assert path == "content/cases/2026/id4.md"
    assert (tmp_path / path).read_bytes().decode() == FILE
    assert editor.heard == []


def test_what_is_not_given_is_asked_for(tmp_path: Path) -> None:
    path, editor = new(tmp_path, wish(), "盐城驿站", "盐城", "爱心驿站，劳模工匠", "")

    assert path == "content/cases/2026/id4.md"
    assert (tmp_path / path).read_bytes().decode() == FILE
    assert editor.heard == [
        "标题：",
        "地区（例如 江苏省/盐城市）：",
        "关键词（几个之间用顿号）：",
        "编号，也就是网址（直接回车用 id4）：",
    ]


def test_an_editor_may_choose_the_id(tmp_path: Path) -> None:
    asked, _editor = new(tmp_path, wish(), "盐城驿站", "盐城", "职工之家", " yizhan ")
    given, _editor = new(tmp_path, wish("盐城驿站", "盐城", ["职工之家"], "yizhan-2"))

    assert (asked, given) == ("content/cases/2026/yizhan.md", "content/cases/2026/yizhan-2.md")


def test_a_wrong_answer_is_explained_and_asked_for_again(tmp_path: Path) -> None:
    path, editor = new(
        tmp_path,
        wish(),
        *("  ", "盐城驿站"),
        *("盐都", "盐城"),
        *("、，", "职工之家、工匠", "职工之家"),
        *("taken", "yizhan"),
    )

    assert path == "content/cases/2026/yizhan.md"
    assert editor.heard == [
        "标题：",
        "! 标题不能是空的。",
        "标题：",
        "地区（例如 江苏省/盐城市）：",
        "! 没有“盐都”。",
        "地区（例如 江苏省/盐城市）：",
        "关键词（几个之间用顿号）：",
        "! 至少要有一个关键词。",
        "关键词（几个之间用顿号）：",
        "! 没有“工匠”。",
        "关键词（几个之间用顿号）：",
        "编号，也就是网址（直接回车用 id4）：",
        "! 编号“taken”不能用。",
        "编号，也就是网址（直接回车用 id4）：",
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (wish("", "盐城", ["职工之家"]), "标题不能是空的。"),
        (wish("甲", "盐都", ["职工之家"]), "没有“盐都”。"),
        (wish("甲", "盐城", ["职工之家", "工匠"]), "没有“工匠”。"),
        (wish("甲", "盐城", ["职工之家、工匠"]), "没有“工匠”。"),
        (wish("甲", "盐城", ["职工之家"], "taken"), "编号“taken”不能用。"),
    ],
)
def test_what_was_given_wrong_is_refused_and_nothing_is_written(
    tmp_path: Path, given: Wish, message: str
) -> None:
    with pytest.raises(NewCaseError) as caught:
        new(tmp_path, given)

    assert str(caught.value) == str(caught.value.message) == message
    assert list(tmp_path.iterdir()) == []


def test_when_nobody_answers_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        new(tmp_path, wish(), "盐城驿站")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "content/cases/2026/id4.md"
    file.parent.mkdir(parents=True)
    file.write_text("别人的", "utf-8")

    with pytest.raises(FileExistsError):
        new(tmp_path, wish("盐城驿站", "盐城", ["职工之家"]))

    assert file.read_text("utf-8") == "别人的"


@pytest.mark.parametrize(
    "keywords",
    [["爱心驿站", "职工之家"], ["职工之家、爱心驿站"], ["职工之家", "职工之家"]],
)
def test_two_names_of_one_keyword_are_written_once(tmp_path: Path, keywords: list[str]) -> None:
    path, _editor = new(tmp_path, wish("甲", "盐城", keywords))
    asked, _editor = new(tmp_path, wish("乙乙", "盐城"), "、".join(keywords))

    for each in (path, asked):
        assert "\n关键词: 职工之家\n" in (tmp_path / each).read_text("utf-8")


def test_an_empty_keyword_is_asked_for(tmp_path: Path) -> None:
    _path, editor = new(tmp_path, wish("甲", "盐城", [" "]), "职工之家")

    assert editor.heard == ["关键词（几个之间用顿号）："]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("职工之家、劳模工匠", ["职工之家", "劳模工匠"]),
        ("甲，乙,丙；丁;戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲、、 、乙", ["甲", "乙"]),
        ("", []),
    ],
)
def test_a_list_is_taken_apart_as_editors_write_it(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("盐城驿站", "盐城驿站"),
        ("“暖心”驿站：一杯水", "“暖心”驿站：一杯水"),
        ("a:b#c", "a:b#c"),
        ("时间: 下午", '"时间: 下午"'),
        ("驿站 #1", '"驿站 #1"'),
        ("结尾:", '"结尾:"'),
        ('"驿站"', '"\\"驿站\\""'),
        ("[转载] 驿站", '"[转载] 驿站"'),
        ("- 驿站", '"- 驿站"'),
        ("@驿站 \\", '"@驿站 \\\\"'),
    ],
)
def test_a_text_is_quoted_only_where_yaml_needs_it(text: str, written: str) -> None:
    assert quoted(text) == written
    assert yaml.load(f"标题: {written}\n", Loader=yaml.BaseLoader) == {"标题": text}


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_title_is_read_back_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    root = tmp_path_factory.mktemp("new")
    try:
        path, _editor = new(root, wish(title, "盐城", ["职工之家"]))
    except NewCaseError:
        assert not any(each.isprintable() and not each.isspace() for each in title)
        return

    head = (root / path).read_text("utf-8").split("\n---\n")[0]

    facts = yaml.load(head, Loader=yaml.BaseLoader)
    seen = "".join(each for each in title if each.isprintable() or each.isspace())
    assert facts["标题"] == " ".join(seen.split())
    assert list(facts)[:3] == ["标题", "日期", "地区"]
    assert list(facts)[-1] == "草稿"
