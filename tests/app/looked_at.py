"""The program itself, which tells at its first paint what it has loaded until then, and ends."""

from __future__ import annotations

import json
import linecache
import sys
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from exist_desktop.__main__ import main
from tests.benchmarks.watched import watch

if TYPE_CHECKING:
    from exist_desktop.app.application import Application


def look(before: Set[str], opened: Sequence[str]) -> None:
    """Starts the window as `exist-desktop` does. `before` was loaded already; `opened` gets what is opened."""

    def watching() -> type[Application]:
        from exist_desktop.app import application

        class Looked(application.Application):
            """Tells, and goes on only to the end."""

            async def after_first_paint(self) -> None:
                from exist_desktop.app.first_paint import FirstPaint
                from exist_desktop.ui.widgets.tiles.tile import TileButton

                await FirstPaint(self.window).happened.wait()
                told = {
                    "tiles": [
                        tile.accessibleName() for tile in self.window.findChildren(TileButton) if tile.isVisible()
                    ],
                    "loaded": sorted(name for name in set(sys.modules) - before if not name.startswith("tests")),
                    "read": sorted(linecache.cache),
                    "catalogues": [name for name in opened if name.endswith((".mo", ".po", ".qm"))],
                }
                print(json.dumps(told), flush=True)
                self.end()

        return Looked

    watch(watching)
    sys.argv[1:] = []
    sys.exit(main())
