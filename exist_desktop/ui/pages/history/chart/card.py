"""The card with the figures and the chart or the table of the same days, and its actions."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from exist_desktop.domain.statistics.averages import ALL_DAYS
from exist_desktop.domain.statistics.figures import figures
from exist_desktop.domain.statistics.series import Measure, may_be_zero
from exist_desktop.domain.statistics.span import Span
from exist_desktop.domain.value_types import EmptyDay
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.chart import Chart
from exist_desktop.ui.pages.history.chart.frame import Content
from exist_desktop.ui.pages.history.chart.prepared import Prepared, window_for
from exist_desktop.ui.pages.history.chart.steps import MOST_STEPS
from exist_desktop.ui.pages.history.chart.table import DayTable
from exist_desktop.ui.pages.history.figures import FigureStrip
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords, Usual

if TYPE_CHECKING:
    from exist_desktop.ui.pages.history.chart.export import Sheet

REST_MS = 80
"""Milliseconds after the last step of zooming until the figures are updated."""
PNG, SVG = "PNG (*.png)", "SVG (*.svg)"


def announce(widget: QWidget, sentence: str) -> None:
    """Makes a screen reader speak a sentence that is no widget's name, such as the day under the cursor."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class Shown(Struct, frozen=True):
    """The contents of the card: the attributes, the available days, and what an empty day means."""

    content: Content
    bounds: Span
    meaning: EmptyDay


