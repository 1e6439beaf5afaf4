"""The language that the program speaks, put together from its translation and the formats of the locale."""

from __future__ import annotations

from exist_desktop.words.language import Language


def untranslated(sentence: str) -> str:
    """The sentence as it stands in the code, in English."""
    return sentence


def language() -> Language:
    """The person's language and formats; no screen is needed for it."""
    from exist_desktop.ui.format import QtFormats

    return Language(untranslated, QtFormats())
