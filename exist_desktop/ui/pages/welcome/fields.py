"""Parts of the Welcome page: the error box, and the permissions."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_description
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import Permission, SignInWords

INDENT = 19
"""Indentation in pixels of the text below a check box."""


class ErrorBox(MessageBox):
    """An error message, shown in the card that it is about."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__("welcomeTrouble", parent)
        self._language = language
        self.setContentsMargins(18, 14, 18, 14)
        column_of(self, self.text)

    def tell(self, message: Message) -> None:
        """Shows the message."""
        self.show_text(message.text(self._language), lead=message.lead(self._language))


class Tick(QWidget):
    """A permission with a check box, and its purpose."""

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission
        self.box = CheckBox(permission.title)
        self.box.setChecked(permission.asked)
        set_description(self.box, permission.sentence)
        sentence = TextBlock(permission.sentence, tone=Tone.MUTED, points=-0.5)
        below = QHBoxLayout()
        below.setContentsMargins(INDENT, 0, 0, 0)
        below.addWidget(sentence)
        column_of(self, self.box, gap=1).addLayout(below)


class PermissionTicks(QWidget):
    """The requested permissions in one line; their check boxes are shown on demand."""

    def __init__(self, language: Language, permissions: Sequence[Permission]) -> None:
        super().__init__()
        self._words = SignInWords(language)
        self._ticks = [Tick(permission) for permission in permissions]
        self._usual = [tick for tick in self._ticks if tick.permission.asked]
        self._rare = [tick for tick in self._ticks if not tick.permission.asked]
        self._summary = TextBlock("", tone=Tone.MUTED)
        self._summary.setObjectName("permissions")
        self.change = Chip(language.say("Change"), name=language.say("Change permissions"))
        self.more = Chip(language.say("More permissions"))
        for chip in (self.change, self.more):
            chip.toggled.connect(self._show_boxes)
        for tick in self._ticks:
            tick.box.toggled.connect(self._sum_up)
        self._lay_out(TextBlock(language.say("What Exist Desktop may do"), bold=True, points=-0.5))
        self._sum_up()
        self._show_boxes()

    def _lay_out(self, heading: TextBlock) -> None:
        column = column_of(self)
        column.addLayout(column_of(None, heading, self._summary, gap=2))
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeading)
        for tick in self._usual:
            column.addWidget(tick)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        for tick in self._rare:
            column.addWidget(tick)

    def scopes(self) -> tuple[str, ...]:
        """Returns the scopes to request."""
        return tuple(scope for permission in self._chosen() for scope in permission.scopes)

    def tick(self, scopes: AbstractSet[str]) -> None:
        """Ticks the permissions whose scopes are all in `scopes`, and shows the result."""
        for tick in self._ticks:
            tick.box.setChecked(scopes >= set(tick.permission.scopes))
        self.change.setChecked(True)
        self.more.setChecked(any(tick.box.isChecked() for tick in self._rare))

    def _chosen(self) -> list[Permission]:
        return [tick.permission for tick in self._ticks if tick.box.isChecked()]

    def _sum_up(self) -> None:
        self._summary.say(self._words.summary(self._chosen()))

    def _show_boxes(self) -> None:
        unfolded = self.change.isChecked()
        for tick in self._usual:
            tick.setVisible(unfolded)
        self.more.setVisible(unfolded and bool(self._rare))
        for tick in self._rare:
            tick.setVisible(unfolded and self.more.isChecked())
