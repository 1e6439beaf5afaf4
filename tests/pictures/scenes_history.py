"""Scenes of the History page: a demo account, and accounts of many years, of one value and of nothing."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from statistics import median

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.domain.statistics.span import Range
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.settings import Preferences
from exist_desktop.store import catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.history.page import HistoryPage
from tests.pictures.home import NOW, TODAY, Home, translated
from tests.pictures.stage import Scene, Stage
from tests.ui.relations_on_store import EXIST, relations_of

FITBIT = Service("fitbit", "Fitbit")
YEARS = 3653
LONG_LABEL = "The number of cups of coffee, tea and other warm drinks on the days on which I work at home " * 2
FROM_RIGHT_LABEL = "ספלי קפה ביום, עם חלב או בלי"
CUPS = Attribute("cups", LONG_LABEL, Group("food", "Food and drink", 1), ValueType.QUANTITY, manual=True, owned=True)
SPLIT = Attribute("split", FROM_RIGHT_LABEL, Group("food", "Food and drink", 1), ValueType.QUANTITY, manual=True)


def years_of(name: str) -> Mapping[date, Value | None]:
    """Ten years of believable values with gaps, the same in each run."""
    drawn = random.Random(name)
    found: dict[date, Value | None] = {}
    for ago in range(YEARS):
        day = TODAY - timedelta(days=ago)
        if 1400 <= ago < 1900 or drawn.random() < 0.06:
            found[day] = None
            continue
        season = math.sin(ago / 58) + 0.4 * math.sin(ago / 320)
        match name:
            case "steps":
                found[day] = max(0, round(7200 + 2200 * season + drawn.gauss(0, 1900)))
            case "sleep_start":
                found[day] = round(660 + 35 * season + drawn.gauss(0, 40)) % 1440
            case "weight":
                found[day] = round(74 + 2 * season + drawn.gauss(0, 0.5), 1)
            case "mood":
                found[day] = min(max(round(3.3 + season + drawn.gauss(0, 0.7)), 1), 5)
            case "mood_note":
                found[day] = "Long walk by the river, then wrote for two hours. " * (1 + ago % 4)
            case _:
                found[day] = int(drawn.random() < 0.35 + 0.15 * season)
    return found


class UsualSteps:
    """What Exist called usual in each week, of steps alone; of others the page computes it."""

    async def kept(self, name: str) -> Sequence[Average]:
        numbers = {day: value for day, value in years_of("steps").items() if isinstance(value, int)}
        mondays = [TODAY - timedelta(days=TODAY.weekday() + 7 * week) for week in range(YEARS // 7 - 10)]
        return [_average(numbers, monday) for monday in mondays] if name == "steps" else ()

    async def newest(self, name: str) -> Sequence[Average]:
        return await self.kept(name)


def _average(numbers: Mapping[date, int], monday: date) -> Average:
    days = [monday - timedelta(days=ago) for ago in range(1, 64)]
    found = [[numbers[day] for day in days if day in numbers and weekday in (7, day.weekday())] for weekday in range(8)]
    *weekdays, overall = [median(there) if there else None for there in found]
    return Average("steps", monday, overall, tuple(weekdays))


async def shown(
    stage: Stage,
    name: str,
    *,
    years: bool = True,
    values: Mapping[date, Value | None] | None = None,
    extra: Attribute | None = None,
    chosen: Range = Range.FOUR_MONTHS,
    second: str = "",
    table: bool = False,
    choosing: bool = False,
) -> QWidget:
    """The page on an attribute."""
    home = await stage.home()
    names = [name, second] if second else [name]
    await _put(home, extra, stage, {one: values or years_of(one) for one in {*names, "mood"} if years or values})
    await FindingRepository(home.store, home.account).put_correlations(EXIST if years else (), NOW, TODAY)
    window, _, _ = stage.furnished(home)
    preferences = Preferences(home.store.folder)
    views = SeriesViews(home.store, home)
    shared = stage.bridge, stage.language, stage.days(), preferences
    relations = relations_of(home.store, home.account, preferences)
    page = HistoryPage(views, *shared, averages=UsualSteps() if years else None, relations=relations)
    window.add_page("history", stage.language.say("History"), page)
    window.open_page("history")
    page.show_attribute(name)
    if second:
        page.show_second(second)
    await stage.show(window)
    page.show_range(chosen)
    if table:
        page.card.as_table.click()
    if choosing:
        page.attribute.click()
    await stage.settled()
    return window


async def _put(
    home: Home, extra: Attribute | None, stage: Stage, values: Mapping[str, Mapping[date, Value | None]]
) -> None:
    def write(tx: Transaction) -> None:
        if extra is not None:
            known = list(catalogue.attributes(tx).values())
            catalogue.put_attributes(tx, [*known, translated(extra, str)], ())
        for name, days in values.items():
            history.put(tx, name, days, NOW)

    await home.store.write(home.account, write, Change(days=None, catalogue=True))


async def paused(stage: Stage) -> QWidget:
    """A tag with a pause that is over, one that goes on, and the form for a third."""
    window = await shown(stage, "walk")
    page = window.findChild(HistoryPage)
    assert isinstance(page, HistoryPage)
    page.pauses.changed.emit(None, Pause(TODAY - timedelta(days=12), TODAY - timedelta(days=9)))
    page.pauses.changed.emit(None, Pause(TODAY - timedelta(days=2), None, "walk"))
    await stage.settled()
    page.pauses.add.click()
    await stage.settled()
    return window


async def copying(stage: Stage) -> QWidget:
    """The last month is here, and the foot of the sidebar says how much else."""
    window = await shown(stage, "steps", years=False)
    progress = HistoryProgress(HistoryState.COPYING, done=430, total=1000, seconds_left=5400.0)
    stage.bridge.publish_status(SyncStatus(Condition.IDLE, last_sync=NOW - 60, history=progress))
    return window


async def unread(stage: Stage) -> QWidget:
    """An account of which nothing was read yet, but for its attributes."""
    never = Attribute(
        "never", "Never read", Group("food", "Food", 1), ValueType.DECIMAL, service=Service("fitbit", "F")
    )
    return await shown(stage, "never", years=False, extra=never)


SCENES: dict[str, Scene] = {
    "history/steps": partial(shown, name="steps"),
    **{f"history/{one.name.lower().replace('_', ' ')}": partial(shown, name="steps", chosen=one) for one in Range},
    "history/mood": partial(shown, name="mood", chosen=Range.MONTH),
    "history/mood of all years": partial(shown, name="mood", chosen=Range.ALL),
    "history/bedtime": partial(shown, name="sleep_start"),
    "history/weight of a year": partial(shown, name="weight", chosen=Range.YEAR),
    "history/tag": partial(shown, name="walk"),
    "history/two": partial(shown, name="steps", second="mood"),
    "history/texts": partial(shown, name="mood_note"),
    "history/table": partial(shown, name="steps", table=True, chosen=Range.MONTH),
    "history/choosing": partial(shown, name="steps", choosing=True),
    "history/demo": partial(shown, name="coffees", years=False),
    "history/one value": partial(shown, name="cups", extra=CUPS, values={TODAY - timedelta(days=3): 4}),
    "history/long label": partial(shown, name="cups", extra=CUPS),
    "history/from the right": partial(shown, name="split", extra=SPLIT),
    "history/pauses": paused,
    "history/copying": copying,
    "history/unread": unread,
}
