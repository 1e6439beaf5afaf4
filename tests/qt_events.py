"""Qt's events in a coroutine: what waits is delivered between two steps of the loop, and not within one.

A timer that fires inside a task's step may begin another task. asyncio cannot step into that one while the first is
being stepped, and says so in a log only; the task then waits for ever, and whoever waits for it as well.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QCoreApplication


async def delivered() -> None:
    """Lets Qt deliver what waits, and lay out what has changed."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(_deliver, done)
    await done


def _deliver(done: asyncio.Future[None]) -> None:
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    done.set_result(None)
