"""The Outbox shows what is not in Exist yet, why, and does what the person asks for; on the real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt, SignalInstance
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.commands import Append
from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.outbox.ops import Counts, EntryState, Reason
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.outbox.page import OutboxPage
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.text import TextBlock
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.patience import until
from tests.ui.made_tiles import next_stop
from tests.ui.outbox_on_store import LONG, NOW, TODAY, AtHand, add, key, outbox_at_hand, put
from tests.ui.set_time import SetTime


@asynccontextmanager
async def opened(folder: Path, qtbot: QtBot, width: int = 1000) -> AsyncIterator[tuple[AtHand, OutboxPage]]:
    async with outbox_at_hand(folder) as at_hand:
        page = OutboxPage(
            at_hand.views,
            at_hand.journal,
            at_hand.bridge,
            Language(UNTRANSLATED, QtFormats(QLocale.c())),
            SetTime(lambda: NOW),
        )
        qtbot.addWidget(page)
        page.resize(width, 640)
        page.show()
        yield at_hand, page
        page.hide()


@asynccontextmanager
async def heard(signal: SignalInstance) -> AsyncIterator[None]:
    """Waits until the signal was emitted."""
    heard = asyncio.Event()
    signal.connect(heard.set)
    yield
    await heard.wait()


async def press(page: QWidget, name: str) -> None:
    """Presses the button of that name as soon as it is there."""
    await until(lambda: name in names(page))
    next(one for one in buttons(page) if _name(one) == name).click()


def names(page: QWidget) -> list[str]:
    return [_name(one) for one in buttons(page)]


def _name(button: QAbstractButton) -> str:
    return QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


def buttons(page: QWidget) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


async def states(at_hand: AtHand) -> list[EntryState]:
    return [line.entry.state for line in await at_hand.views.outbox(finished=True)]


async def test_an_empty_outbox_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (_, page):
        await until(lambda: any(text.startswith("Nothing waits.") for text in texts(page)))


async def test_an_entry_says_what_it_waits_for_and_can_be_undone(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        at_hand.bridge.publish_status(SyncStatus(Condition.OFFLINE))
        await at_hand.journal.save(add("coffees"))
        await until(lambda: "Waiting for a connection" in texts(page))
        assert {"Coffees", "22 Nov", "+1"} <= set(texts(page))

        await press(page, "Undo Coffees")

        await until(lambda: "Undone" in texts(page))
        assert await states(at_hand) == [EntryState.UNDONE]


async def test_what_needs_the_person_is_told_above_the_list(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("pages_read", 12))
        await at_hand.hold_last(Reason.INVALID, "Value must be an <b>integer</b>")
        banner = page.findChild(QLabel, "outboxBanner")
        assert banner is not None
        await until(banner.isVisible)

        assert banner.text().startswith("One entry needs you.")
        assert "Needs you: Exist did not accept it" in texts(page)
        assert "Exist says: Value must be an <b>integer</b>" in texts(page)


async def test_a_wrong_entry_is_corrected_in_its_row(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("pages_read", 12))
        await at_hand.hold_last(Reason.INVALID)
        await press(page, "Correct Pages read")
        edit = page.list.rows()[0].findChild(QLineEdit)
        assert edit is not None
        assert edit.text() == "12"

        row = page.list.rows()[0]
        await until(lambda: row.correction is not None and row.rect().contains(row.correction.geometry()))

        edit.setText("12.5")
        await press(page, "Save Pages read")
        assert edit.text() == "12.5"
        assert "Pages read takes whole numbers only." in texts(page)

        edit.setText("13")
        QTest.keyClick(edit, Qt.Key.Key_Return)
        await until(lambda: "Discarded" in texts(page))
        lines = await at_hand.views.outbox(finished=False)
        assert [(line.entry.amount, line.entry.state) for line in lines] == [(13, EntryState.WAITING)]


async def test_tab_goes_through_a_correction_and_on_from_it(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        for name in ("water", "pages_read"):
            await at_hand.journal.save(put(name, 12))
            await at_hand.hold_last(Reason.INVALID)
        await until(lambda: len(page.list.rows()) == 2)
        before = walk(page)
        await press(page, "Correct Pages read")
        row = page.list.rows()[0]
        assert row.correction is not None
        assert page.window().focusWidget() is row.correction.first_stop
        assert not row.correction.hasFocus(), "what takes the focus has a name"
        place = before.index("Discard Pages read") + 1
        assert walk(page) == [*before[:place], "Pages read", "Save Pages read", "Cancel Pages read", *before[place:]]
        await press(page, "Cancel Pages read")
        await until(lambda: walk(page) == before)


def walk(page: OutboxPage) -> list[str]:
    """The names of all that Tab comes by, in its order, from the first act of the first row on."""
    first: QWidget = next(iter(page.list.rows()[0].chips.values()))
    stops, at = [first], next_stop(first)
    while at is not first:
        stops.append(at)
        at = next_stop(at)
    heard = [QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name) for stop in stops]
    assert all(heard), "nothing nameless takes the focus"
    return heard


async def test_words_that_joined_a_text_stay_when_it_is_corrected(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("long", "Slept badly"))
        await at_hand.hold_last(Reason.INVALID)
        await at_hand.journal.save(Append(key("long"), "short walk", "12:34"))
        await at_hand.hold_last(Reason.INVALID)
        await until(lambda: [OutboxAction.CORRECT in row.chips for row in page.list.rows()] == [True, True])
        row = page.list.rows()[1]
        QTest.mouseClick(row.chips[OutboxAction.CORRECT], Qt.MouseButton.LeftButton)
        assert row.correction is not None
        edit = row.correction.answer.first_stop
        assert isinstance(edit, QPlainTextEdit)
        edit.setPlainText("Slept well")
        QTest.keyClick(edit, Qt.Key.Key_Return)
        await until(lambda: "Discarded" in texts(page))
        tile = (await at_hand.views.day(TODAY)).tile("long")
        assert tile is not None
        assert tile.value == "Slept well\n12:34 short walk"


async def test_a_correction_survives_what_changes_around_it(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("pages_read", 12))
        await at_hand.hold_last(Reason.INVALID)
        await press(page, "Correct Pages read")
        edit = page.list.rows()[0].findChild(QLineEdit)
        assert edit is not None
        edit.setText("half typed")

        await at_hand.journal.save(add("coffees"))
        await until(lambda: len(page.list.rows()) == 2)

        assert edit.isVisible()
        assert edit.text() == "half typed"


async def test_an_attribute_of_another_service_is_taken_over_with_the_consequence_in_sight(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("steps", 8000))
        await until(lambda: "Needs you: Fitbit fills it" in texts(page))
        assert "Taken over, Fitbit stops filling Steps until you give it back." in texts(page)

        await press(page, "Take over Steps")

        await until(lambda: "Waiting" in texts(page))
        assert await states(at_hand) == [EntryState.WAITING]


async def test_two_values_are_told_apart_and_either_can_be_kept(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("coffees", 7))
        await at_hand.hold_last(Reason.CHANGED_ELSEWHERE, "8")
        await until(lambda: "Exist has 8 now." in texts(page))
        assert "Keep 8 Coffees" in names(page)

        await press(page, "Use 7 Coffees")

        await until(lambda: "Waiting" in texts(page))


async def test_discarding_lets_an_entry_go(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("coffees", 7))
        await at_hand.hold_last(Reason.REFUSED)
        await press(page, "Discard Coffees")

        await until(lambda: "Discarded" in texts(page))
        assert await at_hand.views.outbox(finished=False) == ()


async def test_a_missing_permission_leads_to_the_sign_in(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("coffees", 7))
        await at_hand.hold_last(Reason.SCOPE)
        await until(lambda: "Needs you: sign in again to allow Food and drink" in texts(page))

        async with heard(page.sign_in_requested):
            await press(page, "Sign in Coffees")


async def test_what_was_sent_stands_below_what_waits(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(add("coffees"))
        await at_hand.journal.save(add("water", 250))
        await at_hand.send_last(1500)
        await until(lambda: "Sent 21:40 · total 1,500 ml" in texts(page))

        assert [next(label for label in texts(row)) for row in page.list.rows()] == ["Coffees", "Water"]
        assert list(page.list.rows()[1].chips) == [OutboxAction.UNDO]


async def test_send_now_is_passed_on(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        at_hand.bridge.publish_status(SyncStatus(Condition.OFFLINE, Counts(waiting=1)))
        async with heard(page.send_now_requested):
            await press(page, "Send now")


@pytest.mark.parametrize(
    ("counts", "enabled"),
    [(Counts(), False), (Counts(held=2), False), (Counts(checking=1), True), (Counts(waiting=1, held=2), True)],
)
async def test_there_is_nothing_to_send_where_nothing_waits(
    tmp_path: Path, qtbot: QtBot, counts: Counts, enabled: bool
) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        at_hand.bridge.publish_status(SyncStatus(Condition.IDLE, counts))
        (button,) = [one for one in buttons(page) if _name(one) == "Send now"]
        assert button.isEnabled() is enabled


async def test_a_hidden_page_reads_only_when_it_is_shown(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await until(lambda: any(text.startswith("Nothing waits.") for text in texts(page)))
        page.hide()
        await at_hand.journal.save(add("coffees"))
        await at_hand.bridge.stop()
        assert page.list.rows() == []

        page.show()

        await until(lambda: len(page.list.rows()) == 1)


MANY = 400
FEW = 60
"""More rows than are near a view of this height exist never."""


def in_view(page: OutboxPage) -> list[OutboxRow]:
    return [row for row in page.list.rows() if not row.visibleRegion().isEmpty()]


async def scroll_to(page: OutboxPage, place: float, expected: str) -> None:
    """Goes there as long as the list settles, until that text is seen."""
    bar = page.verticalScrollBar()
    while expected not in [text for row in in_view(page) for text in texts(row)]:
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.005)


async def test_of_hundreds_of_entries_only_the_rows_near_the_view_exist(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(*(add("coffees", number) for number in range(1, MANY + 1)))
        for place, expected in ((0, f"+{MANY}"), (0.5, f"+{MANY // 2}"), (1, "+1"), (0, f"+{MANY}")):
            await scroll_to(page, place, expected)
            assert len(page.findChildren(OutboxRow)) < FEW


async def test_a_row_that_is_being_corrected_stays_while_the_list_is_scrolled(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(*(add("coffees", number) for number in range(1, MANY + 1)))
        await at_hand.journal.save(put("pages_read", 12))
        await at_hand.hold_last(Reason.INVALID)
        await press(page, "Correct Pages read")
        edit = page.list.rows()[0].findChild(QLineEdit)
        assert edit is not None
        edit.setText("half typed")

        await scroll_to(page, 1, "+1")
        page.verticalScrollBar().setValue(0)
        await until(lambda: not edit.visibleRegion().isEmpty())

        assert edit.text() == "half typed"


async def test_a_correction_at_the_lower_edge_is_seen_whole(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("pages_read", 12))
        await at_hand.hold_last(Reason.INVALID)
        await at_hand.journal.save(*(add("coffees", number) for number in range(1, MANY + 1)))
        await until(lambda: "Correct Pages read" in names(page))
        row = page.list.rows()[0]
        page.resize(page.width(), row.mapTo(page.viewport(), row.rect().bottomLeft()).y() + 1)
        await press(page, "Correct Pages read")

        def whole() -> bool:
            place = QRect(row.mapTo(page.viewport(), QPoint()), row.size())
            field = row.correction
            return field is not None and field.isVisible() and page.viewport().rect().contains(place)

        await until(whole)


async def test_what_rows_say_is_read_for_those_near_the_view_alone(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(*(add("coffees", number) for number in range(1, MANY + 1)))
        await until(lambda: in_view(page))
        asked: list[int] = []
        page.list.wanted.connect(asked.extend)
        await at_hand.journal.save(add("water"))
        await until(lambda: "Water" in texts(page))
        assert 0 < len(asked) < 2 * FEW


async def test_an_entry_that_a_later_one_replaces_is_folded_into_it(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("steps", 8000))
        await at_hand.journal.save(put("steps", 9000))
        await until(lambda: "9,000, replaces 8,000" in texts(page))
        assert len(page.list.rows()) == 1
        assert any(text.startswith("One entry needs you.") for text in texts(page))
        assert (await at_hand.views.counts()).held == 1
        await at_hand.journal.save(put("steps", 9500))
        await until(lambda: "9,500, replaces 9,000 and 1 more" in texts(page))

        await press(page, "Discard Steps")

        await until(lambda: "Discarded" in texts(page))
        assert await at_hand.views.outbox() == (), "what it replaced does not come up again"


async def test_what_was_discarded_can_be_brought_back(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("coffees", 7))
        await at_hand.hold_last(Reason.REFUSED)
        await press(page, "Discard Coffees")
        await press(page, "Bring back Coffees")

        await until(lambda: "Waiting" in texts(page))
        await until(lambda: "Bring back Coffees" not in names(page))
        assert [line.entry.amount for line in await at_hand.views.outbox()] == [7]


async def test_what_was_sent_can_be_undone_and_says_what_that_comes_to(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("coffees", 3))
        await at_hand.send_last(3)
        await at_hand.journal.save(put("coffees", 4))
        await at_hand.send_last(4)
        await until(lambda: "Undo Coffees" in names(page))
        (undo,) = [one for one in buttons(page) if _name(one) == "Undo Coffees"]
        assert QAccessible.queryAccessibleInterface(undo).text(QAccessible.Text.Description) == "Undo sets it back to 3"
        assert "Undo sets it back to 3" in texts(page), "it can be seen too"

        undo.click()

        await until(lambda: "Waiting" in texts(page))
        assert [line.entry.command for line in await at_hand.views.outbox()] == [put("coffees", 3)]


@pytest.mark.parametrize("act", ["Take over Steps", "Discard Steps"])
async def test_a_key_pressed_once_more_takes_nothing_back(tmp_path: Path, qtbot: QtBot, act: str) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(add("coffees"))
        await at_hand.journal.save(put("steps", 8000))
        await until(lambda: act in names(page))
        page.activateWindow()
        button = next(one for one in buttons(page) if _name(one) == act)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        await until(lambda: act not in names(page))
        await until(lambda: isinstance(page.window().focusWidget(), OutboxRow))
        before = await states(at_hand)

        for pressed in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            focused = page.window().focusWidget()
            assert focused is not None
            QTest.keyClick(focused, pressed)

        await at_hand.bridge.stop()
        assert await states(at_hand) == before


async def test_the_focus_stays_in_the_list_when_its_row_has_no_act_left(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(add("coffees"))
        await at_hand.journal.save(add("water", 250))
        await until(lambda: len(page.list.rows()) == 2)
        page.activateWindow()
        undo = page.list.rows()[0].chips[OutboxAction.UNDO]
        undo.setFocus(Qt.FocusReason.TabFocusReason)

        undo.click()

        await until(lambda: "Undone" in texts(page))
        assert page.window().focusWidget() in page.list.rows()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [360, 700, 1400])
async def test_no_text_is_cut(tmp_path: Path, qtbot: QtBot, width: int, direction: Qt.LayoutDirection) -> None:
    async with opened(tmp_path, qtbot, width) as (at_hand, page):
        page.setLayoutDirection(direction)
        await at_hand.journal.save(put("long", LONG))
        await at_hand.hold_last(Reason.REFUSED, LONG)
        await at_hand.journal.save(add("rtl"))
        await until(lambda: len(page.list.rows()) == 2)
        await until(lambda: all(fits(part, page) for part in page.findChildren(TextBlock) if part.isVisible()))
        await until(lambda: all(row.rect().contains(row.childrenRect()) for row in page.list.rows()))
        await until(lambda: all(row.height() >= row.heightForWidth(row.width()) for row in page.list.rows()))

        assert page.horizontalScrollBar().maximum() == 0
        assert all(inside(one, page) for one in buttons(page))


def fits(part: TextBlock, page: QWidget) -> bool:
    return part.height() >= part.heightForWidth(part.width()) and inside(part, page)


def inside(part: QWidget, page: QWidget) -> bool:
    left = part.mapTo(page, part.rect().topLeft()).x()
    return left >= 0 and left + part.width() <= page.width()


async def test_every_button_has_a_name_and_a_place_in_the_tab_order(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(put("steps", 8000), add("coffees"))
        await until(lambda: len(page.list.rows()) == 2)

        assert all(names(page))
        assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in buttons(page))


async def test_the_page_is_painted_in_both_themes(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await at_hand.journal.save(add("coffees"))
        await until(lambda: len(page.list.rows()) == 1)
        colours = []
        for scheme in (theme.LIGHT, theme.DARK):
            page.setPalette(theme.palette(scheme))
            colours.append(page.list.grab().toImage().pixelColor(60, 8).name())
        assert colours == [theme.LIGHT.card.lower(), theme.DARK.card.lower()]
