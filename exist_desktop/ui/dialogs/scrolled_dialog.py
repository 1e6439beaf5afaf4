"""A dialog whose parts scroll where the screen is too small for them; its buttons stay in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.dialogs.frame import frame
from exist_desktop.ui.widgets.controls.buttons import RoundedButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading

WIDE = 440
"""The width in pixels that a dialog has for text of the usual size, if the screen has it."""
OF_THE_SCREEN = 0.9
"""The greatest share of the screen's height; what is longer scrolls."""
_SCROLLING = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
}


class ScrolledDialog(QDialog):
    """Has a `heading`, a `column` for its parts, and buttons at the foot."""

    def __init__(self, title: str, buttons: Sequence[RoundedButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        frame(self)
        self.heading = Heading("", bold=True, points=2)
        self._body = QWidget()
        self.column = column_of(self._body, self.heading)
        self._scroll = PageScroll(self._body)
        self._scroll.keep_reading_order()
        self._line = line_of(*buttons)
        self._line.setVisible(bool(buttons))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 12, 18)
        outer.setSpacing(14)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._line)
        self.setMinimumWidth(300)
        self._body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows with its parts, up to the screen's height; it never gets smaller under the pointer."""
        if watched is self._body and event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by the keys for pages, also while a button at the foot has the focus."""
        bar, action = self._scroll.verticalScrollBar(), _SCROLLING.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            bar.triggerAction(action)

    def sizeHint(self) -> QSize:
        room = self.screen().availableSize().width()
        width = min(round(WIDE * theme.scale(self.font())), room)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Returns the height for a width; the body has the room that margins and the scroll bar leave."""
        outer, body = self.layout(), self._body.layout()
        assert outer is not None
        assert body is not None
        margins, bar = outer.contentsMargins(), self._scroll.verticalScrollBar().sizeHint().width()
        inner = width - margins.left() - margins.right()
        foot = 0 if self._line.isHidden() else outer.spacing() + self._line.heightForWidth(inner)
        height = body.totalHeightForWidth(inner - bar) + foot
        most = round(self.screen().availableSize().height() * OF_THE_SCREEN)
        return min(height + margins.top() + margins.bottom(), most)
