"""The types of values as editors write them, for pydantic's models; a part of the door to pydantic.

Every value comes as a text. A validator returns what it means or raises a Complaint, so that all
that is said to editors is ours; pydantic says where, and which keys are missing.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticUndefined, core_schema

from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import NO_HINT, Code
from site_builder.core.messages import Message, msg
from site_builder.load.ids import DEVICES, HAN, ID, RESERVED, id_of
from site_builder.load.nearest import nearest
from site_builder.load.schema.dates import NO_DATE, NO_DAY, WrongDateError, hint_for, parse_date
from site_builder.load.schema.spec import Key, Shape, Spec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from pydantic.fields import FieldInfo

Choice = TypeVar("Choice", bound="StrEnum")
ID_SCHEMA = f"^{ID.pattern}$"
OLD_PATH = re.compile(r"/[^\s?#\\/]+(?:/[^\s?#\\/]+)*/?")
WITHIN = re.compile(r"https?://[^\s<>()\[\]\"'《》“”，。；、]+")
"""An address among other signs, as in <…> or [文字](…)."""
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/]|$)")


class Complaint(ValueError):  # noqa: N818 - it is an editor's slip, not an error of ours
    """What is wrong with a value, in the words that its editor will read."""

    def __init__(
        self, message: Message, hint: Message = NO_HINT, code: Code = Code.WRONG_VALUE
    ) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written, and how the text becomes a value."""

    shape: Shape
    kind: str
    """What an editor calls the type."""
    make: Callable[[str], object] | None = None
    """Makes the value of a text, or raises a Complaint."""
    schema: dict[str, object] | None = None
    """The JSON Schema, where it is not that of the Python type."""
    below: type[Keys] | None = None
    """The model of the keys within the value."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        if self.make is None:
            return handler(source)
        return core_schema.no_info_plain_validator_function(self.make)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        return handler(schema) if self.schema is None else dict(self.schema)


@dataclass(frozen=True, slots=True)
class Also:
    """A further name of a key."""

    name: str


class Keys(BaseModel):
    """Keys that stand side by side."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    def given(self) -> dict[str, Any]:
        """Return the values that were written, by their names."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def key(chinese: str, about: str, example: str, *, must: bool = False) -> Any:  # noqa: ANN401
    """Return the field of a key; its English name is the attribute's."""
    return Field(
        default=PydanticUndefined if must else None,
        title=chinese,
        description=about,
        examples=[example],
    )


def to_date(text: str) -> PartialDate:
    """Return a date of any precision."""
    try:
        date = parse_date(text)
    except WrongDateError as error:
        raise Complaint(error.message, NO_DATE, Code.WRONG_DATE) from None
    if date is None:
        message = msg("“{value}”不是认得的日期。", value=text)
        raise Complaint(message, hint_for(text), Code.WRONG_DATE)
    return date


def to_day(text: str) -> datetime.date:
    """Return a day."""
    try:
        date = to_date(text)
    except Complaint as wrong:
        hint = NO_DAY if wrong.hint is NO_DATE else wrong.hint
        raise Complaint(wrong.message, hint, wrong.code) from None
    if date.day is None:
        raise Complaint(msg("“{value}”没有写到哪一天。", value=text), NO_DAY, Code.WRONG_DATE)
    return date.first_day


def to_moment(text: str) -> str:
    """Return a date in Chinese form, or the editor's own words."""
    try:
        date = parse_date(text)
    except WrongDateError as error:
        raise Complaint(error.message, NO_DATE, Code.WRONG_DATE) from None
    return text if date is None else date.chinese


YES = frozenset({"是", "yes", "true", "on"})
NO = frozenset({"否", "no", "false", "off"})


def to_switch(text: str) -> bool:
    """Return yes or no."""
    plain = text.casefold()
    if plain not in YES | NO:
        raise Complaint(msg("“{value}”既不是“是”也不是“否”。", value=text), msg("只写“是”或“否”。"))
    return plain in YES


def to_number(text: str) -> int:
    """Return a whole number."""
    plain = unicodedata.normalize("NFKC", text)
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", plain):
        raise Complaint(
            msg("“{value}”不是整数。", value=text), msg("写一个整数，例如 1；小的排在前面。")
        )
    return int(plain)


def choose(choices: type[Choice], also: Mapping[str, str]) -> Callable[[str], Choice]:
    """Return what takes a text for one of some choices."""
    by_name = {str(each): each for each in choices}
    allowed = "、".join(by_name)

    def choice(text: str) -> Choice:
        if text in by_name:
            return by_name[text]
        near = also.get(text) or nearest(text, by_name)
        raise Complaint(
            msg("“{value}”不在可选的范围里。", value=text),
            msg("是不是“{near}”？可以写的有：{allowed}。", near=near, allowed=allowed)
            if near
            else msg("从这几个里选一个：{allowed}。", allowed=allowed),
        )

    return choice


def to_url(text: str) -> str:
    """Return an address of the web."""
    scheme, host = split_url(text)
    if scheme in ("http", "https") and host:
        return text
    if re.fullmatch(r"[a-z][a-z0-9+-]*", scheme) and scheme not in ("http", "https"):
        raise Complaint(
            msg("“{value}”不是网页地址，只能用 http 或 https 开头的网址。", value=text),
            msg("改成网页的网址，或者删掉这一栏。"),
            Code.UNSAFE_LINK,
        )
    raise Complaint(msg("“{value}”不是完整的网址。", value=text), url_instead(text))


