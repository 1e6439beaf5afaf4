"""The day's tags as chips: on is tagged, off is not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.projection import Tile
from exist_desktop.domain.values import is_on
from exist_desktop.ui.widgets.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words import Language


class TagChips(QWidget):
    """One chip per tag, kept from day to day so that the focus stays where it is.

    Signals:
        toggled(str, bool): the tag of that name was switched on or off.
        new_wanted(): the person wants a tag that is not there yet.
    """

    toggled = Signal(str, bool)
    new_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self)
        self.new = Chip(language.say("+ tag"), self, name=language.say("New tag"))
        self.new.setCheckable(False)
        self.new.clicked.connect(self.new_wanted)
        self._flow.addWidget(self.new)

    def set_tags(self, tags: Iterable[Tile]) -> None:
        """Shows these tags in this order."""
        tags = tuple(tags)
        if [tag.attribute.name for tag in tags] != list(self.chips):
            self._rebuild(tags)
        for tag in tags:
            chip = self.chips[tag.attribute.name]
            if chip.text() != tag.attribute.label:
                chip.setText(tag.attribute.label)
                chip.setAccessibleName(tag.attribute.label)
            chip.setChecked(is_on(tag.value))

    def _rebuild(self, tags: tuple[Tile, ...]) -> None:
        former, self.chips = self.chips, {}
        for tag in tags:
            name = tag.attribute.name
            self.chips[name] = former.pop(name) if name in former else self._chip(name, tag.attribute.label)
            self._flow.removeWidget(self.chips[name])
            self._flow.addWidget(self.chips[name])
        for chip in former.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.new)
        self._flow.addWidget(self.new)
        in_order = [self.new, *self.chips.values(), self.new]  # chips made late come where the last one stood
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    def _chip(self, name: str, label: str) -> Chip:
        chip = Chip(label, self, name=label)
        chip.clicked.connect(lambda: self.toggled.emit(name, chip.isChecked()))
        chip.show()
        return chip
