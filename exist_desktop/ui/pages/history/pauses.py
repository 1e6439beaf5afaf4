"""The pauses of an attribute's streaks: listed with buttons, and a small form for a new one."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language
from exist_desktop.words.typed.pauses import PauseError, PauseWords

FIELD_WIDTH = 170


class PauseBox(QWidget):
    """Shows the pauses of an attribute, and takes new ones.

    Signals:
        changed(object, object): a pause, or None, takes the place of a former one, or of None.
        shown_on_today(bool): whether the streak is shown on Today, if it is among the longest.
    """

    changed = Signal(object, object)
    shown_on_today = Signal(bool)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._language = language
        self._shown: Prepared | None = None
        self._offered: tuple[str, str, int, tuple[Pause, ...]] | None = None
        self.chips: list[Chip] = []
        self.on_today = Chip(say("Show the streak on Today"))
        self.add = Chip(say("Pause the streak"))
        self.add.set_tip(say("An illness, a holiday: these days neither break a streak nor count."))
        self.form = PauseForm(language)
        self.form.hide()
        self._list = QWidget()
        self._flow = FlowLayout(self._list, gap=8, line_gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (line_of(self.on_today, self.add), self.form, self._list):
            column.addWidget(part)
        self.on_today.toggled.connect(self.shown_on_today)
        self.add.toggled.connect(self._on_form_wanted)
        self.form.filled.connect(self._on_filled)
        self.form.left.connect(self._on_left)

    def show_pauses(self, shown: Prepared, *, on_today: bool) -> None:
        """Shows the pauses of an attribute, and whether its streak is shown on Today."""
        if self._shown is None or self._shown.attribute.name != shown.attribute.name:
            self.add.setChecked(False)
        self._shown = shown
        self.on_today.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.on_today.setChecked(on_today)
        self.on_today.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.on_today.setVisible(shown.attribute.editable)
        offered = (shown.attribute.name, shown.attribute.label, shown.today, shown.pauses)
        if offered != self._offered:  # reading again must not take the focus from a button
            self._offered = offered
            self._list_pauses(shown)

    def _list_pauses(self, shown: Prepared) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        today = date.fromordinal(shown.today)
        for pause in shown.pauses:
            self._offer(pause, today)
        self._list.setVisible(bool(self.chips))

    def _offer(self, pause: Pause, today: date) -> None:
        assert self._shown is not None
        say, days = self._language.say, PauseWords(self._language, today).shown(pause, self._shown.attribute)
        remove = self._chip(say("{days} ×", days=days), say("Remove the pause: {days}", days=days))
        remove.clicked.connect(partial(self._change, pause, None))
        if pause.last is None and pause.is_on(today):
            end = self._chip(say("End the pause"), say("End the pause: {days}", days=days))
            end.clicked.connect(partial(self._change, pause, pause.ended_before(today)))

    def _chip(self, text: str, name: str) -> Chip:
        chip = Chip(text, self._list, name=name)
        chip.setCheckable(False)
        chip.elides = True
        self._flow.addWidget(chip)
        self.chips.append(chip)
        chip.show()
        return chip

    def _change(self, former: Pause, changed: Pause | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as Qt's signal carries it
        self.add.setFocus(Qt.FocusReason.TabFocusReason)  # the pressed chip goes
        self.changed.emit(former, changed)

    def _on_form_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.form.setVisible(wanted and self._shown is not None)
        if wanted and self._shown is not None:
            self.form.begin(self._shown.attribute, date.fromordinal(self._shown.today))

    def _on_filled(self, pause: Pause) -> None:
        self._on_left()
        self.changed.emit(None, pause)

    def _on_left(self) -> None:
        self.add.setChecked(False)
        self.add.setFocus(Qt.FocusReason.TabFocusReason)


class PauseForm(QWidget):
    """The days of a new pause, and of what it is.

    Signals:
        filled(Pause): the person saves this pause.
        left(): Escape was pressed.
    """

    filled = Signal(object)
    left = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._language = language
        self._attribute: Attribute | None = None
        self._today = date.min
        self.first, self.last = NamedField(say("Paused from")), NamedField(say("Paused until"))
        self.last.edit.setPlaceholderText(say("until further notice"))
        self.scope = ComboBox(say("What is paused"), [])
        self.save = AccentButton(say("Save pause"))
        label = TextBlock(self.scope.accessibleName(), bold=True, points=-0.5)
        label.setBuddy(self.scope)
        of = QWidget()
        column_of(of, label, self.scope, gap=5)
        self._problem = InlineMessage("pauseProblem")
        line = line_of(self.first, self.last, of, self.save)
        column_of(self, line, self._problem)
        for field in (self.first, self.last):
            field.setMinimumWidth(FIELD_WIDTH)
            field.entered.connect(self._on_saved)
        self.save.clicked.connect(self._on_saved)

    def begin(self, attribute: Attribute, today: date) -> None:
        """Shows the form for a pause that begins today."""
        words = PauseWords(self._language, today)
        self._attribute, self._today = attribute, today
        self.scope.set_options([(name, words.scope(name, attribute)) for name in (attribute.name, None)])
        self.scope.show_value(attribute.name)
        self.first.edit.setText(words.day(today))
        self.last.edit.clear()
        self._problem.tell("")
        self.first.focus_whole()

    def _on_saved(self) -> None:
        words = PauseWords(self._language, self._today)
        try:
            pause = words.pause(self.first.text, self.last.text, self.scope.currentData())
        except PauseError as error:
            self._problem.tell(str(error))
            return
        self.filled.emit(pause)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
