"""The language of the program: its translation and the formats of the locale."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from exist_desktop import resources
from exist_desktop.words.language import UNTRANSLATED, Language, Translations

DOMAIN = "exist-desktop"
"""The name of the catalogues below `resources/translations`."""


def language() -> Language:
    """Returns the person's language and formats. No screen is needed for it."""
    from PySide6.QtCore import QLocale

    from exist_desktop.ui.format import QtFormats

    return Language(translations(QLocale.system().uiLanguages()), QtFormats())


def translations(wanted: Sequence[str], folder: Path | None = None) -> Translations:
    """Returns the translations for the first of the wanted languages that has a catalogue, or else English.

    Languages have the form `de-AT`, the preferred one first. No file is read if English is the first.
    """
    names = [name.replace("-", "_") for name in takewhile(lambda name: not _is_english(name), wanted)]
    if not names:
        return UNTRANSLATED
    place = folder or resources.path("translations")
    return gettext.translation(DOMAIN, place, languages=names, fallback=True)


def _is_english(name: str) -> bool:
    return name.partition("-")[0] in ("en", "C")
