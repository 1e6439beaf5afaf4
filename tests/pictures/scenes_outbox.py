"""Scenes of the Outbox, on the account's own store: every state of an entry, and every reason that holds one."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from functools import partial
from itertools import cycle, product

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import add_step
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, IsDoubtful, WasHeld
from exist_desktop.domain.outbox.ops import Counts, Outcome, Reason
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.outbox.row import OutboxRow
from exist_desktop.ui.windows.main_window import MainWindow
from tests.pictures.home import NOW, TODAY, Home
from tests.pictures.stage import Scene, Stage

DETAILS = {
    Reason.CHANGED_ELSEWHERE: "3",
    Reason.THIRD_TOTAL: "4",
    Reason.MAYBE_TWICE: "2",
    Reason.INVALID: "Invalid value for type",
    Reason.REFUSED: "Value could not be saved",
}
"""What the worker leaves with a held entry."""


async def empty(stage: Stage) -> QWidget:
    """Everything is in Exist."""
    home = await stage.home()
    return await _shown(stage, home, SyncStatus(Condition.IDLE, last_sync=NOW - 840))


async def waiting(stage: Stage, condition: Condition) -> QWidget:
    """Entries that wait, in one condition of the connection."""
    home = await stage.home()
    await home.journal.save(
        Increment(Key("coffees", TODAY), 1),
        Increment(Key("water", TODAY), 250),
        SetValue(Key("mood", TODAY), 4),
        SetValue(Key("mood_note", TODAY), "Long walk by the river, then wrote for two hours, with the dog asleep."),
    )
    return await _shown(stage, home, SyncStatus(condition, Counts(waiting=4), NOW - 840, NOW + 1500))


async def held(stage: Stage) -> QWidget:
    """An entry for each reason."""
    home = await stage.home()
    places = product(range(9), await _countable(home))
    for reason, (back, name) in zip(Reason, places, strict=False):
        await home.journal.save(Increment(Key(name, _day(back)), 1))
        kind = WasHeld if reason not in (Reason.THIRD_TOTAL, Reason.MAYBE_TWICE, Reason.CANNOT_READ) else IsDoubtful
        await home.settle(partial(kind, reason=reason, detail=DETAILS.get(reason, "")))
    return await _shown(stage, home, SyncStatus(Condition.IDLE, Counts(held=len(Reason)), NOW - 840))


async def correction(stage: Stage) -> QWidget:
    """An entry that Exist did not accept, being corrected."""
    home = await stage.home()
    await home.journal.save(SetValue(Key("water", TODAY), 1250))
    await home.settle(partial(WasHeld, reason=Reason.INVALID, detail="Invalid value for type"))
    window = await _shown(stage, home, SyncStatus(Condition.IDLE, Counts(held=1), NOW - 840))
    row = next(row for row in window.findChildren(OutboxRow) if OutboxAction.CORRECT in row.chips)
    row.chips[OutboxAction.CORRECT].click()
    return window


async def checking(stage: Stage) -> QWidget:
    """Entries whose answer was lost, on their way, and found."""
    home = await stage.home()
    await home.journal.save(Increment(Key("coffees", TODAY), 1))
    await home.settle(partial(AnswerLost, fence_until=NOW + 330))
    for back, outcome in enumerate(Outcome, 1):
        await home.journal.save(Increment(Key("coffees", _day(back)), 1))
        await home.settle(partial(Arrived, outcome=outcome, total=back))
    return await _shown(stage, home, SyncStatus(Condition.READING, Counts(checking=1), NOW - 840))


async def many(stage: Stage) -> QWidget:
    """Two hundred entries."""
    home = await stage.home()
    names = cycle(await _countable(home))
    await home.journal.save(*(Increment(Key(next(names), _day(index % 20)), 1) for index in range(200)))
    return await _shown(stage, home, SyncStatus(Condition.OFFLINE, Counts(waiting=200)))


async def imported(stage: Stage) -> QWidget:
    """What an import has entered, half sent; what takes another one back; and entries of the person's own."""
    home = await stage.home()
    names = ("coffees", "water")
    days = range(40, 640)
    wanted = Entering(tuple(SetValue(Key(name, _day(back)), 1) for back in days for name in names))
    await home.journal.batches.enter("daylio_export_2026_11_20.csv", wanted, UTC)
    other = Entering(tuple(SetValue(Key("water", _day(back)), 250) for back in range(20, 30)))
    for _ in range(3):
        await home.settle(partial(Arrived, outcome=Outcome.ANSWERED, total=1))
    await home.journal.batches.enter("Loop Habits CSV 2026-11-19.zip", other, UTC)
    await home.journal.batches.pause(2)
    await home.journal.save(Increment(Key("coffees", TODAY), 1))
    return await _shown(stage, home, SyncStatus(Condition.IDLE, Counts(waiting=1198), NOW - 840))


def _day(back: int) -> date:
    return TODAY - timedelta(days=back)


async def _countable(home: Home) -> list[str]:
    known, _ = await home.views.catalogue()
    return [name for name, one in known.items() if one.editable and one.active and add_step(one)]


async def _shown(stage: Stage, home: Home, status: SyncStatus) -> MainWindow:
    stage.bridge.publish_status(status)
    window, _, _ = stage.furnished(home)
    window.open_page("outbox")
    await stage.show(window)
    return window


SCENES: dict[str, Scene] = {
    "outbox/empty": empty,
    **{f"outbox/waiting, {one.replace('_', ' ')}": partial(waiting, condition=one) for one in Condition},
    "outbox/held": held,
    "outbox/correction": correction,
    "outbox/checking and finished": checking,
    "outbox/two hundred": many,
    "outbox/imported": imported,
}
