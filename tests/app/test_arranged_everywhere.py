"""What the person has arranged counts in window, tray, quick entry and shell, at once; programs get everything."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.app.presenters.tray_presenter import MOST_OFTEN, often_added
from exist_desktop.cli.main import main
from exist_desktop.domain.account import Account
from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.actions import ArrangeAction
from exist_desktop.domain.arranging.arrangement import FAVOURITES, NOTHING_ARRANGED, Arrangement
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.ui.windows.toast import SavedToast
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_quick_entry_undo import Opened, opened
from tests.patience import until
from tests.ui.made_tiles import SUNDAY, VALUES, day_view
from tests.ui.offscreen import quiet

pytestmark = quiet


async def arrange(made: Opened, arrangement: Arrangement) -> None:
    await Arrangements(made.engine.store, made.engine).put(arrangement)
    await made.settled()


def _says(block: TextBlock, sentence: str) -> bool:
    return block.text() == sentence


def _has_groups(board: TileBoard, names: list[str]) -> bool:
    return list(board.groups) == names


async def test_every_front_shows_the_same_order(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    async with opened(qapp, tmp_path / "data") as made:
        made.application.go_on_in_background(hidden=True)
        background = made.application.background
        assert background is not None
        made.application.window.show()
        await made.save_quickly("coffees +1")
        arranged = moves.hidden(moves.pinned(NOTHING_ARRANGED, "weight"), "coffees")
        await arrange(made, arranged)
        try:
            made.application.window.show()  # with a tray, a start in the background hides it
            await until(lambda: next(iter(made.today.board.groups)) == FAVOURITES.name)
            assert made.today.board.tile("coffees") is None
            menu = background.tray.menu.menu
            await until(lambda: not any("Coffees" in line.text() for line in menu.actions()))
            made.application.quick.open()
            suggestions = made.application.quick.window.form.suggestions
            await until(lambda: [one.name for one in suggestions.offered][:1] == ["weight"])
            assert "coffees" not in [one.name for one in suggestions.offered]
            place = ["--server", made.engine.server, "--data-dir", str(tmp_path / "data")]
            capsys.readouterr()
            assert await asyncio.to_thread(main, [*place, "today"]) == 0
            words = capsys.readouterr().out
            assert words.index("Favourites") < words.index("Weight: ")
            assert "1 hidden" in words
            assert "Coffees" not in words
            assert await asyncio.to_thread(main, [*place, "today", "--json"]) == 0
            groups = json.loads(capsys.readouterr().out)["groups"]
            found = {group["name"]: [one["name"] for one in group["attributes"]] for group in groups}
            assert found["food"] == ["coffees", "weight", "steps"]
        finally:
            made.application.quick.window.hide()
            await background.stop()


async def test_a_change_of_the_order_is_said_and_undone_by_the_same_key_as_an_entry(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        window, board = made.application.window, made.today.board
        window.show()
        await made.settled()
        board.build_all()
        toasts = window.toasts
        for act, sentence in (
            (ArrangeAction.PIN, "Weight is a favourite now."),
            (ArrangeAction.HIDE, "Weight is hidden."),
        ):
            made.today.arranging.perform("weight", act)
            await until(partial(_says, toasts.text, sentence))
        await until(lambda: board.tile("weight") is None)
        made.application.arranging.perform(ArrangeAction.UP, "weight")  # as the page Attributes does
        await until(lambda: toasts.text.text() == "Weight is at the end of its list already, or hidden.")
        for left in ([FAVOURITES.name, "food"], ["food"]):
            toasts.undo()
            await until(partial(_has_groups, board, left))
        await until(lambda: toasts.text.text() == "Undone: Weight is a favourite now.")
        of_another = moves.hidden(NOTHING_ARRANGED, "coffees")
        toasts.tell_saved(SavedToast("", "", former=of_another, account=Account(99, made.engine.server, "belinda")))
        toasts.undo()
        await until(lambda: toasts.text.text() == "Nothing more to undo here. The Outbox has the rest.")
        assert (await made.engine.views.day(made.day)).arrangement == NOTHING_ARRANGED


def test_the_tray_offers_favourites_before_what_is_used_most_and_in_the_order_of_the_page() -> None:
    used = {name: float(weight) for weight, name in enumerate(("water", "coffees", "sleep"))}
    day = day_view(SUNDAY, VALUES)
    assert [tile.attribute.name for tile in often_added(day, used)] == ["sleep", "coffees", "water"]
    pinned = day.arranged(moves.pinned(NOTHING_ARRANGED, "water"))
    assert [tile.attribute.name for tile in often_added(pinned, used)] == ["water", "sleep", "coffees"]
    assert len(often_added(pinned, {})) <= MOST_OFTEN
