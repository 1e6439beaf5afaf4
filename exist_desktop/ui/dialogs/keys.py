"""The list of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.keys_table import KeysTable
from exist_desktop.words.language import Language


class KeysDialog(ScrolledDialog):
    """Shortcuts beside what they do; Close has the focus."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        close = PlainButton(language.say("Close"))
        super().__init__(language.say("Keys"), (close,), parent)
        close.clicked.connect(self.accept)
        self.heading.say(language.say("Keys"))
        self.column.addWidget(KeysTable(language))
        self.column.addStretch(1)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
