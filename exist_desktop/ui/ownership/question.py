"""The frame of questions about owners: what an act does to each attribute, and the safe answer with the focus."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.dialogs.frame import FirstKeys, frame
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import RoundedButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading

WIDE = 440
"""The width in pixels that a question has for text of the usual size, if the screen has it."""
OF_THE_SCREEN = 0.9
"""The greatest share of the screen's height; what is longer scrolls."""


class Buttons(Struct, frozen=True):
    """The answers: the act, the safe one that changes nothing, and ways to look somewhere else."""

    act: RoundedButton
    safe: RoundedButton
    others: tuple[RoundedButton, ...] = ()


class OwnerQuestion(QDialog):
    """A question whose answer concerns the ticked attributes; its parts scroll if there are many.

    The safe answer has the focus, and keys that were typed before somebody could read it answer nothing.
    """

    def __init__(self, title: str, buttons: Buttons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        frame(self)
        self.first_keys = FirstKeys(self)
        buttons.act.clicked.connect(self.accept)
        buttons.safe.clicked.connect(self.reject)
        self._heading = Heading("", bold=True, points=2)
        self._sentences = TextBlock("")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._foot = TextBlock("", tone=Tone.MUTED, points=-0.5)
        self._body = QWidget()
        column = column_of(self._body, self._heading, self._sentences)
        column.addLayout(self._rows)
        column.addWidget(self._foot)
        column.addStretch(1)
        self._scroll = PageScroll(self._body)
        self._scroll.keep_reading_order()
        self._line = line_of(buttons.act, buttons.safe, *buttons.others)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 12, 18)
        outer.setSpacing(14)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._line)
        self.setMinimumWidth(300)
        self._body.installEventFilter(self)
        buttons.safe.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, heading: str, sentences: Sequence[str], foot: Sequence[str]) -> None:
        """Shows what is asked, what follows from it, and what is good to know."""
        self._heading.say(heading)
        for block, text in ((self._sentences, "\n".join(sentences)), (self._foot, "\n".join(foot))):
            block.say(text)
            block.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows with its parts, up to the screen's height; it never gets smaller under the pointer."""
        if watched is self._body and event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return super().eventFilter(watched, event)

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
        height = body.totalHeightForWidth(inner - bar) + outer.spacing() + self._line.heightForWidth(inner)
        most = round(self.screen().availableSize().height() * OF_THE_SCREEN)
        return min(height + margins.top() + margins.bottom(), most)


class AskedAttribute(QWidget):
    """One attribute of a question: a box to tick, what the act does to it, and what belongs to it below."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = CheckBox(label)
        self.box.setChecked(True)
        self._sentence = TextBlock("")
        self._column = column_of(self, self.box, self._sentence, gap=4)
        self._sentence.hide()

    def say(self, sentence: str, tone: Tone = Tone.PLAIN) -> None:
        """Shows what the act does to the attribute; nothing if the sentence is empty."""
        self._sentence.say(sentence)
        self._sentence.set_tone(tone)
        self._sentence.setVisible(bool(sentence))

    def add(self, *parts: QWidget) -> None:
        """Adds what belongs to the attribute."""
        for part in parts:
            self._column.addWidget(part)

    def let_choose(self, *, wanted: bool) -> None:
        """Shows the box if there is a choice between several."""
        self.box.setVisible(wanted)
