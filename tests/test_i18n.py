"""Texts come in Chinese as they are written, in others from a catalogue."""

from __future__ import annotations

import importlib.util
import pickle
import re
from pathlib import Path

import pytest

from site_builder import i18n
from site_builder.core.messages import msg
from site_builder.i18n import CHINESE, LANGUAGES, Translator, catalogue, translator

NAMED = re.compile(r"{(\w+)}|%\((\w+)\)s")


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


@pytest.fixture(scope="module")
def current_texts(repository: Path) -> set[str]:
    """Every text that the code and the templates show to people."""
    spec = importlib.util.spec_from_file_location(
        "make_catalogue", repository / "scripts/make_catalogue.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return {each.id for each in script.current_texts() if isinstance(each.id, str) and each.id}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != CHINESE])
def test_every_text_is_translated(current_texts: set[str], language: str) -> None:
    assert sorted(current_texts - catalogue(language).keys()) == []


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != CHINESE])
def test_a_translation_names_the_values_that_its_text_names(language: str) -> None:
    wrong = {
        text: translation
        for text, translation in catalogue(language).items()
        if set(NAMED.findall(text)) != set(NAMED.findall(translation))
    }

    assert wrong == {}
