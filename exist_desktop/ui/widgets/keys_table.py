"""The keyboard shortcuts beside what they do, for their dialog and for Help."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.words.guidance.keys import keys
from exist_desktop.words.language import Language


def keys_table(language: Language) -> QGridLayout:
    """Returns one row for each."""
    table = QGridLayout()
    table.setHorizontalSpacing(18)
    table.setVerticalSpacing(6)
    table.setColumnStretch(1, 1)
    for row, (pressed, does) in enumerate(keys(language)):
        table.addWidget(TextBlock(pressed, bold=True), row, 0)
        table.addWidget(TextBlock(does, tone=Tone.MUTED), row, 1)
    return table
