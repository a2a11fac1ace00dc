"""Related cases share rare keywords or a place, come from many provinces and say why."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.document import Level
from site_builder.plan import related
from site_builder.plan.related import (
    MOST,
    REPEATED_PROVINCE,
    SAME_LEVEL,
    STRETCH,
    Neighbourhood,
    shared_region,
    terms_of,
    weight_of,
)

PATHS = ("national", "beijing/chaoyang", "jiangsu/nanjing", "jiangsu/yancheng", "zhejiang/hangzhou")


def related_ids(cases, country, case) -> list[str]:
    return [each.case.id for each in Neighbourhood(cases, country).related(case)]


def test_a_case_alone_has_no_related_ones(make, country) -> None:
    case = make.case()

    assert Neighbourhood([case], country).related(case) == ()


def test_cases_that_share_nothing_are_not_related(make, country) -> None:
    cases = [
        make.case("a", regions=["beijing"], keywords=[0]),
        make.case("b", regions=["zhejiang"], keywords=[1]),
    ]

    assert related_ids(cases, country, cases[0]) == []


def test_a_rare_keyword_counts_for_more_than_a_common_one(make, country) -> None:
    common = [make.case(f"common{n}", regions=["zhejiang"], keywords=[0]) for n in range(6)]
    rare = make.case("rare", regions=["beijing"], keywords=[1])
    case = make.case("a", regions=["hubei"], keywords=[0, 1])

    assert related_ids([*common, case, rare], country, case)[0] == "rare"


def test_of_equal_keywords_the_nearer_place_comes_first(make, country) -> None:
    cases = [
        make.case("a", regions=["jiangsu/yancheng/yandu"]),
        make.case("zhejiang", regions=["zhejiang/hangzhou"]),
        make.case("province", regions=["jiangsu/nanjing"]),
        make.case("city", regions=["jiangsu/yancheng"]),
    ]

    assert related_ids(cases, country, cases[0])[0] == "city"


def test_of_equal_places_the_same_level_comes_first(make, country) -> None:
    cases = [
        make.case("a", level=Level.COUNTY),
        make.case("city", level=Level.CITY),
        make.case("county", level=Level.COUNTY),
    ]

    assert related_ids(cases, country, cases[0]) == ["county", "city"]


def test_of_equal_cases_the_one_nearer_in_time_comes_first(make, country) -> None:
    cases = [make.case(id_) for id_ in ("far", "near", "a", "next", "last")]

    assert related_ids(cases, country, cases[2]) == ["near", "next", "far", "last"]


def test_the_list_spreads_over_provinces(make, country) -> None:
    cases = [
        make.case("a", regions=["jiangsu/yancheng"]),
        *(make.case(f"jiangsu{n}", regions=["jiangsu/nanjing"]) for n in range(4)),
        make.case("zhejiang", regions=["zhejiang/hangzhou"]),
        make.case("beijing", regions=["beijing/chaoyang"]),
    ]

    assert related_ids(cases, country, cases[0]) == [
        "jiangsu0",
        "zhejiang",
        "beijing",
        "jiangsu1",
        "jiangsu2",
    ]


def test_the_editors_choice_comes_first_in_the_editors_order(make, country) -> None:
    cases = [
        make.case("a", related=["far", "near", "far", "a", "caogao"]),
        make.case("near"),
        make.case("best"),
        make.case("far", regions=["beijing"], keywords=[1]),
    ]

    found = Neighbourhood(cases, country).related(cases[0])

    assert [(each.case.id, each.chosen) for each in found] == [
        ("far", True),
        ("near", True),
        ("best", False),
    ]


def test_an_editor_may_choose_more_cases_than_would_be_computed(make, country) -> None:
    others = [make.case(f"b{n}") for n in range(9)]
    chosen = [case.id for case in others[:7]]
    case = make.case("a", related=chosen)

    assert related_ids([case, *others], country, case) == chosen


def test_a_related_case_says_what_it_shares(make, country) -> None:
    cases = [
        make.case("a", regions=["jiangsu/yancheng/yandu"], keywords=[2, 0], level=Level.COUNTY),
        make.case("b", regions=["jiangsu/yancheng"], keywords=[0, 1, 2], level=Level.COUNTY),
        make.case("c", regions=["beijing"], keywords=[0], level=Level.PROVINCE),
    ]

    found = Neighbourhood(cases, country).related(cases[0])

    assert [
        (
            each.case.id,
            [keyword.name for keyword in each.keywords],
            each.region.name if each.region else None,
            each.same_level,
        )
        for each in found
    ] == [
        ("b", ["普惠服务", "职工之家"], "盐城市", True),
        ("c", ["职工之家"], None, False),
    ]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("jiangsu/yancheng/yandu", "jiangsu/yancheng/yandu", "jiangsu/yancheng/yandu"),
        ("jiangsu/yancheng/yandu", "jiangsu/yancheng/gaoxinqu", "jiangsu/yancheng"),
        ("jiangsu/yancheng/yandu", "jiangsu/yancheng", "jiangsu/yancheng"),
        ("jiangsu/yancheng", "jiangsu/nanjing", "jiangsu"),
        ("jiangsu/yancheng", "zhejiang/hangzhou", None),
        ("national", "national", "national"),
        ("national", "jiangsu", None),
    ],
)
def test_the_deepest_region_that_holds_both_is_shared(country, one, other, shared) -> None:
    for first, second in ((one, other), (other, one)):
        region = shared_region(country.at(first), country.at(second), country)
        assert (region.path if region else None) == shared


@st.composite
def shapes(draw) -> list[tuple[str, list[int], Level, list[str]]]:
    """Return what cases of a small library are made of."""
    ids = st.sampled_from([f"a{number}" for number in range(12)])
    shape = st.tuples(
        st.sampled_from(PATHS),
        st.lists(st.integers(0, 2), max_size=3, unique=True),
        st.sampled_from(list(Level)),
        st.lists(ids, max_size=2, unique=True),
    )
    return draw(st.lists(shape, min_size=1, max_size=12))


@given(shapes())
@settings(max_examples=60)
def test_related_cases_are_few_others_each_once_and_always_the_same(make, country, shapes) -> None:
    cases = [
        make.case(f"a{n}", regions=[path], keywords=keywords, level=level, related=related)
        for n, (path, keywords, level, related) in enumerate(shapes)
    ]
    neighbourhood = Neighbourhood(cases, country)

    for case in cases:
        found = neighbourhood.related(case)
        ids = [each.case.id for each in found]
        assert len(ids) == len(set(ids)) <= MOST == 5
        assert case.id not in ids
        assert found == Neighbourhood(cases, country).related(case)
        for each in found:
            assert each.chosen == (each.case.id in case.facts.related)
            assert each.chosen or each.keywords or each.region is not None


def looked_for_everywhere(cases, case) -> list[str]:
    """Find related cases in the plainest way: every score of every candidate, then one by one."""
    here = cases.index(case)
    scores: dict[int, float] = {}
    for term in terms_of(case):
        holders = [n for n, each in enumerate(cases) if term in terms_of(each)]
        weight = weight_of(term, len(cases), len(holders))
        start = max(0, holders.index(here) - related.STRETCH // 2)
        if len(holders) <= related.STRETCH:
            start = 0
        for each in holders[start : start + related.STRETCH]:
            scores[each] = scores.get(each, 0.0) + weight
    del scores[here]
    best = sorted(scores, key=lambda each: (-scores[each], abs(each - here), each))
    left = {
        each: scores[each] + SAME_LEVEL * (cases[each].level is case.level)
        for each in best[: related.SHORTLIST]
    }
    found: list[int] = []
    while left and len(found) < MOST:
        provinces = [cases[each].region.path.split("/")[0] for each in found]

        def cost(each: int, provinces: list[str] = provinces) -> tuple[float, int, int]:
            seen = provinces.count(cases[each].region.path.split("/")[0])
            return -left[each] * REPEATED_PROVINCE**seen, abs(each - here), each

        found.append(min(left, key=cost))
        del left[found[-1]]
    return [cases[each].id for each in found]


@given(shapes(), st.integers(1, 8), st.integers(1, 8))
@settings(max_examples=100)
def test_the_quick_way_finds_what_the_plain_way_finds(make, country, shapes, stretch, most) -> None:
    cases = [
        make.case(f"a{n}", regions=[path], keywords=keywords, level=level)
        for n, (path, keywords, level, _related) in enumerate(shapes)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(related, "STRETCH", stretch)
        patch.setattr(related, "SHORTLIST", most)
        for case in cases:
            assert related_ids(cases, country, case) == looked_for_everywhere(cases, case)


def test_a_keyword_of_a_thousand_cases_is_looked_at_around_the_case_only(make, country) -> None:
    chance = random.Random(1)
    cases = [
        make.case(f"a{number}", regions=[chance.choice(PATHS)], keywords=[0])
        for number in range(5 * STRETCH)
    ]
    neighbourhood = Neighbourhood(cases, country)

    for position in (0, 1, 500, 998, 999):
        found = neighbourhood.related(cases[position])
        assert len(found) == MOST
        assert max(abs(cases.index(each.case) - position) for each in found) <= STRETCH
