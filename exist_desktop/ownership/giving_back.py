"""Gives back everything that is filled from here, before somebody signs out for good or removes the program's data."""

from __future__ import annotations

import asyncio
import contextlib

from exist_desktop.engine import Engine

GIVE_BACK_SECONDS = 30.0
"""How long that may take."""


async def give_back_all(engine: Engine) -> tuple[str, ...]:
    """Gives back and sends. Returns the labels of what is still filled from here.

    Exist could not be reached then, or entries of it need the person first.
    """
    rows = await engine.owners.attributes()
    await engine.journal.owners.release(*(row.attribute.name for row in rows if row.ours and not row.undecided))
    if engine.link is not None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(engine.link.schedule.sync(), GIVE_BACK_SECONDS)
    return tuple(row.attribute.label for row in await engine.owners.attributes() if row.ours)
