"""An entry to be corrected comes back as it would have been typed: entering it unchanged means the same again."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.outbox.correction import typed
from exist_desktop.words.language import UNTRANSLATED, Language

EVERY = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
LANGUAGES = {locale.bcp47Name() + locale.name(): Language(UNTRANSLATED, QtFormats(locale)) for locale in EVERY}
KEY = Key("some", date(2026, 11, 22))
languages = st.sampled_from(sorted(LANGUAGES))
millionths = st.integers(-(10**9), 10**9).map(lambda number: number / 1_000_000)
totals = st.one_of(
    st.tuples(st.just(ValueType.QUANTITY), st.integers(0, 10**9)),
    st.tuples(st.just(ValueType.DECIMAL), millionths),
    st.tuples(st.just(ValueType.DURATION), st.integers(0, 1440)),
    st.tuples(st.just(ValueType.TIME_OF_DAY), st.integers(0, 1439)),
    st.tuples(st.just(ValueType.TIME_FROM_MIDDAY), st.integers(0, 1439)),
    st.tuples(st.just(ValueType.PERCENTAGE), st.integers(0, 10_000).map(lambda number: number / 10_000)),
)


def _again(command: Command, kind: ValueType, language: Language) -> Total | Difference:
    attribute = Attribute("some", "Some", Group("health", "Health", 1), kind)
    line = OutboxLine(Entry(1, "uid", command, None, 0.0, EntryState.HELD), attribute)
    return read(typed(line, language), attribute, language.formats.numerals)


@given(totals, languages)
def test_a_total(total: tuple[ValueType, float], name: str) -> None:
    kind, value = total
    assert _again(SetValue(KEY, value), kind, LANGUAGES[name]) == Total(value)


@given(millionths, languages)
def test_a_difference(delta: float, name: str) -> None:
    assert _again(Increment(KEY, delta), ValueType.DECIMAL, LANGUAGES[name]) == Difference(delta)