class ChartCard(Card):
    """Shows an attribute over the days in view, with its figures in words.

    Signals:
        day_opened(int): the person wants to see that day, an ordinal.
        span_changed(Span): the person has zoomed or moved.
        meaning_chosen(object): what an empty day means from now on.
    """

    day_opened = Signal(int)
    span_changed = Signal(object)
    meaning_chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._language = language
        self._shown: Shown | None = None
        self._usual_place = ALL_DAYS
        self._dialog: QFileDialog | None = None
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._tell)
        self.figures = FigureStrip("historyFigures")
        self.chart = Chart(language)
        self.table = DayTable(language)
        self.table.hide()
        self.empty = TextBlock(say("Nothing here yet."), tone=Tone.MUTED)
        self.empty.setObjectName("historyEmpty")
        self.readout = TextBlock("\N{NO-BREAK SPACE}", lines=2)
        self.readout.setObjectName("historyReadout")
        self.legend = TextBlock("", tone=Tone.MUTED, points=-1)
        self.as_table = Chip(say("Show as table"))
        self.copy = PlainButton(say("Copy picture"))
        self.save_picture = PlainButton(say("Save picture"))
        self.save_rows = PlainButton(say("Save as CSV"))
        self.message = InlineMessage("historyMessage")
        self._meaning_label = TextBlock(say("Days without a value count as"), tone=Tone.MUTED)
        words = HistoryWords(language, 1)
        self.meaning = ComboBox(
            say("Days without a value count as"),
            [(one, words.meaning(one)) for one in (EmptyDay.NOTHING, EmptyDay.ZERO)],
        )
        self._meaning_label.setBuddy(self.meaning)
        self._usual_label = TextBlock(say("Thin line: usual value of"), tone=Tone.MUTED)
        days = (ALL_DAYS, *range(ALL_DAYS))
        self.usual_of = ComboBox(
            say("Thin line: usual value of"), [(place, words.usual_of(_weekday(place))) for place in days]
        )
        self._usual_label.setBuddy(self.usual_of)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._meaning_line = line_of(self._meaning_label, self.meaning)
        self._usual_line = line_of(self._usual_label, self.usual_of)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        buttons = line_of(self.as_table, self.copy, self.save_picture, self.save_rows)
        for part in (
            *(self.figures, self.chart, self.table, self.empty, self.readout, self.legend),
            *(buttons, self.message, line_of(self._usual_line, self._meaning_line, gap=24)),
        ):
            column.addWidget(part)

    def add(self, part: QWidget) -> None:
        """Adds a part at the foot of the card."""
        self._column.addWidget(part)

    def _connect(self) -> None:
        self.chart.day_opened.connect(self.day_opened)
        self.table.day_opened.connect(self.day_opened)
        self.chart.span_changed.connect(self._on_span_changed)
        self.chart.day_pointed.connect(self._on_pointed)
        self.chart.day_read.connect(self._on_read)
        self.as_table.clicked.connect(self._on_table_wanted)
        self.copy.clicked.connect(self._copy)
        self.save_picture.clicked.connect(self._save_picture)
        self.save_rows.clicked.connect(self._save_rows)
        self.usual_of.chosen.connect(self._on_usual_wanted)
        self.meaning.chosen.connect(lambda meaning: self.meaning_chosen.emit(EmptyDay(meaning)))  # Qt made it a str

    @property
    def words(self) -> HistoryWords:
        """The words for the day for which the content was prepared."""
        return HistoryWords(self._language, self._shown.content.main.today if self._shown is not None else 1)

    def show_days(self, shown: Shown, span: Span) -> None:
        """Shows contents over a span of days."""
        shown = replace(shown, content=replace(shown.content, usual_of=self._usual_place))
        self._shown = shown
        self.chart.show_content(shown.content, shown.bounds)
        self.chart.show_span(span)
        self.meaning.show_value(shown.meaning)
        self._meaning_line.setVisible(may_be_zero(shown.content.main.attribute))
        self._tell()

    def make_ready(self, content: Content, span: Span) -> None:
        """Computes what is painted when a content is shown soon."""
        self.chart.make_ready(replace(content, usual_of=self._usual_place), span)

    def _on_usual_wanted(self, place: object) -> None:
        """Draws what was usual for other days."""
        self._usual_place = int(str(place))
        if self._shown is not None:
            self.show_days(self._shown, self.chart.span)

    def hide_meaning(self) -> None:
        """Does not offer to choose what an empty day means; it is chosen where an attribute is alone."""
        self._meaning_line.hide()

    def release(self) -> None:
        """Frees the days."""
        self._shown = None
        self.chart.release()
        self.table.days.show_content(None, self.chart.span)

    def _on_span_changed(self, span: Span) -> None:
        """Updates the figures after a pause: while the person zooms, each frame is for the chart alone."""
        self._resting.start()
        self.span_changed.emit(span)

    def _tell(self) -> None:
        """Shows the figures of the days in view."""
        shown = self._shown
        if shown is None:
            return
        main, span, words = shown.content.main, self.chart.span, self.words
        found = figures(main.series, main.measure, span.first, span.last, main.today)
        trends = main.trends
        told = words.figures(main.attribute, found)
        told += tuple(words.trend(main.attribute, one) for one in trends)
        self.figures.show_figures(told + words.streaks(main.streaks))
        legend = words.legend(
            main.attribute,
            window_for(span),
            main.usual if self.chart.tells_usual else Usual.UNKNOWN,
            filled=shown.meaning is EmptyDay.ZERO and may_be_zero(main.attribute),
            unread=found.read < found.days,
        )
        first, last = span.first, min(span.last, main.today)
        other = shown.content.other
        has_line = self.chart.tells_usual_line
        self._usual_line.setVisible(has_line)
        line = words.usual_line(main.usual, _weekday(self._usual_place)) if has_line else ""
        self.legend.say(self._language.sentences(legend, line, words.second(other.attribute) if other else ""))
        name = words.chart_name(main.attribute, other.attribute if other else None, first, last)
        set_name(self.chart, words.with_trend(main.attribute, name, trends[0] if trends else None))
        set_description(self.chart, words.summary(main.attribute, found))
        few = range(first, last + 1) if last - first < MOST_STEPS else ()
        self.chart.tell_steps({day: self._value(shown.content, day) for day in few})
        self._arrange()

    def _arrange(self) -> None:
        """Shows the chart, the table, or the message that there is nothing."""
        shown = self._shown
        if shown is None:
            return
        is_text = shown.content.main.measure is Measure.WORDS
        is_list = is_text or self.as_table.isChecked()
        nothing = shown.content.main.raw.bounds is None
        if is_list:
            self.table.days.show_content(shown.content, self.chart.span)
            rows = min(max(len(self.table.days.days), 3), 14)
            self.table.setFixedHeight((rows + 1) * (self.fontMetrics().height() + 12) + 4)
        self.table.setVisible(is_list and not nothing)
        self.chart.setVisible(not is_list and not nothing)
        self.readout.setVisible(not is_list and not nothing)
        self.legend.setVisible(not is_list and not nothing)
        for button in (self.as_table, self.copy, self.save_picture):
            button.setVisible(not is_text)
        self.empty.say(self._nothing(shown.content.main))
        self.empty.setVisible(nothing)
        for button in (self.copy, self.save_picture, self.save_rows):
            button.setEnabled(not nothing)

    def _nothing(self, main: Prepared) -> str:
        if not any(main.raw.read):
            return self._language.say("Not read yet. What Exist has of it appears here when it was read.")
        return self._language.say("No values yet.")

    def _on_table_wanted(self) -> None:
        self._arrange()
        if self.as_table.isChecked() and self.table.days.days:
            self.table.setCurrentIndex(self.table.days.index(0, 0))

    def swap(self) -> None:
        """Shows the table in place of the chart, or the chart again, with the focus in it."""
        if self.as_table.isVisible():
            self.as_table.click()
            shown = self.table if self.as_table.isChecked() else self.chart
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _value(self, content: Content, day: int) -> str:
        """Returns a day with its value, and that of the second attribute."""
        main, other, words = content.main, content.other, self.words
        said = words.day_value(main.attribute, main.raw, day)
        if other is None:
            return said
        value = words.value(other.attribute, other.raw, day)
        beside = self._language.say("{label}: {value}", label=other.attribute.label, value=value)
        return self._language.facts(said, beside)

    def _sentence(self, day: int) -> str:
        """Returns the sentence about a day: its value, and the usual value for it."""
        assert self._shown is not None
        content, days = self._shown.content, window_for(self.chart.span)
        main, value = content.main, self._value(content, day)
        if main.measure is Measure.WORDS:
            return value
        compared = self.words.compared(main.attribute, main.average_at(day, days), main.usual_at(day), days)
        return self._language.facts(value, compared)

    def _on_pointed(self, day: int | None) -> None:
        known = day is not None and self._shown is not None
        self.readout.say(self._sentence(day) if known and day is not None else "\N{NO-BREAK SPACE}")

    def _on_read(self, day: int) -> None:
        if self._shown is not None:
            announce(self.chart, self._sentence(day))

    def _sheet(self, shown: Shown) -> Sheet:
        from exist_desktop.ui.pages.history.chart.export import Sheet

        look = theme.of(self.palette())
        legend, direction = self.legend.text(), self.layoutDirection()
        return Sheet(shown.content, self.chart.span, legend, self.font(), self._language, look, direction)

    def _copy(self) -> None:
        from exist_desktop.ui.pages.history.chart.export import picture

        if self._shown is not None:
            image = picture(self._sheet(self._shown))
            QGuiApplication.clipboard().setImage(image)  # a QMimeData made in Python would outlive Python, and crash
            self.message.tell(self._language.say("The picture is in the clipboard."))

    def _save_picture(self) -> None:
        dialog = self._file_dialog(self._language.say("Save picture"), "png", [PNG, SVG])
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("svg" if kind == SVG else "png"))
        dialog.fileSelected.connect(self.save_picture_to)
        dialog.open()

    def _save_rows(self) -> None:
        dialog = self._file_dialog(self._language.say("Save as CSV"), "csv", ["CSV (*.csv)"])
        dialog.fileSelected.connect(self.save_rows_to)
        dialog.open()

    def _file_dialog(self, title: str, suffix: str, kinds: list[str]) -> QFileDialog:
        """Returns the dialog for a file's name; the file is written when the person has answered."""
        self._dialog = dialog = QFileDialog(self.window(), title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds)
        dialog.setDefaultSuffix(suffix)
        if self._shown is not None:
            name = re.sub(r"[^\w.-]+", "_", self._shown.content.main.attribute.name)
            last = min(self.chart.span.last, self._shown.content.main.today)
            dialog.selectFile(f"{name}-{date.fromordinal(last).isoformat()}.{suffix}")
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def save_picture_to(self, path: str) -> None:
        """Writes the picture: SVG where the file is called so, else PNG."""
        from exist_desktop.ui.pages.history.chart.export import as_png, drawing, picture

        if self._shown is not None:
            sheet = self._sheet(self._shown)
            self._write(path, drawing(sheet) if path.casefold().endswith(".svg") else as_png(picture(sheet)))

    def save_rows_to(self, path: str) -> None:
        """Writes the rows of the days in view as CSV."""
        from exist_desktop.ui.pages.history.chart.export import as_csv

        if self._shown is not None:
            self.table.days.show_content(self._shown.content, self.chart.span)
            self._write(path, as_csv(self.table.days.plain_rows()))

    def _write(self, path: str, content: bytes) -> None:
        from exist_desktop.ui.pages.history.chart.export import write_whole

        problem, say = write_whole(path, content), self._language.say
        self.message.tell(say("Not saved: {problem}", problem=problem) if problem else say("Saved: {path}", path=path))


def _weekday(place: int) -> int | None:
    return None if place == ALL_DAYS else place
