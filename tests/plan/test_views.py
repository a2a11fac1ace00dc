"""Templates see plain data: texts, places on the site, numbers."""

from __future__ import annotations

import datetime

import pytest

from site_builder.core.dates import PartialDate
from site_builder.core.document import Body, Figure, Level, Source
from site_builder.plan.related import Related
from site_builder.plan.views import Views, image_address, image_url


@pytest.fixture(scope="module")
def views(country) -> Views:
    return Views(country)


def test_a_place_shows_the_whole_way_down_to_it(views, country) -> None:
    assert views.place(country.at("jiangsu/yancheng/yandu")) == {
        "title": "江苏省盐城市盐都区",
        "short": "江苏盐城盐都",
        "url": "regions/jiangsu/yancheng/yandu/",
        "crumbs": [
            {"title": "江苏", "url": "regions/jiangsu/"},
            {"title": "盐城", "url": "regions/jiangsu/yancheng/"},
            {"title": "盐都", "url": "regions/jiangsu/yancheng/yandu/"},
        ],
    }


def test_the_whole_country_is_a_place_of_its_own(views, country) -> None:
    assert views.place(country.at("national")) == {
        "title": "全国",
        "short": "全国",
        "url": "regions/national/",
        "crumbs": [{"title": "全国", "url": "regions/national/"}],
    }


def test_a_card_holds_what_other_pages_may_know(views, make) -> None:
    case = make.case(
        "yizhan",
        regions=["jiangsu/yancheng", "national"],
        keywords=[0, 1],
        date=PartialDate(2023, 3),
        practice="暖心驿站",
        figures=[
            Figure("驿站", "82", "家"),
            Figure("补助", "超1.2亿", "元"),
            Figure("天数", "3", "天"),
        ],
    )

    assert views.card(case) == {
        "id": "yizhan",
        "title": "案例 yizhan",
        "url": "cases/yizhan/",
        "summary": "市总工会在沿街单位设立驿站。",
        "date": "2023年3月",
        "iso": "2023-03",
        "organisation": "盐城市总工会",
        "practice": "暖心驿站",
        "place": {"title": "江苏盐城", "url": "regions/jiangsu/yancheng/"},
        "keywords": [
            {"title": "职工之家", "url": "keywords/zhigong-zhijia/"},
            {"title": "劳模工匠", "url": "keywords/laomo-gongjiang/"},
        ],
        "highlights": [("驿站", "82家"), ("补助", "超1.2亿元")],
    }


def test_a_case_with_everything_shows_everything(views, make) -> None:
    body = make.body(("一、针对问题", "难。"), html="<h2>一、针对问题</h2>")
    case = make.case(
        "yizhan",
        level=Level.CITY,
        body=body,
        figures=(Figure("驿站", "12", "家", "2023年底", "市总工会统计"),),
        sources=(
            Source(
                "工人日报", PartialDate(2023, 3, 30), "3", "张三", "驿站", "https://a.cn/", "摘要"
            ),
            Source("内部材料"),
        ),
        partners=("邮政公司",),
        updated=datetime.date(2024, 5, 6),
    )

    image = {"url": "images/a.png"}
    assert views.case(case, "<p>换过的正文</p>", image) == {
        "id": "yizhan",
        "url": "cases/yizhan/",
        "title": "案例 yizhan",
        "practice": "",
        "summary": "市总工会在沿街单位设立驿站。",
        "date": "2023年3月28日",
        "iso": "2023-03-28",
        "organisation": "盐城市总工会",
        "actor": "工会",
        "level": "地市级",
        "places": [views.place(case.region)],
        "keywords": [{"title": "职工之家", "url": "keywords/zhigong-zhijia/"}],
        "figures": [
            {
                "label": "驿站",
                "value": "12",
                "unit": "家",
                "as_of": "2023年底",
                "note": "市总工会统计",
            }
        ],
        "sources": [
            {
                "publication": "工人日报",
                "date": "2023年3月30日",
                "iso": "2023-03-30",
                "page": "3",
                "byline": "张三",
                "title": "驿站",
                "url": "https://a.cn/",
                "note": "摘要",
            },
            {
                "publication": "内部材料",
                "date": "",
                "iso": "",
                "page": "",
                "byline": "",
                "title": "",
                "url": "",
                "note": "",
            },
        ],
        "partners": ["邮政公司"],
        "updated": "2024年5月6日",
        "updated_iso": "2024-05-06",
        "image": image,
        "contents": [{"title": "一、针对问题", "url": "#一、针对问题"}],
        "body": "<p>换过的正文</p>",
    }


