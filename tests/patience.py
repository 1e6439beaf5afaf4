"""How long a test waits for what should come at once, and the waiting within a coroutine.

It only ends what would hang: a computer with much else to do, or with a slow disk, fails no test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE = 90.0
"""In seconds, for one thing that is waited for."""


async def until(holds: Callable[[], object], every: float = 0.005) -> None:
    """Lets everything else go on until that holds, and looks each so many seconds. Raises `TimeoutError`."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - widgets, files and other processes have no event to wait for
            await asyncio.sleep(every)
