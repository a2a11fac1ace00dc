"""Two things that want the same address are named, both of them."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Report
from site_builder.plan.clashes import check_aliases, check_ids, check_images, check_page_ids
from site_builder.plan.routes import RESERVED

OUTPUTS = ("index.html", "cases/index.html", "cases/a/index.html", "about/index.html", "feed.xml")


def test_the_later_of_two_files_with_one_id_names_the_other(told) -> None:
    report = Report()
    ids = {
        "content/cases/2022/yizhan.md": "yizhan",
        "content/cases/2023/yizhan.md": "yizhan",
        "content/cases/2023/other.md": "other",
        "content/cases/驿站.md": "yizhan",
    }

    clashing = check_ids(ids, report)

    assert clashing == {"content/cases/2023/yizhan.md", "content/cases/驿站.md"}
    message = "编号“yizhan”已经被 content/cases/2022/yizhan.md 用了。"
    hint = "编号由文件名决定，请给其中一个文件改名。"
    assert told(report) == [
        ("error", "id-clash", "content/cases/2023/yizhan.md:1:1+0", message, hint),
        ("error", "id-clash", "content/cases/驿站.md:1:1+0", message, hint),
    ]


def test_files_with_ids_of_their_own_do_not_clash(told) -> None:
    report = Report()

    assert check_ids({"content/cases/a.md": "a", "content/cases/b.md": "b"}, report) == frozenset()
    assert told(report) == []


@pytest.mark.parametrize("id_", sorted(RESERVED))
def test_a_page_cannot_take_an_address_of_the_site_itself(told, id_: str) -> None:
    report = Report()
    path = f"content/pages/{id_}.md"

    assert check_page_ids({path: id_, "content/pages/about.md": "about"}, report) == {path}
    assert told(report) == [
        (
            "error",
            "id-clash",
            f"{path}:1:1+0",
            f"地址 /{id_}/ 是网站自己用的。",
            "请给这个文件换个名字。",
        )
    ]


@pytest.fixture
def aliases(make, told):
    """Checks the old addresses of cases, in order, and shows what an editor is told."""

    def check(*cases: list[str]) -> list[tuple[str, str, str, str, str]]:
        report = Report()
        documents = [make.document(f"c{number}", aliases=each) for number, each in enumerate(cases)]
        check_aliases(documents, OUTPUTS, report)
        return told(report)

    return check


def test_old_addresses_that_nobody_else_has_are_free(aliases) -> None:
    assert aliases(["old", "/2019/yizhan.html", "/2019/"], ["older", "/2019/b/"]) == []


@pytest.mark.parametrize(
    "alias", ["a", "/cases/a/", "/cases/a/index.html", "/about", "/", "/feed.xml/"]
)
def test_an_old_address_that_has_a_page_today_is_an_error(aliases, alias: str) -> None:
    assert aliases(["old", alias]) == [
        (
            "error",
            "id-clash",
            f"content/cases/c0.md:9:5+{len(alias)}",
            f"旧地址“{alias}”现在就有页面。",
            "请删掉或改正这个旧地址。",
        )
    ]


@pytest.mark.parametrize("alias", ["old", "/cases/old/", "/cases/old/index.html"])
def test_an_old_address_that_two_cases_claim_is_an_error_of_the_later(aliases, alias: str) -> None:
    assert aliases(["old"], [alias]) == [
        (
            "error",
            "id-clash",
            f"content/cases/c1.md:8:5+{len(alias)}",
            f"旧地址“{alias}”和 content/cases/c0.md 的重复。",
            "请删掉或改正这个旧地址。",
        )
    ]


def test_one_case_may_write_an_old_address_twice(aliases) -> None:
    assert aliases(["old", "/cases/old/", "old"]) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("/x.html", "/x.html/y/"), ("/x.html/y/", "/x.html"), ("/x.html/y/z/", "/x.html")],
)
def test_no_file_can_lie_where_a_folder_has_to_be(aliases, first: str, second: str) -> None:
    assert [message for *_rest, message, _hint in aliases([first], [second])] == [
        f"旧地址“{second}”和 content/cases/c0.md 的重复。"
    ]


def test_two_images_with_one_address_are_named(told) -> None:
    report = Report()

    check_images(
        [
            "content/cases/2023/a.png",
            "content/cases/2023/b.png",
            "content/images/cases/2023/a.png",
        ],
        report,
    )

    assert told(report) == [
        (
            "error",
            "id-clash",
            "content/images/cases/2023/a.png:1:1+0",
            "图片地址 /images/cases/2023/a.png 已经被 content/cases/2023/a.png 用了。",
            "请给其中一张图片改名。",
        )
    ]
