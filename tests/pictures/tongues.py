"""Languages that show what a translation will meet: words twice as long, and words that run from right to left.

There every sentence is changed by rule, so that a text which does not go through the translation stands out in a
picture. German is the translation itself.
"""

from __future__ import annotations

import re
from enum import StrEnum

from PySide6.QtCore import QLocale, Qt

from exist_desktop.app.desktop.language import language
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import Language
from tests.translations import ByRule, pseudo, pseudo_translations

_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_WORD = re.compile(r"[A-Za-z]{3,}")
_TWO_WORDS = re.compile(r"(?<=[a-z]{3}) (?=[a-z]{3})")
_HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "אבגדהופחיטכלמנעסקרשתוצצזימ" + "אבגדהופחיטכלמנעסקרשתוצצזימ"
)


class Tongue(StrEnum):
    """A language of the gallery."""

    ENGLISH = "english"
    LONG = "long"
    FROM_RIGHT = "from-right"
    PSEUDO = "pseudo"
    GERMAN = "german"

    @property
    def direction(self) -> Qt.LayoutDirection:
        """Where lines begin."""
        return Qt.LayoutDirection.RightToLeft if self is Tongue.FROM_RIGHT else Qt.LayoutDirection.LeftToRight

    @property
    def language(self) -> Language:
        """What the window is told to speak."""
        if self is Tongue.PSEUDO:  # a catalogue, in a locale whose months have other letters
            return Language(pseudo_translations(), QtFormats(QLocale(QLocale.Language.Russian)))
        if self is Tongue.GERMAN:
            return language("de")
        if self is Tongue.FROM_RIGHT:
            return Language(pseudo_translations(from_right=True), QtFormats(QLocale(QLocale.Language.Hebrew)))
        locale = QLocale(QLocale.Language.German) if self is Tongue.LONG else QLocale.c()
        return Language(ByRule(self.say), QtFormats(locale))

    def say(self, sentence: str) -> str:
        """The sentence in this language, its placeholders kept. What people and Exist have written is not German."""
        if self in (Tongue.ENGLISH, Tongue.GERMAN):
            return sentence
        if self is Tongue.PSEUDO:
            return pseudo(sentence)
        parts = _PLACEHOLDER.split(sentence)
        return "".join(part if index % 2 else self._say(part) for index, part in enumerate(parts))

    def _say(self, text: str) -> str:
        longer = _TWO_WORDS.sub("", _WORD.sub(lambda word: _longer(word[0]), text))
        return longer.translate(_HEBREW) if self is Tongue.FROM_RIGHT else longer


def _longer(word: str) -> str:
    """A word with half as many letters again; a compound of two such words is then as long as words become."""
    return word + word[-1 : -1 - (len(word) + 1) // 2 : -1].lower()
