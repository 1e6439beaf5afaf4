"""The names of moods in a file, each with the face that it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.mood import STEPS
from exist_desktop.ui.pages.settings.foreign.sliced_rows import SlicedRows
from exist_desktop.ui.pages.settings.parts import Labelled
from exist_desktop.ui.widgets.controls.combo_box import ComboBox, OptionList
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.mapping import MappingWords
from exist_desktop.words.values import Values


class MoodList(SlicedRows):
    """All moods of one file. Those without a row yet mean what was proposed."""

    def __init__(self, language: Language, moods: Mapping[str, int], proposed: Mapping[str, int]) -> None:
        super().__init__()
        self._words = MappingWords(language)
        self._moods = moods
        self._proposed = proposed
        values = Values(language)
        steps = [(step, self._words.face(step, values.mood_name(step))) for step in STEPS]
        self._possible = OptionList([(0, language.say("Leave out")), *steps], self)
        self._boxes: dict[str, ComboBox] = {}
        self.add_rows(self._made())

    def steps(self) -> dict[str, int]:
        """Returns the face of each mood that has one."""
        every = {name: self._step(name) for name in self._moods}
        return {name: step for name, step in every.items() if step}

    def _step(self, name: str) -> int:
        if name not in self._boxes:
            return self._proposed.get(name, 0)
        step = self._boxes[name].currentData()
        assert isinstance(step, int)
        return step

    def _made(self) -> Iterator[QWidget]:
        for name, times in self._moods.items():
            box = self._boxes[name] = ComboBox(name, self._possible)
            box.show_value(self._proposed.get(name, 0))
            yield Labelled(self._words.counted(name, times), box)
