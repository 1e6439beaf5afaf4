"""The card of Settings with the reminders: time, weekdays and attribute; and the quiet hours of the night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.parsing.value_parser import parse_total
from exist_desktop.domain.reminders import EVERY_DAY, Reminder
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.settings import CHOICES, Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import ActButton, Labelled, muted
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.user_edits import UserEdits
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.days import short_weekday, weekday
from exist_desktop.words.language import Language

USUAL = Reminder(21 * 60)
"""The values of a new reminder."""
FIELD_LETTERS = 8


def can_be_asked(attribute: Attribute) -> bool:
    """Returns whether a person logs the attribute, so that a reminder of it makes sense."""
    return attribute.active and (attribute.editable or attribute.name == MOOD)


class ReminderRow(QWidget):
    """One reminder; `number` distinguishes its controls for screen readers.

    Signals:
        changed(Reminder): the person changed it.
        removed(): the person removed it.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(
        self, language: Language, number: int, reminder: Reminder, attributes: Sequence[tuple[object, str]]
    ) -> None:
        super().__init__()
        say = language.say
        self._language = language
        self._reminder = reminder
        self.edit = QLineEdit(language.formats.clock(reminder.at))
        set_name(self.edit, say("Time of reminder {n}", n=number))
        self._edits = UserEdits(self.edit)
        self.edit.editingFinished.connect(self._on_typed)
        field = Field(self.edit)
        field.setFixedWidth(self.fontMetrics().averageCharWidth() * FIELD_LETTERS + 30)
        self.about = ComboBox(say("What reminder {n} asks for", n=number), attributes)
        self.about.show_value(reminder.attribute)
        self.about.chosen.connect(self._on_about)
        remove = ActButton(say("Remove"), name=say("Remove reminder {n}", n=number))
        remove.clicked.connect(self.removed)
        self.days = tuple(self._chip(number, day) for day in EVERY_DAY)
        self.inline_message = InlineMessage("reminderRemark")
        line = QHBoxLayout()
        line.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.about, 1, Qt.AlignmentFlag.AlignVCenter)
        column = column_of(self, gap=6)
        column.addLayout(line)
        column.addWidget(self.inline_message)
        column.addWidget(line_of(*self.days, remove))

    def _chip(self, number: int, day: int) -> Chip:
        say = self._language.say
        name = say("{weekday}, reminder {n}", weekday=weekday(self._language, day), n=number)
        chip = Chip(short_weekday(self._language, day), name=name)
        chip.setChecked(day in self._reminder.days)
        chip.clicked.connect(self._on_days)
        return chip

    def _on_about(self, name: str) -> None:
        self._change(replace(self._reminder, attribute=name))

    def _on_days(self) -> None:
        days = tuple(day for day, chip in zip(EVERY_DAY, self.days, strict=True) if chip.isChecked())
        self._change(replace(self._reminder, days=days))

    def _on_typed(self) -> None:
        if self._edits.draft is None:
            self.inline_message.tell("")
            return
        typed = self.edit.text().strip()
        try:
            at = parse_total(typed, ValueType.TIME_OF_DAY, self._language.numerals)
        except InvalidValueError:
            self.inline_message.tell(self._language.say("A time is what a clock shows, such as 21:00 or 9pm."))
            return
        self.inline_message.tell("")
        self._edits.show(self._language.formats.clock(int(at)))
        self._change(replace(self._reminder, at=int(at)))

    def _change(self, reminder: Reminder) -> None:
        if reminder != self._reminder:
            self._reminder = reminder
            self.changed.emit(reminder)


class RemindersSection(ChoiceSection):
    """All reminders, a button for one more, and the night."""

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("Reminders"))
        self._language = language
        self._attributes: tuple[tuple[object, str], ...] = ((MOOD, say("Mood")),)
        self._reminders: tuple[Reminder, ...] = ()
        self.rows: list[ReminderRow] = []
        place = QWidget()
        self._place = column_of(place, gap=14)
        add = ActButton(say("Add a reminder"))
        add.clicked.connect(self._on_add)
        self._begins, self._ends = self._hours("night_begins"), self._hours("night_ends")
        self.add(
            muted(say("A reminder comes only while the day's value is missing. It goes when you have logged it.")),
            place,
            line_of(add),
            Labelled(say("Quiet from"), self._begins),
            Labelled(say("Quiet until"), self._ends),
            muted(say("Reminders due in quiet hours come when these end. Same time twice: no quiet hours.")),
        )

    def _on_add(self) -> None:
        self.chosen.emit("reminders", (*self._reminders, USUAL))

    def _hours(self, setting: str) -> ComboBox:
        say, clock = self._language.say, self._language.formats.clock
        title = say("Quiet from") if setting == "night_begins" else say("Quiet until")
        select = ComboBox(title, [(at, clock(at)) for at in CHOICES[setting] if isinstance(at, int)])
        self.offer(select, setting)
        return select

    def show_attributes(self, attributes: Iterable[Attribute]) -> None:
        """Offers the attributes that a person logs, the mood first."""
        listed = sorted(filter(can_be_asked, attributes), key=lambda one: (one.name != MOOD, one.label.casefold()))
        found = tuple((one.name, " ".join(one.label.split())) for one in listed)
        if found and found != self._attributes:
            self._attributes = found if found[0][0] == MOOD else (self._attributes[0], *found)
            for row, reminder in zip(self.rows, self._reminders, strict=True):
                row.about.set_options(self._options(reminder))
                row.about.show_value(reminder.attribute)

    def _options(self, reminder: Reminder) -> tuple[tuple[object, str], ...]:
        """Returns the choices, with the present one even if the account does not have it any more."""
        known = any(name == reminder.attribute for name, _ in self._attributes)
        return self._attributes if known else (*self._attributes, (reminder.attribute, reminder.attribute))

    def show_settings(self, settings: Settings) -> None:
        """Shows the quiet hours, and the reminders if they differ from those shown."""
        self._begins.show_value(settings.night_begins)
        self._ends.show_value(settings.night_ends)
        if settings.reminders != self._reminders:
            self._reminders = settings.reminders
            self._list()

    def _list(self) -> None:
        for row in self.rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [
            ReminderRow(self._language, number, one, self._options(one))
            for number, one in enumerate(self._reminders, 1)
        ]
        for index, row in enumerate(self.rows):
            row.changed.connect(partial(self._on_changed, index))
            row.removed.connect(partial(self._on_removed, index))
            self._place.addWidget(row)

    def _with(self, index: int, others: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
        return (*self._reminders[:index], *others, *self._reminders[index + 1 :])

    def _on_changed(self, index: int, reminder: Reminder) -> None:
        """Keeps the rows as they are, since the person is editing one."""
        self._reminders = self._with(index, (reminder,))
        self.chosen.emit("reminders", self._reminders)

    def _on_removed(self, index: int) -> None:
        self.chosen.emit("reminders", self._with(index, ()))
