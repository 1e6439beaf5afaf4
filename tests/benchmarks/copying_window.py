"""The program itself, which copies an hour's share of the history as soon as it is painted, and counts lost time."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from exist_desktop.__main__ import main
from exist_desktop.domain.history.progress import HistoryRange
from tests.benchmarks.busy_window import Gaps
from tests.benchmarks.watched import watch

if TYPE_CHECKING:
    from exist_desktop.app.application import Application


def _copying() -> type[Application]:
    from exist_desktop.app import application

    class Copying(application.Application):
        """Copies and ends by itself."""

        async def connect(self) -> None:
            """Goes on as the program does, reads everything that is shown, and then copies."""
            await super().connect()
            link = self._engine.link
            assert link is not None
            await link.schedule.sync()
            gaps = Gaps()
            link.schedule.set_history(HistoryRange.EVERYTHING, paused=False)
            await link.schedule.copy_history()
            print(json.dumps(gaps.take()), flush=True)
            self.closed.set()

    return Copying


if __name__ == "__main__":
    watch(_copying)
    sys.exit(main())
