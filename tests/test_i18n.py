"""Texts come in Chinese as they are written, in others from a catalogue."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder import i18n
from site_builder.core.messages import msg
from site_builder.i18n import CHINESE, LANGUAGES, Translator, catalogue, translator

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts another catalogue in the place of the packaged one."""

    def use(text: str) -> None:
        (tmp_path / "en.po").write_text(text, "utf-8")
        monkeypatch.setattr(i18n, "FOLDER", tmp_path)
        catalogue.cache_clear()

    yield use
    catalogue.cache_clear()


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("fr", "zh"),
        ("", "zh"),
    ],
)
def test_a_language_that_we_do_not_speak_is_chinese(tag: str, language: str) -> None:
    assert translator(tag) == Translator(language)


def test_chinese_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "FOLDER", Path("nowhere"))

    assert translator(CHINESE)("没有找到地区“{name}”。") == "没有找到地区“{name}”。"


def test_a_text_is_translated_and_one_without_translation_stays_chinese(own_catalogue) -> None:
    own_catalogue(
        'msgid "草稿"\nmsgstr "draft"\n\n'
        'msgid "没有译文"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "说不准"\nmsgstr "perhaps"\n\n'
        'msgid "{day} 已到期"\nmsgstr "expired on {day}"\n'
    )
    english = translator("en")

    assert [english(text) for text in ("草稿", "没有译文", "说不准", "不在表里", "")] == [
        "draft",
        "没有译文",
        "说不准",
        "不在表里",
        "",
    ]
    assert msg("{day} 已到期", day="2024-06-01").show(english) == "expired on 2024-06-01"


def test_a_translator_can_be_handed_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(translator("en"))) == translator("en")


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts that a module hands to msg()."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != CHINESE])
def test_every_text_of_the_code_is_translated_wherever_it_stands(language: str) -> None:
    known = catalogue(language).keys()

    missing = {
        (path.name, text)
        for path in sorted(Path(i18n.__file__).parent.rglob("*.py"))
        for text in texts_of(path)
        if text not in known
    }

    assert missing == set(), "texts within f-strings are not found by make catalogue"
