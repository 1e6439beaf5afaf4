"""The dialog for a name of the person's own. It refuses a name that another attribute has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.domain.arranging.names import called_so
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import LONGEST_LABEL
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.arranging import names as words
from exist_desktop.words.language import Language


class OwnNameDialog(ScrolledDialog):
    """Enter saves, Escape closes; an empty name is that of Exist.

    Signals:
        chosen(str): the attribute shall be called so, or as in Exist if it is empty.
    """

    chosen = Signal(str)

    def __init__(
        self, language: Language, attribute: Attribute, every: Sequence[Attribute], parent: QWidget | None = None
    ) -> None:
        say = language.say
        save, cancel = AccentButton(say("Save")), PlainButton(say("Cancel"))
        self.back = PlainButton(say("As in Exist"))
        buttons = (save, self.back, cancel) if attribute.exist_label else (save, cancel)
        super().__init__(say("Shown here as"), buttons, parent)
        self._language, self._attribute, self._every = language, attribute, tuple(every)
        self.heading.say(say("Shown here as"))
        self.edit = QLineEdit(" ".join(attribute.label.split()))
        self.edit.setMaxLength(LONGEST_LABEL)
        set_name(self.edit, say("Name on this computer"))
        self.edit.selectAll()
        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self._on_saved)
        self._problem = InlineMessage("ownNameProblem")
        self.column.addWidget(Field(self.edit))
        self.column.addWidget(self._problem)
        self.column.addWidget(TextBlock(words.about_own_name(language, attribute)))
        self.column.addStretch(1)
        save.clicked.connect(self._on_saved)
        self.back.clicked.connect(self._on_back)
        cancel.clicked.connect(self.reject)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self._problem.tell("")

    def _on_back(self) -> None:
        self._choose("")

    def _on_saved(self) -> None:
        typed = " ".join(clean_text(self.edit.text()).split())
        plain = self._attribute.as_in_exist.label
        if not key(typed) or typed == " ".join(plain.split()):
            self._choose("")
        elif (other := called_so(typed, self._attribute, self._every)) is not None:
            self._problem.tell(words.taken(self._language, self._attribute, other))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._choose(typed)

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
        self.accept()
