"""A date that is typed is understood in the ways in which people write dates; what is none is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.parsing.written_dates import month_words, written_dates
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.find import FindWords

TODAY = date(2026, 11, 22)
THIRD = date(2024, 3, 3)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3 March 2024", [THIRD]),
        ("March 3, 2024", [THIRD]),
        ("3rd of march 2024", [THIRD]),
        ("Mar 3 2024", [THIRD]),
        ("2024-03-03", [THIRD]),
        ("2024/3/3", [THIRD]),
        ("2024年3月3日", [THIRD]),
        ("3.3.2024", [THIRD]),
        ("3.3.24", [THIRD]),
        ("٣ March ٢٠٢٤", [THIRD]),
        ("4.3.2024", [date(2024, 3, 4), date(2024, 4, 3)]),
        ("25/12/2025", [date(2025, 12, 25)]),
        ("12/25/2025", [date(2025, 12, 25)]),
        ("25.12.", [date(2025, 12, 25)]),
        ("25 december", [date(2025, 12, 25)]),
        ("21 november", [date(2026, 11, 21)]),
        ("29 february", [date(2024, 2, 29)]),
        ("30 february 2024", []),
        ("3 walks in march", []),
        ("march", []),
        ("march 2024 april 3", []),
        ("2024", []),
        ("3 3", []),
        ("3 march 1066", []),
        ("", []),
        ("1" * 5000, []),
    ],
)
def test_in_english(typed: str, days: list[date]) -> None:
    assert list(written_dates(typed, TODAY, {})) == days


@pytest.mark.parametrize(
    "name", ["de_DE", "fr_FR", "cs_CZ", "pl_PL", "ja_JP", "ko_KR", "ar_EG", "he_IL", "fi_FI", "pt_BR"]
)
def test_days_are_understood_as_they_are_shown(name: str) -> None:
    words = FindWords(Language(UNTRANSLATED, QtFormats(QLocale(name))), TODAY)
    for month in range(1, 13):
        day = date(2024, month, 3)
        assert day in words.days_meant(words.days.long(day)), words.days.long(day)
        assert day in words.days_meant(words.days.brief(day)), words.days.brief(day)


def test_yesterday_and_weekdays_are_days() -> None:
    words = FindWords(Language(UNTRANSLATED, QtFormats(QLocale("en_GB"))), TODAY)
    assert words.days_meant("yesterday") == (date(2026, 11, 21),)
    assert words.days_meant("Saturday") == (date(2026, 11, 21),)
    assert words.days_meant("yesterday was fine") == ()
    assert words.days_meant("tomorrow") == ()


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(typed: str) -> None:
    shown = [(month, f"3 of month{month}") for month in range(1, 13)]
    assert all(isinstance(day, date) for day in written_dates(typed, TODAY, month_words(shown)))
