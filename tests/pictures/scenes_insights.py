"""Scenes of Insights: days, weeks and months of them, long and right-to-left texts, none, and Exist out of reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.week import Week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.errors import AppError, RequestError, RequestErrorKind
from exist_desktop.findings import Weeks
from exist_desktop.settings import Preferences
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.ui.pages.insights.page import InsightsPage
from tests.pictures.home import NOW, TODAY, Home
from tests.pictures.stage import Scene, Stage

SENTENCES = (
    (0, 1, "steps", "Steps: your best Sunday for seven weeks"),
    (0, 2, "sleep", "You went to sleep 48 minutes earlier than usual"),
    (1, 2, "coffees", "Fourth day in a row with three coffees or more"),
    (1, 2, "productive_min", "Productive time was 22% above a usual Saturday. " * 6),
    (6, 3, "mood", "Your mood averaged 3.9, your best week since August"),
    (6, 3, "steps", "הלכת 51 ק״מ השבוע, 6 ק״מ יותר מהשבוע שלפניו"),
    (9, 2, "steps", "Your first day above 20,000 steps since July"),
    (21, 4, "mood", "<b>October</b> &amp; its moods are only text 🎉"),
    (21, 9, None, "Of a kind that nobody knows yet"),
)


class KeptInsights:
    """What the page reads: the store, and an error if Exist is out of reach."""

    def __init__(self, home: Home, error: AppError | None = None) -> None:
        self._home = home
        self._error = error

    async def insights(self, since: date, today: date) -> tuple[Sequence[Insight], AppError | None]:
        assert since <= today
        return await FindingRepository(self._home.store, self._home.account).insights(since), self._error

    async def facts(self, first: date, today: date) -> tuple[Week, Mapping[str, Attribute]]:
        return await Weeks(self._home.store, Preferences(self._home.store.folder), self._home).facts(first, today)

    async def attributes(self) -> Mapping[str, Attribute]:
        return (await self._home.views.catalogue())[0]


async def keep(home: Home, sentences: Sequence[tuple[int, int, str | None, str]]) -> None:
    """Saves insights as if they had been read: days ago, priority, attribute, text."""
    found = []
    for number, (ago, priority, name, text) in enumerate(sentences):
        day = TODAY - timedelta(days=ago)
        found.append(Insight(f"{day}T08:{number:02}:00Z", "kind", priority, text, day, name))
    await FindingRepository(home.store, home.account).put_latest_insights(found, TODAY - timedelta(days=4000), NOW)


async def page_of(stage: Stage, home: Home, error: AppError | None = None, *, with_week: bool = False) -> InsightsPage:
    """Opens the page in the window, by itself or with the last week in words."""
    window = stage.furnished(home)[0]
    preferences = Preferences(home.store.folder)
    preferences.change(week_seen="" if with_week else TODAY.isoformat())
    page = InsightsPage(KeptInsights(home, error), stage.bridge, stage.language, stage.days(), preferences)
    window.add_page("insights", stage.language.say("Insights"), page)
    window.open_page("insights")
    await stage.show(window)
    return page


async def some(stage: Stage) -> QWidget:
    """Insights of a month."""
    home = await stage.home()
    await keep(home, SENTENCES)
    return (await page_of(stage, home)).window()


async def none(stage: Stage) -> QWidget:
    """Nothing was found yet."""
    return (await page_of(stage, await stage.home())).window()


async def away(stage: Stage) -> QWidget:
    """Exist is out of reach; what was read before is shown."""
    home = await stage.home()
    await keep(home, SENTENCES[:3])
    return (await page_of(stage, home, RequestError(RequestErrorKind.NO_ANSWER))).window()


async def week(stage: Stage) -> QWidget:
    """The last week in words, above what Exist noticed."""
    home = await stage.home()
    await keep(home, SENTENCES)
    return (await page_of(stage, home, with_week=True)).window()


SCENES: dict[str, Scene] = {"insights/some": some, "insights/none": none, "insights/away": away, "insights/week": week}
