"""The navigation and the sync state: a column beside the page, or a bar above it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from exist_desktop.domain.history.progress import HistoryProgress
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, mirrored, paint_surface
from exist_desktop.ui.windows.find_button import FindButton
from exist_desktop.ui.windows.history_line import HistoryLine
from exist_desktop.ui.windows.navigation import NavButton, StateButton
from exist_desktop.words.language import Language

NARROWEST, WIDEST = 206, 300
SIDE = 12
ENTRY_GAP = 3
ABOVE_PAGES, ABOVE_FOOT = 10, 6
"""Pixels between the field and the first page, and between the state and the pages at the foot."""
BESIDE_FIND = 8
FIND = "find"
"""The page that has a field-like button instead of an entry."""
CARD_PADDING = QSize(12, 10)
FREE = 16777215
"""Qt's largest widget size: no limit."""


class Sidebar(QWidget):
    """Entries for the existing pages, and the sync state at the foot; a bar above the page if the window is narrow.

    The state's first line is the label `syncState`, its second one `syncDetail`.

    Signals:
        page_chosen(str): the name of the page that the person wants to see.
        find_requested(str): the person opens Find; the text typed so far.
        state_pressed(): the person wants to see what the state is about.
        history_pause_wanted(bool): True to pause the copy of the history, False to let it go on.
    """

    page_chosen = Signal(object)
    find_requested = Signal(str)
    state_pressed = Signal()
    history_pause_wanted = Signal(bool)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._compact = False
        self._history_progress = (HistoryProgress(), "")
        self._entries: dict[str, NavButton] = {}
        self._at_foot: set[str] = set()
        self._card = QRect()
        self._door = StateButton(self)
        self._door.clicked.connect(self.state_pressed)
        self._door.hide()
        self._find = FindButton(language, self)
        self._find.clicked.connect(lambda: self.find_requested.emit(""))
        self._find.typed.connect(self.find_requested)
        self._find.hide()
        self._history = HistoryLine(language, self)
        self._history.pause_wanted.connect(self.history_pause_wanted)
        self._title = TextBlock(language.say("Exist Desktop"), self, points=3, bold=True, lines=1)
        self._headline = TextBlock("", self)
        self._headline.setObjectName("syncState")
        self._detail = TextBlock("", self, tone=Tone.MUTED)
        self._detail.setObjectName("syncDetail")
        for label in (self._headline, self._detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._settle()

    def offer(self, name: str) -> None:
        """Sets, for screen readers, what pressing the state opens; empty if it opens nothing."""
        set_name(self._door, name)
        self._door.setVisible(bool(name))

    def offer_find(self) -> None:
        """Shows the button for Find above the pages."""
        self._find.show()
        self._chain()
        self._settle()

    def add_page(self, name: str, label: str, *, at_foot: bool = False) -> None:
        """Adds the entry of a page, below the others or at the foot."""
        entry = NavButton(label, self)
        entry.value = name
        entry.picked.connect(self.page_chosen)
        self._entries[name] = entry
        if at_foot:
            self._at_foot.add(name)
        self._chain()
        entry.show()
        self._settle()

    def _chain(self) -> None:
        """Puts the state where it lies in the order of Tab: before the entries at a column's foot, last in a bar."""
        foot = [entry for name, entry in self._entries.items() if name in self._at_foot]
        above = [entry for entry in self._entries.values() if entry not in foot]
        state = (self._door,) if self._compact else (self._history.first_stop, self._door)
        order = (*above, *foot, *state) if self._compact else (*above, *state, *foot)
        order = (self._find, *order)
        for former, latter in pairwise(order):
            QWidget.setTabOrder(former, latter)

    def entry(self, name: str) -> PaintedButton:
        """Returns the entry of a page."""
        return self._find if name == FIND else self._entries[name]

    def show_page(self, name: str) -> None:
        """Marks the entry of the open page."""
        for other, entry in self._entries.items():
            entry.setChecked(other == name)
        self._find.show_open(is_open=name == FIND)

    def show_counts(self, name: str, counts: Counts) -> None:
        """Shows at a page's entry how many entries are not in Exist yet."""
        shown = self._language.formats.integer(counts.open) if counts.open else ""
        described = self._language.ngettext(
            "1 entry is not in Exist yet", "{n} entries are not in Exist yet", counts.open
        )
        if self._entries[name].badge != shown:
            self._entries[name].set_badge(shown, described if counts.open else "")
            self._settle()

    def show_state(self, parts: tuple[str, str], detail: str) -> None:
        """Shows the sync state, how many entries are not in Exist yet, and an explanation."""
        headline = self._language.facts(*parts)
        if (headline, detail) == (self._headline.text(), self._detail.text()):
            return
        self._headline.say(headline, lead=len(parts[0]))
        self._detail.say(detail)
        self._settle()

    def show_history(self, progress: HistoryProgress, sentence: str) -> None:
        """Shows the progress of the history's copy; a bar has no room for it, but Settings shows it too."""
        self._history_progress = (progress, sentence)
        if not self._compact and self._history.show_progress(progress, sentence):
            self._settle()

    def set_compact(self, *, compact: bool) -> None:
        """Makes it a bar or a column."""
        if compact != self._compact:
            self._compact = compact
            self._chain()
            self._settle()

    def _settle(self) -> None:
        """Sets the size for the mode and the entries, and places everything."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(self._compact)
        self.setSizePolicy(policy)
        self._title.setVisible(not self._compact)
        self._detail.setVisible(not self._compact)
        if self._compact:
            self._history.hide()
        else:
            self._history.show_progress(*self._history_progress)
        column = self._column_width()
        self.setMinimumWidth(0 if self._compact else column)
        self.setMaximumWidth(FREE if self._compact else column)
        self.updateGeometry()
        self._arrange(self.width(), move=True)
        self.update()

    def _column_width(self) -> int:
        widest = max((entry.sizeHint().width() for entry in self._entries.values()), default=0)
        return min(WIDEST, max(NARROWEST, widest + 2 * SIDE + 1))

    def hasHeightForWidth(self) -> bool:
        return self._compact

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        width = max(self.width(), NARROWEST) if self._compact else self._column_width()
        return QSize(NARROWEST, self._arrange(width, move=False))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        return self._arrange_bar(width, move=move) if self._compact else self._arrange_column(width, move=move)

    def _arrange_column(self, width: int, *, move: bool) -> int:
        inner = width - 2 * SIDE - 1
        title = self._title.heightForWidth(inner - SIDE)
        top = 20
        self._put(self._title, QRect(SIDE + 10, top, inner - 10, title), move=move)
        top += title + 18
        if not self._find.isHidden():
            height = self._find.sizeHint().height()
            self._put(self._find, QRect(SIDE, top, inner, height), move=move)
            top += height + ABOVE_PAGES
        foot = [entry for name, entry in self._entries.items() if name in self._at_foot]
        for entry in self._entries.values():
            if entry not in foot:
                height = entry.sizeHint().height()
                self._put(entry, QRect(SIDE, top, inner, height), move=move)
                top += height + ENTRY_GAP
        text = inner - 2 * CARD_PADDING.width()
        first, second = self._headline.heightForWidth(text), self._detail.heightForWidth(text)
        card = first + second + 2 + 2 * CARD_PADDING.height()
        below = SIDE + 8 + ABOVE_FOOT + sum(entry.sizeHint().height() + ENTRY_GAP for entry in foot)
        history = 0 if self._history.isHidden() else self._history.natural_height(text) + SIDE
        needed = top + SIDE + history + card + below
        bottom = max(needed, self.height()) - below
        if move:
            self._card = self._mirrored(QRect(SIDE, bottom - card, inner, card))
            self._door.setGeometry(self._card)
        if history:
            above = QRect(SIDE + CARD_PADDING.width(), bottom - card - history, text, history - SIDE)
            self._put(self._history, above, move=move)
        line = bottom - card + CARD_PADDING.height()
        self._put(self._headline, QRect(SIDE + CARD_PADDING.width(), line, text, first), move=move)
        self._put(self._detail, QRect(SIDE + CARD_PADDING.width(), line + first + 2, text, second), move=move)
        bottom += ABOVE_FOOT
        for entry in foot:
            bottom += ENTRY_GAP
            self._put(entry, QRect(SIDE, bottom, inner, entry.sizeHint().height()), move=move)
            bottom += entry.sizeHint().height()
        return needed

    def _arrange_bar(self, width: int, *, move: bool) -> int:
        left, top, height = SIDE, 8, 0
        first = () if self._find.isHidden() else (self._find,)
        for entry in (*first, *self._entries.values()):
            size = entry.sizeHint().boundedTo(QSize(width - 2 * SIDE, FREE))
            if left > SIDE and left + size.width() > width - SIDE:
                left, top, height = SIDE, top + height, 0
            self._put(entry, QRect(left, top, size.width(), size.height()), move=move)
            left += size.width() + (BESIDE_FIND if entry is self._find else 0)
            height = max(height, size.height())
        beside, text = width - SIDE - left, width - 2 * (SIDE + CARD_PADDING.width())
        needed, below = self._headline.sizeHint().width(), 8
        if needed <= beside - 2 * CARD_PADDING.width():  # at the other end, or it would look like one more page
            left, text = width - SIDE - CARD_PADDING.width() - needed, needed
        else:
            below = 5
            left, top, height = SIDE + CARD_PADDING.width(), top + height, self._headline.heightForWidth(text) + 8
        state = self._headline.heightForWidth(text)
        self._put(self._headline, QRect(left, top + (height - state) // 2, text, state), move=move)
        around = QRect(left - CARD_PADDING.width(), top, text + 2 * CARD_PADDING.width(), height)
        self._put(self._door, around, move=move)
        return top + height + below

    def _put(self, widget: QWidget, rect: QRect, *, move: bool) -> None:
        if move:
            widget.setGeometry(self._mirrored(rect))

    def _mirrored(self, rect: QRect) -> QRect:
        return mirrored(rect, self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sidebar))
            painter.drawRect(self.rect())
            edge = (
                QRect(0, self.height() - 1, self.width(), 1)
                if self._compact
                else (self._mirrored(QRect(self.width() - 1, 0, 1, self.height())))
            )
            painter.setBrush(QColor(colours.border))
            painter.drawRect(edge)
            if not self._compact:
                surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))
                paint_surface(painter, QRectF(self._card), 8, surface)
