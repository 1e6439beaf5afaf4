"""History shows what goes together with the attribute in view, as Exist says, and leads from there to Relations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent

from exist_desktop.domain.day import choose_zone
from exist_desktop.domain.findings.listing import pair_of
from exist_desktop.domain.findings.remembered import Decision
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.pages.history.together import TogetherCard
from tests.qt_events import delivered
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import NOW, AtHand, outbox_at_hand
from tests.ui.relations_on_store import ATTRIBUTES, EXIST, keep, life, relations_of
from tests.ui.set_time import SetTime

pytestmark = quiet
WALKS = "You walk more when you tag ‘walk’ more."
SLEEPS = "You sleep longer on days after more steps."


async def settled(home: AtHand) -> None:
    for _ in range(4):
        await asyncio.sleep(0)
        await home.bridge.stop()
    await delivered()


@asynccontextmanager
async def history_of_steps(folder: Path) -> AsyncIterator[tuple[AtHand, HistoryPage]]:
    """The page on steps, over a month of days and what Exist has found."""
    async with outbox_at_hand(folder) as home:
        await keep(home, ATTRIBUTES, life(30), EXIST)
        days = DayClock(SetTime(lambda: NOW, choose_zone("UTC", None, ZoneInfo("UTC"))), home.bridge)
        preferences, views = Preferences(folder), SeriesViews(home.store, home)
        relations = relations_of(home.store, home.account, preferences)
        page = HistoryPage(views, home.bridge, LANGUAGE, days, preferences, relations=relations)
        page.show()
        page.show_attribute("steps")
        await settled(home)
        try:
            yield home, page
        finally:
            page.hide()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def sentences(card: TogetherCard) -> list[str]:
    return [row.accessibleName() for row in card.rows.rows] if not card.isHidden() else []


async def test_the_closest_relations_of_the_attribute_in_view_stand_below_its_chart(tmp_path: Path) -> None:
    async with history_of_steps(tmp_path) as (home, page):
        assert sentences(page.together) == [WALKS, SLEEPS], "neither itself nor what measures the same"
        page.show_attribute("walk")
        await settled(home)
        assert sentences(page.together) == [WALKS]
        page.show_attribute("young")
        await settled(home)
        assert sentences(page.together) == []


async def test_they_lead_to_relations(tmp_path: Path) -> None:
    async with history_of_steps(tmp_path) as (_, page):
        compared: list[tuple[str, str]] = []
        listed: list[str] = []
        page.compare_wanted.connect(lambda one, two: compared.append((one, two)))
        page.together.all_wanted.connect(listed.append)
        page.together.rows.rows[1].click()
        page.together.all.click()
        assert (compared, listed) == ([("steps", "sleep")], ["steps"])


async def test_a_relation_that_was_hidden_for_good_is_not_there_when_one_comes_back(tmp_path: Path) -> None:
    async with history_of_steps(tmp_path) as (home, page):
        relations = relations_of(home.store, home.account, Preferences(tmp_path))
        page.hide()
        await relations.decide(pair_of("walk", "steps"), Decision.HIDDEN)
        page.show()
        await settled(home)
        assert sentences(page.together) == [SLEEPS]
