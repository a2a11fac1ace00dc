"""The languages of the program: Chinese is written in the code, others come from catalogues."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

CHINESE = "zh"
LANGUAGES = (CHINESE, "en")
FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates Chinese texts into a language; small enough to hand to worker processes."""

    language: str = CHINESE

    def __call__(self, text: str) -> str:
        """Return the translation, or the Chinese text where there is none."""
        return text if self.language == CHINESE else catalogue(self.language).get(text, text)


def translator(language: str) -> Translator:
    """Return the translator of a language tag such as zh-CN or en; unknown ones are Chinese."""
    base = language.split("-")[0].lower()
    return Translator(base if base in LANGUAGES else CHINESE)


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """Return a language's texts by the Chinese ones (read from its gettext .po file)."""
    from babel.messages.pofile import read_po  # slow to import, and Chinese never needs it

    with (FOLDER / f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language)
    return {
        message.id: message.string
        for message in found
        if isinstance(message.id, str)
        and message.id
        and isinstance(message.string, str)
        and message.string
        and not message.fuzzy
    }
