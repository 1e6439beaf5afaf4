"""The program itself, whose window saves entries without a pause and sends them at once, until something kills it.

Each entry is told on a line of output after the journal has called it saved. Its arguments are a day and a seed.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import date

from exist_desktop.app import application
from exist_desktop.cli import main
from tests.crash.restless import some_command

SAVE_SECONDS = 0.02
SEND_EVERY = 8
DAY, SEED = date.fromisoformat(sys.argv[1]), int(sys.argv[2])


class WatchedApplication(application.Application):
    """Saves and sends by itself."""

    async def connect(self) -> None:
        """Goes on as the program does, then lets a restless person at it."""
        await super().connect()
        chance = random.Random(SEED)
        print(json.dumps({"ready": True}), flush=True)
        number = 0
        while True:
            number += 1
            (entry,) = await self._engine.journal.save(some_command(chance, DAY))
            print(json.dumps({"id": entry.id}), flush=True)
            if number % SEND_EVERY == 1 and self._engine.link is not None:
                self._engine.link.schedule.send_now()
            await asyncio.sleep(chance.uniform(0, 2 * SAVE_SECONDS))


application.Application = WatchedApplication  # type: ignore[misc]
sys.exit(main.main([]))
