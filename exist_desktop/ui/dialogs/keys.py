"""The list of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exist_desktop.ui.dialogs.frame import frame
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.keys_table import keys_table
from exist_desktop.words.language import Language


class KeysDialog(QDialog):
    """Shortcuts beside what they do; Close has the focus."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language.say("Keys"))
        frame(self)
        close = PlainButton(language.say("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(14)
        column.addWidget(Heading(language.say("Keys"), bold=True, points=2))
        column.addLayout(keys_table(language))
        column.addWidget(line_of(close))
        self.setMinimumWidth(320)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
