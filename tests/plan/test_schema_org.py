"""What search engines learn of a page, in terms of schema.org."""

from __future__ import annotations

import datetime

import pytest

from site_builder.core.config import Config, Licence
from site_builder.core.dates import PartialDate
from site_builder.core.document import Picture, Source
from site_builder.plan import schema_org

SITE = Config(
    title="测试案例库",
    description="一个测试用的库。",
    base_url="https://example.org/gh/",
    organisation="市总工会",
    text_licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
)
BARE = Config(title="库")


@pytest.mark.parametrize(
    ("config", "url", "absolute"),
    [
        (SITE, "", "https://example.org/gh/"),
        (SITE, "cases/a/", "https://example.org/gh/cases/a/"),
        (BARE, "", "/"),
        (BARE, "cases/a/", "/cases/a/"),
    ],
)
def test_an_address_is_absolute_where_the_site_has_one(config, url, absolute) -> None:
    assert schema_org.absolute(config, url) == absolute


def test_a_graph_names_its_vocabulary() -> None:
    assert schema_org.graph({"@type": "Thing"}) == {
        "@context": "https://schema.org",
        "@graph": [{"@type": "Thing"}],
    }


def test_the_site_is_a_website_with_a_publisher() -> None:
    assert schema_org.website(SITE) == {
        "@type": "WebSite",
        "@id": "https://example.org/gh/#website",
        "url": "https://example.org/gh/",
        "name": "测试案例库",
        "inLanguage": "zh-CN",
        "description": "一个测试用的库。",
        "publisher": {"@type": "Organization", "name": "市总工会"},
    }
    assert schema_org.website(BARE) == {
        "@type": "WebSite",
        "@id": "/#website",
        "url": "/",
        "name": "库",
        "inLanguage": "zh-CN",
    }


def test_a_case_with_an_image_names_it_by_its_address(make) -> None:
    case = make.case("a", image=Picture("a b.jpg", "content/images/a b.jpg", "驿站"))

    assert schema_org.article(SITE, case)["image"] == "https://example.org/gh/images/a%20b.jpg"


def test_a_case_is_an_article_about_keywords_and_places_based_on_its_sources(make) -> None:
    case = make.case(
        "yizhan",
        date=PartialDate(2023, 3),
        regions=["jiangsu/yancheng", "jiangsu/yancheng/gaoxinqu"],
        keywords=[0, 1],
        publish=datetime.date(2024, 1, 2),
        updated=datetime.date(2024, 5, 6),
        sources=(
            Source("工人日报", PartialDate(2023, 3, 30), "3", "张三", "驿站", "https://a.cn/"),
            Source("内部材料"),
        ),
    )

    assert schema_org.article(SITE, case) == {
        "@type": "Article",
        "@id": "https://example.org/gh/cases/yizhan/#case",
        "url": "https://example.org/gh/cases/yizhan/",
        "headline": "案例 yizhan",
        "description": "市总工会在沿街单位设立驿站。",
        "inLanguage": "zh-CN",
        "about": [
            {
                "@type": "DefinedTerm",
                "name": "职工之家",
                "url": "https://example.org/gh/keywords/zhigong-zhijia/",
            },
            {
                "@type": "DefinedTerm",
                "name": "劳模工匠",
                "url": "https://example.org/gh/keywords/laomo-gongjiang/",
            },
        ],
        "keywords": ["职工之家", "劳模工匠"],
        "spatialCoverage": [
            {
                "@type": "AdministrativeArea",
                "name": "江苏省盐城市",
                "identifier": {
                    "@type": "PropertyValue",
                    "propertyID": "GB/T 2260",
                    "value": "320900",
                },
            },
            {"@type": "Place", "name": "江苏省盐城市盐城高新区"},
        ],
        "temporalCoverage": "2023-03",
        "isBasedOn": [
            {
                "@type": "NewsArticle",
                "headline": "驿站",
                "isPartOf": {"@type": "PublicationIssue", "name": "工人日报"},
                "datePublished": "2023-03-30",
                "url": "https://a.cn/",
            },
            {
                "@type": "NewsArticle",
                "isPartOf": {"@type": "PublicationIssue", "name": "内部材料"},
            },
        ],
        "mentions": {"@type": "Organization", "name": "盐城市总工会"},
        "isPartOf": {"@id": "https://example.org/gh/#website"},
        "publisher": {"@type": "Organization", "name": "市总工会"},
        "author": {"@type": "Organization", "name": "市总工会"},
        "datePublished": "2024-01-02",
        "dateModified": "2024-05-06",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_a_case_claims_no_dates_and_no_licence_that_nobody_gave(make) -> None:
    article = schema_org.article(BARE, make.case())

    claims = {"publisher", "author", "datePublished", "dateModified", "license"}
    assert claims.isdisjoint(article)


def test_breadcrumbs_are_numbered_from_one() -> None:
    crumbs = [{"title": "首页", "url": ""}, {"title": "案例", "url": "cases/"}]

    assert schema_org.breadcrumbs(SITE, crumbs) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "首页",
                "item": "https://example.org/gh/",
            },
            {
                "@type": "ListItem",
                "position": 2,
                "name": "案例",
                "item": "https://example.org/gh/cases/",
            },
        ],
    }


def test_a_listing_is_a_collection_of_what_it_lists() -> None:
    cards = [{"title": "驿站", "url": "cases/yizhan/"}]

    assert schema_org.collection(SITE, "江苏省", "regions/jiangsu/", cards) == {
        "@type": "CollectionPage",
        "name": "江苏省",
        "url": "https://example.org/gh/regions/jiangsu/",
        "inLanguage": "zh-CN",
        "isPartOf": {"@id": "https://example.org/gh/#website"},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": 1,
                    "name": "驿站",
                    "url": "https://example.org/gh/cases/yizhan/",
                }
            ],
        },
    }
