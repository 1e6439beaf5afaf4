"""A relation that is opened, and two attributes that a person compares: over each other, and against each other."""

from __future__ import annotations

import asyncio
import csv
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from exist_desktop.app.presenters.findings.relations import AccountRelations
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.ui.pages.relation_rows import RelationRow
from exist_desktop.ui.pages.relations.views import Source
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from tests.patience import until
from tests.qt_events import delivered
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import NOW, TODAY
from tests.ui.relations_on_store import BATCH, EXIST, Opened, life, opened

pytestmark = quiet


def row_with(shown: Opened, words: str) -> RelationRow:
    return next(row for row in shown.page.list.rows.rows if words in row.accessibleName())


async def test_a_relation_opens_with_both_series_its_groups_and_what_is_computed(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        row, pair = row_with(shown, "Walk"), shown.page.pair
        row.click()
        await shown.settled()
        assert pair.sentence.text() == row.accessibleName()
        name = QAccessible.queryAccessibleInterface(pair.chart.chart).text(QAccessible.Text.Name)
        assert name.startswith("Steps and Walk from ")
        interface = QAccessible.queryAccessibleInterface(pair.scatter)
        assert interface.text(QAccessible.Text.Name) == "Steps by Walk"
        described = interface.text(QAccessible.Text.Description)
        assert described.startswith("Days without Walk: 145 days, Steps in the middle 6,1")
        assert "Days with Walk: 105 days, Steps in the middle 8," in described
        computed = shown.said("pairComputed")
        assert computed.startswith(row.accessibleName())
        assert "250 days · worth about " in computed
        assert "It is one of 4 comparisons of the two." in computed
        assert not pair.of_exist.isVisible()


async def test_the_other_days_are_computed_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        row_with(shown, "Time asleep").click()
        await shown.settled()
        pair = shown.page.pair
        assert [chip.text() for chip in pair.chips.values()] == [
            "Same day",
            "A day later",
            "2 days later",
            "A week later",
        ]
        assert pair.chips[1].isChecked()
        assert "almost certain" in shown.said("pairComputed")
        assert "Where Steps is in its highest third, Time asleep is 7h" in pair.scatter.accessibleDescription()
        pair.chips[7].click()
        assert pair.chips[7].isChecked()
        assert not pair.chips[1].isChecked()
        assert "almost certain" not in shown.said("pairComputed")


async def test_exists_relation_says_whose_figures_are_whose_and_how_it_changed(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        before = replace(EXIST[0], value=0.69, day=BATCH - timedelta(days=7))
        await FindingRepository(shown.home.store, shown.home.account).put_correlations([before], NOW, TODAY)
        shown.page.show_source(Source.EXIST)
        await shown.settled()
        row_with(shown, "You walk more").click()
        await shown.settled()
        assert shown.said("pairOfExist") == (
            "Exist: +0.74 · ★★★★★ · 240 days · 15 Nov. Its stars take every day as independent."
        )
        assert shown.said("pairCourse") == "8 Nov +0.69, 15 Nov +0.74"
        assert "worth about" in shown.said("pairComputed")
        row_with(shown, "weekends").click()
        await shown.settled()
        assert (
            shown.page.pair.unknown.text() == "“weekend” is none of your attributes, so there is only Exist's sentence."
        )
        assert not shown.page.pair.chart.isVisible()


async def test_two_that_are_compared_show_what_exist_says_of_them_apart(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        shown.page.compare("steps", "walk")
        await shown.settled()
        assert shown.page.pair.sentence.text() == "Steps and Walk"
        assert shown.said("pairOfExist").startswith("You walk more when you tag ‘walk’ more. Exist: +0.74 · ★★★★★")
        assert not shown.page.pair.keep.isVisible()


async def test_the_days_are_shown_before_exist_has_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered, ask = asyncio.Event(), AccountRelations.exist_pair

    async def slow(self: AccountRelations, one: str, two: str) -> Correlation | None:
        await answered.wait()
        return await ask(self, one, two)

    monkeypatch.setattr(AccountRelations, "exist_pair", slow)
    async with opened(tmp_path, life(), EXIST) as shown:
        pair = shown.page.pair
        shown.page.compare("steps", "walk")
        assert (pair.chart.isVisible(), pair.keep.isVisible()) == (False, False), "nothing was read yet"
        await until(pair.chart.isVisible)
        assert pair.sentence.text() == "Steps and Walk"
        assert not pair.of_exist.isVisible()
        answered.set()
        await shown.settled()
        assert pair.of_exist.isVisible()


async def test_a_narrow_page_shows_the_relation_in_place_of_the_list(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        shown.page.resize(360, 700)
        row = row_with(shown, "Walk")
        row.click()
        await shown.settled()
        assert not shown.page.list.isVisible()
        assert has_keyboard_focus(shown.page.pair.back)
        shown.page.pair.back.click()
        assert shown.page.list.isVisible()
        assert has_keyboard_focus(row)


async def test_any_two_are_compared_and_can_be_taken_away(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        head, pair = shown.page.head, shown.page.pair
        head.compare.click()
        assert has_keyboard_focus(head.pair_chooser.search)
        head.pair_chooser.search.setText("mood")
        QTest.keyClick(head.pair_chooser.search, Qt.Key.Key_Return)
        assert head.which.text() == "What is Mood compared with?"
        assert "mood" not in [one.name for one in head.pair_chooser.model.found if one]
        head.pair_chooser.search.setText("walk")
        QTest.keyClick(head.pair_chooser.search, Qt.Key.Key_Return)
        await shown.settled()
        assert pair.sentence.text() == "Mood and Walk"
        assert not pair.of_exist.isVisible()
        assert shown.said("pairComputed").startswith("On days with Walk: Mood about as usual")
        pair.chart.copy.click()
        assert not QGuiApplication.clipboard().image().isNull()
        target = tmp_path / "two.csv"
        pair.chart.save_rows_to(str(target))
        rows = list(csv.reader(target.read_text().splitlines()))
        assert rows[0] == ["date", "Mood", "Walk"]
        QTest.keyClick(shown.page, Qt.Key.Key_F4)
        await delivered()
        assert pair.chart.table.isVisible()
