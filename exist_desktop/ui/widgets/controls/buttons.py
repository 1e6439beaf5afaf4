"""Buttons: plain, accented, and chips. All are painted, since style sheets are slow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.painting import Surface, elided, paint_ring, paint_surface, set_tip

RING_GAP = 2.0
"""On an accented surface, a second ring inside the first one sets it off."""


class RoundedButton(PaintedButton):
    """A button with round corners, a hover shade and a focus ring; subclasses define colours and font.

    `name` is the accessible name if that differs from the text.
    """

    radius = 8.0
    padding = QSize(16, 9)
    elides = False
    """Whether it may be narrower than its text, which is then elided and shown in the tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._tip = ""
        self._sizes: dict[str, QSize] = {}
        self.setText(text)
        set_name(self, name)

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns the colours at rest; those for hovering, pressing and being disabled are blended in."""
        raise NotImplementedError

    def text_font(self) -> QFont:
        """Returns the font of the text as it is painted now."""
        return theme.font(self.font(), 0)

    def widest_font(self) -> QFont:
        """Returns the font that the size is measured with, so that a change of state moves nothing."""
        return self.text_font()

    def set_tip(self, text: str) -> None:
        """Sets the tooltip, as plain text."""
        self._tip = text
        self._fit()

    def sizeHint(self) -> QSize:
        """Is never narrower than high. Cached, since layouts ask often."""
        text = self.text()
        if text not in self._sizes:
            self._sizes = {text: self._measured(text)}
        return self._sizes[text]

    def _measured(self, text: str) -> QSize:
        metrics = QFontMetrics(self.widest_font())
        height = metrics.height() + 2 * self.padding.height()
        width = metrics.horizontalAdvance(text) + 2 * self.padding.width() + 1
        return QSize(max(width, height), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._sizes.clear()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self.elides:
            return hint
        few = QFontMetrics(self.widest_font()).averageCharWidth() * 3
        return QSize(min(hint.width(), few + 2 * self.padding.width()), hint.height())

    def shown_text(self) -> str:
        """Returns the text as it is painted, elided if it does not fit."""
        return elided(self.text(), self.text_font(), self.width() - 2 * self._side())

    def _side(self) -> int:
        return min(self.padding.width(), (self.height() - QFontMetrics(self.widest_font()).horizontalAdvance("0")) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        set_tip(self, self._tip or (self.text() if self.shown_text() != " ".join(self.text().split()) else ""))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        surface = self.surface(colours)
        radius = min(self.radius, self.height() / 2)
        with QPainter(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.5)
            elif self.isDown() or self.underMouse():
                shade = theme.mixed(surface.fill.name(), colours.text, 0.10 if self.isDown() else 0.05)
                surface = Surface(shade, surface.text, surface.border)
            paint_surface(painter, QRectF(self.rect()), radius, surface)
            painter.setFont(self.text_font())
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # `+1` stays so in right-to-left layouts
            painter.setPen(surface.text)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.shown_text())
            if self.ringed:
                paint_ring(painter, QRectF(self.rect()), radius, QColor(colours.accent))
                if surface.border is None or surface.border == QColor(colours.accent):
                    paint_ring(painter, QRectF(self.rect()), radius, QColor(colours.card), RING_GAP)


class PlainButton(RoundedButton):
    """The usual button: the page's colour with a hairline border."""

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns the window's colour and a hairline border."""
        return Surface(QColor(colours.window), QColor(colours.text), QColor(colours.border))


class AccentButton(RoundedButton):
    """The main action: filled with the accent colour, bold."""

    padding = QSize(16, 8)

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns the accent, and the colour that is readable on it."""
        return Surface(QColor(colours.accent), QColor(colours.on_accent))

    def text_font(self) -> QFont:
        """Returns a bold font."""
        return theme.font(self.font(), 0, bold=True)


class DangerButton(RoundedButton):
    """An action that cannot be undone: text and outline in a colour of its own, never filled like the main action."""

    elides = True

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns the window's colour with the text's colour for the border."""
        return Surface(QColor(colours.window), QColor(colours.danger), QColor(colours.danger))


class Chip(RoundedButton):
    """A pill that can be on; it is then bold, tinted and outlined. Long texts are elided."""

    radius = 1000.0
    padding = QSize(13, 7)
    elides = True

    def __init__(self, text: str, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(text, parent, name=name)
        self.setCheckable(True)
        self.toggled.connect(lambda _: self._fit())  # bold letters are wider
        self._unread = self._about = ""

    def tell_unread(self, sentence: str) -> None:
        """Pales, and announces that the state is not known yet; a press still works. `""` if it is known."""
        if sentence != self._unread:
            self._unread = sentence
            self._tell()
            self.update()

    def tell_about(self, sentence: str) -> None:
        """Announces what is good to know about the chip's subject; empty for nothing."""
        if sentence != self._about:
            self._about = sentence
            self._tell()

    def _tell(self) -> None:
        self.set_tip("\n".join(filter(None, (self._about, self._unread))))

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns a tint and outline in the accent colour while on, pale colours if the state is unknown."""
        if self.isChecked():
            return Surface(QColor(colours.selected), QColor(colours.accent), QColor(colours.accent))
        if self._unread:
            return Surface(QColor(colours.window), QColor(colours.muted), QColor(colours.border))
        return Surface(QColor(colours.card), QColor(colours.text), QColor(colours.border))

    def text_font(self) -> QFont:
        """Returns a bold font while on, so that colour is not the only sign."""
        return theme.font(self.font(), 0, bold=self.isChecked())

    def widest_font(self) -> QFont:
        """Returns the bold font, so that nothing moves when the chip is switched on."""
        return theme.font(self.font(), 0, bold=True) if self.isCheckable() else self.text_font()


class RadioChip(Chip):
    """Radio-style chip; only its owner changes its state."""

    controlled = True
    one_of_many = True


class AddButton(RoundedButton):
    """The small pill in a tile's corner, `+1`; the tile sets its text."""

    radius = 1000.0
    padding = QSize(8, 1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)

    def surface(self, colours: theme.Theme) -> Surface:
        """Returns the window's colour, which differs from the tile's, with the accent for the text."""
        return Surface(QColor(colours.window), QColor(colours.accent), QColor(colours.border))

    def text_font(self) -> QFont:
        """Returns a small bold font."""
        return theme.font(self.font(), -0.5, bold=True)
