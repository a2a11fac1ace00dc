"""Every link leads somewhere, or its editor is told; links to what is withheld are left out."""

from __future__ import annotations

import unicodedata

import pytest

from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import Body, Picture
from site_builder.plan.links import Places, check_links, check_pictures, normal, without_links

FILES = {
    "content/cases/2023/a.md": "cases/a/",
    "content/cases/2023/yancheng-yizhan.md": "cases/yancheng-yizhan/",
    "content/cases/2024/caogao.md": "cases/caogao/",
    "content/cases/2024/huai.md": "cases/huai/",
    "content/cases/café.md": "cases/cafe/",
    "content/pages/about.md": "about/",
}


@pytest.fixture
def places() -> Places:
    pages = {"", "cases/", "cases/a/", "cases/yancheng-yizhan/", "about/", "images/a.png"}
    places = Places(pages, {unicodedata.normalize("NFD", path): url for path, url in FILES.items()})
    places.anchors = {
        "cases/a/": frozenset({"针对问题", "主要做法"}),
        "about/": frozenset(),
    }
    places.withheld = frozenset({"cases/caogao/"})
    places.broken = frozenset({"cases/huai/", "cases/cafe/"})
    return places


@pytest.fixture
def links(places, make, told):
    """Checks a body with one link and shows what an editor is told."""

    def check(*link: str, **more: str) -> list[tuple[str, str, str, str, str]]:
        report = Report()
        check_links(Body("", links=(make.link(*link, **more),)), places, report)
        return told(report)

    return check


@pytest.mark.parametrize("page", ["", "cases/", "cases/a/", "about/", "images/a.png"])
def test_a_link_to_a_page_of_the_site_needs_no_word(links, page: str) -> None:
    assert links(page) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_link_to_a_file_finds_it_whichever_way_its_name_is_composed(links, form) -> None:
    file = unicodedata.normalize(form, "content/cases/café.md")

    assert links("cases/cafe/", "../café.md", file=file) == []


def test_a_file_with_the_same_name_in_another_folder_is_offered(links) -> None:
    found = links(
        "cases/yancheng-yizhan/",
        "yancheng-yizhan.md",
        file="content/cases/2025/yancheng-yizhan.md",
    )

    assert found == [
        (
            "error",
            "broken-link",
            "content/cases/a.md:30:8+18",
            "链接指向的文件“yancheng-yizhan.md”不存在。",
            "是不是：/cases/yancheng-yizhan/？",
        )
    ]


def test_a_file_that_is_nearly_there_is_offered(links) -> None:
    found = links(
        "cases/yizhang/", "yancheng-yizhang.md", file="content/cases/2023/yancheng-yizhang.md"
    )

    assert [(message, hint) for *_rest, message, hint in found] == [
        ("链接指向的文件“yancheng-yizhang.md”不存在。", "是不是：/cases/yancheng-yizhan/？")
    ]


def test_a_file_like_no_other_is_answered_with_how_links_are_written(links) -> None:
    assert links("zzz/", "../../zzz.md", file="content/zzz.md") == [
        (
            "error",
            "broken-link",
            "content/cases/a.md:30:8+12",
            "链接指向的文件“../../zzz.md”不存在。",
            "链接可以写 /cases/案例编号/，也可以写相对这个文件的 .md 路径。",
        )
    ]


def test_a_page_that_is_nearly_there_is_offered(links) -> None:
    assert links("cases/yancheng-yizha/") == [
        (
            "error",
            "broken-link",
            "content/cases/a.md:30:8+22",
            "站内没有“/cases/yancheng-yizha/”这个地址。",
            "是不是：/cases/yancheng-yizhan/？",
        )
    ]


def test_a_page_like_no_other_is_answered_with_what_an_address_is(links) -> None:
    assert [(message, hint) for *_rest, message, hint in links("xyz/")] == [
        ("站内没有“/xyz/”这个地址。", "案例的地址是 /cases/案例编号/，编号就是文件名，不带 .md。")
    ]


def test_a_heading_that_its_document_has_is_found(links) -> None:
    assert links("cases/a/", "a.md#主要做法", fragment="主要做法") == []


def test_a_heading_that_is_nearly_there_is_offered(links) -> None:
    assert links("cases/a/", "#主要作法", fragment="主要作法") == [
        (
            "error",
            "broken-anchor",
            "content/cases/a.md:30:8+5",
            "链接“#主要作法”要跳到的小标题不存在。",
            "是不是：#主要做法？",
        )
    ]


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("cases/a/", "那一页的小标题有：主要做法、针对问题。"),
        ("about/", "那一页的小标题有：—。"),
    ],
)
def test_a_heading_like_no_other_is_answered_with_those_there_are(links, page, hint) -> None:
    found = links(page, f"/{page}#xyz", fragment="xyz")

    assert [(message, said) for *_rest, message, said in found] == [
        (f"链接“/{page}#xyz”要跳到的小标题不存在。", hint)
    ]


def test_headings_of_pages_that_are_no_documents_are_not_judged(links) -> None:
    assert links("cases/", "/cases/#top", fragment="top") == []


