"""An outbox of 50,000 entries: what exists of it, and what a step of scrolling takes, is what is near the view.

Counted in rows, numbers and bytes, never in seconds.
"""

from __future__ import annotations

import tracemalloc
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import overload

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.pages.outbox.row_list import OutboxList, Shown
from exist_desktop.ui.pages.outbox.row_parts import RowText
from exist_desktop.ui.widgets.lists.row_places import Places
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.ui.outbox_on_store import ATTRIBUTES, NOW, add

MANY = 50_000
VIEW = 640
HEADER = 60
"""The names of the columns are not as high."""
FEW_ROWS = 60
"""More are never near a view of this height."""
FEW_BYTES = 100_000
"""A look at each of so many rows takes more."""
TOPS = [MANY * 48 * place // 20 for place in range(20)]
"""Places all over the list."""


class Numbers(Sequence[int]):
    """An order of entries that counts how many of them were asked for."""

    def __init__(self) -> None:
        self.taken = 0

    def __len__(self) -> int:
        return MANY

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Numbers: ...
    def __getitem__(self, index: int | slice) -> int | Numbers:
        if isinstance(index, slice):
            return self
        if index >= MANY:
            raise IndexError(index)
        self.taken += 1
        return MANY - index


def shown(number: int) -> Shown:
    """Rows of several heights."""
    entry = Entry(number, f"uid{number}", add("coffees", number), 0, NOW, EntryState.WAITING)
    return Shown(OutboxLine(entry, ATTRIBUTES[0]), RowText("Waiting", "two\nlines" if number % 3 == 0 else ""))


def test_a_step_of_scrolling_makes_and_reads_the_rows_in_view_alone(qtbot: QtBot) -> None:
    window, numbers, asked = QWidget(), Numbers(), list[int]()
    qtbot.addWidget(window)
    listed = OutboxList(Language(UNTRANSLATED, QtFormats(QLocale.c())), window)
    listed.resize(900, VIEW)
    listed.wanted.connect(asked.extend)
    listed.wanted.connect(lambda wanted: listed.tell(map(shown, wanted)))
    window.show()
    listed.show_order(numbers)
    for top in TOPS:
        asked.clear()
        numbers.taken = 0
        listed.look_at(range(top, top + VIEW))
        qtbot.waitUntil(lambda top=top: _fills(listed, range(top, top + VIEW)))  # type: ignore[misc]
        assert len(asked) < FEW_ROWS
        assert numbers.taken < MANY / 10
        assert len(listed.said()) < FEW_ROWS
        assert len(listed.findChildren(OutboxRow)) < FEW_ROWS


def _fills(listed: OutboxList, view: range) -> bool:
    """Whether rows stand from the view's top, or below the names of the columns there, to its end."""
    places = [row.geometry() for row in listed.rows()]
    return bool(places) and places[0].top() <= view.start + HEADER and places[-1].bottom() >= view.stop


@contextmanager
def few_bytes() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < FEW_BYTES
    finally:
        tracemalloc.stop()


def test_the_places_of_rows_that_were_never_near_take_no_memory() -> None:
    places, order = Places(), array("q", range(MANY, 0, -1))
    with few_bytes():
        places.set_order(order, {})
    for top in TOPS:
        with few_bytes():
            places.measure({number: 48 + number % 3 for number in places.between(top, top + VIEW)})


@pytest.mark.parametrize("height", [20, 48, 90])
def test_rows_stand_below_each_other_whatever_their_heights(height: int) -> None:
    places = Places()
    places.set_order(array("q", range(MANY, 0, -1)), {})
    for place in range(20):
        top = places.total * place // 20
        places.measure({number: height + number % 3 for number in places.between(top, top + VIEW)})
        seen = list(places.between(top, top + VIEW))
        tops = [places.top(places.index(number)) for number in seen]
        assert tops[0] <= top
        assert tops[-1] < top + VIEW <= tops[-1] + places.height(places.index(seen[-1]))
        assert [one + places.height(places.index(number)) for one, number in zip(tops, seen, strict=True)][:-1] == tops[
            1:
        ]
    assert places.total == places.top(MANY)
