"""The day's tags as chips: on is tagged, off is not, pale is not read yet.

If there are many, only some are shown, and a chip that shows more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.projection import Tile
from exist_desktop.domain.values import NOT_READ, is_on
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language

AT_ONCE = 100
"""The number of chips made at once, besides those of the day: thousands would take seconds and fill the page."""


class TagChips(QWidget):
    """One chip per tag, reused from day to day so that the focus stays.

    Beyond `AT_ONCE` tags, the first ones and those of the day are shown, and a tag that was shown once stays.

    Signals:
        toggled(str, bool): the tag of that name was switched on or off.
        new_wanted(): the person wants a tag that is not there yet.
    """

    toggled = Signal(str, bool)
    new_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.chips: dict[str, Chip] = {}
        self._tags: tuple[Tile, ...] = ()
        self._room = AT_ONCE
        self._flow = FlowLayout(self)
        self.more = Chip("", self)
        self.new = Chip(language.say("+ tag"), self, name=language.say("New tag"))
        for chip, wanted in ((self.more, self._on_more_wanted), (self.new, self.new_wanted)):
            chip.setCheckable(False)
            chip.clicked.connect(wanted)
            self._flow.addWidget(chip)
        self.more.hide()

    @property
    def first_stop(self) -> QWidget:
        """The first tag, else the chip for a new one."""
        return next(iter(self.chips.values()), self.new)

    def set_tags(self, tags: Iterable[Tile]) -> None:
        """Shows these tags in this order."""
        self._tags = tuple(tags)
        self._show_tags()

    def _show_tags(self) -> None:
        shown = self._shown()
        if [tag.attribute.name for tag in shown] != list(self.chips):
            self._rebuild(shown)
        for tag in shown:
            chip = self.chips[tag.attribute.name]
            if chip.text() != tag.attribute.label:
                chip.setText(tag.attribute.label)
                set_name(chip, tag.attribute.label)
            chip.setChecked(is_on(tag.value))
            chip.tell_unread(self._language.say("not read yet") if tag.value is NOT_READ else "")
        self._tell_of_more(len(self._tags) - len(shown))

    def _shown(self) -> Sequence[Tile]:
        """Returns the tags with a chip: those that had one, those of the day, and the first of the others."""
        if len(self._tags) <= self._room:
            return self._tags
        wanted = [tag for tag in self._tags if tag.attribute.name in self.chips]
        wanted += islice((t for t in self._tags if is_on(t.value) and t.attribute.name not in self.chips), AT_ONCE)
        names = {tag.attribute.name for tag in wanted}
        others = (tag.attribute.name for tag in self._tags if tag.attribute.name not in names)
        names.update(islice(others, max(0, self._room - len(names))))
        return [tag for tag in self._tags if tag.attribute.name in names]

    def _tell_of_more(self, count: int) -> None:
        self.more.setVisible(count > 0)
        if count:
            self.more.setText(self._language.ngettext("1 more tag", "{n} more tags", count))
            set_name(self.more, self._language.ngettext("Show 1 more tag", "Show {n} more tags", count))

    def _on_more_wanted(self) -> None:
        """Shows more tags and focuses the first of them."""
        before = set(self.chips)
        self._room = len(before) + AT_ONCE
        self._show_tags()
        first = next((chip for name, chip in self.chips.items() if name not in before), self.new)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _rebuild(self, tags: Sequence[Tile]) -> None:
        """Makes the missing chips, and puts all in their order."""
        former, self.chips = self.chips, {}
        while self._flow.takeAt(0):
            pass
        for tag in tags:
            name = tag.attribute.name
            self.chips[name] = former.pop(name) if name in former else self._chip(name, tag.attribute.label)
            self._flow.addWidget(self.chips[name])
        for chip in former.values():
            chip.hide()
            chip.deleteLater()
        self._flow.addWidget(self.more)
        self._flow.addWidget(self.new)
        last = self.new  # chips that were made late are put at its place
        for before, after in pairwise([last, *self.chips.values(), self.more, self.new]):
            QWidget.setTabOrder(before, after)

    def _on_picked(self, name: str) -> None:
        self.toggled.emit(name, self.chips[name].isChecked())

    def _chip(self, name: str, label: str) -> Chip:
        chip = Chip(label, self, name=label)
        chip.value = name
        chip.picked.connect(self._on_picked)
        chip.show()
        return chip
