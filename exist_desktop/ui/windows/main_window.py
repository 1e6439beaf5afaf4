"""The main window: navigation, the open page, and the toast; at first Welcome instead."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.errors import AppError
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui import icons
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.keys import WITH_ANOTHER_KEY, TakesKeys
from exist_desktop.ui.parts import Part, first_stop_of, go_to_next, parts_of
from exist_desktop.ui.widgets.controls.scroll_bar import beside_bar
from exist_desktop.ui.windows.sidebar import FIND, Sidebar
from exist_desktop.ui.windows.toast import SavedToast, Toast
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history_copy import HistoryCopyWords
from exist_desktop.words.status import TO_SIGN_IN, StatusWords

SMALLEST = QSize(360, 480)
USUAL = QSize(1240, 860)
FRAME = QSize(16, 48)
"""Pixels for the desktop's own frame around a window."""
COMPACT_BELOW = 720
"""Width in pixels below which the navigation is a bar above the pages."""
OUTBOX = "outbox"
"""The page whose entry shows the number of unsent entries."""
HELP = "help"


class Foot(QWidget):
    """What is shown below every page: it ends where the cards of the page do."""

    def __init__(self, column: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLayout(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setContentsMargins(beside_bar(self))


class MainWindow(QWidget):
    """Holds the pages and shows the sync state; others decide what happens when it is closed.

    Signals:
        page_opened(str): another page is shown.
        send_now_requested(), refresh_requested(): the person pressed the shortcut.
        undo_ended(): undo is not offered for the last save any more.
        geometry_changed(bytes): the window's geometry when it was closed, as Qt saves it.
        close_requested(): the person closed the window; it is still open.
        quit_requested(): the person wants to end the program.
        seen_changed(bool): whether the window can be seen: it is shown, and not minimised.
        history_pause_wanted(bool): True to pause the copy of the history, False to let it go on.
        own_account_wanted(): the person wants to leave the demo and sign in.
    """

    page_opened = Signal(str)
    send_now_requested = Signal()
    refresh_requested = Signal()
    undo_ended = Signal()
    geometry_changed = Signal(object)
    close_requested = Signal()
    quit_requested = Signal()
    seen_changed = Signal(bool)
    history_pause_wanted = Signal(bool)
    own_account_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        language: Language,
        time: WallTime,
        *,
        geometry: bytes = b"",
        undo_seconds: float = UNDO_SECONDS,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._language = language
        self._time = time
        self._pages: dict[str, QWidget] = {}
        self._notices: list[QWidget] = []
        self._open = ""
        self._welcome: QWidget | None = None
        self.setWindowTitle(language.say("Exist Desktop"))
        self.setWindowIcon(icons.app_icon())
        room = self.screen().availableSize() - FRAME  # in units of the text: a large scale leaves little
        self.setMinimumSize(SMALLEST.boundedTo(room))
        self.resize(USUAL.boundedTo(room))
        self._build(undo_seconds)
        self._add_shortcuts()
        bridge.status_changed.connect(self._on_status_changed)
        bridge.error_raised.connect(self.tell_error)
        self._on_status_changed(bridge.status)
        if geometry:
            self.restoreGeometry(QByteArray(geometry))

    def _build(self, undo_seconds: float) -> None:
        self.sidebar = Sidebar(self._language, self)
        self.sidebar.page_chosen.connect(self.open_page)
        self.sidebar.find_requested.connect(self.open_find)
        self.sidebar.state_pressed.connect(self._on_state_pressed)
        self.sidebar.history_pause_wanted.connect(self.history_pause_wanted)
        self.toasts = Toast(self._language, self, undo_seconds=undo_seconds)
        self.toasts.undo_ended.connect(self.undo_ended)
        self._stack = QStackedWidget(self)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self._foot = foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.toasts)
        column.addWidget(Foot(foot, self))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.sidebar)
        self._layout.addLayout(column, 1)

    def _add_shortcuts(self) -> None:
        pages = [(f"Ctrl+{number}", partial(self._open_by_key, number - 1)) for number in range(1, 10)]
        for keys, pressed in (
            *pages,
            ("Ctrl+Z", self.toasts.undo),
            ("F5", self.refresh_requested),
            ("Ctrl+R", self.refresh_requested),
            ("Ctrl+Shift+S", self.send_now_requested),
            ("Ctrl+F", self.open_find),
            ("Ctrl+Q", self.quit_requested),
            ("F1", self._open_help),
            ("?", self._list_keys),
            ("F6", self._go_to_next_part),
            ("Shift+F6", self._go_to_part_before),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(pressed)

    def add_page(self, name: str, label: str, page: QWidget, *, at_foot: bool = False) -> None:
        """Adds a page and its entry in the navigation; the first page is opened."""
        self._pages[name] = page
        if name == FIND:
            self.sidebar.offer_find()
        else:
            self.sidebar.add_page(name, label, at_foot=at_foot)  # before the page, for Tab and screen readers
        self._stack.addWidget(page)
        if name == OUTBOX:
            self.sidebar.show_counts(OUTBOX, self._bridge.status.counts)
        if len(self._pages) == 1:
            self.open_page(name)

    def mark_as_demo(self) -> None:
        """Shows in the title and over every page that this is the demo."""
        from exist_desktop.ui.windows.demo_band import DemoBand

        title = self._language.say("Exist Desktop (demo)")
        QGuiApplication.setApplicationDisplayName(title)  # Qt adds it to all windows' titles, but not twice
        self.setWindowTitle(title)
        band = DemoBand(self._language, self)
        band.own_account_wanted.connect(self.own_account_wanted)
        self._column.insertWidget(0, band)

    def add_notice(self, notice: QWidget) -> None:
        """Adds a part that is shown below every page while it has something to say."""
        self._notices.append(notice)
        self._foot.insertWidget(0, notice)

    def set_welcome(self, page: QWidget) -> None:
        """Sets the page that is shown while nobody is signed in."""
        self._welcome = page
        self._stack.addWidget(page)

    def open_page(self, name: str) -> None:
        """Shows a page."""
        self._open = name
        self.show_pages()
        self.page_opened.emit(name)

    def show_welcome(self) -> None:
        """Shows only Welcome."""
        assert self._welcome is not None
        self.sidebar.hide()
        self._stack.setCurrentWidget(self._welcome)

    def show_sign_in(self) -> None:
        """Shows Welcome with the way back to the pages, for signing in again."""
        assert self._welcome is not None
        self.sidebar.show_page("")
        self._stack.setCurrentWidget(self._welcome)

    def show_pages(self) -> None:
        """Shows the page that was open last, and the navigation."""
        self.sidebar.show()
        self.sidebar.show_page(self._open)
        page = self._pages[self._open]
        self._stack.setCurrentWidget(page)
        if self.focusWidget() is page:  # as Qt does with a page that is not built yet; it has no name
            self._focus_page(self._open)

    @property
    def has_keyboard_focus(self) -> bool:
        """Returns whether the focus is in this window or in one of its dialogs."""
        place = QApplication.activeWindow()
        while place is not None and place is not self:
            place = place.parentWidget()
        return place is not None and self.isVisible()

    def tell_saved(self, saved: SavedToast) -> None:
        """Shows what was saved, with Undo."""
        self.toasts.tell_saved(saved)

    def tell(self, message: Message) -> None:
        """Shows a message that stays until it is closed."""
        self.toasts.tell(message)

    def tell_error(self, error: AppError) -> None:
        """Shows an expected error."""
        self.tell(ErrorMessages(self._language).message(error))

    def open_find(self, typed: str = "") -> None:
        """Opens Find with its field focused; `typed`, if not empty, replaces the field's text."""
        if FIND not in self._pages or not self.sidebar.isVisible():
            return
        self.open_page(FIND)
        self._focus_page(FIND)
        field = self.focusWidget()
        if isinstance(field, QLineEdit):
            field.selectAll()
            if typed:
                field.insert(typed)

    def _open_by_key(self, index: int) -> None:
        names = [name for name in self._pages if name != FIND]
        if self.sidebar.isVisible() and index < len(names):
            self.open_page(names[index])
            self._focus_page(names[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Uses keys that the part with the focus has no use for: `/` opens Find, others are the page's."""
        page = self._stack.currentWidget()
        if event.text() == "/" and not event.modifiers() & WITH_ANOTHER_KEY:
            self.open_find()
        elif not (isinstance(page, TakesKeys) and page.take_key(event)):
            super().keyPressEvent(event)

    def _parts(self) -> list[Part]:
        sidebar = [(self.sidebar, self.sidebar.entry(self._open))] if self.sidebar.isVisible() and self._open else []
        page = self._stack.currentWidget()
        notices = [(notice, stop) for notice in self._notices if (stop := first_stop_of(notice)) is not None]
        return [*sidebar, *(parts_of(page) if page is not None else ()), *notices]

    def _go_to_next_part(self) -> None:
        go_to_next(self._parts(), self.focusWidget())

    def _go_to_part_before(self) -> None:
        go_to_next(self._parts()[::-1], self.focusWidget())

    def _open_help(self) -> None:
        """Opens Help, or lists the keys while Welcome is shown."""
        if HELP in self._pages and self.sidebar.isVisible():
            self.open_page(HELP)
            self._focus_page(HELP)
        else:
            self._list_keys()

    def _list_keys(self) -> None:
        from exist_desktop.ui.dialogs.keys import KeysDialog

        if not self.findChildren(KeysDialog):
            KeysDialog(self._language, self).open()

    def _on_state_pressed(self) -> None:
        """Opens what the sync state is about: the sign-in or the Outbox."""
        if self._bridge.status.condition in TO_SIGN_IN and self._welcome is not None:
            self.show_sign_in()
        elif OUTBOX in self._pages:
            self.open_page(OUTBOX)
            self._focus_page(OUTBOX)

    def _focus_page(self, name: str) -> None:
        """Focuses the page's first stop, or its entry in the navigation."""
        target = first_stop_of(self._pages[name]) or self.sidebar.entry(name)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_status_changed(self, status: SyncStatus) -> None:
        words, now = StatusWords(self._language, self._time.computer_zone()), self._time.now()
        self.sidebar.show_state(words.parts(status, now), words.detail(status, now))
        self.sidebar.offer(words.way_on(status))
        copy = HistoryCopyWords(self._language, self._time.computer_zone())
        self.sidebar.show_history(status.history, copy.line(status.history, now))
        if OUTBOX in self._pages:
            self.sidebar.show_counts(OUTBOX, status.counts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen_changed.emit(not self.isMinimized())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen_changed.emit(False)  # noqa: FBT003 - what the signal carries

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.seen_changed.emit(self.isVisible() and not self.isMinimized())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if compact else direction.LeftToRight)
        self.sidebar.set_compact(compact=compact)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only emits; others decide whether the window hides or the program ends."""
        self.geometry_changed.emit(bytes(self.saveGeometry().data()))
        event.ignore()
        self.close_requested.emit()
