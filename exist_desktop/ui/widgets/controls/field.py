"""The rounded frame of fields, and a text area with signals for submitting and leaving."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.scroll_bar import slim
from exist_desktop.ui.widgets.painting import Surface, paint_ring, paint_surface

RADIUS = 10.0


class Field(QFrame):
    """Frames a line edit or a text area and shows its focus ring."""

    def __init__(self, edit: QLineEdit | QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        line = QVBoxLayout(self)
        line.setContentsMargins(10, 7, 10, 7)
        line.addWidget(edit)
        if isinstance(edit, QLineEdit):
            edit.setFrame(False)
        else:
            edit.setFrameShape(QFrame.Shape.NoFrame)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole field is one surface
        colours = theme.of(self.palette())
        surface = Surface(QColor(colours.card), QColor(colours.text), QColor(colours.field))
        with QPainter(self) as painter:
            paint_surface(painter, QRectF(self.rect()), RADIUS, surface)
            if self._edit.hasFocus():
                paint_ring(painter, QRectF(self.rect()), RADIUS, QColor(colours.accent))


class TextArea(QPlainTextEdit):
    """A text area as high as its text, within limits; Tab leaves it.

    Signals:
        submitted(): Ctrl+Enter was pressed, or Enter alone if `enter_submits`.
        left(bool): it lost the focus; True if another window got it.
    """

    submitted = Signal()
    left = Signal(bool)

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 2, most: int = 8, enter_submits: bool = False
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most = most
        self._enter_submits = enter_submits
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        slim(self)
        self.document().documentLayout().documentSizeChanged.connect(self._on_document_resized)

    def _on_document_resized(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = min(max(round(self.document().size().height()), self._lines), self._most)
        margin = 2 * round(self.document().documentMargin()) + 2
        return QSize(160, lines * self.fontMetrics().lineSpacing() + margin)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submits with Ctrl+Enter, or with Enter if `enter_submits`; Shift+Enter makes a new line."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if entered and (with_control or (self._enter_submits and not with_shift)):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Leaves the focus to itself: the viewport has no name, and would seem focused too.

        Not before: Qt makes the viewport, and to find out what it is PySide loads all kinds of widgets.
        """
        self.viewport().setFocusProxy(None)  # type: ignore[arg-type]
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emits `left`, but not for the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit(event.reason() is Qt.FocusReason.ActiveWindowFocusReason)
