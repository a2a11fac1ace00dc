"""The files that hold for the whole library."""

from __future__ import annotations

from site_builder.core.diagnostics import Code, Report
from site_builder.load.settings import read_settings


def test_the_settings_of_the_repository_are_read_without_a_word(repository):
    report = Report()
    settings = read_settings(repository, report)

    assert report.diagnostics == []
    assert settings.config.title == "工会创新案例库"
    assert len(settings.keywords) == 30
    assert settings.gazetteer.resolve("雄安").region.path == "hebei/xiongan"


def test_a_zone_is_found_below_its_parent(library):
    library.write(
        "content/regions.yaml",
        "- {name: 盐城经济技术开发区, slug: jingkaiqu, parent: 江苏省/盐城市, aliases: [盐城经开区]}\n",
    )
    region = (
        read_settings(library.root, Report()).gazetteer.resolve("江苏省/盐城市/盐城经开区").region
    )

    assert (region.path, region.code) == ("jiangsu/yancheng/jingkaiqu", "")


def test_broken_files_leave_defaults_and_diagnostics(library):
    library.write("content/site.yaml", "标题没有冒号\n")
    library.write("content/keywords.yaml", "标题".encode("gbk"))
    report = Report()
    settings = read_settings(library.root, report)

    assert settings.config.title
    assert {each.location.path for each in report.diagnostics} == {
        "content/site.yaml",
        "content/keywords.yaml",
    }
    assert Code.NOT_UTF8 in {each.code for each in report.diagnostics}


def test_without_a_vocabulary_no_keyword_is_judged(library):
    library.remove("content/keywords.yaml")

    said = library.report("check", "--now", "2026-01-01")

    assert [each["code"] for each in said["diagnostics"]] == ["missing-file"]


KEYWORDS = "- name: 职工之家\n  slug: zhigong-zhijia\n- {name}: 劳模工匠\n  slug: laomo-gongjiang\n"
ZONES = "- name: 盐城经开区\n  slug: yancheng-jingkaiqu\n  parent: {parent}\n"


def told(library):
    said = library.report("check", "--now", "2026-01-01")["diagnostics"]
    return [(each["code"], each["path"], each["line"], each["column"]) for each in said]


def test_a_wrong_entry_of_the_vocabulary_is_told_once_and_not_of_each_case(library):
    library.write("content/keywords.yaml", KEYWORDS.format(name="nam"))
    library.case("youyige", 关键词="劳模工匠、没有的词")

    assert told(library) == [
        ("unknown-keyword", "content/cases/2023/youyige.md", 5, 11),
        ("unknown-key", "content/keywords.yaml", 3, 3),
    ]


def test_a_vocabulary_without_words_is_told_once_and_not_of_each_case(library):
    library.write("content/keywords.yaml", "# 还没有写\n")

    assert told(library) == [("empty-file", "content/keywords.yaml", 1, 1)]


def test_a_zone_that_cannot_be_placed_is_told_once_at_its_parent(library):
    library.write("content/regions.yaml", ZONES.format(parent="江苏省/盐成市"))
    library.case("kaifaqu", 地区="江苏省/盐城市/盐城经开区、江苏省/没有区")

    assert told(library) == [
        ("unknown-region", "content/cases/2023/kaifaqu.md", 4, 19),
        ("unknown-region", "content/regions.yaml", 3, 11),
    ]


def test_while_the_zones_cannot_be_read_no_region_is_called_unknown(library):
    library.write("content/regions.yaml", ZONES.format(parent="江苏省/盐城市").encode("gbk"))
    library.case("kaifaqu", 地区="江苏省/盐城市/盐城经开区")

    assert told(library) == [("not-utf8", "content/regions.yaml", 1, 1)]
