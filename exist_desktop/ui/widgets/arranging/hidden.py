"""What is hidden: a chip for each attribute, which brings it back with one press."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language


class HiddenAttributes(QWidget):
    """Chips that are reused, so that the focus stays in the row when one of them goes.

    Signals:
        wanted(str): the attribute of that name shall be shown again.
    """

    wanted = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)

    def show_hidden(self, attributes: Iterable[Attribute]) -> None:
        """Lists these."""
        hidden = list(attributes)
        while len(self._chips) < len(hidden):
            self._add_chip()
        for chip, attribute in zip(self._chips, hidden, strict=False):
            text = f"#{attribute.label}" if attribute.is_tag else attribute.label
            chip.setText(text)
            set_name(chip, self._language.say("Show {label} again", label=attribute.label))
            chip.value = attribute.name
            chip.show()
        for chip in self._chips[len(hidden) :]:
            if chip.hasFocus() and hidden:
                self._chips[len(hidden) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            chip.hide()

    @property
    def chips(self) -> list[Chip]:
        """The visible chips, in order."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def _add_chip(self) -> None:
        chip = Chip("", self)
        chip.setCheckable(False)
        chip.picked.connect(self.wanted)
        self._flow.addWidget(chip)
        self._chips.append(chip)
