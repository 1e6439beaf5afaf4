"""The window leads from page to page, says how things stand, and stays usable at 360 pixels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exist_desktop import errors
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.lazy_page import LazyPage
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.windows.main_window import COMPACT_BELOW, SMALLEST, MainWindow
from exist_desktop.ui.windows.navigation import StateButton
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.ui.made_tiles import next_stop
from tests.ui.set_time import SetTime

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
NOW = datetime(2026, 11, 22, 14, 14, tzinfo=UTC).timestamp()
PAGES = ("Today", "History", "Insights", "Relations", "Attributes", "Outbox")

Make = Callable[..., MainWindow]


@pytest.fixture
def bridge(qapp: QApplication) -> Bridge:
    return Bridge()


@pytest.fixture
def make(qtbot: QtBot, bridge: Bridge) -> Make:
    def made(labels: tuple[str, ...] = PAGES, width: int = 1000, **details: object) -> MainWindow:
        window = MainWindow(bridge, LANGUAGE, SetTime(lambda: NOW), **details)  # type: ignore[arg-type]
        for label in labels:
            window.add_page(label.lower(), label, QLineEdit())
        window.add_page("settings", "Settings", QWidget(), at_foot=True)
        qtbot.addWidget(window)
        window.resize(width, 640)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    return made


def entry(window: MainWindow, name: str) -> QAbstractButton:
    return next(
        one
        for one in window.findChildren(QAbstractButton)
        if QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) == name
    )


def label(window: MainWindow, name: str) -> QLabel:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def test_tab_and_readers_of_screens_come_by_the_navigation_before_the_page(make: Make) -> None:
    window = make()
    stops, at = [], next_stop(window)
    while at not in stops:
        stops.append(at)
        at = next_stop(at)
    entries = [stops.index(entry(window, name)) for name in (*PAGES, "Settings")]
    (page,) = [place for place, stop in enumerate(stops) if isinstance(stop, QLineEdit)]
    assert entries == sorted(entries)
    assert max(entries) < page


@pytest.mark.parametrize("width", [1000, 400])
def test_tab_comes_by_the_state_where_it_is_seen(make: Make, width: int) -> None:
    window = make()
    window.resize(width, 700)
    window.sidebar.offer("Open the Outbox")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    stops, at = [], next_stop(window)
    while window.sidebar.isAncestorOf(at):
        stops.append(at)
        at = next_stop(at)
    tops = [stop.mapTo(window, QPoint()).y() for stop in stops]
    assert len(stops) == len(PAGES) + 2
    assert tops == sorted(tops)


def test_each_page_has_an_entry_that_opens_it(make: Make, qtbot: QtBot) -> None:
    window = make()
    for name in (*PAGES, "Settings"):
        with qtbot.waitSignal(window.page_opened) as opened:
            entry(window, name).click()
        assert opened.args == [name.lower()]
        assert entry(window, name).isChecked()
    assert sum(one.isChecked() for one in window.findChildren(QAbstractButton)) == 1


def test_control_and_a_digit_open_a_page(make: Make, qtbot: QtBot) -> None:
    window = make()
    with qtbot.waitSignal(window.page_opened) as opened:
        QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == ["outbox"]
    assert has_keyboard_focus(entry(window, "Outbox"))


def test_tab_goes_along_the_entries(make: Make) -> None:
    window = make()
    entry(window, "Today").setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in PAGES:
        QTest.keyClick(window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [entry(window, name) for name in (*PAGES[1:], "Settings")]


def test_the_count_stands_in_the_description_and_leaves_the_name_alone(make: Make, bridge: Bridge) -> None:
    window = make()
    bridge.publish_status(SyncStatus(Condition.OFFLINE, Counts(waiting=2, held=1)))

    found = QAccessible.queryAccessibleInterface(entry(window, "Outbox"))

    assert found.text(QAccessible.Text.Name) == "Outbox"
    assert found.text(QAccessible.Text.Description) == "3 entries are not in Exist yet"


def test_the_sync_state_is_told_in_words(make: Make, bridge: Bridge) -> None:
    window = make()
    bridge.publish_status(SyncStatus(Condition.OFFLINE, Counts(waiting=3)))

    assert label(window, "syncState").text() == "Offline · 3 entries wait"
    assert QAccessible.queryAccessibleInterface(label(window, "syncState")).text(QAccessible.Text.Name) == (
        "Offline · 3 entries wait"
    )
    assert label(window, "syncDetail").text().startswith("Saved on this computer.")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [360, COMPACT_BELOW, 1400])
@pytest.mark.parametrize("labels", [PAGES, ("W" * 200, "שלום עולם " * 20, "Outbox")], ids=["usual", "long"])
def test_every_entry_and_the_state_stay_in_sight(
    make: Make, bridge: Bridge, labels: tuple[str, ...], width: int, direction: Qt.LayoutDirection
) -> None:
    window = make(labels, width)
    window.setLayoutDirection(direction)
    bridge.publish_status(SyncStatus(Condition.SIGNED_OUT, Counts(waiting=1234)))
    QApplication.processEvents()

    shown: list[QWidget] = [entry(window, name) for name in (*labels, "Settings")]
    state = label(window, "syncState")
    assert isinstance(state, TextBlock)
    assert state.height() >= state.heightForWidth(state.width())
    for part in (*shown, state):
        assert part.isVisible()
        assert window.sidebar.rect().contains(part.geometry())
    for one in shown:
        assert not any(one.geometry().intersects(other.geometry()) for other in shown if other is not one)


def test_the_window_is_never_smaller_than_a_phone(make: Make) -> None:
    window = make()
    window.resize(100, 100)
    assert window.size().width() >= SMALLEST.width()
    assert window.size().height() >= SMALLEST.height()


def test_what_was_saved_can_be_undone_by_key(make: Make) -> None:
    window = make()
    undone: list[SavedToast] = []
    window.toasts.undo_wanted.connect(undone.append)
    saved = SavedToast("Mood 4 saved")
    window.tell_saved(saved)
    assert label(window, "toast").text() == "Mood 4 saved"

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == [saved]
    assert label(window, "toast").text() == "Nothing more to undo here. The Outbox has the rest."


def test_known_trouble_of_a_task_is_told(make: Make, bridge: Bridge) -> None:
    window = make()
    bridge.error_raised.emit(errors.NotSavedError(errors.DiskErrorKind.FULL))
    assert label(window, "toast").text().startswith("Not saved: the disk is full. What you typed is still there.")


def test_closing_is_passed_on_and_the_place_is_remembered(make: Make, qtbot: QtBot) -> None:
    kept: list[bytes] = []
    window = make()
    window.geometry_changed.connect(kept.append)
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()

    other = make(geometry=kept[0], width=500)
    assert kept[0]
    assert other.restoreGeometry(kept[0])


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "refresh_requested"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier, "refresh_requested"),
        (
            Qt.Key.Key_S,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            "send_now_requested",
        ),
    ],
)
def test_reading_and_sending_have_shortcuts(
    make: Make, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    window = make()
    with qtbot.waitSignal(getattr(window, signal)):
        QTest.keyClick(window, key, modifier)


def test_welcome_stands_alone_until_the_pages_are_wanted(make: Make) -> None:
    window, welcome = make(), QLineEdit()
    window.set_welcome(welcome)

    window.show_welcome()
    assert welcome.isVisible()
    assert not window.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert welcome.isVisible()

    window.show_pages()
    assert not welcome.isVisible()
    assert window.sidebar.isVisible()


def test_the_window_follows_the_theme(make: Make) -> None:
    window = make()
    for scheme in (theme.LIGHT, theme.DARK):
        window.setPalette(theme.palette(scheme))
        assert window.sidebar.grab().toImage().pixelColor(3, 3).name() == scheme.sidebar.lower()


def test_it_has_the_keys_in_a_dialog_of_its_own_too_and_not_in_another_window(make: Make, qtbot: QtBot) -> None:
    window = make()
    assert window.has_keyboard_focus
    dialog, elsewhere = QDialog(window), QWidget()
    qtbot.addWidget(elsewhere)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    assert window.has_keyboard_focus
    dialog.close()
    with qtbot.waitActive(elsewhere):
        elsewhere.show()
        elsewhere.activateWindow()
    assert not window.has_keyboard_focus


@pytest.mark.parametrize(
    ("status", "name", "opens"),
    [
        (SyncStatus(Condition.IDLE, Counts(held=1)), "Open the Outbox", "outbox"),
        (SyncStatus(Condition.OFFLINE, Counts(waiting=2)), "Open the Outbox", "outbox"),
        (SyncStatus(Condition.SIGNED_OUT, Counts(waiting=2)), "Open the sign-in", "sign-in"),
        (SyncStatus(Condition.IDLE), "", ""),
    ],
)
@pytest.mark.parametrize("width", [1200, 400])
def test_the_state_opens_what_it_speaks_of(
    make: Make, bridge: Bridge, status: SyncStatus, name: str, opens: str, width: int
) -> None:
    window = make()
    welcome = QWidget()
    window.set_welcome(welcome)
    window.resize(width, 700)
    opened: list[str] = []
    window.page_opened.connect(opened.append)
    bridge.publish_status(status)
    window.show()
    QApplication.processEvents()

    place = label(window, "syncState")
    under = window.childAt(place.mapTo(window, place.rect().center()))
    if not name:
        assert not isinstance(under, StateButton)
        return
    assert isinstance(under, StateButton)
    assert under.accessibleName() == name
    QTest.mouseClick(under, Qt.MouseButton.LeftButton)

    assert (opened[-1:] or ["sign-in" if welcome.isVisible() else ""]) == [opens]


class Beginning(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.first_stop = QPushButton("Send now", self)


def test_the_keys_begin_where_they_can_be_used(make: Make) -> None:
    window, page = make(("Today",)), Beginning()
    window.add_page("found", "Found", LazyPage(lambda: page))
    for enabled in (True, False, True):
        page.first_stop.setEnabled(enabled)
        QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        assert has_keyboard_focus(page.first_stop if enabled else entry(window, "Found"))
        place = page.parentWidget()
        assert place is not None
        assert not QAccessible.queryAccessibleInterface(place).state().focused


class InTwo(QWidget):
    """A page whose second part is far from its first in the order of Tab."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field, between, self.row = QLineEdit(), QPushButton("Filters"), QPushButton("Fri 27 Nov")
        for part in (self.field, between, self.row):
            column.addWidget(part)

    def parts(self) -> list[tuple[QWidget, QWidget]]:
        return [(self.field, self.field), (self.row, self.row)]


def test_f6_goes_to_the_parts_of_a_page_that_is_made_when_it_is_opened(make: Make) -> None:
    window, page = make(("Today",)), InTwo()
    window.add_page("found", "Found", LazyPage(lambda: page))
    window.open_page("found")
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_F6)
    assert has_keyboard_focus(page.row)


def test_the_demo_says_so_in_the_titles_of_its_windows(make: Make) -> None:
    window, former = make(), QGuiApplication.applicationDisplayName()
    try:
        window.mark_as_demo()
        assert window.windowTitle() == QGuiApplication.applicationDisplayName() == "Exist Desktop (demo)"
    finally:
        QGuiApplication.setApplicationDisplayName(former)


def test_a_page_that_is_built_when_it_is_shown_does_not_take_the_focus_itself(make: Make) -> None:
    """As with a screen reader, which presses an entry while the focus is on the page before."""
    window, before = make(), QWidget()
    field = QLineEdit(before)
    window.add_page("before", "Before", before)
    window.add_page("lazy", "Lazy", LazyPage(QLabel))
    window.open_page("before")
    field.setFocus()
    window.open_page("lazy")
    assert window.focusWidget() is window.sidebar.entry("lazy"), "a page without a stop leaves it in the navigation"
