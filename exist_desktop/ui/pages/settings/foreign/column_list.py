"""The columns of a file, each with its choice, and with its scale where numbers go to faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.mapping import NOTHING, ColumnFacts, Existing, New, Target
from exist_desktop.domain.value_types import TYPE_CODES, ValueType
from exist_desktop.ui.pages.settings.foreign import choices
from exist_desktop.ui.pages.settings.foreign.sliced_rows import SlicedRows
from exist_desktop.ui.pages.settings.parts import Labelled
from exist_desktop.ui.widgets.controls.combo_box import ComboBox, OptionList
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.mapping import MappingWords


class ColumnList(SlicedRows):
    """The columns of one file. Those without a row yet go where it was proposed."""

    def __init__(
        self,
        language: Language,
        columns: Sequence[ColumnFacts],
        proposed: Mapping[str, Target],
        attributes: Mapping[str, Attribute],
    ) -> None:
        super().__init__()
        self._language = language
        self._words = MappingWords(language)
        self._columns = columns
        self._proposed = proposed
        self._attributes = attributes
        self._boxes: dict[str, ComboBox] = {}
        self._scales: dict[str, ComboBox] = {}
        self._scale_lines: dict[str, QWidget] = {}
        self.add_rows(self._made())

    def targets(self) -> dict[str, Target]:
        """Returns what each column is mapped to."""
        return {
            column.name: self._target(column) if column.name in self._boxes else self._proposal(column.name)
            for column in self._columns
        }

    def _proposal(self, name: str) -> Target:
        return self._proposed.get(name, NOTHING)

    def _made(self) -> Iterator[QWidget]:
        possible = OptionList(choices.column_choices(self._language, self._attributes), self)
        for column in self._columns:
            row = QWidget()
            column_of(row, self._choice(column, possible), self._scale_lines[column.name])
            yield row

    def _choice(self, column: ColumnFacts, possible: OptionList) -> QWidget:
        """Returns the line of a column, and makes that of its scale."""
        proposed, words = self._proposal(column.name), self._words
        box = self._boxes[column.name] = ComboBox(column.name, possible)
        box.show_value(choices.mark_of(proposed))
        known = proposed.scale if isinstance(proposed, Existing) else None
        scales = dict.fromkeys((*((known,) if known else ()), *choices.SCALES, None))
        name = self._language.say("Scale of {column}", column=column.name)
        scale = self._scales[column.name] = ComboBox(name, [(one, words.scale(one)) for one in scales])
        scale.show_value(known)
        line = self._scale_lines[column.name] = Labelled(name, scale)
        line.setVisible(choices.has_scale(box.currentData(), column, self._attributes))
        box.chosen.connect(self._on_target)
        return Labelled(words.column(column), box)

    def _target(self, column: ColumnFacts) -> Target:
        name, proposed = column.name, self._proposal(column.name)
        mark = self._boxes[name].currentData()
        if choices.has_scale(mark, column, self._attributes):
            scale = self._scales[name].currentData()
        else:  # the scale that was proposed, if the column still goes where that was proposed for
            is_same = choices.mark_of(proposed) == mark
            scale = proposed.scale if is_same and isinstance(proposed, Existing) else None
        return choices.target_of(mark, proposed, _new(column), scale)

    def _on_target(self) -> None:
        for column in self._columns:
            if column.name in self._boxes:
                mark = self._boxes[column.name].currentData()
                self._scale_lines[column.name].setVisible(choices.has_scale(mark, column, self._attributes))


def _new(column: ColumnFacts) -> New:
    """Returns what a column becomes that is to be created, by what is in it."""
    if column.numbers is None:
        return New(column.name, TYPE_CODES[ValueType.TEXT])
    is_whole = all(example.isdecimal() for example in column.examples)
    return New(column.name, TYPE_CODES[ValueType.QUANTITY if is_whole else ValueType.DECIMAL])
