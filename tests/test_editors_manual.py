"""What the manual for editors shows works as it stands."""

from __future__ import annotations

import re

import pytest

from site_builder.core.diagnostics import Report
from site_builder.core.document import SECTIONS
from site_builder.load.parse import parse_content
from site_builder.load.resolve import resolve_names
from site_builder.load.settings import read_settings
from site_builder.plan.checks import check_sections

FRONT = re.compile(r"```yaml\n(---\n.*?\n---\n)```", re.DOTALL)
BODY = "".join(f"\n## {section}\n\n正文。\n" for section in SECTIONS)


@pytest.fixture
def manual(repository) -> str:
    return (repository / "docs/editors.md").read_text("utf-8")


def test_the_front_matter_it_shows_has_no_fault(repository, manual) -> None:
    report = Report()
    settings = read_settings(repository, report)

    front = FRONT.search(manual)[1]
    parsed = parse_content("case", "content/cases/yancheng-jiajiadao.md", (front + BODY).encode())
    resolve_names(parsed.names, settings.gazetteer, settings.vocabulary, report)
    check_sections("content/cases/yancheng-jiajiadao.md", parsed.body, report)

    assert [*parsed.diagnostics, *report.diagnostics] == []
    assert parsed.document.facts.title == "盐城市总工会带着难题到基层，十个点上现场找办法"


@pytest.mark.parametrize("region", ["江苏省/盐城市/盐都区", "江苏盐城", "盐都区", "320903"])
def test_the_ways_to_write_a_region_are_understood(repository, manual, region) -> None:
    settings = read_settings(repository, Report())

    assert f"`{region}`" in manual
    assert settings.gazetteer.resolve(region).region.full_name.startswith("江苏省/盐城市")


@pytest.mark.parametrize("date", ["2023-03-28", "2023年3月", "2023"])
def test_the_ways_to_write_a_date_are_understood(manual, date) -> None:
    front = FRONT.search(manual)[1].replace("日期: 2023-03-28", f"日期: {date}")

    assert f"`{date}`" in manual
    assert parse_content("case", "content/cases/a.md", (front + BODY).encode()).diagnostics == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("做法如下：\n- 甲\n  - 乙", "<ul>"),
        ("做法如下：\n1. 甲", "<ol>"),
        ("**文字**", "<strong>文字</strong>"),
        ("~~文字~~", "<del>文字</del>"),
        ("- [x] 甲", 'class="task"'),
        ("甲[^1]\n\n[^1]: 乙", "footnote-ref"),
        ("[十堰的驿站](/cases/shiyan-aixin-yizhan/)", ">十堰的驿站</a>"),
        ("![图里是什么](/images/文件名.jpg)", 'alt="图里是什么"'),
    ],
)
def test_the_marks_it_names_do_what_it_says(manual, written, shown) -> None:
    front = FRONT.search(manual)[1]

    parsed = parse_content("case", "content/cases/a.md", f"{front}{BODY}\n{written}\n".encode())

    assert parsed.diagnostics == ()
    assert shown in parsed.body.html


def test_the_case_it_links_to_is_there(repository, manual) -> None:
    linked = re.findall(r"\]\(/cases/([a-z0-9-]+)/\)", manual)

    assert linked
    for id_ in linked:
        assert [*(repository / "content/cases").rglob(f"{id_}.md")], id_
