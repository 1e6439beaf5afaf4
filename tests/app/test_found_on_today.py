"""The line at the foot of Today: a week that is over, else the newest insight; it goes with a click, or for good."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.app.presenters.findings.on_today import FoundOnToday
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.findings.week import last_week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.settings import load
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.insights.page import InsightsPage
from exist_desktop.ui.pages.today.found_lines import FoundLines
from exist_desktop.ui.pages.today.page import TodayPage
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_quick_entry_undo import Opened, opened
from tests.app.test_settings_presenter import demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.patience import until
from tests.ui.offscreen import quiet
from tests.ui.parts import part

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]


async def noticed(made: Opened, *texts: tuple[int, str]) -> None:
    """What Exist has noticed, by how many days ago."""
    account = made.engine.account
    assert account is not None
    found = [
        Insight(f"{made.day - timedelta(days=ago)}T08:00:00Z", text, 2, text, made.day - timedelta(days=ago))
        for ago, text in texts
    ]
    await FindingRepository(made.engine.store, account).put_latest_insights(found, date.min, 0.0)


async def looked_at(made: Opened) -> FoundLines:
    FoundOnToday(made.application.runtime, made.today)
    made.application.window.show()
    await made.settled()
    return part(made.today, FoundLines)


async def shown_again(made: Opened) -> None:
    """Another day is looked at, and today again."""
    made.today.go_to(made.day - timedelta(days=1))
    await made.settled()
    assert part(made.today, FoundLines).isHidden(), "a day that is over has none"
    made.today.go_to_today()
    await made.settled()


async def test_a_start_brings_the_line(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    async with opened(qapp, tmp_path / "data") as made:
        await noticed(made, (0, "Your best day"))
        made.application.go_on_in_background(hidden=True)
        made.application.window.show()
        try:
            line = part(made.today, FoundLines).insight
            await until(line.isVisible)
            assert line.text.text() == "Your best day"
        finally:
            assert made.application.background is not None
            await made.application.background.stop()
            await made.application.quick.stop_key()


async def test_the_newest_insight_is_one_line_that_goes_for_good(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await noticed(made, (0, "Your best day"), (1, "An earlier one"), (30, "Long ago"))
        found = await looked_at(made)
        line = found.insight
        assert (line.isVisible(), line.text.text()) == (True, "Your best day")
        height = found.height()
        line.away.click()
        await made.settled()
        assert line.text.text() == "Put away."
        assert found.height() == height, "nothing moves below the pointer"
        line.back.click()
        await made.settled()
        assert line.text.text() == "Your best day"
        line.away.click()
        await shown_again(made)
        assert line.isHidden(), "not even an older one takes its place"
        await noticed(made, (0, "A newer one"))
        await shown_again(made)
        assert line.text.text() == "A newer one"
        line.away.click()
        line.never.click()
        await made.settled()
        assert line.isHidden()
        assert load(tmp_path / "data").show_insights is False


async def test_what_is_old_is_not_new(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await noticed(made, (30, "Long ago"))
        assert (await looked_at(made)).isHidden()


async def test_a_week_that_is_over_is_offered_once_before_insights(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await noticed(made, (0, "Your best day"))
        monday = last_week(made.day)
        await made.engine.journal.save(SetValue(Key("mood", monday), 4))
        found = await looked_at(made)
        assert (found.week.isVisible(), found.insight.isVisible()) == (True, False)
        assert found.week.text.text().startswith("Last week in words: ")
        found.week.away.click()
        await made.settled()
        assert found.week.text.text() == "Put away."
        await shown_again(made)
        assert (found.week.isVisible(), found.insight.isVisible()) == (False, True)
        assert load(tmp_path / "data").week_seen == monday.isoformat()
        made.engine.preferences.change(week_seen="2001-01-01", show_weeks=False)
        await made.settled()
        assert found.week.isHidden()


async def test_exist_is_asked_after_it_has_answered_and_the_line_leads_to_insights(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.application.window.open_page("today")
        shown.engine.preferences.change(week_seen=demo.today().isoformat())
        today = part(shown.application.window, TodayPage)
        FoundOnToday(shown.application.runtime, today)
        await shown.bridge.stop()
        assert not [request for request in demo.world.requests if request.call == "insights"]
        shown.bridge.status_changed.emit(SyncStatus(Condition.IDLE))
        await shown.bridge.stop()
        newest = (await shown.engine.findings.kept_insights(demo.today() - timedelta(days=7)))[0]
        line = part(today, FoundLines).insight
        assert line.text.text() == newest.text
        line.open.click()
        await shown.bridge.stop()
        page = part(shown.application.window, InsightsPage)
        assert page.isVisible()
        assert page.rows()[0].text.text()
