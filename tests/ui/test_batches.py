"""An import is one card at the top of the Outbox: how far it is, paused, undone where it has left and where not."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Outcome
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.store.outbox import ops
from exist_desktop.store.outbox.ops import Dispatch
from tests.patience import until
from tests.ui.outbox_on_store import NOW, TODAY, AtHand, add
from tests.ui.test_outbox_page import names, opened, press, texts


async def enter(at_hand: AtHand, days: int) -> None:
    commands = tuple(SetValue(Key("coffees", TODAY - timedelta(days=ago)), 3) for ago in range(1, days + 1))
    await at_hand.journal.batches.enter("daylio.csv", Entering(commands), UTC)


async def send_one(at_hand: AtHand) -> None:
    """One of a batch arrives where Exist had 2."""
    op = (await at_hand.store.read(at_hand.account, ops.unfinished))[0]
    await at_hand.store.begin(at_hand.account, [Dispatch(op.id, op.command, 2)], NOW)
    await at_hand.store.settle(at_hand.account, [Arrived(op.id, Outcome.ANSWERED, 3)], NOW)


async def test_an_import_is_one_card_and_is_undone_in_two_steps(tmp_path: Path, qtbot: QtBot) -> None:
    async with opened(tmp_path, qtbot) as (at_hand, page):
        await enter(at_hand, 4)
        await send_one(at_hand)
        await at_hand.journal.save(add("water", 250))
        await until(lambda: "In Exist: 1 of 4 · 3 wait" in texts(page))
        assert "Import of daylio.csv" in texts(page)
        await until(lambda: "Undo Water" in names(page))
        assert "Undo Coffees" not in names(page)

        await press(page, "Pause: Import of daylio.csv")
        await until(lambda: "Paused · In Exist: 1 of 4 · 3 wait" in texts(page))
        await press(page, "Go on: Import of daylio.csv")
        await until(lambda: "In Exist: 1 of 4 · 3 wait" in texts(page))

        await press(page, "Undo the 3 that are not in Exist: Import of daylio.csv")
        await until(lambda: "3 entries were undone." in texts(page))
        await until(lambda: "In Exist: 1 of 4 · 3 undone" in texts(page))

        await press(page, "Take back the 1 that is in Exist: Import of daylio.csv")
        await until(lambda: "In Exist: 0 of 1 · 1 waits" in texts(page))
        assert "Undo of daylio.csv" in texts(page)
        assert "Take back the 1 that is in Exist: Import of daylio.csv" not in names(page)
