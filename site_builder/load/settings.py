"""The files that hold for the whole library: site.yaml, keywords.yaml, regions.yaml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.core.config import Config
from site_builder.core.diagnostics import Code, Location, Report, Severity
from site_builder.core.messages import msg
from site_builder.load.doubt import CERTAIN, Doubt
from site_builder.load.front.front_matter import parse_yaml
from site_builder.load.parse import read_text
from site_builder.load.regions.gazetteer import Gazetteer, read_gazetteer
from site_builder.load.resolve import Vocabulary
from site_builder.load.scan import KEYWORDS, SETTINGS, ZONES

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.core.document import Keyword

DEFAULT_TITLE = "案例库"


@dataclass(frozen=True, slots=True)
class Settings:
    """What every document is read with."""

    config: Config
    gazetteer: Gazetteer
    keywords: tuple[tuple[Keyword, Location], ...] | None
    """With their places; None when the vocabulary cannot be told, so no keyword can be judged."""
    doubt: Doubt = CERTAIN
    """What the vocabulary may name besides."""

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The keywords, as documents are judged by them."""
        if self.keywords is None:
            return None
        return Vocabulary((keyword for keyword, _at in self.keywords), self.doubt)


def read_settings(root: Path, report: Report) -> Settings:
    """Read the three files; what is missing or wrong is reported and replaced by a default."""
    from site_builder.load.schema.facts import parse_settings

    config = Config(title=DEFAULT_TITLE)
    if not (root / SETTINGS).is_file():
        report.warning(
            Code.MISSING_FILE,
            Location(SETTINGS),
            msg("还没有全站设置文件，先用默认设置。"),
            msg("新建 {path}，至少写一行：名称: 某某案例库", path=SETTINGS),
        )
    else:
        value = read_yaml(root, SETTINGS, report)
        checked = None if value is None else parse_settings(value, SETTINGS, report)
        config = checked or config
    gazetteer = read_regions(root, report)
    before = report.count(Severity.ERROR)
    keywords = read_keywords(root, report)
    return Settings(config, gazetteer, keywords, doubt_of(root, KEYWORDS, before, report))


def doubt_of(root: Path, path: str, before: int, report: Report) -> Doubt:
    """Return what a file may name, of which more errors than before were reported, or none."""
    if report.count(Severity.ERROR) == before:
        return CERTAIN
    return Doubt(read_text(root, path, Report()))


def read_yaml(root: Path, path: str, report: Report) -> Value | None:
    """Read one YAML file."""
    text = read_text(root, path, report)
    return None if text is None else parse_yaml(path, text, report)


def read_regions(root: Path, report: Report) -> Gazetteer:
    """Read the divisions of China and the library's own zones, which it need not have."""
    from site_builder.load.schema.facts import parse_zones

    before = report.count(Severity.ERROR)
    value = read_yaml(root, ZONES, report) if (root / ZONES).is_file() else None
    zones = () if value is None else parse_zones(value, ZONES, report)
    gazetteer = read_gazetteer(zones, report)
    return replace(gazetteer, doubt=doubt_of(root, ZONES, before, report))


def read_keywords(root: Path, report: Report) -> tuple[tuple[Keyword, Location], ...] | None:
    """Read the vocabulary."""
    from site_builder.load.schema.facts import parse_keywords

    if not (root / KEYWORDS).is_file():
        report.error(
            Code.MISSING_FILE,
            Location(KEYWORDS),
            msg("没有关键词表，案例的关键词无从核对。"),
            msg("新建 {path}，每个关键词写 name 和 slug 两行。", path=KEYWORDS),
        )
        return None
    value = read_yaml(root, KEYWORDS, report)
    return None if value is None else parse_keywords(value, KEYWORDS, report)


if TYPE_CHECKING:
    from site_builder.load.front.values import Value
