"""What a model finds wrong becomes diagnostics in their places; a part of the door to pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from site_builder.core.diagnostics import Code
from site_builder.core.messages import msg
from site_builder.load.schema.spec import Shaped, sample
from site_builder.load.schema.types import Complaint, Keys

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from site_builder.core.diagnostics import Location
    from site_builder.load.schema.spec import Key, Spec

Model = TypeVar("Model", bound=Keys)


def check(
    model: type[Model], values: dict[str, object], shaped: Shaped, at: Location
) -> Model | None:
    """Return the values as a model; None when anything is wrong, which is reported then."""
    try:
        keys = model.model_validate(values)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            report_fault(fault, at, shaped)
        return None
    return None if shaped.faulty else keys


def report_fault(fault: ErrorDetails, at: Location, shaped: Shaped) -> None:
    """Report one fault that a model has found."""
    parts = [str(part) for part in fault["loc"]]
    path = ".".join(parts)
    if fault["type"] == "missing":
        report_missing(path, at, shaped)
        return
    if any(".".join(parts[:end]) in shaped.doubtful for end in range(1, len(parts) + 1)):
        shaped.faulty = True
        return
    complaint = fault.get("ctx", {}).get("error")
    assert isinstance(complaint, Complaint), fault  # noqa: S101 - no other check is in the models
    shaped.error(complaint.code, shaped.places[path], complaint.message, complaint.hint)


def report_missing(path: str, at: Location, shaped: Shaped) -> None:
    """Report a key that must be there and is not, or is empty."""
    parts = path.split(".")
    if any(".".join(parts[: end + 1]) in shaped.failed for end in range(len(parts))):
        return
    key, parent = find_key(parts, shaped.root)
    label = key.called(chinese=shaped.chinese)
    line = sample(key, chinese=shaped.chinese)
    if path in shaped.empty:
        message, hint = (
            msg("“{key}”是空的。", key=label),
            msg("补上内容，例如：\n{line}", line=line),
        )
        shaped.error(Code.MISSING_KEY, shaped.empty[path], message, hint)
        return
    message = msg("缺少“{key}”。", key=label)
    if parent is not None:
        above = parent.called(chinese=shaped.chinese)
        message = msg("“{parent}”里缺少“{key}”。", parent=above, key=label)
    place = shaped.places[".".join(parts[:-1])] if parent is not None else at
    shaped.error(Code.MISSING_KEY, place, message, msg("加上，例如：\n{line}", line=line))


def find_key(parts: list[str], spec: Spec) -> tuple[Key, Key | None]:
    """Return the key at the end of a path, and the one it stands below."""
    key, parent = spec.by_name[parts[0]], None
    for part in parts[1:]:
        if key.below is not None and part in key.below.by_name:
            key, parent = key.below.by_name[part], key
    return key, parent
