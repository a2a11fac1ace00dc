"""Pages lie where readers, servers and old bookmarks look for them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.plan.routes import old_url, output_of, page_url, paged, plan_numbers, plan_pager


@pytest.mark.parametrize(
    ("url", "output"),
    [
        ("", "index.html"),
        ("cases/a/", "cases/a/index.html"),
        ("feed.xml", "feed.xml"),
        ("404.html", "404.html"),
    ],
)
def test_a_folder_on_the_site_is_its_index_on_disk(url: str, output: str) -> None:
    assert output_of(url) == output


@pytest.mark.parametrize(
    ("alias", "url"),
    [
        ("yancheng", "cases/yancheng/"),
        ("家家到", "cases/家家到/"),
        ("/old/yancheng/", "old/yancheng/"),
        ("/old/yancheng", "old/yancheng/"),
        ("/old/yancheng.html", "old/yancheng.html"),
        ("/old/a.htm", "old/a.htm"),
        ("/old/index.html", "old/index.html"),
        ("/%E5%B7%A5%E4%BC%9A/", "工会/"),
        ("//old//a/./b/", "old/a/b/"),
        ("/old/../../a/", "a/"),
        ("/%2e%2e/a/", "a/"),
        ("/", ""),
    ],
)
def test_an_old_address_stays_below_the_site_and_is_decoded(alias: str, url: str) -> None:
    assert old_url(alias) == url


def test_the_first_page_of_a_listing_has_its_own_address() -> None:
    assert page_url("cases/", 1) == "cases/"
    assert page_url("cases/", 2) == "cases/page/2/"


@pytest.mark.parametrize(
    ("total", "sizes"),
    [
        (0, [0]),
        (1, [1]),
        (19, [19]),
        (20, [20]),
        (21, [20, 1]),
        (40, [20, 20]),
        (400, [20] * 20),
    ],
)
def test_a_listing_has_twenty_cases_a_page_and_at_least_one_page(
    make, total: int, sizes: list[int]
) -> None:
    cases = [make.case()] * total

    pages = list(paged(cases))

    assert [number for number, _shown in pages] == list(range(1, len(sizes) + 1))
    assert [len(shown) for _number, shown in pages] == sizes
    assert plan_pager("cases/", 1, total)["pages"] == len(sizes)


def test_an_empty_listing_is_page_one_of_one() -> None:
    assert plan_pager("cases/", 1, 0) == {
        "page": 1,
        "pages": 1,
        "newer": "",
        "older": "",
        "numbers": [{"number": 1, "url": "cases/", "current": True}],
    }


def test_the_second_page_leads_back_to_the_listing_itself() -> None:
    assert plan_pager("regions/jiangsu/", 2, 41) == {
        "page": 2,
        "pages": 3,
        "newer": "regions/jiangsu/",
        "older": "regions/jiangsu/page/3/",
        "numbers": [
            {"number": 1, "url": "regions/jiangsu/", "current": False},
            {"number": 2, "url": "regions/jiangsu/page/2/", "current": True},
            {"number": 3, "url": "regions/jiangsu/page/3/", "current": False},
        ],
    }


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, [1, 2, 3, 0, 20]),
        (4, [1, 2, 3, 4, 5, 6, 0, 20]),
        (10, [1, 0, 8, 9, 10, 11, 12, 0, 20]),
        (20, [1, 0, 18, 19, 20]),
    ],
)
def test_of_many_pages_the_ends_and_the_neighbours_are_shown(number: int, shown: list[int]) -> None:
    assert [each["number"] for each in plan_numbers("cases/", number, 20)] == shown


@given(st.integers(1, 300).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages))))
def test_page_numbers_rise_hold_the_current_one_once_and_never_two_gaps_in_a_row(
    place: tuple[int, int],
) -> None:
    number, pages = place

    numbers = plan_numbers("cases/", number, pages)

    shown = [each["number"] for each in numbers if each["number"]]
    assert shown == sorted(set(shown))
    assert shown[0] == 1
    assert shown[-1] == pages
    assert [each["number"] for each in numbers if each["current"]] == [number]
    for before, after in itertools.pairwise(numbers):
        gap = 0 in (before["number"], after["number"])
        assert gap or after["number"] == before["number"] + 1
        assert before["number"] or after["number"]
