"""The small mark beside what is not in Exist yet, in words: waiting, sending, checking, needs you."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.words.language import Language

PADDING = QSize(7, 2)

_MARKS = {
    EntryState.WAITING: "waiting",
    EntryState.SENDING: "sending",
    EntryState.CHECKING: "checking",
    EntryState.HELD: "needs you",
}


def mark_word(language: Language, mark: EntryState | None) -> str:
    """The word of a mark; nothing where all is in Exist."""
    return language.say(_MARKS[mark]) if mark in _MARKS else ""


def pill_size(text: str, metrics: QFontMetrics) -> QSize:
    """How large a pill with that text is."""
    width = metrics.horizontalAdvance(text) + 2 * PADDING.width()
    return QSize(width, metrics.height() + 2 * PADDING.height())


def paint_pill(painter: QPainter, rect: QRectF, text: str, colours: theme.Theme) -> None:
    """Paints a pill in the painter's font."""
    surface = Surface(QColor(colours.toast), QColor(colours.on_toast))
    paint_surface(painter, rect, rect.height() / 2.6, surface)
    painter.setPen(surface.text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class Pill(QLabel):
    """A pill as a label of its own; hidden while it has no text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, text: str) -> None:
        """Shows the text, or nothing at all where there is none."""
        self.setText(text)
        self.setVisible(bool(text))

    def _font(self) -> QFont:
        return theme.font(self.font(), -1, bold=True)

    def sizeHint(self) -> QSize:
        """The text and its padding."""
        return pill_size(self.text(), QFontMetrics(self._font()))

    def minimumSizeHint(self) -> QSize:
        """A mark is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        """Paints the surface and the text."""
        with QPainter(self) as painter:
            painter.setFont(self._font())
            paint_pill(painter, QRectF(self.rect()), self.text(), theme.of(self.palette()))
