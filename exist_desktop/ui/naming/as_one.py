"""The dialog in which the person chooses the tag with which another is shown as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.pages.attribute_chooser import AttributeChooser
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.words.arranging import names as words
from exist_desktop.words.language import Language


class AsOneDialog(ScrolledDialog):
    """A list of tags; a press, or Enter, chooses one. The window offers Undo.

    Signals:
        chosen(str): the tag of that name stays, and the other is shown as one with it.
    """

    chosen = Signal(str)

    def __init__(
        self, language: Language, tag: Attribute, others: Sequence[Attribute], parent: QWidget | None = None
    ) -> None:
        say = language.say
        cancel = PlainButton(say("Cancel"))
        super().__init__(say("Two tags shown as one"), (cancel,), parent)
        self.heading.say(say("Show {label} as one with…", label=" ".join(tag.label.split())))
        self.chooser = AttributeChooser(language, "mainTagChooser")
        self.chooser.offer(others, ())
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.closed.connect(self.reject)
        self.column.addWidget(TextBlock(words.about_joining(language, tag)))
        self.column.addWidget(self.chooser)
        self.column.addStretch(1)
        cancel.clicked.connect(self.reject)
        self.chooser.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, main: Attribute) -> None:
        self.chosen.emit(main.name)
        self.accept()
