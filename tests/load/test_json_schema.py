from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from site_builder.load.schema.json_schema import MODELS, json_schema

CONTENT = Path(__file__).parent.parent.parent / "content"
CASE = {
    "title": "甲",
    "date": "2023-03",
    "regions": "全国",
    "keywords": ["驿站"],
    "organisation": "乙",
    "actor": "工会",
    "summary": "丙",
    "sources": {"publication": "工人日报"},
}


def faults(kind, value) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(kind)).iter_errors(value)]


def as_texts(text: str):
    """Read YAML as other programs do, but leave dates alone: JSON has none."""
    loader = yaml.SafeLoader
    resolvers = loader.yaml_implicit_resolvers
    without_dates = {
        first: [each for each in found if not each[0].endswith("timestamp")]
        for first, found in resolvers.items()
    }
    plain = type("Plain", (loader,), {"yaml_implicit_resolvers": without_dates})
    return yaml.load(text, plain)


@pytest.mark.parametrize("kind", MODELS)
def test_it_is_a_schema_of_the_dialect_it_names(kind):
    schema = json_schema(kind)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", sorted(CONTENT.glob("cases/*/*.md")), ids=lambda path: path.stem)
def test_the_cases_of_the_library_satisfy_it(path):
    assert faults("case", as_texts(path.read_text("utf-8").split("---\n")[1])) == []


@pytest.mark.parametrize("kind", ["site", "keywords", "regions"])
def test_the_files_of_the_library_satisfy_it(kind):
    assert faults(kind, as_texts((CONTENT / f"{kind}.yaml").read_text("utf-8"))) == []


def test_keys_may_have_either_name():
    chinese = {"标题": "甲", "date": 2023, "来源": [{"报刊": "工人日报", "标题": "乙"}]}
    rest = {key: value for key, value in CASE.items() if key not in ("title", "date", "sources")}

    assert faults("case", CASE) == []
    assert faults("case", chinese | rest) == []


@pytest.mark.parametrize("key", CASE)
def test_a_key_that_must_be_there_is_missed(key):
    assert faults("case", {name: value for name, value in CASE.items() if name != key}) != []


@pytest.mark.parametrize(
    "more",
    [
        {"tilte": "甲"},
        {"actor": "公司"},
        {"sources": "工人日报"},
        {"sources": [{"date": "2023"}]},
        {"figures": [{"label": "甲", "value": 1, "colour": "red"}]},
        {"image": "a.png"},
        {"draft": "也许"},
        {"related": ["家家到"]},
    ],
    ids=str,
)
def test_what_the_builder_refuses_does_not_satisfy_it(more):
    assert faults("case", CASE | more) != []


@pytest.mark.parametrize(
    "more",
    [
        {"draft": True},
        {"draft": "是"},
        {"practice": None},
        {"figures": {"label": "甲", "value": 9151}},
        {"regions": ["江苏省", 320903]},
        {"image": {"图片": "a.png", "替代文字": "甲"}},
        {"层级": "县级"},
    ],
    ids=str,
)
def test_what_the_builder_takes_satisfies_it(more):
    assert faults("case", CASE | more) == []


def test_every_key_is_described_in_chinese():
    for name, key in json_schema("case")["properties"].items():
        if name.isascii():
            assert not key["title"].isascii()
            assert not key["description"].isascii()
