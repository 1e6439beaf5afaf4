"""The card with a year in pixels: mood first or the page's attribute, and buttons for other years."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.statistics.figures import figures
from exist_desktop.ui.pages.history.chart.card import announce
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.pages.history.year.pixels import YearPixels
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords


class WhichChip(Chip):
    """One of two attributes."""

    told = True
    one_of_many = True


class YearCard(Card):
    """Shows a year of one of two attributes.

    Signals:
        day_opened(int): the person wants to see that day, an ordinal.
    """

    day_opened = Signal(int)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._language = language
        self._shown: tuple[Prepared | None, Prepared | None] = (None, None)
        self._second = False
        self._year: int | None = None
        self._heading = Heading("", points=1, bold=True)
        self.earlier = PlainButton("‹", name=say("Previous year"))
        self.later = PlainButton("›", name=say("Next year"))
        self.which = (WhichChip(""), WhichChip(""))
        self.pixels = YearPixels(language)
        self.readout = TextBlock("\N{NO-BREAK SPACE}", lines=2)
        self.readout.setObjectName("yearReadout")
        self._legend = TextBlock("", tone=Tone.MUTED, points=-1)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.earlier)
        top.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        self._choice: QWidget = line_of(*self.which)
        for part in (self._choice, self.pixels, self.readout, self._legend):
            column.addWidget(part)
        self.earlier.clicked.connect(lambda: self._go_to(self._in_view() - 1))
        self.later.clicked.connect(lambda: self._go_to(self._in_view() + 1))
        for place, chip in enumerate(self.which):
            chip.clicked.connect(lambda _=False, place=place: self._choose(second=bool(place)))
        self.pixels.year_wanted.connect(self._go_to)
        self.pixels.day_opened.connect(self.day_opened)
        self.pixels.day_pointed.connect(self._on_pointed)
        self.pixels.day_read.connect(lambda day: announce(self.pixels, self._sentence(day)))

    def show_attributes(self, mood: Prepared | None, other: Prepared | None) -> None:
        """Sets the mood and the page's attribute; either may be missing, or both be the same."""
        if other is not None and other.attribute.name == MOOD:
            mood, other = other, None
        self._shown = (mood, other) if mood is not None else (other, None)
        self._second = self._second and self._shown[1] is not None
        for chip, shown in zip(self.which, self._shown, strict=True):
            chip.setText(" ".join(shown.attribute.label.split()) if shown is not None else "")
            chip.updateGeometry()
        self._choice.setVisible(self._shown[1] is not None)
        self.setVisible(self._shown[0] is not None)
        self._show()

    def release(self) -> None:
        """Frees the days."""
        self._shown = (None, None)
        self.pixels.show_year(None, self.pixels.year)

    @property
    def _current(self) -> Prepared | None:
        return self._shown[1] if self._second else self._shown[0]

    def _choose(self, *, second: bool) -> None:
        self._second = second
        self._show()

    def _in_view(self) -> int:
        shown = self._current
        today = date.fromordinal(shown.today).year if shown is not None else date.max.year
        return today if self._year is None else min(self._year, today)

    def _go_to(self, year: int) -> None:
        first, last = self._years()
        if first <= year <= last:
            self._year = year if year < last else None
            self._show()

    def _years(self) -> tuple[int, int]:
        shown = self._current
        if shown is None:
            return 1, 1
        last = date.fromordinal(shown.today).year
        bounds = shown.raw.bounds
        return min(date.fromordinal(bounds[0]).year if bounds else last, last), last

    def _show(self) -> None:
        shown = self._current
        if shown is None:
            return
        first, last = self._years()
        year = max(self._in_view(), first)
        for place, chip in enumerate(self.which):
            chip.setChecked(place == int(self._second))
        self.earlier.setEnabled(year > first)
        self.later.setEnabled(year < last)
        heading = self._language.say(
            "{label}, {year} in pixels",
            label=shown.attribute.label,
            year=self._language.formats.year(date(year, 1, 1)),
        )
        self._heading.say(heading)
        self.pixels.show_year(shown, year)
        words = HistoryWords(self._language, shown.today)
        found = figures(
            shown.series, shown.measure, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), shown.today
        )
        set_name(self.pixels, self._heading.text())
        set_description(self.pixels, words.summary(shown.attribute, found))
        self._legend.say(words.pixels(shown.attribute))

    def _sentence(self, day: int) -> str:
        shown = self._current
        if shown is None:
            return ""
        return HistoryWords(self._language, shown.today).day_value(shown.attribute, shown.raw, day)

    def _on_pointed(self, day: int | None) -> None:
        self.readout.say(self._sentence(day) if day is not None else "\N{NO-BREAK SPACE}")
