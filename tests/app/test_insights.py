"""Insights in the real window over the real engine: read, filtered, kept, the way to day and history; weeks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel

from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.domain.findings.week import last_week
from exist_desktop.domain.statistics.correlations import InsightSpan
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.pages.insights.page import ROWS_AT_ONCE, InsightsPage
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.words.findings.week import WeekWords
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_settings_presenter import LANGUAGE, Scene, demo, folder, kept, scene
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

pytestmark = quiet
__all__ = ["demo", "folder", "kept"]


async def opened(shown: Scene) -> InsightsPage:
    shown.application.window.open_page("insights")
    await shown.bridge.stop()
    page = shown.application.window.findChild(InsightsPage)
    assert isinstance(page, InsightsPage)
    return page


def texts(page: InsightsPage) -> list[str]:
    return [row.text.text() for row in page.rows()]


def end_of(page: InsightsPage) -> str:
    found = page.findChild(QLabel, "insightsEnd")
    assert isinstance(found, QLabel)
    return found.text()


async def test_insights_are_exists_newest_first_and_filtered_by_period(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        page = await opened(shown)
        found = await shown.engine.findings.insights(demo.today() - timedelta(days=31), demo.today())
        assert found.insights
        assert texts(page) == [one.text for one in found.insights][:ROWS_AT_ONCE]
        page.spans[InsightSpan.WEEK].click()
        weeks = [one.text for one in found.insights if one.priority == InsightSpan.WEEK]
        assert texts(page) == weeks[:ROWS_AT_ONCE]
        assert page.spans[InsightSpan.WEEK].isChecked()
        assert not page.spans[None].isChecked()


async def test_an_insight_leads_to_its_day_and_to_the_history_of_its_attribute(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        page = await opened(shown)
        found = await shown.engine.findings.insights(demo.today() - timedelta(days=31), demo.today())
        first = page.rows()[0]
        first.to_day.click()
        await shown.bridge.stop()
        today = shown.application.window.findChild(TodayPage)
        assert isinstance(today, TodayPage)
        assert today.isVisible()
        await opened(shown)
        name = found.insights[0].attribute
        page.history_wanted.emit(name)
        await shown.bridge.stop()
        history = shown.application.window.findChild(HistoryPage)
        assert isinstance(history, HistoryPage)
        assert history.isVisible()
        attributes = (await shown.engine.views.catalogue())[0]
        assert history.heading.text() == attributes[name or ""].label


async def test_what_was_read_stays_when_exist_is_out_of_reach_and_the_page_says_so(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        page = await opened(shown)
        before = texts(page)
        page.forget()
        await shown.engine.store.set_meta(shown.engine.account, "insights_read", "0")  # type: ignore[arg-type]
        demo.world.faults.add(Fault("insights", FaultKind.STATUS, status=503, times=9))
        shown.application.window.open_page("today")
        await opened(shown)
        assert texts(page) == before
        assert "Older ones" not in end_of(page)
        assert end_of(page)


async def test_a_week_that_is_over_opens_once_and_is_turned_printed_and_switched_off(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring, tmp_path: Path
) -> None:
    async with scene(qapp, demo, folder) as shown:
        page = await opened(shown)
        card, monday = page.week, last_week(demo.today())
        facts, attributes = await shown.engine.weeks.facts(monday, demo.today())
        said = WeekWords(LANGUAGE, attributes)
        assert (card.isVisible(), page.last_week.isChecked()) == (True, True)
        assert [line for line in card.lines() if line in said.facts(facts)] == list(said.facts(facts))
        assert [face.accessibleName() for face in card.faces.faces] == [
            said.mood_of_day(facts, day) for day in facts.days
        ]
        assert {face.accessibleDescription() for face in card.faces.faces} == {"Opens the day"}
        assert not card.next.isEnabled()
        card.previous.click()
        await shown.bridge.stop()
        assert card.days[0] == monday - timedelta(days=7)
        assert card.next.isEnabled()
        card.print.click()
        dialog, paper = shown.application.window.findChild(QPrintDialog), tmp_path / "week.pdf"
        assert isinstance(dialog, QPrintDialog)
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        dialog.done(QPrintDialog.DialogCode.Accepted)
        assert paper.read_bytes().startswith(b"%PDF")
        page.last_week.click()
        shown.application.window.open_page("today")
        assert not (await opened(shown)).week.isVisible(), "a week offers itself once"
        demo_week_passes(shown)
        shown.application.window.open_page("today")
        assert (await opened(shown)).week.isVisible()
        card.each_week.click()
        page.last_week.click()
        demo_week_passes(shown)
        shown.application.window.open_page("today")
        assert not (await opened(shown)).week.isVisible()
        page.last_week.click()
        await shown.bridge.stop()
        card.faces.faces[2].click()
        today = shown.application.window.findChild(TodayPage)
        assert isinstance(today, TodayPage)
        assert (today.isVisible(), today.day) == (True, monday + timedelta(days=2))


def demo_week_passes(shown: Scene) -> None:
    """The last week that was shown is an earlier one now."""
    shown.engine.preferences.change(week_seen="2001-01-01")
