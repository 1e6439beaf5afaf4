"""Where Exist keeps nine steps of a mood and the person wants them all, each of them can be chosen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from tests.ui.made_tiles import LANGUAGE, MOOD, SUNDAY, day_view
from tests.ui.offscreen import quiet

pytestmark = quiet
SCALE = replace(MOOD, value_type=ValueType.SCALE)
QUANTITY = replace(MOOD, value_type=ValueType.QUANTITY)


@pytest.fixture
def card(qtbot: QtBot) -> MoodCard:
    card = MoodCard(LANGUAGE)
    qtbot.addWidget(card)
    card.show()
    return card


def test_all_nine_are_offered_and_the_kept_one_is_marked(card: MoodCard, qtbot: QtBot) -> None:
    card.set_day(day_view(SUNDAY, {SCALE: 6}), "How was today?", steps=9)
    assert card.nine.isVisible()
    assert [step for step, chip in card.nine.chips.items() if chip.isChecked()] == [6]
    with qtbot.waitSignal(card.scale_chosen) as chosen:
        QTest.mouseClick(card.nine.chips[8], Qt.MouseButton.LeftButton)
    assert chosen.args == [8]
    assert not card.nine.chips[8].isChecked(), "what is marked is what is kept"
    assert card.nine.chips[8].accessibleName() == "Mood step 8 of 9"


@pytest.mark.parametrize(("mood", "steps"), [(SCALE, 5), (QUANTITY, 9)])
def test_five_are_enough_where_nine_are_not_wanted_or_not_kept(card: MoodCard, mood: object, steps: int) -> None:
    card.set_day(day_view(SUNDAY, {mood: 3}), "How was today?", steps=steps)  # type: ignore[dict-item]
    assert not card.nine.isVisible()
    assert card.faces.isVisible()
