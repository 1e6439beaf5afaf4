"""A label that never cuts a text: it wraps between or within words, and elides after a number of lines."""

from __future__ import annotations

import math
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import elided, set_tip

UNLIMITED = 1 << 20
LINE_GAP = 0.18
"""Space between two lines, as a share of the line height."""
NATURAL_CHARACTERS = 64
"""The preferred maximum width of a text, in letters."""


class Tone(Enum):
    """The colour of a text. The colour is never the only sign of what a text means."""

    PLAIN = auto()
    MUTED = auto()
    TOAST = auto()
    DANGER = auto()


class TextBlock(QLabel):
    """Plain text in the theme's colours, on as many lines as it needs.

    If `lines` allows fewer, its end is replaced by `…` and the tooltip has all of it.
    `points` is its size relative to the usual one. The first `lead` characters are bold.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        tone: Tone = Tone.PLAIN,
        points: float = 0,
        bold: bool = False,
        lines: int = UNLIMITED,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._points = points
        self._bold = bold
        self._lines = lines
        self._lead = 0
        self._heights: dict[int, int] = {}
        self._natural_width: int | None = None
        self._one_line: tuple[int, int] | None = None
        """The width from which on the whole text has room on one line, and its height there, once they are known."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text)

    def say(self, text: str, *, lead: int = 0) -> None:
        """Shows a text, its first `lead` characters bold."""
        if (text, lead) == (self.text(), self._lead):
            return
        self._lead = lead
        self._forget()
        self.setText(text)
        self.updateGeometry()
        self.update()

    def set_lines(self, lines: int) -> None:
        """Limits the number of lines."""
        if lines != self._lines:
            self._lines = lines
            self._forget()

    def set_tone(self, tone: Tone) -> None:
        """Sets the colour."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Cached, since layouts ask often."""
        if self._one_line is not None and width >= self._one_line[0]:
            return self._one_line[1]
        if width not in self._heights:
            laid_out = self._laid_out(width)
            self._heights[width] = height = math.ceil(self._height(laid_out))
            if laid_out.lineCount() == 1 and laid_out.text() == self.text():
                self._one_line = math.ceil(laid_out.lineAt(0).naturalTextWidth()), height
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._forget()
            self.updateGeometry()

    def _forget(self) -> None:
        self._heights.clear()
        self._one_line = None
        self._natural_width = None

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font(bold=self._bold or bool(self._lead)))
        widest = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
        width = int(min(widest, metrics.averageCharWidth() * NATURAL_CHARACTERS)) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font(bold=True))
        return QSize(metrics.averageCharWidth() * 3, metrics.height())

    def natural_width(self) -> int:
        """Returns the width of the text without line breaks of ours; of several lines, that of the longest."""
        if self._natural_width is None:
            metrics = QFontMetrics(self._font(bold=self._bold))
            self._natural_width = max(metrics.horizontalAdvance(line) for line in self.text().split("\n")) + 2
        return self._natural_width

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - a text is small and painted whole
        """Also puts the whole text into the tooltip if it was shortened."""
        colours = theme.of(self.palette())
        tones = {
            Tone.PLAIN: colours.text,
            Tone.MUTED: colours.muted,
            Tone.TOAST: colours.on_toast,
            Tone.DANGER: colours.danger,
        }
        laid_out = self._laid_out(self.width())
        with QPainter(self) as painter:
            painter.setPen(QColor(tones[self._tone]))
            laid_out.draw(painter, QPointF(0, max(0.0, (self.height() - self._height(laid_out)) / 2)))
        whole = laid_out.text() == _one_text(self.text())
        if whole == bool(self.toolTip()):
            set_tip(self, "" if whole else self.text())

    def _font(self, *, bold: bool) -> QFont:
        return theme.font(self.font(), self._points, bold=bold)

    def _laid_out(self, width: int) -> QTextLayout:
        text = _one_text(self.text())
        laid_out = self._break(text, width)
        if laid_out.lineCount() > self._lines:
            start = laid_out.lineAt(self._lines - 1).textStart()
            rest = elided(text[start:].replace("\u2028", " "), self._font(bold=self._bold), width)
            laid_out = self._break(text[:start] + rest, width)
            while laid_out.lineCount() > self._lines and len(rest) > 1:  # the mark may have gone to a line of its own
                rest = rest[:-2] + rest[-1]
                laid_out = self._break(text[:start] + rest, width)
        return laid_out

    def _break(self, text: str, width: int) -> QTextLayout:
        laid_out = QTextLayout(text, self._font(bold=self._bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        option.setAlignment(
            (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        )
        laid_out.setTextOption(option)
        if self._lead:
            emphasis = QTextLayout.FormatRange()
            emphasis.start, emphasis.length = 0, self._lead
            emphasis.format.setFont(self._font(bold=True))
            laid_out.setFormats([emphasis])
        laid_out.beginLayout()
        top = 0.0
        while (line := laid_out.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += math.ceil(line.height() * (1 + LINE_GAP))
        laid_out.endLayout()
        return laid_out

    def _height(self, laid_out: QTextLayout) -> float:
        if not laid_out.lineCount():
            return QFontMetricsF(self._font(bold=self._bold)).height()
        last = laid_out.lineAt(min(laid_out.lineCount(), self._lines) - 1)
        rect: QRectF = last.naturalTextRect()
        return rect.bottom()


def _one_text(text: str) -> str:
    """Returns the text with the line ends that `QTextLayout` needs."""
    return text.replace("\n", "\u2028")
