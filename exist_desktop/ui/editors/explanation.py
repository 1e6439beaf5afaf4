"""Explains why a value cannot be typed, and how to change that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.value_types import ValueType
from exist_desktop.ui.editors.panel import Panel
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.put_away_line import SmallChip
from exist_desktop.words.language import Language


class Explanation(Panel):
    """Shows who fills an attribute, and leads to its history: most people open such a tile to see more of it.

    Signals:
        take_over_wanted(Tile): the person wants to fill this tile's attribute themselves.
        history_wanted(str): the person wants to see the history of the attribute of that name.
    """

    take_over_wanted = Signal(object)
    history_wanted = Signal(object)

    def __init__(self, language: Language, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(language, tile.attribute.label, parent)
        history = SmallChip(
            language.say("History"), name=language.say("History of {label}", label=tile.attribute.label)
        )
        history.setCheckable(False)
        history.value = tile.attribute.name
        history.picked.connect(self.history_wanted)
        self.head.addWidget(history, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(TextBlock(_sentence(language, tile)))
        if tile.attribute.value_type is ValueType.UNKNOWN:
            return
        take_over = AccentButton(language.say("Take over and type…"))
        take_over.value = tile
        take_over.picked.connect(self.take_over_wanted)
        self.add_button(take_over)


def _sentence(language: Language, tile: Tile) -> str:
    attribute = tile.attribute
    if attribute.value_type is ValueType.UNKNOWN:
        return language.say(
            "This version does not know the type of {label} and can only show it.", label=attribute.label
        )
    if attribute.service is None:
        filled = language.say("No service fills {label} now.", label=attribute.label)
    else:
        filled = language.say("Filled by {service}.", service=attribute.service.label)
    if tile.mark is EntryState.HELD:
        return language.sentences(filled, language.say("Your entry is kept on this computer and is not in Exist."))
    return filled
