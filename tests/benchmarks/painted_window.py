"""The program itself, as `exist-desktop` starts it, which tells when its window has been painted."""

import sys

from exist_desktop import cli
from exist_desktop.app import window
from tests.benchmarks.first_paint import FirstPaint


class Desk(window.Desk):
    """Watches the window."""

    async def show(self) -> None:
        """Begins to look before there is something to see."""
        FirstPaint(self.window)
        await super().show()


window.Desk = Desk  # type: ignore[misc]
sys.exit(cli.main([]))
