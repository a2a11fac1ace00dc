"""Makes a library of any size from the project's own cases, with new regions, dates and lengths."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTIONS = ("针对问题", "主要做法", "成效", "经验启示")
SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
LENGTH = 1500
"""Characters of a body, on average."""
YEARS = range(2016, 2026)
ACTORS = ("工会", "工会", "工会", "企业工会", "机关工会", "企业", "社区", "学校")


@dataclass(frozen=True)
class Material:
    """What cases are mixed from."""

    sentences: dict[str, list[str]]
    """By section."""
    titles: list[str]
    summaries: list[str]
    keywords: list[str]
    regions: list[str]


def read_material(root: Path = ROOT) -> Material:
    """Read the sentences, titles and names of a library's own cases, and all regions of China."""
    from site_builder.core.diagnostics import Report
    from site_builder.load.parse import read_document
    from site_builder.load.regions.gazetteer import read_gazetteer
    from site_builder.load.scan import scan_library
    from site_builder.load.settings import read_settings

    sentences: dict[str, list[str]] = {section: [] for section in SECTIONS}
    titles: list[str] = []
    summaries: list[str] = []
    for path in scan_library(root, Report()).cases:
        document = read_document(root, "case", path).document
        if document is None:
            continue
        titles.append(document.facts.title)
        summaries.append(document.facts.summary)  # type: ignore[union-attr]
        for section, text in document.body.text:
            if section in sentences:
                sentences[section] += SENTENCE.findall(text)
    keywords = [keyword.name for keyword, _ in read_settings(root, Report()).keywords or ()]
    gazetteer = read_gazetteer((), Report())
    regions = [
        below.full_name
        for province in gazetteer.provinces()
        for city in gazetteer.children(province.path)
        for below in (gazetteer.children(city.path) or (city,))
    ]
    return Material(sentences, titles, summaries, keywords, regions)


def write_corpus(target: Path, count: int, seed: int = 1) -> None:
    """Write a library of count cases; the same count and seed give the same bytes."""
    material = read_material()
    for name in ("site.yaml", "keywords.yaml"):
        (target / "content").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "content" / name, target / "content" / name)
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        year = chance.choice(YEARS)
        folder = target / "content" / "cases" / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        text = case_text(material, number, year, chance)
        (folder / f"case-{number:06d}.md").write_text(text, "utf-8")


def case_text(material: Material, number: int, year: int, chance: random.Random) -> str:
    """Return one case."""
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    region = chance.choice(material.regions)
    place = region.rpartition("/")[2]
    keywords = "、".join(chance.sample(material.keywords, chance.randint(2, 5)))
    figures = "".join(
        f"  - 名称: 第{each}项指标\n    数值: {chance.randint(3, 9999)}\n    单位: 人\n"
        for each in range(1, chance.randint(2, 5))
    )
    body = "\n".join(section_text(material, section, chance) for section in SECTIONS)
    return (
        f"---\n标题: {place}：{chance.choice(material.titles)}（{number}）\n"
        f"日期: {year}-{month:02d}-{day:02d}\n地区: {region}\n关键词: {keywords}\n"
        f"单位: {place}总工会\n主体: {chance.choice(ACTORS)}\n"
        f"摘要: {chance.choice(material.summaries)}\n数据:\n{figures}"
        f"来源:\n  - 报刊: 工人日报\n    日期: {year}-{month:02d}-{day:02d}\n"
        f"    题名: {chance.choice(material.titles)}\n---\n\n{body}"
    )


def section_text(material: Material, section: str, chance: random.Random) -> str:
    """Return one section: paragraphs and a list, of varied length."""
    wanted = chance.randint(LENGTH // 8, LENGTH * 3 // 8)
    paragraphs: list[str] = []
    length = 0
    while length < wanted:
        some = chance.choices(material.sentences[section], k=chance.randint(2, 4))
        paragraphs.append("".join(some))
        length += len(paragraphs[-1])
    if section == "主要做法":
        paragraphs[-1:] = [
            "\n".join(f"{n}. **做法{n}。** {text}" for n, text in enumerate(some, 1))
        ]
    return f"## {section}\n\n" + "\n\n".join(paragraphs) + "\n"
