"""The schemas as JSON Schema, for forms, code editors and readers of the data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from site_builder.load.schema.case import CaseKeys, PageKeys
from site_builder.load.schema.lists import KeywordKeys, ZoneKeys
from site_builder.load.schema.site import SiteKeys
from site_builder.load.schema.spec import Shape
from site_builder.load.schema.types import NUMBER_OR_TEXT, form_of, key_of

if TYPE_CHECKING:
    from site_builder.load.schema.types import Keys

Kind = Literal["case", "page", "site", "keywords", "regions"]
Json = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[Kind, tuple[type[Keys], str]] = {
    "case": (CaseKeys, "案例的信息栏"),
    "page": (PageKeys, "网页的信息栏"),
    "site": (SiteKeys, "全站设置 site.yaml"),
    "keywords": (KeywordKeys, "关键词表 keywords.yaml"),
    "regions": (ZoneKeys, "补充地区表 regions.yaml"),
}
LISTS = frozenset({"keywords", "regions"})
META = frozenset({"title", "description", "examples", "default"})
"""What pydantic says of a key beside its type."""


def json_schema(kind: Kind) -> Json:
    """Return the JSON Schema of a kind of file; every key may have either of its names."""
    model, title = MODELS[kind]
    defs: Json = {}
    start: Json = {"$schema": DIALECT, "title": title}
    if kind in LISTS:
        start |= {"type": "array", "items": refer(model, defs)}
    else:
        start |= object_schema(model, "#", defs)
    return start | {"$defs": defs} if defs else start


def refer(model: type[Keys], defs: Json) -> Json:
    """Return a reference to a model's schema, which is put among the definitions."""
    name = model.__name__.removesuffix("Keys")
    if name not in defs:
        defs[name] = None  # its place in the order, before those below it
        defs[name] = object_schema(model, f"#/$defs/{name}", defs)
    return {"$ref": f"#/$defs/{name}"}


def object_schema(model: type[Keys], pointer: str, defs: Json) -> Json:
    """Return the schema of keys that stand side by side."""
    properties: Json = {}
    needed: list[Json] = []
    for name in model.model_fields:
        key = key_of(name, model)
        value = value_schema(model, name, defs)
        about: Json = {"title": key.names[1], "description": key.about}
        if key.example and key.shape is Shape.TEXT:
            about["examples"] = [key.example]
        properties[name] = about | (value if key.must else or_nothing(value))
        for other in key.names[1:]:
            properties[other] = {"$ref": f"{pointer}/properties/{name}"}
        if key.must:
            needed.append({"anyOf": [{"required": [each]} for each in key.names]})
    schema: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | {"allOf": needed} if needed else schema


def or_nothing(value: Json) -> Json:
    """Return the schema of a value that may be left empty."""
    choices = value.get("anyOf")
    return {"anyOf": [*(choices if isinstance(choices, list) else [value]), {"type": "null"}]}


@cache
def properties_of(model: type[Keys]) -> dict[str, dict[str, Any]]:
    """Return what pydantic says of a model's keys."""
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return properties


def value_schema(model: type[Keys], name: str, defs: Json) -> Json:
    """Return the schema of one key's value."""
    form = form_of(model.model_fields[name])
    if form.below is not None:
        below = refer(form.below, defs)
        match form.shape:
            case Shape.ENTRIES:
                return {"anyOf": [{"type": "array", "items": below, "minItems": 1}, below]}
            case Shape.TEXT_OR_KEYS:
                return {"anyOf": [{"type": "string"}, below]}
        return below
    written = properties_of(model)[name]
    value = {part: says for part, says in written.items() if part not in META}
    if form.shape is Shape.WORDS:
        items = value["items"] if "pattern" in value["items"] else NUMBER_OR_TEXT
        return {"anyOf": [{"type": "array", "items": items}, NUMBER_OR_TEXT]}
    return value
