"""Builders of cases and of what is around them; a country of a few regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.core.config import Config
from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import (
    SECTIONS,
    Actor,
    Body,
    Case,
    Document,
    Facts,
    Heading,
    Keyword,
    Level,
    Link,
    PageFacts,
    Source,
    StaticPage,
)
from site_builder.core.region import Rank, Region
from site_builder.core.site import Library
from site_builder.plan.listings import newest_first
from site_builder.plan.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS = (
    ("national", "", "全国", "全国", Rank.NATIONAL),
    ("beijing", "110000", "北京市", "北京", Rank.PROVINCE),
    ("beijing/chaoyang", "110105", "朝阳区", "朝阳", Rank.COUNTY),
    ("jiangsu", "320000", "江苏省", "江苏", Rank.PROVINCE),
    ("jiangsu/nanjing", "320100", "南京市", "南京", Rank.CITY),
    ("jiangsu/yancheng", "320900", "盐城市", "盐城", Rank.CITY),
    ("jiangsu/yancheng/yandu", "320903", "盐都区", "盐都", Rank.COUNTY),
    ("jiangsu/yancheng/gaoxinqu", "", "盐城高新区", "盐城高新区", Rank.ZONE),
    ("zhejiang", "330000", "浙江省", "浙江", Rank.PROVINCE),
    ("zhejiang/hangzhou", "330100", "杭州市", "杭州", Rank.CITY),
    ("hubei", "420000", "湖北省", "湖北", Rank.PROVINCE),
    ("hubei/xiantao", "429004", "仙桃市", "仙桃", Rank.COUNTY),
)
KEYWORDS = (
    Keyword("职工之家", "zhigong-zhijia", ("爱心驿站",), "职工歇脚的地方。"),
    Keyword("劳模工匠", "laomo-gongjiang"),
    Keyword("普惠服务", "puhui-fuwu"),
)


@dataclass(frozen=True)
class Country:
    """A tree of regions; the only thing that planning knows of the real one is its protocol."""

    by_path: dict[str, Region]

    def at(self, path: str) -> Region:
        return self.by_path[path]

    def children(self, path: str) -> tuple[Region, ...]:
        return tuple(each for each in self.by_path.values() if each.parent_path == path != "")

    def provinces(self) -> tuple[Region, ...]:
        return tuple(each for each in self.by_path.values() if each.rank is Rank.PROVINCE)

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        parts = region.path.split("/")
        return tuple(self.at("/".join(parts[:depth])) for depth in range(1, len(parts)))


def read_country() -> Country:
    by_path: dict[str, Region] = {}
    for place, (path, code, name, short, rank) in enumerate(ROWS):
        above = by_path.get(path.rpartition("/")[0])
        names = (*(above.names if above else ()), name)
        order = (*(above.order if above else ()), place) if path != "national" else ()
        by_path[path] = Region(path, code, name, short, rank, names, order)
    return Country(by_path)


class Make:
    """Makes valid values; what a test is about is given, the rest is filled in."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.keywords = KEYWORDS

    def body(self, *sections: tuple[str, str], **fields: Any) -> Body:
        """A body of level-2 sections; each heading stands 4 lines below the one before."""
        headings = tuple(
            Heading(2, title, title, Location("content/cases/a.md", 20 + 4 * place, 4, len(title)))
            for place, (title, _text) in enumerate(sections)
        )
        texts = tuple(each for each in sections if any(each))
        return Body(**{"html": "", "headings": headings, "text": texts} | fields)

    def document(self, id_: str = "a", body: Body | None = None, **facts: Any) -> Document:
        path = f"content/cases/{id_}.md"
        known: dict[str, Any] = {
            "title": f"案例 {id_}",
            "date": PartialDate(2023, 3, 28),
            "regions": ("江苏省/盐城市",),
            "keywords": ("职工之家",),
            "organisation": "盐城市总工会",
            "actor": Actor.UNION,
            "summary": "市总工会在沿街单位设立驿站。",
            "sources": (Source("工人日报", PartialDate(2023, 3, 30)),),
        }
        filled = body or self.body(*((section, "正文。") for section in SECTIONS))
        places = {
            f"{key}.{index}": Location(path, 8 + index, 5, len(value))
            for key in ("aliases", "related")
            for index, value in enumerate(facts.get(key, ()))
        }
        places["date"] = Location(path, 3, 5, 10)
        return Document(id_, path, Facts(**known | facts), filled, places)

    def case(
        self,
        id_: str = "a",
        *,
        regions: Iterable[str] = ("jiangsu/yancheng",),
        keywords: Iterable[int] = (0,),
        level: Level = Level.CITY,
        body: Body | None = None,
        **facts: Any,
    ) -> Case:
        """A case of the country's regions, by path, and of the vocabulary's keywords, by number."""
        return Case(
            document=self.document(id_, body, **facts),
            regions=tuple(self.country.at(path) for path in regions),
            keywords=tuple(self.keywords[number] for number in keywords),
            level=level,
        )

    def page(self, id_: str, body: Body | None = None, **facts: Any) -> StaticPage:
        filled = PageFacts(**{"title": f"页面 {id_}"} | facts)
        return StaticPage(id_, f"content/pages/{id_}.md", filled, body or Body("<p>正文。</p>"))

    def outline(
        self,
        *cases: Case,
        pages: Iterable[StaticPage] = (),
        config: Config | None = None,
        **more: Any,
    ) -> Outline:
        """An outline of cases in any order."""
        return Outline(
            **{
                "library": Library(newest_first(cases), tuple(pages)),
                "config": config or Config(title="测试案例库", base_url="https://example.org/"),
                "regions": self.country,
                "vocabulary": self.keywords,
                "translate": str,
            }
            | more
        )

    def link(self, page: str, target: str = "", fragment: str = "", file: str = "") -> Link:
        at = Location("content/cases/a.md", 30, 8, len(target or f"/{page}"))
        return Link(target or f"/{page}", page, fragment, file, at)


@pytest.fixture(scope="session")
def country() -> Country:
    return read_country()


@pytest.fixture(scope="session")
def make(country: Country) -> Make:
    return Make(country)


@pytest.fixture(scope="session")
def told():
    """Shows a report as an editor reads it: severity, code, place, message, hint."""

    def show(report: Report) -> list[tuple[str, str, str, str, str]]:
        return [
            (
                each.severity.value,
                each.code.value,
                (
                    f"{each.location.path}:{each.location.line}:{each.location.column}"
                    f"+{each.location.length}"
                ),
                str(each.message),
                str(each.hint),
            )
            for each in report.in_order()
        ]

    return show
