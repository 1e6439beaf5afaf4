"""The card that opens over a tile, with a heading, content and a close button; some have a draft."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.commands import Key
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.values import Seen
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import PlainButton, RoundedButton
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.painting import Surface, paint_ring, paint_surface
from exist_desktop.words.language import Language


class Panel(Card):
    """A card with a heading, a column for content, and a row of buttons that ends with Close; Esc closes too.

    Signals:
        closed(): the person has closed it.
    """

    closed = Signal()

    usual_width = 280
    """Its least width over a narrower tile, in device-independent pixels and for text of the usual size."""

    def __init__(self, language: Language, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(14, 12, 14, 14)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.close_button = PlainButton(language.say("Close"))
        self.close_button.elides = True
        self.close_button.clicked.connect(self.closed)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._heading = Heading(heading, bold=True, lines=3)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self._heading, 1)
        column.addLayout(self.head)
        column.addLayout(self.content)
        column.addStretch(1)
        column.addLayout(self._buttons)

    @property
    def first_stop(self) -> QWidget:
        """The widget that gets the focus when the panel opens; a key still being typed does no harm there."""
        return self.close_button

    def stops(self) -> list[QWidget]:
        """Returns the widgets that Tab stops at, in the order in which they were made, and Close at the end."""
        stops: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            if self.isAncestorOf(at) and at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled():
                stops += [at] if at.isVisible() else []
            at = at.nextInFocusChain()
        return sorted(stops, key=lambda stop: stop is self.close_button)

    def add_button(self, button: RoundedButton) -> None:
        """Adds the button that does something before Close; both are elided if they do not fit beside each other."""
        button.elides = True
        self._buttons.insertWidget(1, button)
        QWidget.setTabOrder(button, self.close_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole panel is one surface
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            surface = Surface(QColor(colours.card), QColor(colours.text))
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)
            paint_ring(painter, QRectF(self.rect()), theme.RADIUS, QColor(colours.accent))


class DraftingPanel(Panel):
    """A panel with typed input; the draft of its key exists until it is saved, even after the panel has closed.

    Enter submits it.

    Signals:
        drafted(): the draft has changed.
    """

    drafted = Signal()

    key: Key

    @property
    def draft(self) -> str | None:
        """What was typed or chosen and not saved; None if nothing was."""
        raise NotImplementedError

    @property
    def shown(self) -> Seen:
        """The value that was shown when the draft was begun."""
        return None

    def restore(self, draft: Draft) -> None:
        """Shows an earlier draft, and says that it is one."""
        raise NotImplementedError

    def _on_submitted(self) -> None:
        """Saves what is typed, or says why that is not possible."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_submitted()
        else:
            super().keyPressEvent(event)
