"""Streaks on Today and in quick entry, over the real engine: from the whole history, with pauses, off by one click."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from exist_desktop.app.presenters.streaks import today_streaks
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.statistics.pauses import Pause
from exist_desktop.settings import load
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.widgets.mood.streak_line import StreakLine
from tests.app.test_quick_entry_undo import Opened, opened
from tests.ui.offscreen import quiet

pytestmark = quiet


async def put(made: Opened, done: Mapping[str, Iterable[int]]) -> None:
    """What was done, by how many days ago; the other days of the last 400 have nothing."""
    account = made.engine.account
    assert account is not None

    def write(tx: Transaction) -> None:
        for name, days in done.items():
            nothing = {made.day - timedelta(days=ago): None for ago in range(400)}
            history.put(tx, name, nothing | {made.day - timedelta(days=ago): 1 for ago in days}, 0.0)

    await made.engine.store.write(account, write, Change(days=None))
    await made.settled()


async def pause(made: Opened, first: int, last: int | None, attribute: str | None = None) -> None:
    views = SeriesViews(made.engine.store, made.engine)
    ended = None if last is None else made.day - timedelta(days=last)
    await views.change_pause(None, Pause(made.day - timedelta(days=first), ended, attribute))
    await made.settled()


async def on_today(made: Opened) -> StreakLine:
    today_streaks(made.application.runtime, made.today)
    made.application.window.show()
    await made.settled()
    return made.today.card.streaks


async def test_the_longest_streaks_are_on_today_and_in_quick_entry(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await put(made, {"mood": range(200), "walk": [*range(1, 6), 7, 40], "coffees": [1], "steps": range(300)})
        line = await on_today(made)
        said = [
            "200 days in a row: Mood · 30 of the last 30 days",
            "5 days in a row: Walk · 6 of the last 30 days",
        ]
        assert line.text.text().split("\n") == said, "what a service fills is no merit of the person"
        made.application.quick.open()
        await made.settled()
        quick = made.application.quick.window.form.streaks
        assert quick.text.text().split("\n") == said
        made.today.go_to(made.day - timedelta(days=1))
        await made.settled()
        assert line.isHidden(), "a day that is over is remembered, not counted"


async def test_what_is_entered_now_counts_at_once(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await put(made, {"walk": range(1, 4)})
        line = await on_today(made)
        await made.engine.journal.save(SetValue(Key("walk", made.day), 1))
        await made.settled()
        assert line.text.text() == "4 days in a row: Walk · 4 of the last 30 days"


async def test_a_pause_neither_breaks_a_streak_nor_counts(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await put(made, {"mood": [0, *range(9, 200)], "walk": [0, *range(9, 12)]})
        line = await on_today(made)
        assert line.isHidden()
        await pause(made, 8, 1, "walk")
        assert line.text.text() == "4 days in a row: Walk · 4 of the last 30 days · 8 days paused"
        await pause(made, 8, 1)
        first, second = line.text.text().split("\n")[:2]
        assert first == "192 days in a row: Mood · 22 of the last 30 days · 8 days paused"
        assert second.startswith("4 days in a row: Walk")


async def test_a_pause_until_further_notice_lasts(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await put(made, {"walk": range(300, 340)})
        line = await on_today(made)
        await pause(made, 299, None)
        assert line.text.text() == "40 days in a row: Walk · paused now · 0 of the last 30 days · 30 days paused"


async def test_one_click_ends_them_and_settings_has_them_back(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        await put(made, {"walk": range(9), "mood": range(9)})
        line = await on_today(made)
        made.engine.preferences.change(streaks_hidden=("mood",))
        await made.settled()
        assert line.text.text().startswith("9 days in a row: Walk")
        assert line.never.accessibleName() == "Never show streaks"
        line.never.click()
        await made.settled()
        assert line.isHidden()
        assert load(tmp_path / "data").show_streaks is False
        made.engine.preferences.change(show_streaks=True)
        await made.settled()
        assert not line.isHidden()
