"""Reads the last days of attributes from Exist before the person is asked whether to take them over."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.creation import is_provisional
from exist_desktop.domain.ownership.last_days import LastDays, days_until
from exist_desktop.engine import Engine
from exist_desktop.errors import NotSavedError, RequestError

READ_SECONDS = 5.0
"""How long Exist may take."""


async def read_last_days(engine: Engine, attributes: Sequence[Attribute], last: date) -> Mapping[str, LastDays]:
    """Reads the days until `last` where there is a connection. Returns what is known of them then, by name.

    Without an answer in `READ_SECONDS` that is what was here before. Attributes that Exist does not have yet have none.
    """
    wanted = {one.name: one.value_type for one in attributes if not is_provisional(one.name)}
    if (link := engine.link) is not None and wanted:
        from exist_desktop.sync.reading import read_last_days as read

        try:
            async with asyncio.timeout(READ_SECONDS), link.schedule.at_work():
                await read(link.client, engine.store, link.account, wanted, days_until(last), engine.clock.now())
        except (TimeoutError, RequestError, NotSavedError):
            pass
    return await engine.owners.last_days(list(wanted), last)
