"""A page made from memory is the page that a build makes; where others change, there is none."""

from __future__ import annotations

import pytest

from site_builder.build import Options, build_site
from site_builder.glance import take_glance

PATH, CASE = "content/cases/2023/yancheng-yizhan.md", "cases/yancheng-yizhan/index.html"
PAGE = "content/pages/about.md"
BODY = "## 针对问题\n\n甲\n\n## 主要做法\n\n乙\n\n## 成效\n\n丙\n\n## 经验启示\n\n丁\n"


def options(library):
    return Options(library.root, library.root / "output", drafts=True, self_test=False)


@pytest.fixture
def glance(library):
    assert not build_site(options(library)).blocked
    return take_glance(options(library), ())


def test_nothing_is_remembered_of_a_site_that_was_never_built(library):
    assert take_glance(options(library), ()) is None


def test_pages_are_those_that_a_build_makes_edit_after_edit(library, glance):
    for text in ("戊", "己", "戊"):
        library.case("yancheng-yizhan", BODY + f"\n{text}\n")
        library.write(PAGE, f"---\ntitle: 关于本库\n---\n\n这是{text}。\n")
        before = library.tree()
        found = glance.pages([PATH, PAGE])

        assert library.tree() == before, "it writes nothing"
        assert text in found[CASE].decode()

        build_site(options(library))
        tree = library.tree()

        assert found == {CASE: tree[CASE], "about/index.html": tree["about/index.html"]}


def test_other_cases_are_shown_as_they_were_published(library, glance):
    library.case("yancheng-yizhan", BODY)
    glance.pages([PATH])
    other = "content/cases/2023/yandu-gongjiang.md"
    file = library.root / other
    file.write_text(file.read_text("utf-8") + "\n再补一句。\n", "utf-8")
    found = glance.pages([other])
    build_site(options(library))

    assert found == {
        "cases/yandu-gongjiang/index.html": library.tree()["cases/yandu-gongjiang/index.html"]
    }


def test_there_is_no_page_when_others_show_what_changed(library, glance):
    library.case("yancheng-yizhan", BODY, 标题="别的标题")
    assert glance.pages([PATH]) == {}

    library.case("yancheng-yizhan", BODY + "\n[没有](../没有.md)\n")
    assert glance.pages([PATH]) == {}

    library.case("yancheng-yizhan", BODY, 标题="")
    assert glance.pages([PATH]) == {}

    library.remove(PATH)
    assert glance.pages([PATH]) == {}

    library.case("yancheng-yizhan", BODY)
    assert [*glance.pages([PATH])] == [CASE], "what was refused is forgotten"


def test_there_is_no_page_beside_files_that_are_no_known_documents(library, glance):
    library.case("yancheng-yizhan", BODY)
    new = library.case("xin").relative_to(library.root).as_posix()

    assert glance.pages([PATH, "content/site.yaml"]) == {}
    assert glance.pages([PATH, new]) == {}


def test_there_is_no_page_of_a_document_that_the_build_had_something_to_say_of(library):
    build_site(options(library))
    glance = take_glance(options(library), {PATH})
    library.case("yancheng-yizhan", BODY)

    assert glance.pages([PATH]) == {}


def test_a_draft_that_is_not_shown_has_no_page(library):
    library.write(PAGE, "---\ntitle: 关于本库\ndraft: true\n---\n\n甲\n")
    hidden = Options(library.root, library.root / "output", self_test=False)
    build_site(hidden)
    glance = take_glance(hidden, ())
    library.write(PAGE, "---\ntitle: 关于本库\ndraft: true\n---\n\n乙\n")

    assert glance.pages([PAGE]) == {}
