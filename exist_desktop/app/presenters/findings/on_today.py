"""The line at the foot of Today: that last week can be read in words, until it was, else Exist's newest insight.

It is made and read after the page was painted. Exist is asked for insights only when it has just answered.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.findings.week import Week, last_week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.errors import NeverSignedInError
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.today.found_lines import FoundLines
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.words.findings.week import WeekWords

NEW_DAYS = 7
"""An insight of an earlier day is not new."""
ASK_SECONDS = 3600.0
MOST_PUT_AWAY = 31
"""How many insights are remembered as put away; only the newest is ever shown."""


class FoundOnToday(QObject):
    """Shows the line while Today shows today, and keeps what the person decides about it."""

    def __init__(self, runtime: Runtime, page: TodayPage) -> None:
        super().__init__(page)
        self._runtime = runtime
        self._preferences = runtime.engine.preferences
        self._page = page
        self._newest = ""
        self._asked_at: float | None = None
        self._lines = FoundLines(runtime.language)
        page.foot.addWidget(self._lines)
        insight, week = self._lines.insight, self._lines.week
        for line in (insight, week):
            line.opened.connect(self._on_opened)
        insight.put_away.connect(self._on_put_away)
        insight.brought_back.connect(self._on_brought_back)
        insight.unwanted.connect(self._on_insights_unwanted)
        week.put_away.connect(self._on_week_put_away)
        week.brought_back.connect(self._on_week_brought_back)
        week.unwanted.connect(self._on_weeks_unwanted)
        page.day_shown.connect(self._on_day_shown)
        runtime.bridge.status_changed.connect(self._on_status_changed)
        self.destroyed.connect(self._preferences.subscribe(self._refresh))
        self._refresh()

    @property
    def _today(self) -> date:
        return self._runtime.days.calendar_day()

    def _on_day_shown(self, _day: date) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._runtime.bridge.run_in(self, self._show())

    async def _show(self) -> None:
        day, chosen, found = self._page.day, self._preferences.chosen, self._lines
        is_today = day == self._runtime.days.proposed()
        week = await self._week_offer() if is_today else ""
        newest = await self._kept() if is_today and chosen.show_insights else []
        if day != self._page.day:
            return
        if week and chosen.offers_week(last_week(self._today)):
            found.week.say(week)
        else:
            found.week.rest_from(week)
        self._newest = f"{newest[0].created} {newest[0].kind}" if newest else ""
        text = newest[0].text if newest else ""
        if not found.week.isHidden() or not text:
            found.insight.say("")
        elif self._newest in chosen.insights_put_away:
            found.insight.rest_from(text)
        else:
            found.insight.say(text)
        found.settle()

    async def _week_offer(self) -> str:
        """Returns what offers the last week, if the person has entered anything in it and wants weeks."""
        language, week = self._runtime.language, Week(last_week(self._today))
        if not self._preferences.chosen.show_weeks:
            return ""
        marks = await self._runtime.engine.views.month(week.first, week.last)
        if not any(mark.entered or mark.step is not None for mark in marks.values()):
            return ""
        days = WeekWords(language, {}).title(week, self._today)
        return language.say("Last week in words: {days}", days=days)

    async def _kept(self) -> Sequence[Insight]:
        since = self._today - timedelta(days=NEW_DAYS)
        try:
            return await self._runtime.engine.findings.kept_insights(since)
        except NeverSignedInError:
            return ()

    def _on_status_changed(self, status: SyncStatus) -> None:
        if status.condition is Condition.IDLE and self._page.isVisible():
            self._runtime.bridge.run_in(self, self._ask())

    async def _ask(self) -> None:
        """Asks Exist what it has noticed, if what is here is old; at most once an hour."""
        now, engine = self._runtime.engine.clock.now(), self._runtime.engine
        rests = self._asked_at is not None and 0 <= now - self._asked_at < ASK_SECONDS
        if rests or not self._preferences.chosen.show_insights:
            return
        self._asked_at = now
        with contextlib.suppress(NeverSignedInError):
            await engine.findings.insights(self._today - timedelta(days=NEW_DAYS), self._today)
        await self._show()

    def _on_opened(self) -> None:
        self._runtime.window.open_page("insights")

    def _on_put_away(self) -> None:
        former = self._preferences.chosen.insights_put_away
        self._change(insights_put_away=(*former, self._newest)[-MOST_PUT_AWAY:])

    def _on_brought_back(self) -> None:
        former = self._preferences.chosen.insights_put_away
        self._change(insights_put_away=tuple(kept for kept in former if kept != self._newest))

    def _on_insights_unwanted(self) -> None:
        self._change(show_insights=False)

    def _on_week_put_away(self) -> None:
        self._change(week_seen=last_week(self._today).isoformat())

    def _on_week_brought_back(self) -> None:
        self._change(week_seen="")

    def _on_weeks_unwanted(self) -> None:
        self._change(show_weeks=False)

    def _change(self, **choices: object) -> None:
        with contextlib.suppress(OSError):  # the choice lasts for this run then
            self._preferences.change(**choices)
