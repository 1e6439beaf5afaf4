"""The chip with the time zone in which days are counted, and its time; tinted if the computer's clock differs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QToolTip, QWidget

from exist_desktop.domain.day import ZoneSource
from exist_desktop.ui import theme
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.painting import Surface
from exist_desktop.words.language import Language


class ZoneChip(Chip):
    """Shows the zone and its time; the explanation is in its tooltip, which a press also shows."""

    def __init__(self, language: Language, days: DayClock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("zoneChip")
        self.setCheckable(False)
        self._language = language
        self._days = days
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self.refresh)
        self.clicked.connect(self._explain)
        self.refresh()

    def surface(self, colours: theme.Theme) -> Surface:
        """Coloured like a notice if the computer's clock shows another time."""
        if self._days.elsewhere:
            return Surface(QColor(colours.toast), QColor(colours.on_toast), QColor(colours.on_toast))
        return super().surface(colours)

    def refresh(self) -> None:
        """Shows the present time, and updates itself each minute while it is visible."""
        self.setText(self._text())
        self.set_tip(self._explanation())
        self.updateGeometry()
        if self.isVisible():
            self._minute.start((60 - self._days.here().second) * 1000 + 50)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def _explain(self) -> None:
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)

    def _place(self) -> str:
        zone = self._days.zone
        if zone.source is ZoneSource.COMPUTER:
            return self._language.say("This computer")
        return zone.name.rpartition("/")[2].replace("_", " ")

    def _time(self, moment: datetime, *, with_day: bool) -> str:
        formats = self._language.formats
        time = formats.clock(moment.hour * 60 + moment.minute)
        day = formats.short_day(moment.date())
        return self._language.say("{day} {time}", day=day, time=time) if with_day else time

    def _text(self) -> str:
        here, computer = self._days.here(), self._days.computer_time()
        apart = here.date() != computer.date()
        place = self._language.facts(self._place(), self._time(here, with_day=apart))
        if not self._days.elsewhere:
            return place
        return self._language.say("{place}, here {time}", place=place, time=self._time(computer, with_day=apart))

    def _explanation(self) -> str:
        say, formats = self._language.say, self._language.formats
        here, computer = self._days.here(), self._days.computer_time()
        if self._days.zone.source is ZoneSource.COMPUTER:
            return say("The zone of the Exist account is not known yet. Days are counted by this computer's clock.")
        counted = say(
            "Days are counted in the zone of the Exist account: {zone}, {day}, {time}.",
            zone=self._days.zone.name,
            day=formats.long_day(here.date()),
            time=self._time(here, with_day=False),
        )
        if not self._days.elsewhere:
            return counted
        shown = say(
            "This computer shows {day}, {time}.",
            day=formats.long_day(computer.date()),
            time=self._time(computer, with_day=False),
        )
        return self._language.sentences(counted, shown)
