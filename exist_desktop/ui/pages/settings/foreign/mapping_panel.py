"""The mapping of a file of another program: what its columns, moods and tags mean. The proposal is shown first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.mood import STEPS
from exist_desktop.domain.transfer.mapping import (
    NOTHING,
    ColumnFacts,
    ColumnUse,
    DateOrder,
    Existing,
    FileFacts,
    ImportMapping,
    New,
    Several,
    Target,
)
from exist_desktop.domain.value_types import TYPE_CODES, ValueType
from exist_desktop.ui.pages.settings.foreign import choices
from exist_desktop.ui.pages.settings.foreign.encoding_choice import EncodingChoice
from exist_desktop.ui.pages.settings.foreign.tag_list import TagList
from exist_desktop.ui.pages.settings.parts import ActButton, Labelled, Options, PrimaryButton, muted
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import bring_into_view
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.encodings import EncodingWords
from exist_desktop.words.transfer.mapping import MappingWords
from exist_desktop.words.values import Values


class MappingPanel(QWidget):
    """The choices for one file.

    Signals:
        planned(ImportMapping): look at what the file would bring by it.
        reread(Encoding): read its text in another encoding first.
        left(): nothing of the file.
    """

    planned = Signal(object)
    reread = Signal(object)
    left = Signal()

    def __init__(
        self,
        language: Language,
        file: str,
        facts: FileFacts,
        proposed: ImportMapping,
        attributes: Mapping[str, Attribute],
    ) -> None:
        super().__init__()
        self._language = language
        self._words = MappingWords(language)
        self._facts = facts
        self._proposed = proposed
        self._attributes = attributes
        self._order: DateOrder = proposed.order
        self._month_language = proposed.language
        self._unanswered: set[Options] = set()
        self._several: Several = proposed.several
        self._targets: dict[str, ComboBox] = {}
        self._scales: dict[str, ComboBox] = {}
        self._scale_lines: dict[str, QWidget] = {}
        self._moods: dict[str, ComboBox] = {}
        self._tags: TagList | None = None
        self._day: ComboBox | None = None
        heading = TextBlock(self._words.found(file, facts), bold=True)
        heading.setObjectName("mappingHeading")
        self._parts: list[QWidget] = [heading]
        self._add_encoding()
        self._add_order()
        self._add_day_column()
        self._add_columns()
        self._add_moods()
        self._add_tags()
        say = language.say
        self._look = PrimaryButton(say("See what it would bring"))
        self._look.clicked.connect(self._on_planned)
        leave = ActButton(say("Leave it"))
        leave.clicked.connect(self.left)
        self._missing = muted(say("First choose above how its dates are to be read."))
        self._missing.setObjectName("mappingMissing")
        self._show_missing()
        column_of(self, *self._parts, line_of(self._look, leave, self._missing), gap=12)

    def take_focus(self) -> None:
        """Gives the focus to the first choice, and brings it into view; there may be many."""
        parts = (part for part in self.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        first = next((part for part in parts if part.isVisibleTo(self)), self._look)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self._parts[0])

    @property
    def mapping(self) -> ImportMapping:
        """The mapping as it is chosen now."""
        proposed = self._proposed
        day = proposed.date if self._day is None else self._day.currentData()
        columns = {name: NOTHING if name == day else self._target(name) for name in self._targets}
        tags = {} if self._tags is None else self._tags.targets()
        moods = {name: box.currentData() for name, box in self._moods.items() if box.currentData()}
        return replace(
            proposed,
            date=day,
            order=self._order,
            language=self._month_language,
            several=self._several,
            columns={**proposed.columns, **columns},
            tags={**proposed.tags, **tags},
            moods=moods,
        )

    def _target(self, name: str) -> Target:
        scale = self._scales[name].currentData() if self._scales[name].isVisibleTo(self) else self._scale_of(name)
        return choices.target_of(
            self._targets[name].currentData(), self._proposed.columns.get(name, NOTHING), self._new(name), scale
        )

    def _new(self, name: str) -> New:
        """Returns what a column becomes that is to be created, by what is in it."""
        column = next(one for one in self._facts.columns if one.name == name)
        if column.numbers is None:
            return New(name, TYPE_CODES[ValueType.TEXT])
        is_whole = all(example.isdecimal() for example in column.examples)
        return New(name, TYPE_CODES[ValueType.QUANTITY if is_whole else ValueType.DECIMAL])

    def _scale_of(self, name: str) -> tuple[float, float] | None:
        """Returns the scale that was proposed, if the column still goes where that was proposed for."""
        proposed = self._proposed.columns.get(name, NOTHING)
        is_same = choices.mark_of(proposed) == self._targets[name].currentData()
        return proposed.scale if is_same and isinstance(proposed, Existing) else None

    def _add_encoding(self) -> None:
        if self._facts.guessed is not None:
            read_as = self._language.sentences(*EncodingWords(self._language).read_as(self._facts))
            choice = EncodingChoice(self._language, read_as, self._facts.guessed.encoding)
            choice.chosen.connect(self.reread)
            self._parts.append(choice)

    def _add_order(self) -> None:
        if len(self._facts.orders) > 1:
            order = Options(self._language, self._language.say("Its dates are"), self._words.orders(self._facts.orders))
            order.chosen.connect(self._on_order)
            self._add_unanswered(order)
        if len(self._facts.languages) > 1:
            title = self._language.say("The months in its dates are in")
            languages = Options(self._language, title, tuple(self._facts.languages.items()))
            languages.chosen.connect(self._on_month_language)
            self._add_unanswered(languages)
        if self._facts.several:
            title = self._language.say("Of a day with several rows")
            several = Options(self._language, title, self._words.several())
            several.show_value(self._several)
            several.chosen.connect(self._on_several)
            self._parts.append(several)

    def _add_unanswered(self, options: Options) -> None:
        """Adds a choice of which nothing is guessed: what is wrong in it is seen only by who knows the days."""
        options.show_value(None)
        options.chosen.connect(partial(self._on_answered, options))
        self._unanswered.add(options)
        self._parts.append(options)

    def _add_columns(self) -> None:
        of_days = (self._proposed.date, self._proposed.time)
        shown = [one for one in self._facts.columns if one.use is not ColumnUse.TAGS and one.name not in of_days]
        if not shown:
            return
        self._parts.append(TextBlock(self._language.say("Columns"), bold=True, points=-0.5))
        possible = choices.column_choices(self._language, self._attributes)
        for column in shown:
            self._add_column(column, possible)

    def _add_day_column(self) -> None:
        if self._proposed.date is None:
            return
        name = self._language.say("Column of the day")
        self._day = ComboBox(name, [(column.name, column.name) for column in self._facts.columns])
        self._day.show_value(self._proposed.date)
        self._parts.append(Labelled(name, self._day))

    def _add_column(self, column: ColumnFacts, possible: list[choices.Choice]) -> None:
        proposed, words = self._proposed.columns.get(column.name, NOTHING), self._words
        box = self._targets[column.name] = ComboBox(column.name, possible)
        box.show_value(choices.mark_of(proposed))
        known = proposed.scale if isinstance(proposed, Existing) else None
        scales = dict.fromkeys((*((known,) if known else ()), *choices.SCALES, None))
        name = self._language.say("Scale of {column}", column=column.name)
        scale = self._scales[column.name] = ComboBox(name, [(one, words.scale(one)) for one in scales])
        scale.show_value(known)
        line = self._scale_lines[column.name] = Labelled(name, scale)
        line.setVisible(choices.has_scale(box.currentData(), column, self._attributes))
        box.chosen.connect(self._on_target)
        self._parts += [Labelled(words.column(column), box), line]

    def _add_moods(self) -> None:
        if not self._facts.moods:
            return
        self._parts.append(TextBlock(self._language.say("Moods"), bold=True, points=-0.5))
        values = Values(self._language)
        steps = [(step, self._words.face(step, values.mood_name(step))) for step in STEPS]
        possible: list[choices.Choice] = [(0, self._language.say("Leave out")), *steps]
        for name, times in self._facts.moods.items():
            box = self._moods[name] = ComboBox(name, possible)
            box.show_value(self._proposed.moods.get(name, 0))
            self._parts.append(Labelled(self._words.counted(name, times), box))

    def _add_tags(self) -> None:
        if not self._facts.tags:
            return
        self._parts.append(TextBlock(self._language.say("Tags"), bold=True, points=-0.5))
        self._tags = TagList(self._language, self._facts.tags, self._proposed.tags, self._attributes)
        self._parts.append(self._tags)

    def _on_target(self) -> None:
        for column in self._facts.columns:
            if column.name in self._targets:
                mark = self._targets[column.name].currentData()
                self._scale_lines[column.name].setVisible(choices.has_scale(mark, column, self._attributes))

    def _on_order(self, chosen: object) -> None:
        assert isinstance(chosen, DateOrder)
        self._order = chosen

    def _on_month_language(self, chosen: object) -> None:
        assert isinstance(chosen, str)
        self._month_language = chosen

    def _on_answered(self, options: Options, _chosen: object) -> None:
        self._unanswered.discard(options)
        self._show_missing()

    def _show_missing(self) -> None:
        """Says why the button cannot be pressed, as long as that is so, also to who hears it."""
        is_missing = bool(self._unanswered)
        self._look.setEnabled(not is_missing)
        self._look.set_tip(self._missing.text() if is_missing else "")
        self._missing.setVisible(is_missing)

    def _on_several(self, chosen: object) -> None:
        assert isinstance(chosen, Several)
        self._several = chosen

    def _on_planned(self) -> None:
        self.planned.emit(self.mapping)
