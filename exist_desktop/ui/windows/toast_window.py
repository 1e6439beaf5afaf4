"""The toast as a small separate window, for when the main window is not visible.

It never takes the focus, except on Wayland, where no window can refuse it. There it does nothing with keys that were
meant for another program, and Escape gives the focus back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent

from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.ui.windows.card_window import CardWindow
from exist_desktop.ui.windows.toast import Toast
from exist_desktop.words.language import Language

WIDTH = 380
FROM_THE_EDGE = 16


class ToastWindow(CardWindow):
    """Appears with a message and disappears with it, at the foot of the screen with the pointer.

    Signals:
        gone(): there are no more messages.
    """

    gone = Signal()

    def __init__(self, language: Language, *, undo_seconds: float = UNDO_SECONDS) -> None:
        line = Toast(language, undo_seconds=undo_seconds, foot=0)
        super().__init__(line, width=WIDTH, margins=(0, 0, 0, 0), flags=Qt.WindowType.WindowDoesNotAcceptFocus)
        self.line = line
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(language.say("Notice"))
        self.setFocus()  # else Qt would give the focus to Undo, which the next space then presses
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShowToParent:
            self._come()
        elif event.type() is QEvent.Type.HideToParent:
            self.hide()
            self.gone.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.line.close_message()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Keeps its place at the foot of the screen while the text grows."""
        super().fit()
        self._place()

    def _come(self) -> None:
        self.fit()
        self.show()
        self.raise_()

    def _place(self) -> None:
        screen = QGuiApplication.screenAt(QCursor.pos()) or self.screen()
        free = screen.availableGeometry()
        left = free.left() + (free.width() - self.width()) // 2
        self.move(left, free.bottom() + 1 - FROM_THE_EDGE - self.height())
