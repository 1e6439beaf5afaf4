"""Dates and times with the names of any language: `18 mai 2018`, `Fr., 3. März 2024`, `8:30 nachm.`

The names of months, weekdays and halves of the day are Qt's, of all languages that it knows. Collecting them takes
half a second, so that it is done for the first text that is not English. A few names mean different months in two
languages (`listopad`): which one a file is in is seen by its other dates, or else asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.written_dates import written_dates
from exist_desktop.domain.transfer.mapping import ENGLISH
from exist_desktop.long_work import Pace

_MONTHS, _WEEKDAYS = range(1, 13), range(1, 8)
_QUOTED = re.compile(r"'([^']+)'")
_WORDS = re.compile(r"[0-9]+|[^\s0-9]+")
_BETWEEN = frozenset(("of", "the", "st", "nd", "rd", "th", "er", "o", "de", "年", "月", "日", "일", "월", "년"))
_YEAR_DIGITS = 4
_SCRIPT_LETTERS = 4
_Words = tuple[str, ...]


class CalendarNames(Struct, frozen=True):
    """What is in dates and times: `months` have for their words the number by language, `beside` the languages of other
    words, `halves` the hour at which a half of the day begins. `languages` has all of them with their own names, those
    of most countries first.
    """

    months: Mapping[_Words, Mapping[str, int]]
    beside: Mapping[str, frozenset[str]]
    halves: Mapping[str, int]
    languages: Mapping[str, str]


@cache
def calendar_names() -> CalendarNames:
    """Returns the names of all languages."""
    from PySide6.QtCore import QLocale

    every = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    months: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    beside: dict[str, set[str]] = defaultdict(set)
    halves: dict[str, set[int]] = defaultdict(set)
    countries, own_names, pace = Counter[str](), dict[str, str](), Pace()
    for locale in every:
        pace.rest()
        language = _without_country(locale.bcp47Name())
        countries[language] += 1
        for form in forms:
            for month in _MONTHS:
                for name in (locale.monthName(month, form), locale.standaloneMonthName(month, form)):
                    months[name][language].add(month)
        if language in own_names:
            continue  # countries of one language differ in a few names of months alone
        own_names[language] = locale.nativeLanguageName() or language
        others = [
            name(day, form)
            for name in (locale.dayName, locale.standaloneDayName)
            for day in _WEEKDAYS
            for form in forms
        ]
        for words in (*others, *_QUOTED.findall(locale.dateFormat(forms[0]))):
            for word in _words(words):
                beside[word].add(language)
        halves[half_key(locale.amText())].add(0)
        halves[half_key(locale.pmText())].add(12)
    return CalendarNames(
        _sure(months),
        {word: frozenset(languages) for word, languages in beside.items()},
        {word: min(hours) for word, hours in halves.items() if word and len(hours) == 1},
        {language: own_names[language] for language, _ in countries.most_common()},
    )


def _without_country(name: str) -> str:
    """Returns a language with its script, if that is not its usual one: `de-AT` is `de`, `uz-Cyrl-UZ` is `uz-Cyrl`."""
    language, *parts = name.split("-")
    return "-".join((language, *(part for part in parts if len(part) == _SCRIPT_LETTERS)))


def _sure(months: Mapping[str, Mapping[str, set[int]]]) -> dict[_Words, dict[str, int]]:
    """Returns the names that mean one month in a language."""
    found: dict[_Words, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    pace = Pace()
    for name, languages in months.items():
        pace.rest()
        words = tuple(_words(name))
        for language, numbers in languages.items():
            found[words][language] |= numbers
    return {
        words: {language: min(numbers) for language, numbers in languages.items() if len(numbers) == 1}
        for words, languages in found.items()
        if any(not word.isdigit() for word in words)
    }


def _words(text: str) -> list[str]:
    """Returns the words and numbers of a text; marks belong to their letters, everything else separates."""
    return _WORDS.findall("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in key(text)))


def half_key(text: str) -> str:
    """Returns the name of a half of the day in the form in which it is compared: `a.\N{NO-BREAK SPACE}m.` is `am`."""
    return "".join(_words(text))


def written_days(text: str) -> Mapping[date, frozenset[str]]:
    """Returns the days that a date with the name of a month means, with the languages in which it does."""
    words, names = _words(text), calendar_names()
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            for language, month in names.months.get(tuple(words[start:end]), {}).items():
                spans[language].append((start - end, start, month))
    found: dict[date, set[str]] = defaultdict(set)
    for language, places in spans.items():
        if (day := _day(words, places, language, names)) is not None:
            found[day].add(language)
    return {day: frozenset(languages) for day, languages in found.items()}


def _day(words: list[str], places: list[tuple[int, int, int]], language: str, names: CalendarNames) -> date | None:
    """Returns the day of a date in one language, whose months are at `places`: minus their lengths, where, and which.

    The longest name is the month; where a weekday is written like a month, the last one is.
    """
    size, start, month = min(places, key=_longest_and_last)
    others = words[:start] + words[start - size :]
    numbers = [word for word in others if word.isdigit()]
    if any(
        word not in _BETWEEN and language not in names.beside.get(word, ()) for word in others if not word.isdigit()
    ):
        return None
    match numbers:
        case [year, day] if len(year) == _YEAR_DIGITS and len(day) <= 2:
            pass
        case [day, year] if len(year) == _YEAR_DIGITS and len(day) <= 2:
            pass
        case _:
            return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _longest_and_last(place: tuple[int, int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def english_day(text: str) -> date | None:
    """Returns the day of a date with an English name, without looking at other languages."""
    found = written_dates(text, date.max, {})
    return found[0] if len(found) == 1 else None


def day_in(text: str, language: str) -> date | None:
    """Returns the day of a date with the name of a month in a language; None if it is none."""
    if language == ENGLISH:
        return english_day(text)
    return next((day for day, languages in written_days(text).items() if language in languages), None)


def languages_of(texts: Collection[str]) -> Mapping[str, str]:
    """Returns the languages in which most of these dates can be read, with their own names, the likeliest first.

    Of languages in which all of them mean the same days there is one. English is not asked about.
    """
    if all(english_day(text) is not None for text in texts):
        return {ENGLISH: ENGLISH} if texts else {}
    pace, counted, readings = Pace(), Counter[frozenset[str]](), list[Mapping[date, frozenset[str]]]()
    for text in texts:
        pace.rest()
        days = written_days(text)
        counted[frozenset().union(*days.values())] += 1
        if len(days) > 1:
            readings.append(days)
    known = calendar_names().languages
    scores = {one: sum(times for languages, times in counted.items() if one in languages) for one in known}
    best = [one for one, score in scores.items() if score and score == max(scores.values())]
    different = dict[tuple[date | None, ...], str]()
    for one in best:
        different.setdefault(tuple(_days_in(readings, one)), one)
    chosen = [ENGLISH] if ENGLISH in best else list(different.values())
    return {one: known[one] for one in chosen}


def _days_in(readings: list[Mapping[date, frozenset[str]]], language: str) -> Iterator[date | None]:
    for days in readings:
        yield next((day for day, languages in days.items() if language in languages), None)
