"""The language of the program: its translation and the formats of the locale."""

from __future__ import annotations

from exist_desktop.words.language import UNTRANSLATED, Language


def language() -> Language:
    """Returns the person's language and formats; no screen is needed for it."""
    from exist_desktop.ui.format import QtFormats

    return Language(UNTRANSLATED, QtFormats())
