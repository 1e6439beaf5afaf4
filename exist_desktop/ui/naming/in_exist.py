"""The dialog that says what only Exist's own page can change, and leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.words.arranging.names import only_in_exist
from exist_desktop.words.language import Language


class OnlyInExist(ScrolledDialog):
    """Says it, and offers Exist's page.

    Signals:
        page_wanted(): the person wants to see it.
    """

    page_wanted = Signal()

    def __init__(self, language: Language, attribute: Attribute, parent: QWidget | None = None) -> None:
        say = language.say
        page, close = AccentButton(say("Open Exist's page")), PlainButton(say("Close"))
        message = only_in_exist(language, attribute)
        super().__init__(message.title, (page, close), parent)
        self.heading.say(message.title)
        self.column.addWidget(TextBlock(message.sentence))
        self.column.addStretch(1)
        page.clicked.connect(self.page_wanted)
        page.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
