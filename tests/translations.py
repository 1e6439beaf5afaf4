"""Catalogues for tests: one that changes every sentence by a rule, and the pseudo-language, made of the template."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations

from babel.messages.mofile import write_mo

from tests.words.messages import PlainCatalog, template


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
_WORD = re.compile(r"[^\W\d_]{3,}")


def pseudo(sentence: str) -> str:
    """Returns a sentence in the pseudo-language: in brackets, with accents, and longer by 40 percent."""
    if not any(letter.isalpha() for letter in _PLACEHOLDER.sub("", sentence)):
        return sentence
    parts = _PLACEHOLDER.split(sentence)
    accented = "".join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))
    return f"[{accented}{'~' * (len(sentence) * 2 // 5)}]"


@cache
def pseudo_catalogue() -> PlainCatalog:
    """Returns the template, translated into the pseudo-language. What no extractor finds is not in it."""
    catalogue = PlainCatalog("eo", charset="utf-8")  # a language with two plural forms
    for message in template():
        if not message.id:
            continue  # the header
        if isinstance(message.id, str):
            catalogue.add(message.id, pseudo(message.id), context=message.context)
        else:
            catalogue.add(message.id, tuple(map(pseudo, message.id)), context=message.context)
    return catalogue


@cache
def pseudo_translations() -> GNUTranslations:
    """Returns the pseudo-language as the program reads its catalogues."""
    compiled = io.BytesIO()
    write_mo(compiled, pseudo_catalogue())
    compiled.seek(0)
    return GNUTranslations(compiled)


def english_words(text: str) -> list[str]:
    """Returns the words without an accent, which the pseudo-language does not have."""
    return [word for word in _WORD.findall(text) if word.isascii() and word != word.translate(_ACCENTS)]
