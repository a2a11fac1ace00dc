"""What is counted, and which meetings of two terms surprise."""

from __future__ import annotations

from collections import Counter

from site_builder.core.document import Level
from site_builder.plan.tallies import (
    Meeting,
    Tallies,
    count_all,
    never_together,
    often_together,
)

HOME, MODEL, WELFARE = "zhigong-zhijia", "laomo-gongjiang", "puhui-fuwu"


def test_each_case_counts_once_for_each_of_its_terms(make):
    cases = [
        make.case("a", keywords=[0, 1], regions=["jiangsu/nanjing", "jiangsu/yancheng/yandu"]),
        make.case("b", keywords=[1], regions=["jiangsu", "beijing"], level=Level.PROVINCE),
        make.case("c", keywords=[], regions=["national"], level=Level.NATIONAL),
    ]

    tallies = count_all(cases)

    assert tallies == Tallies(
        provinces=Counter({"jiangsu": 2, "beijing": 1, "national": 1}),
        keywords=Counter({HOME: 1, MODEL: 2}),
        levels=Counter({"地市级": 1, "省级": 1, "全国": 1}),
        by_province=Counter(
            {
                ("jiangsu", HOME): 1,
                ("jiangsu", MODEL): 2,
                ("beijing", MODEL): 1,
            }
        ),
        by_level=Counter({("地市级", HOME): 1, ("地市级", MODEL): 1, ("省级", MODEL): 1}),
        pairs=Counter({(MODEL, HOME): 1}),
    )
    assert tallies.total == 3


def test_nothing_is_counted_where_nothing_is():
    assert count_all([]) == Tallies()
    assert Tallies().total == 0


def test_keywords_that_meet_more_often_than_by_chance_come_by_how_much_more():
    tallies = Tallies(
        keywords=Counter(a=8, b=8, c=2, d=2),
        levels=Counter({"县级": 10}),
        pairs=Counter({("a", "b"): 6, ("a", "c"): 2, ("c", "d"): 2, ("b", "d"): 1}),
    )

    assert often_together(tallies, 5) == [
        Meeting(16, "c", "d", 2, "0.4"),
        Meeting(4, "a", "c", 2, "1.6"),
    ], "a and b meet less than chance would have it; b and d only once"
    assert often_together(tallies, 1) == [Meeting(16, "c", "d", 2, "0.4")]


def test_terms_that_never_meet_come_by_the_cases_they_might_have():
    tops, keywords = {"x": 4, "y": 6}, {"a": 5, "b": 2, "c": 1}
    both = {("x", "a"): 1}

    assert never_together(tops, keywords, both, 10, 5) == [
        Meeting(-30, "y", "a", 0, "3.0"),
        Meeting(-12, "y", "b", 0, "1.2"),
    ], "x and b would have 0.8 of a case: that there is none says nothing"
    assert never_together(tops, keywords, both, 10, 1) == [Meeting(-30, "y", "a", 0, "3.0")]


def test_equal_surprises_come_in_the_order_of_their_names():
    found = never_together({"y": 5, "x": 5}, {"b": 2, "a": 2}, {}, 10, 3)

    assert [(each.one, each.other) for each in found] == [("x", "a"), ("x", "b"), ("y", "a")]
