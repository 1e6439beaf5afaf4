"""Reads the last days of attributes before they are taken over, and shows them in the question."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

from shiboken6 import isValid

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.ownership.last_days import LastDays, days_until
from exist_desktop.engine import Engine
from exist_desktop.errors import NotSavedError, RequestError
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.words.ownership.last_days import as_read, being_read

READ_SECONDS = 5.0
"""How long Exist may take. The question is there at once, with the days as they are here."""


async def show_last_days(runtime: Runtime, dialog: TakeOverDialog) -> None:
    """Shows the days as they are here, then as Exist has them now, if it answers in time."""
    engine, last = runtime.engine, runtime.days.calendar_day()
    attributes = [one for one in dialog.attributes if not is_provisional(one.name)]
    names = [one.name for one in attributes]
    days = await engine.owners.last_days(names, last)
    asks = engine.link is not None
    if days and isValid(dialog):
        dialog.show_days(days, being_read(runtime.language) if asks else _as_read(runtime, days))
    if days and asks:
        await read_last_days(engine, attributes, days_until(last))
        days = await engine.owners.last_days(names, last)
        if isValid(dialog):
            dialog.show_days(days, _as_read(runtime, days))


def _as_read(runtime: Runtime, days: Mapping[str, LastDays]) -> str:
    """Returns when the least recently read of them was read."""
    times = [one.read_at for one in days.values()]
    oldest = None if None in times else min(time for time in times if time is not None)
    return as_read(runtime.language, oldest, runtime.time.now(), runtime.time.computer_zone())


async def read_last_days(engine: Engine, attributes: Sequence[Attribute], days: Sequence[date]) -> None:
    """Reads these days for at most `READ_SECONDS`. Without an answer what is here stays."""
    from exist_desktop.sync.reading import read_last_days as read

    if (link := engine.link) is None:
        return
    wanted = {one.name: one.value_type for one in attributes}
    try:
        async with asyncio.timeout(READ_SECONDS), link.schedule.at_work():
            await read(link.client, engine.store, link.account, wanted, days, engine.clock.now())
    except (TimeoutError, RequestError, NotSavedError):
        return
