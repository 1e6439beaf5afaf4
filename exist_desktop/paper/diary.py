"""Days as a document: the date, the mood with its tags, the note, and what else the day has.

Everything is put in as plain text: what a person or a server wrote is never taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Group
from exist_desktop.domain.mood import from_wire
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NotRead, Value, is_on
from exist_desktop.store.transfer.account_data import ShownDay
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

TEXT_POINTS = 10.0
FIGURE_POINTS = 8.5
TITLE_POINTS = 18.0
DAY_POINTS = 12.0
GAP_POINTS = 4.0
DAY_GAP_POINTS = 14.0


class DayOnPaper:
    """The parts of one day as texts; `is_empty` if there is nothing to say."""

    def __init__(self, shown: ShownDay, attributes: Sequence[Attribute], language: Language) -> None:
        values = Values(language)
        there = list(_there(shown, attributes))
        by_name = {one.name: (one, value) for one, value in there}
        self.day = shown.day
        self.mood = _mood(values, *by_name[MOOD]) if MOOD in by_name else ""
        self.note = str(by_name[MOOD_NOTE][1]) if MOOD_NOTE in by_name else ""
        self.tags = language.listed(one.label for one, value in there if one.is_tag and is_on(value))
        others = [(one, value) for one, value in there if not one.in_mood_card]
        is_text = ValueType.TEXT
        texts = [(one, value) for one, value in others if one.value_type is is_text]
        self.texts = [
            language.say("{label}: {value}", label=one.label, value=values.at_a_glance(one, value)[0])
            for one, value in texts
        ]
        numbers = [(one, value) for one, value in others if one.value_type is not is_text]
        self.figures = [
            language.say("{label}: {value}", label=group.label, value=language.facts(*_lines(values, members)))
            for group, members in groupby(numbers, _group)
        ]

    @property
    def is_empty(self) -> bool:
        """Whether the day has nothing to be printed."""
        return not (self.mood or self.note or self.tags or self.texts or self.figures)


def _there(shown: ShownDay, attributes: Sequence[Attribute]) -> Iterator[tuple[Attribute, Value]]:
    """Yields what the day has, in the order of the attributes."""
    for one, value in zip(attributes, shown.values, strict=True):
        if value is not None and not isinstance(value, NotRead) and value != "":
            yield one, value


def _mood(values: Values, attribute: Attribute, value: Value) -> str:
    shown, step = values.shown(attribute, value), from_wire(value, attribute.value_type)
    whole = step is not None and step == int(step)
    return values.language.facts(shown, values.mood_name(int(step))) if step is not None and whole else shown


def _line(values: Values, attribute: Attribute, value: Value) -> str:
    return values.language.say("{label} {value}", label=attribute.label, value=values.shown(attribute, value))


def _lines(values: Values, members: Iterable[tuple[Attribute, Value]]) -> Iterator[str]:
    return (_line(values, one, value) for one, value in members)


def _group(member: tuple[Attribute, Value]) -> Group:
    return member[0].group


def document(days: Iterable[DayOnPaper], title: str, language: Language) -> QTextDocument:
    """Returns a document of days, with a title above them if it is not empty."""
    made = QTextDocument()
    font = QFont()
    font.setPointSizeF(TEXT_POINTS)
    made.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    right_to_left = language.is_right_to_left
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LayoutDirectionAuto)
    made.setDefaultTextOption(option)
    cursor = QTextCursor(made)
    if title:
        _write(cursor, title, points=TITLE_POINTS, bold=True, gap=0)
    for one in days:
        for part in _parts(one, language):
            _write(cursor, *part)
    return made


def _parts(one: DayOnPaper, language: Language) -> Iterator[tuple[str, float, bool, float]]:
    yield language.formats.long_date(one.day), DAY_POINTS, True, DAY_GAP_POINTS
    if mood := language.facts(one.mood, one.tags):
        yield mood, TEXT_POINTS, False, GAP_POINTS
    for text in (one.note, *one.texts):
        if text:
            yield text, TEXT_POINTS, False, GAP_POINTS
    for text in one.figures:
        yield text, FIGURE_POINTS, False, GAP_POINTS


def _write(cursor: QTextCursor, text: str, points: float, bold: bool, gap: float) -> None:  # noqa: FBT001 - a format
    block = QTextBlockFormat()
    block.setTopMargin(gap)
    block.setHeadingLevel(2 if bold else 0)
    letters = QTextCharFormat()
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if cursor.atStart() and cursor.document().isEmpty():
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)
    cursor.insertText(text.replace("\n", "\N{LINE SEPARATOR}"), letters)


def heading(first: date, last: date, language: Language) -> str:
    """Returns what a period is called: a day, a month, a year, or from one day to another."""
    formats = language.formats
    if first == last:
        return ""
    if first.day == 1 and (last.month, last.year) == (first.month, first.year):
        return formats.month(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return formats.year(first)
    return language.say("{first} to {last}", first=formats.short_date(first), last=formats.short_date(last))
