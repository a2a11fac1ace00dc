"""A case leads on to those before and after it, in the lists of its place and of its keyword."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.dates import PartialDate
from site_builder.plan.neighbours import NOBODY, Beside, find_neighbours
from site_builder.plan.pages import plan_pages


def test_a_case_alone_has_nobody_beside_it(make) -> None:
    assert find_neighbours([make.case("a")]) == {"a": ()}


def test_the_deepest_place_with_another_case_leads_on(make) -> None:
    cases = [
        make.case("a", regions=["jiangsu/yancheng/yandu"], keywords=[0]),
        make.case("b", regions=["jiangsu/nanjing"], keywords=[1]),
        make.case("c", regions=["beijing", "jiangsu/yancheng"], keywords=[1, 2]),
        make.case("d", regions=["jiangsu/nanjing"], keywords=[2]),
    ]

    assert find_neighbours(cases) == {
        "a": (Beside("jiangsu/yancheng", NOBODY, 2),),
        "b": (Beside("jiangsu/nanjing", NOBODY, 3), Beside("/laomo-gongjiang", NOBODY, 2)),
        "c": (Beside("/laomo-gongjiang", 1, NOBODY),),
        "d": (Beside("jiangsu/nanjing", 1, NOBODY), Beside("/puhui-fuwu", 2, NOBODY)),
    }


ROWS = st.lists(
    st.tuples(
        st.lists(
            st.sampled_from(
                ("jiangsu", "jiangsu/yancheng", "jiangsu/yancheng/yandu", "beijing", "national")
            ),
            min_size=1,
            max_size=3,
            unique=True,
        ),
        st.lists(st.integers(0, 2), max_size=3, unique=True),
    ),
    max_size=12,
)


@given(ROWS)
def test_neighbours_are_those_that_the_lists_show(make, rows) -> None:
    outline = make.outline(
        *(
            make.case(f"c{place}", regions=regions, keywords=keywords, date=PartialDate(2000))
            for place, (regions, keywords) in enumerate(rows)
        )
    )
    cases, listings = outline.library.cases, outline.listings
    for case in cases:
        for term, newer, older in outline.beside(case):
            slug = term.removeprefix("/")
            listed = (listings.by_keyword if term[0] == "/" else listings.by_region)[slug]
            place = listed.index(case)
            around = [*listed[max(0, place - 1) : place], *listed[place + 1 : place + 2]]
            assert [cases[each] for each in (newer, older) if each != NOBODY] == around
            assert around


def test_a_page_names_the_lists_and_their_neighbours(make) -> None:
    outline = make.outline(
        make.case("a", regions=["jiangsu/yancheng"]), make.case("b"), make.case("c", keywords=[])
    )
    views = {page.output: page.view for page in plan_pages(outline, {})}
    newer = {"title": "案例 a", "url": "cases/a/"}
    older = {"title": "案例 c", "url": "cases/c/"}

    assert views["cases/b/index.html"]()["around"] == [
        {
            "kind": "all",
            "list": {"title": "案例", "url": "cases/"},
            "newer": newer,
            "older": older,
        },
        {
            "kind": "region",
            "list": {"title": "盐城", "url": "regions/jiangsu/yancheng/"},
            "newer": newer,
            "older": older,
        },
        {
            "kind": "keyword",
            "list": {"title": "职工之家", "url": "keywords/zhigong-zhijia/"},
            "newer": newer,
            "older": None,
        },
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_a_library_of_one_case_leads_nowhere(make, count) -> None:
    outline = make.outline(*[make.case("a")][:count])
    views = [page.view() for page in plan_pages(outline, {}) if page.template == "case.html"]

    assert [view["around"] for view in views] == [[]] * count