def test_what_a_case_does_not_have_is_empty(views, make) -> None:
    view = views.case(make.case(body=Body("<p>短。</p>")), "<p>短。</p>")

    assert (view["updated"], view["updated_iso"], view["image"], view["contents"]) == (
        "",
        "",
        None,
        [],
    )


def test_a_related_case_shows_its_reasons_in_words(views, make, country) -> None:
    case = make.case()

    shown = views.related(
        Related(
            case=case,
            chosen=False,
            keywords=(make.keywords[0],),
            region=country.at("jiangsu/yancheng"),
            same_level=True,
        )
    )
    alone = views.related(Related(case, chosen=True, keywords=(), region=None, same_level=False))

    assert shown == {
        "card": views.card(case),
        "chosen": False,
        "keywords": ["职工之家"],
        "region": "盐城",
        "level": "地市级",
    }
    assert alone == {
        "card": views.card(case),
        "chosen": True,
        "keywords": [],
        "region": "",
        "level": "",
    }


def test_children_are_the_regions_below_that_have_cases(views, make) -> None:
    by_region = {
        "jiangsu": [make.case()] * 3,
        "jiangsu/yancheng": [make.case()] * 2,
        "jiangsu/yancheng/yandu": [make.case()],
        "jiangsu/yancheng/gaoxinqu": [make.case()],
    }

    assert views.children("jiangsu/yancheng", by_region) == [
        {"title": "盐都", "url": "regions/jiangsu/yancheng/yandu/", "count": 1},
        {"title": "盐城高新区", "url": "regions/jiangsu/yancheng/gaoxinqu/", "count": 1},
    ]
    assert views.children("jiangsu", by_region) == [
        {"title": "盐城", "url": "regions/jiangsu/yancheng/", "count": 2}
    ]


def test_provinces_without_cases_are_shown_without_a_page(views, make) -> None:
    by_region = {"jiangsu": [make.case()], "jiangsu/nanjing": [make.case()], "national": [1, 2]}

    provinces = views.provinces(by_region, below=True)

    assert [(each["title"], each["code"], each["url"], each["count"]) for each in provinces] == [
        ("北京市", "11", "", 0),
        ("江苏省", "32", "regions/jiangsu/", 1),
        ("浙江省", "33", "", 0),
        ("湖北省", "42", "", 0),
    ]
    assert provinces[1]["children"] == [
        {"title": "南京", "url": "regions/jiangsu/nanjing/", "count": 1}
    ]
    assert [each["children"] for each in views.provinces(by_region, below=False)] == [[]] * 4


@pytest.mark.parametrize(
    ("file", "url", "address"),
    [
        ("content/images/a.png", "images/a.png", "images/a.png"),
        ("content/cases/2023/a.png", "images/cases/2023/a.png", "images/cases/2023/a.png"),
        ("content/images/100% #1?.png", "images/100% #1?.png", "images/100%25%20%231%3F.png"),
        ("content/images/驿.png", "images/驿.png", "images/%E9%A9%BF.png"),
        ("content/images/cafe\u0301.png", "images/caf\u00e9.png", "images/caf%C3%A9.png"),
    ],
)
def test_an_image_lies_below_images_under_a_name_that_links_find(file, url, address) -> None:
    assert (image_url(file), image_address(file)) == (url, address)
