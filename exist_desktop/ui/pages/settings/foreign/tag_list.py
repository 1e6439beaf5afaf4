"""The tags of a file, the most frequent first, each with its choice. The rarer ones are added as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.mapping import NOTHING, New, Target
from exist_desktop.ui.pages.settings.foreign import choices
from exist_desktop.ui.pages.settings.foreign.sliced_rows import SlicedRows
from exist_desktop.ui.pages.settings.parts import ActButton, Labelled
from exist_desktop.ui.widgets.controls.combo_box import ComboBox, OptionList
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.mapping import MappingWords

AT_ONCE = 30
"""How many choices are shown before more are asked for; most files have a few that matter."""


class TagList(QWidget):
    """All tags of one file. Both buttons are for all of them, also for those that are not shown yet.

    Signals:
        finished(): those that are shown are there.
    """

    finished = Signal()

    def __init__(
        self,
        language: Language,
        tags: Mapping[str, int],
        proposed: Mapping[str, Target],
        attributes: Mapping[str, Attribute],
    ) -> None:
        super().__init__()
        self._language = language
        self._words = MappingWords(language)
        self._proposed = proposed
        self._attributes = attributes
        self._possible: OptionList | None = None
        self._rest = sorted(tags.items(), key=_rarest_last)
        self._marks: dict[str, object] = {name: choices.mark_of(proposed.get(name, NOTHING)) for name in tags}
        self._boxes: dict[str, ComboBox] = {}
        create = ActButton(language.say("Create all that Exist lacks"))
        create.clicked.connect(self._on_create_all)
        leave = ActButton(language.say("Leave out all that Exist lacks"))
        leave.clicked.connect(self._on_leave_all)
        self._rows = SlicedRows()
        self._rows.finished.connect(self.finished)
        self._more = ActButton("")
        self._more.clicked.connect(self.go_on)
        column_of(self, line_of(create, leave), self._rows, line_of(self._more))
        self._count_rest()

    def targets(self) -> dict[str, Target]:
        """Returns what each tag is mapped to."""
        return {
            name: choices.target_of(mark, self._proposed.get(name, NOTHING), New(name), None)
            for name, mark in self._marks.items()
        }

    def go_on(self) -> None:
        """Shows the next ones, while the window goes on."""
        shown, self._rest = self._rest[:AT_ONCE], self._rest[AT_ONCE:]
        self._rows.add_rows(self._made(shown))
        self._rows.go_on()
        self._count_rest()

    def _made(self, shown: list[tuple[str, int]]) -> Iterator[QWidget]:
        if self._possible is None:
            self._possible = OptionList(choices.tag_choices(self._language, self._attributes), self)
        for name, times in shown:
            box = self._boxes[name] = ComboBox(name, self._possible)
            box.show_value(self._marks[name])
            box.chosen.connect(self._on_chosen)
            yield Labelled(self._words.counted(name, times), box)

    def _count_rest(self) -> None:
        more = len(self._rest)
        self._more.setText(self._language.ngettext("Show 1 rarer one", "Show {n} rarer ones", more))
        self._more.setVisible(bool(more))

    def _on_chosen(self) -> None:
        for name, box in self._boxes.items():
            self._marks[name] = box.currentData()

    def _on_create_all(self) -> None:
        self._set_new(choices.CREATED)

    def _on_leave_all(self) -> None:
        self._set_new(choices.LEFT_OUT)

    def _set_new(self, mark: str) -> None:
        for name, chosen in self._marks.items():
            if chosen in (choices.CREATED, choices.LEFT_OUT):
                self._marks[name] = mark
        for name, box in self._boxes.items():
            box.show_value(self._marks[name])


def _rarest_last(tag: tuple[str, int]) -> tuple[int, str]:
    return -tag[1], tag[0]
