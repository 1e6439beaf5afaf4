"""The language of the program: which one, its translation, the formats of the region, and Qt's own texts.

The window speaks the language that is chosen in Settings, else the system's first one that has a catalogue, else
English. A command speaks what its environment asks for, as other commands do: `LANGUAGE`, `LC_ALL` and `LC_MESSAGES`
come before the choice, which comes before the system's language. `LANG` is the system's: every session has it.

The names of days and months are in the language of the sentences around them. Numbers, times and the first day of the
week are those of the region: English in Germany has `Sunday, 22 November`, `23:08` and `6,1`. A language without
formats for the region has those of its own country: German in the United States is written as in Germany.

A catalogue is read when the first sentence is needed, and none is for English. The compiled ones are kept beside their
sources, so that a wheel, an editable install and a fresh clone have them.
"""

from __future__ import annotations

import gettext
import logging
import os
import struct
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop import resources
from exist_desktop.front.protocol import LOCALE
from exist_desktop.settings import AS_THE_SYSTEM
from exist_desktop.words.language import UNTRANSLATED, Language, Translations

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QLocale

    from exist_desktop.ui.format import QtFormats

DOMAIN = "exist-desktop"
"""The name of the catalogues below `resources/translations`."""
log = logging.getLogger(__name__)
ENGLISH = "en"
_OF_FORMATS = tuple(name for name in LOCALE if name not in ("LANGUAGE", "LC_MESSAGES"))
PLAIN = ("C", "POSIX")
"""The locales of no language, whose sentences are English."""


def language(chosen: str = AS_THE_SYSTEM) -> Language:
    """Returns the language that is chosen in Settings, or the system's. No screen is needed for it."""
    return speaking(wanted_languages(chosen, {}))


def language_of_command(chosen: str, environment: Mapping[str, str]) -> Language:
    """Returns the language that the environment of a command asks for, else what `language` returns."""
    return speaking(wanted_languages(chosen, environment))


def wanted_languages(chosen: str, environment: Mapping[str, str]) -> list[str]:
    """Returns the languages that a command should speak, `de-AT`, the preferred one first."""
    if asked := asked_for(environment):
        return asked
    if chosen != AS_THE_SYSTEM:
        return [chosen]
    from PySide6.QtCore import QLocale

    return QLocale.system().uiLanguages()


def language_of_shell(chosen: str, environment: Mapping[str, str]) -> Language | None:
    """Returns what `language_of_command` returns in a process with this environment, whose formats it has too.

    Returns None if only that process can say. Here Qt knows the formats of this process's own locale, and of one that
    `LC_ALL` names for everything.
    """
    asked = asked_for(environment)
    if all(environment.get(name, "") == os.environ.get(name, "") for name in LOCALE):
        return language_of_command(chosen, environment)
    if asked and all(environment.get(name, "") == os.environ.get(name, "") for name in _OF_FORMATS):
        return speaking(asked)
    if asked and (locale := _without_encoding(environment.get("LC_ALL", ""))):
        from PySide6.QtCore import QLocale

        return speaking(asked, QLocale.c() if locale in PLAIN else QLocale(locale), environment)
    return None


def asked_for(environment: Mapping[str, str]) -> list[str]:
    """Returns the languages that a command was asked to speak, `de-AT`, the preferred one first.

    As with gettext, `LANGUAGE` may have several, and has no say where the locale is plain C.
    """
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or ""
    names = [locale] if locale in PLAIN else (environment.get("LANGUAGE") or locale).split(":")
    return [_without_encoding(name).replace("_", "-") for name in names if name]


def _without_encoding(locale: str) -> str:
    return locale.partition(".")[0].partition("@")[0]


def speaking(
    wanted: Sequence[str], locale: QLocale | None = None, environment: Mapping[str, str] = os.environ
) -> Language:
    """Returns the language of the first wanted one that is here. `locale` is the environment's, by default Qt's own."""
    from PySide6.QtCore import QLocale

    found = translations(wanted)
    english = ENGLISH if any(map(_is_english, wanted)) else ""
    spoken = language_of(found) or english
    return Language(found, _formats(spoken, percentage(found), locale or QLocale.system(), environment))


def percentage(translations: Translations) -> str:
    """Returns how the language puts a number and the sign together."""
    return translations.pgettext("a percentage", "{number}{sign}")


def translations(wanted: Sequence[str], folder: Path | None = None) -> Translations:
    """Returns the translations for the first of the wanted languages that has a catalogue, or else English.

    Languages have the form `de-AT`, the preferred one first. No file is read if English is the first. A catalogue that
    cannot be read, as in the middle of an update, counts as none: English is better than no program.
    """
    names = [name.replace("-", "_") for name in takewhile(lambda name: not _is_english(name), wanted)]
    if not names:
        return UNTRANSLATED
    place = folder or resources.path("translations")
    try:
        return gettext.translation(DOMAIN, place, languages=names, fallback=True)
    except (OSError, ValueError, LookupError, struct.error) as problem:
        log.warning("the catalogue of %s cannot be read: %s", names[0], problem)
        return UNTRANSLATED


def _is_english(name: str) -> bool:
    return name.partition("-")[0] in (ENGLISH, *PLAIN)


def language_of(translations: Translations) -> str:
    """Returns the language of a catalogue, `de`; empty for sentences as they are in the code."""
    return translations.info().get("language", "") if isinstance(translations, gettext.GNUTranslations) else ""


def _formats(spoken: str, percentage: str, locale: QLocale, environment: Mapping[str, str]) -> QtFormats:
    """Returns the formats of the locale, or those of its region in the language that is spoken.

    If none of the wanted languages is there, `spoken` is empty, and the formats stay those that the person knows.
    """
    from PySide6.QtCore import QLocale

    from exist_desktop.ui.format import QtFormats

    own = QLocale(spoken)
    if not spoken or locale.dayName(1) == own.dayName(1):
        return QtFormats(locale, percentage)
    return QtFormats(QLocale(own.language(), _region(locale, environment)), percentage)


def _region(locale: QLocale, environment: Mapping[str, str]) -> QLocale.Country:
    """Returns the country whose times are shown. A locale has the one of its language, which may differ."""
    from PySide6.QtCore import QLocale

    named = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_TIME", "LANG"))), "")
    return (QLocale(_without_encoding(named)) if named else locale).territory()


def translate_qt(app: QCoreApplication, translations: Translations) -> None:
    """Lets Qt's own texts be in the language as well: menus of fields, buttons of dialogs. In English nothing is read.

    Where Qt came without its catalogues, as in some distributions, these few texts stay English.
    """
    spoken = language_of(translations)
    if not spoken:
        return
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    texts = QTranslator(app)
    if texts.load(QLocale(spoken), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(texts)
