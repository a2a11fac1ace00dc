"""What front matter and YAML files mean: texts become facts, or everything wrong with them is told.

The shape of the values is found first, with their places; then the models check them. Whatever is
wrong is reported in one go, each fault where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from site_builder.core.config import Config, Crawlers, Features, Licence, MapStyle
from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import Facts, Keyword, PageFacts, Picture
from site_builder.core.messages import msg
from site_builder.core.region import Zone
from site_builder.load.case_schema import CASE, PAGE, CaseKeys, PageKeys
from site_builder.load.library_schema import (
    KEYWORD,
    SITE,
    ZONE,
    KeywordKeys,
    LicenceKeys,
    SiteKeys,
    ZoneKeys,
)
from site_builder.load.schema_types import Complaint, Keys
from site_builder.load.shape import shape_keys
from site_builder.load.spec import Shaped
from site_builder.load.values import Mapping, Scalar, Sequence
from site_builder.load.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from site_builder.load.spec import Key, Spec
    from site_builder.load.values import Value

MAX_TITLE = 60
SUMMARY = range(30, 151)
Model = TypeVar("Model", bound=Keys)


def parse_case(
    fields: Mapping | None, path: str, report: Report
) -> tuple[Facts, dict[str, Location]] | None:
    """Return the facts of a case and where each stands, or report all that is wrong."""
    if fields is None:
        return None
    shaped = new_shaped(fields, CASE, path, report)
    values = shape_keys(fields, CASE, "", shaped)
    check_lengths(values, shaped)
    keys = check(CaseKeys, values, shaped, "", fields.location)
    if keys is None:
        return None
    facts = keys.given()
    if keys.image is not None:
        at = shaped.places["image.src"]
        facts["image"] = Picture(**keys.image.given(), location=at)
    return Facts(**facts), shaped.places


def parse_page(fields: Mapping | None, path: str, report: Report) -> PageFacts | None:
    """Return the facts of a page, or report all that is wrong."""
    if fields is None:
        return None
    shaped = new_shaped(fields, PAGE, path, report)
    keys = check(PageKeys, shape_keys(fields, PAGE, "", shaped), shaped, "", fields.location)
    return None if keys is None else PageFacts(**keys.given())


def new_shaped(mapping: Mapping, spec: Spec, path: str, report: Report) -> Shaped:
    """Return an empty record for a document; which language its keys have, most of them tell."""
    english = sum(1 for key, _ in mapping.entries if key.text.isascii())
    return Shaped(path, report, spec, chinese=english * 2 <= len(mapping.entries))


def check_lengths(values: dict[str, object], shaped: Shaped) -> None:
    """Warn of a title that is too long, and of a summary that is too long or too short."""
    title, summary = values.get("title"), values.get("summary")
    if isinstance(title, str) and len(title) > MAX_TITLE:
        shaped.report.warning(
            Code.TITLE_LENGTH,
            shaped.places["title"],
            msg("标题有 {count} 个字，超过了 {limit} 个。", count=len(title), limit=MAX_TITLE),
            msg("留下谁做了什么、有什么结果，其余的移到摘要里；15—32 个字最好读。"),
        )
    if not isinstance(summary, str):
        return
    count = len("".join(summary.split()))
    if count not in SUMMARY:
        shaped.report.warning(
            Code.SUMMARY_LENGTH,
            shaped.places["summary"],
            msg("摘要有 {count} 个字（不算空格），应该在 30 到 150 个之间。", count=count),
            msg("补上要解决的问题和结果。")
            if count < SUMMARY.start
            else msg("留一两句话说清问题、做法和结果，细节写在正文里。"),
        )


def check(
    model: type[Model], values: dict[str, object], shaped: Shaped, prefix: str, at: Location
) -> Model | None:
    """Return the values as a model, or report what is wrong with them and return None."""
    errors = shaped.faults
    try:
        keys = model.model_validate(values)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            report_fault(each, prefix, at, shaped)
        return None
    return keys if errors == 0 else None