def url_instead(text: str) -> Message:
    """Return how a text that is no address of the web should be written."""
    plain = unicodedata.normalize("NFKC", text)
    if DOMAIN.match(plain):
        plain = f"https://{plain}"
    if not plain.startswith("http"):  # else a blank within may be a slip
        plain = (WITHIN.findall(plain) or [plain])[0]
    if plain != text and split_url(plain)[1]:
        return msg("改成：{url}", url=plain)
    if re.search(r"\s", text):
        return msg("网址中间不能有空格。")
    return msg("写完整的网址，例如 https://example.org/ 。")


def split_url(text: str) -> tuple[str, str]:
    """Return the scheme and host of an address; nothing of what cannot be one."""
    if re.search(r"[\s<>\"\\：／]", text):
        return "", ""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower(), parts.hostname or ""
    except ValueError:  # such as http://[
        return "", ""


def to_id(text: str) -> str:
    """Return a case's id."""
    if ID.fullmatch(text):
        return text
    stem = re.sub(r"\.md$", "", text.rstrip("/").rpartition("/")[2])
    id_ = id_of(stem)
    raise Complaint(
        msg("“{value}”不是案例的编号。", value=text),
        msg("改成：{id}", id=id_)
        # Pinyin made of a title is no file's name.
        if id_ and not HAN.search(stem)
        else msg("编号就是案例的文件名，不带 .md，例如 yancheng-jiajiadao。"),
    )


def to_alias(text: str) -> str:
    """Return an id or a path that a document had."""
    parts = text.split("/")
    devices = not DEVICES.isdisjoint(part.casefold().split(".")[0] for part in parts)
    odd = devices or text == RESERVED or ".." in parts or re.search(r"[\\?#\x00-\x1f\x7f]", text)
    if not odd and (ID.fullmatch(text) or OLD_PATH.fullmatch(text)):
        return text
    scheme, _ = split_url(text)
    path = urlsplit(text).path if scheme in ("http", "https") else ""
    if OLD_PATH.fullmatch(path):
        hint = msg("只写域名后面的部分：{path}", path=path)
    else:
        hint = msg(
            "写旧编号（例如 yancheng-jiajiadao），或者从 / 写起的旧网址（例如 /2022/12.html）。"
        )
    raise Complaint(msg("“{value}”不能当旧地址用。", value=text), hint)


NUMBER_OR_TEXT: dict[str, object] = {"type": ["string", "number"]}
"""Other readers of YAML take 9151 for a number; here it is a text like any other."""
SWITCH: dict[str, object] = {
    "anyOf": [
        {"type": "boolean"},
        {"enum": ["是", "否", "yes", "no", "true", "false", "on", "off"]},
    ]
}
URL: dict[str, object] = {"type": "string", "format": "uri", "pattern": "^https?://"}

Text = Annotated[str, Form(Shape.TEXT, "文字", schema=NUMBER_OR_TEXT)]
Words = Annotated[tuple[str, ...], Form(Shape.WORDS, "列表")]
Date = Annotated[PartialDate, Form(Shape.TEXT, "日期（可以只到月或年）", to_date, NUMBER_OR_TEXT)]
Day = Annotated[datetime.date, Form(Shape.TEXT, "日期（到日）", to_day, {"type": "string"})]
Moment = Annotated[str, Form(Shape.TEXT, "日期或文字", to_moment, NUMBER_OR_TEXT)]
Switch = Annotated[bool, Form(Shape.TEXT, "是或否", to_switch, SWITCH)]
Number = Annotated[int, Form(Shape.TEXT, "整数", to_number, {"type": "integer"})]
WebAddress = Annotated[str, Form(Shape.TEXT, "网址", to_url, URL)]
CaseId = Annotated[str, Form(Shape.TEXT, "编号", to_id, {"type": "string", "pattern": ID_SCHEMA})]
OldAddress = Annotated[str, Form(Shape.TEXT, "旧地址", to_alias, {"type": "string"})]


def spec_of(model: type[Keys], synonyms: Mapping[str, str] | None = None) -> Spec:
    """Return the keys of a model in words that need no pydantic."""
    keys = tuple(key_of(name, model) for name in model.model_fields)
    by_name = {written: each for each in keys for written in each.names}
    return Spec(keys, by_name, dict(synonyms or {}))


def form_of(field: FieldInfo) -> Form:
    """Return how a field's value is written."""
    return next(each for each in field.metadata if isinstance(each, Form))


def key_of(name: str, model: type[Keys]) -> Key:
    """Return one key of a model."""
    field = model.model_fields[name]
    form = form_of(field)
    also = [each.name for each in field.metadata if isinstance(each, Also)]
    return Key(
        names=(name, str(field.title), *also),
        shape=form.shape,
        kind=form.kind,
        must=field.is_required(),
        about=str(field.description),
        example=str((field.examples or [""])[0]),
        below=None if form.below is None else spec_of(form.below),
    )
