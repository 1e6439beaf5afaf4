"""The five faces of moods, which differ in shape as well as in colour. A value may lie between two."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.mood import STEPS
from exist_desktop.domain.values import NotRead
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.painted_button import PaintedButton
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.painting import paint_ring, set_tip
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

USUAL, SMALLEST = 51, 40
"""The diameter of a face for text of the usual size, and the least width of a face."""
GAP_BELOW = 4
ROOM = 3
"""Pixels around a face and its text, inside of the focus ring."""
PALE = 0.6
"""The opacity of the faces of an unread day."""


class Filling(Enum):
    """How much of a face is filled: all of it if chosen, half if the value lies between two faces."""

    NONE = auto()
    LEFT = auto()
    RIGHT = auto()
    WHOLE = auto()


class Face(PaintedButton):
    """A face as a checkable button; `name` is the word below it, or `""`; `described` is for screen readers.

    A press only emits; the checked state comes from the saved value.
    """

    controlled = True
    one_of_many = True

    def __init__(
        self, language: Language, step: int, name: str, described: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value = self.step = step
        self._language = language
        self._name = name
        self._described = described
        self._filling = Filling.NONE
        self._unread = ""
        self._cell = 0
        self.named = bool(name)
        self.setCheckable(True)
        set_name(self, language.say("Mood {step}", step=step))
        set_description(self, described)
        self.setText(language.facts(str(step), name))

    def fill(self, filling: Filling) -> None:
        """Marks it as chosen, half chosen or not."""
        self._filling = filling
        self.setChecked(filling is not Filling.NONE)
        self.update()

    def tell_unread(self, sentence: str) -> None:
        """Pales, and announces that the state is not known yet; a press still works. `""` if it is known."""
        if sentence != self._unread:
            self._unread = sentence
            self._describe()

    def show_name(self, *, named: bool) -> None:
        """Shows the word beside the number, or only the number if the row is narrow."""
        self.named = named and bool(self._name)
        self._describe()

    def _describe(self) -> None:
        name = "" if self.named else self._name
        set_tip(self, self._language.listed((name, self._unread)))
        heard = (self._described, self._unread)  # screen readers also get the word shown below the face
        set_description(self, self._language.listed(heard))
        self.update()

    def set_cell(self, width: int) -> None:
        """Sets the width of the cell, the same for all faces of a row."""
        self._cell = width
        self.updateGeometry()

    def natural_width(self) -> int:
        """Returns the width of the face or its bold label."""
        label = QFontMetrics(self._label_font(bold=True)).horizontalAdvance(self.text())
        return max(self._diameter(), label) + 2 * ROOM

    def shown_text(self) -> str:
        """Returns the text below the face."""
        return self.text() if self.named else str(self.step)

    def sizeHint(self) -> QSize:
        return QSize(max(self._cell, self.natural_width()), self._height(self._diameter()))

    def minimumSizeHint(self) -> QSize:
        return QSize(SMALLEST, self._height(SMALLEST - 2 * ROOM))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(min(self._diameter(), width - 2 * ROOM))

    def _height(self, diameter: int) -> int:
        return ROOM + diameter + GAP_BELOW + QFontMetrics(self._label_font(bold=True)).height()

    def _diameter(self) -> int:
        return round(USUAL * theme.scale(self.font()))

    def _label_font(self, *, bold: bool) -> QFont:
        return theme.font(self.font(), -0.5, bold=bold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves left and right to the row; Qt would go to the neighbour in the Tab order."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small and painted whole
        colours = theme.of(self.palette())
        diameter = min(self._diameter(), self.width() - 2 * ROOM)
        circle = QRectF((self.width() - diameter) / 2, ROOM, diameter, diameter).adjusted(1.5, 1.5, -1.5, -1.5)
        chosen = self._filling is not Filling.NONE
        with QPainter(self) as painter:
            painter.setOpacity(0.5 if not self.isEnabled() else PALE if self._unread else 1.0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = QColor(colours.moods[self.step - 1])
            tint = theme.mixed(colours.card, colour.name(), 0.14 if self.underMouse() else 0.0)
            line = theme.edge_of(colour, colours)
            paint_face(painter, circle, self.step, line, tint, line)
            if chosen:
                painter.save()
                painter.setClipRect(_part(circle, self._filling))
                paint_mood(painter, circle, self.step, colours)
                painter.restore()
            painter.setFont(self._label_font(bold=chosen))
            painter.setPen(QColor(colours.text if chosen else colours.muted))
            above = ROOM + diameter + GAP_BELOW
            bottom = QRectF(0, above, self.width(), self.height() - above)
            painter.drawText(bottom, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.shown_text())
            if self.ringed:
                paint_ring(painter, QRectF(self.rect()), 8, QColor(colours.accent))


def _part(circle: QRectF, filling: Filling) -> QRectF:
    whole = circle.adjusted(-2, -2, 2, 2)
    half = whole.width() / 2
    if filling is Filling.LEFT:
        return whole.adjusted(0, 0, -half, 0)
    return whole.adjusted(half, 0, 0, 0) if filling is Filling.RIGHT else whole


_MOUTHS = (
    (-10.5, 13.0, 10.5, -16.0),
    (-10.0, 10.0, 10.0, -6.5),
    (-10.0, 8.5, 10.0, 0.0),
    (-10.0, 7.0, 10.0, 9.0),
    (-10.5, 6.0, 10.5, 17.0),
)
"""The left end, height, right end and bow of each mouth, on a circle of radius 25."""


def paint_face(
    painter: QPainter,
    circle: QRectF,
    step: int,
    outline: QColor,
    fill: QColor,
    features: QColor,
    *,
    weight: float = 1.0,
) -> None:
    """Paints a face into a circle, with smooth edges; `weight` thickens mouth and eyes, which small faces need."""
    unit = circle.width() / 50
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline, 2.6 * max(1.0, unit)))
    painter.setBrush(fill)
    painter.drawEllipse(circle)
    pen = QPen(features, 3.0 * weight)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.translate(circle.center())
    painter.scale(unit, unit)
    left, height, right, bow = _MOUTHS[step - 1]
    path = QPainterPath(QPointF(left, height))
    path.cubicTo(left * 0.55, height + bow * 0.67, right * 0.55, height + bow * 0.67, right, height)
    if step == STEPS[-1]:
        for x in (-8.5, 8.5):
            path.moveTo(x - 4, -4)
            path.quadTo(x, -11, x + 4, -4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if step != STEPS[-1]:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(features)
        for x in (-8.0, 8.0):
            painter.drawEllipse(QPointF(x, -5), 2.7 * weight, 2.7 * weight)
    painter.restore()


def paint_mood(painter: QPainter, circle: QRectF, step: int, colours: theme.Theme, *, weight: float = 1.0) -> None:
    """Paints a face filled with its colour; its edge stands out from a card, and its features from the colour."""
    fill = QColor(colours.moods[step - 1])
    paint_face(painter, circle, step, theme.edge_of(fill, colours), fill, theme.features_on(fill), weight=weight)


class FacesRow(QWidget):
    """Five faces in a row; `spread` distributes them over the whole width.

    Signals:
        chosen(int): the person chose a step from 1 to 5.
    """

    chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None, *, named: bool = True) -> None:
        super().__init__(parent)
        self._language = language
        self._named = named
        words = Values(language)
        said = {step: language.say("Mood {step}, {name}", step=step, name=words.mood_name(step)) for step in STEPS}
        names = {step: words.mood_name(step) if named else "" for step in STEPS}
        self.faces = tuple(Face(language, step, names[step], said[step], self) for step in STEPS)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(5 if named else 0)
        for face in self.faces:
            self._line.addWidget(face)
            if not named and face is not self.faces[-1]:
                self._line.addStretch(1)
            face.picked.connect(self.chosen)
        if named:
            self._line.addStretch(1)
        self._share_width()

    def set_step(self, step: float | NotRead | None) -> None:
        """Shows a step; a half marks the two faces beside it, None marks none, and `NOT_READ` pales them."""
        unread = self._language.say("not read yet") if isinstance(step, NotRead) else ""
        for face in self.faces:
            face.tell_unread(unread)
        step = None if isinstance(step, NotRead) else step
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        toward = {0.5: Filling.RIGHT, -0.5: Filling.LEFT, 0.0: Filling.WHOLE}
        for face in self.faces:
            apart = None if step is None else step - face.step
            if mirrored and apart is not None:
                apart = -apart
            face.fill(toward.get(apart, Filling.NONE) if apart is not None else Filling.NONE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._share_width()
            self._fit()

    def _share_width(self) -> None:
        widest = max(face.natural_width() for face in self.faces)
        for face in self.faces:
            face.set_cell(widest)

    def _fit(self) -> None:
        needed = sum(face.sizeHint().width() for face in self.faces) + self._line.spacing() * (len(self.faces) - 1)
        for face in self.faces:
            face.show_name(named=self._named and self.width() >= needed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((face for face in self.faces if has_keyboard_focus(face)), None)
        toward = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if focused is None or not toward:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            toward = -toward
        index = min(max(focused.step - 1 + toward, 0), len(self.faces) - 1)
        self.faces[index].setFocus(Qt.FocusReason.TabFocusReason)