@pytest.mark.parametrize(
    "link",
    [
        {"page": "cases/caogao/", "target": "/cases/caogao/"},
        {"page": "cases/caogao/", "target": "../2024/caogao.md"},
        {"page": "cases/caogao/", "target": "/cases/caogao/#xyz", "fragment": "xyz"},
    ],
)
def test_a_link_to_a_withheld_case_is_a_warning(links, link) -> None:
    file = "content/cases/2024/caogao.md" if link["target"].endswith(".md") else ""
    target = link["target"]

    assert links(**link, file=file) == [
        (
            "warning",
            "withheld-link",
            f"content/cases/a.md:30:8+{len(target)}",
            f"“{target}”这次不发布，链接先去掉，文字保留。",
            "",
        )
    ]


def test_links_to_documents_with_errors_of_their_own_are_not_judged(links) -> None:
    assert links("cases/huai/", "../2024/huai.md", "xyz", "content/cases/2024/huai.md") == []
    assert links("cases/huai/") == []


def test_every_broken_link_of_a_body_is_reported(places, make, told) -> None:
    report = Report()

    check_links(
        Body("", links=(make.link("x/"), make.link("y/"), make.link("cases/"))), places, report
    )

    assert [message for *_rest, message, _hint in told(report)] == [
        "站内没有“/x/”这个地址。",
        "站内没有“/y/”这个地址。",
    ]


IMAGES = ("content/images/盐城/驿站.png", "content/cases/2023/caf\u00e9.png")


@pytest.fixture
def pictures(told):
    """Checks a picture of a document and shows what an editor is told."""

    def check(src: str, file: str, location: Location | None = None):
        report = Report()
        picture = Picture(src, file, "驿站", location=location)
        check_pictures("content/cases/2023/a.md", [picture], IMAGES, report)
        return told(report)

    return check


def test_an_image_is_found_whichever_way_its_name_is_composed(pictures) -> None:
    for form in ("NFC", "NFD"):
        file = unicodedata.normalize(form, "content/cases/2023/café.png")
        assert pictures("café.png", file) == []


def test_an_image_that_could_not_be_located_was_reported_before(pictures) -> None:
    assert pictures("https://example.org/a.png", "") == []


def test_an_image_that_is_nearly_there_is_offered_as_it_is_written(pictures) -> None:
    at = Location("content/cases/2023/a.md", 12, 7, 14)

    assert pictures("/images/盐城/驿站.jpg", "content/images/盐城/驿站.jpg", at) == [
        (
            "error",
            "missing-image",
            "content/cases/2023/a.md:12:7+14",
            "没有找到图片“/images/盐城/驿站.jpg”。",
            "是不是：/images/盐城/驿站.png？",
        )
    ]


def test_an_image_like_no_other_is_answered_with_where_images_lie(pictures) -> None:
    assert pictures("x.gif", "content/x.gif") == [
        (
            "error",
            "missing-image",
            "content/cases/2023/a.md:1:1+0",
            "没有找到图片“x.gif”。",
            "图片请放在 content/images/ 里，写成 /images/文件名。",
        )
    ]


DEAD = frozenset({"cases/caogao/", "cases/hidden/", "hidden/"})


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('见<a href="../caogao/">草稿</a>。', "见草稿。"),
        ('<a href="../caogao/#成效" rel="noopener">成<em>效</em></a>', "成<em>效</em>"),
        ('<a href="../caogao/?print=1">草稿</a>', "草稿"),
        ('<a title="甲 &gt; 乙" href="../caogao/">草稿</a>', "草稿"),
        ('<a href="../../hidden/">隐藏页</a>', "隐藏页"),
        ('<a href="../caogao/">一</a>和<a href="../b/">二</a>', '一和<a href="../b/">二</a>'),
        ('<a href="../caogao/">一\n行</a>', "一\n行"),
        ('<a class="x" href="../%63aogao/">草稿</a>', "草稿"),
    ],
)
def test_links_to_dead_places_go_and_their_words_stay(html: str, left: str) -> None:
    assert without_links(html, "cases/a/", DEAD) == left


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../b/">别的</a>',
        '<a href="#成效">成效</a>',
        '<a href="https://example.org/cases/caogao/">别的网站</a>',
        '<a href="mailto:a@example.org">邮件</a>',
        '<a href="../caogao-2/">名字像</a>',
        "<abbr>href=&quot;../caogao/&quot;</abbr>",
        "<p>没有链接。</p>",
    ],
)
def test_other_links_are_left_as_they_are(html: str) -> None:
    assert without_links(html, "cases/a/", DEAD) == html


def test_a_page_at_the_top_reaches_down_to_cases() -> None:
    html = '<a href="../cases/hidden/">一</a><a href="../hidden/">二</a><a href="../">首页</a>'

    assert without_links(html, "about/", DEAD) == '一二<a href="../">首页</a>'


def test_names_are_compared_composed() -> None:
    assert normal("cafe\u0301.md") == "caf\u00e9.md"
