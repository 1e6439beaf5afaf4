"""Catalogues for tests: one that changes every sentence by a rule, and the pseudo-languages, made of the template."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from unicodedata import combining, normalize

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.words.messages import TEMPLATE, PlainCatalog


class ByRule(NullTranslations):
    """Translates each sentence by a function."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def gettext(self, message: str) -> str:
        return self._rule(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._rule(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self._rule(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return self._rule(msgid1 if n == 1 else msgid2)


_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהופחיטכלמנעסקרשתוצצזימ") | str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "אבגדהופחיטכלמנעסקרשתוצצזימ"
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def pseudo(sentence: str) -> str:
    """Returns a sentence in the pseudo-language: in brackets, with accents, and longer by 40 percent."""
    if not any(letter.isalpha() for letter in _PLACEHOLDER.sub("", sentence)):
        return sentence
    parts = _PLACEHOLDER.split(sentence)
    accented = "".join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))
    return f"[{accented}{'~' * (len(sentence) * 2 // 5 - len('[]'))}]"


def pseudo_from_right(sentence: str) -> str:
    """Returns a sentence in the twin of the pseudo-language, which is written from right to left."""
    parts = _PLACEHOLDER.split(pseudo(sentence))
    return "".join(part if index % 2 else _without_accents(part).translate(_HEBREW) for index, part in enumerate(parts))


def _without_accents(text: str) -> str:
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))


@cache
def pseudo_catalogue(*, from_right: bool = False) -> PlainCatalog:
    """Returns the template, translated into the pseudo-language or its twin. What no extractor finds is not in it.

    The file is read, and not the source, which takes seconds; a test sees to it that they are the same.
    """
    catalogue = PlainCatalog("he" if from_right else "eo", charset="utf-8")
    rule = pseudo_from_right if from_right else pseudo
    with TEMPLATE.open("rb") as file:
        sentences = read_po(file)
    for message in sentences:
        if not message.id:
            continue  # the header
        if isinstance(message.id, str):
            catalogue.add(message.id, rule(message.id), context=message.context)
        else:
            one, many = map(rule, message.id)
            forms = (one, *[many] * (catalogue.num_plurals - 1))
            catalogue.add(message.id, forms, context=message.context)
    return catalogue


@cache
def pseudo_translations(*, from_right: bool = False) -> GNUTranslations:
    """Returns the pseudo-language or its twin as the program reads its catalogues."""
    compiled = io.BytesIO()
    write_mo(compiled, pseudo_catalogue(from_right=from_right))
    compiled.seek(0)
    return GNUTranslations(compiled)


def english_words(text: str) -> list[str]:
    """Returns the words without an accent, which the pseudo-language does not have."""
    return [word for word in _WORD.findall(text) if word.isascii() and word != word.translate(_ACCENTS)]
