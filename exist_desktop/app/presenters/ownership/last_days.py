"""Reads the last days of attributes before they are taken over, and shows them in the question."""

from __future__ import annotations

from collections.abc import Mapping

from shiboken6 import isValid

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.ownership.last_days import LastDays
from exist_desktop.ownership.last_days import read_last_days
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.words.ownership.last_days import as_read, being_read


async def show_last_days(runtime: Runtime, dialog: TakeOverDialog) -> None:
    """Shows the days as they are here, at once, then as Exist has them now, if it answers in time."""
    engine, last = runtime.engine, runtime.days.calendar_day()
    attributes = [one for one in dialog.attributes if not is_provisional(one.name)]
    names = [one.name for one in attributes]
    days = await engine.owners.last_days(names, last)
    asks = engine.link is not None
    if days and isValid(dialog):
        dialog.show_days(days, being_read(runtime.language) if asks else _as_read(runtime, days))
    if days and asks:
        days = await read_last_days(engine, attributes, last)
        if isValid(dialog):
            dialog.show_days(days, _as_read(runtime, days))


def _as_read(runtime: Runtime, days: Mapping[str, LastDays]) -> str:
    """Returns when the least recently read of them was read."""
    times = [one.read_at for one in days.values()]
    oldest = None if None in times else min(time for time in times if time is not None)
    return as_read(runtime.language, oldest, runtime.time.now(), runtime.time.computer_zone())
