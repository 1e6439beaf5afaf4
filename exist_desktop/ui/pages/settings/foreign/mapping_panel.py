"""The mapping of a file of another program: what its columns, moods and tags mean. The proposal is shown first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.mapping import (
    NOTHING,
    ColumnUse,
    DateOrder,
    FileFacts,
    ImportMapping,
    Several,
)
from exist_desktop.ui.pages.settings.foreign.column_list import ColumnList
from exist_desktop.ui.pages.settings.foreign.encoding_choice import EncodingChoice
from exist_desktop.ui.pages.settings.foreign.mood_list import MoodList
from exist_desktop.ui.pages.settings.foreign.sliced_rows import SlicedRows
from exist_desktop.ui.pages.settings.foreign.tag_list import TagList
from exist_desktop.ui.pages.settings.parts import ActButton, Labelled, Options, PrimaryButton, muted
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import bring_into_view
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.encodings import EncodingWords
from exist_desktop.words.transfer.mapping import MappingWords


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
        self._columns: ColumnList | None = None
        self._moods: MoodList | None = None
        self._tags: TagList | None = None
        self._day: ComboBox | None = None
        heading = TextBlock(self._words.found(file, facts), bold=True)
        heading.setObjectName("mappingHeading")
        self._parts: list[QWidget] = [heading]
        self._add_encoding()
        self._add_order()
        self._add_day_column()
        self._add_lists()
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
        columns = {**proposed.columns, **({} if self._columns is None else self._columns.targets())}
        if day is not None:
            columns[day] = NOTHING
        tags = {} if self._tags is None else self._tags.targets()
        return replace(
            proposed,
            date=day,
            order=self._order,
            language=self._month_language,
            several=self._several,
            columns=columns,
            tags={**proposed.tags, **tags},
            moods={} if self._moods is None else self._moods.steps(),
        )

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

    def _add_lists(self) -> None:
        """Adds the lists of columns, moods and tags, which are made one after the other while the window goes on."""
        facts, proposed, say = self._facts, self._proposed, self._language.say
        of_days = (proposed.date, proposed.time)
        shown = [one for one in facts.columns if one.use is not ColumnUse.TAGS and one.name not in of_days]
        lists: list[tuple[str, SlicedRows | TagList]] = []
        if shown:
            self._columns = ColumnList(self._language, shown, proposed.columns, self._attributes)
            lists.append((say("Columns"), self._columns))
        if facts.moods:
            self._moods = MoodList(self._language, facts.moods, proposed.moods)
            lists.append((say("Moods"), self._moods))
        if facts.tags:
            self._tags = TagList(self._language, facts.tags, proposed.tags, self._attributes)
            lists.append((say("Tags"), self._tags))
        for title, rows in lists:
            self._parts += [TextBlock(title, bold=True, points=-0.5), rows]
        for (_, rows), (_, following) in pairwise(lists):
            rows.finished.connect(following.go_on)
        if lists:
            lists[0][1].go_on()

    def _add_day_column(self) -> None:
        if self._proposed.date is None:
            return
        name = self._language.say("Column of the day")
        self._day = ComboBox(name, [(column.name, column.name) for column in self._facts.columns])
        self._day.show_value(self._proposed.date)
        self._parts.append(Labelled(name, self._day))

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
