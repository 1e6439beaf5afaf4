"""A window that is looked at from outside: where it is loaded, and no sooner, its class gets a part that looks on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exist_desktop.app import start

if TYPE_CHECKING:
    from exist_desktop.app.application import Application


def watch(watching: Callable[[], type[Application]] | None = None) -> None:
    """Lets the next start use the class that `watching` gives; by default one that tells of its first paint."""
    run = start._main

    async def run_watched(*arguments: Any, **named: Any) -> None:
        from exist_desktop.app import application

        application.Application = (watching or _painted)()  # type: ignore[misc]
        await run(*arguments, **named)

    start._main = run_watched


def _painted() -> type[Application]:
    from exist_desktop.app import application
    from tests.benchmarks.first_paint import FirstPaint

    class Painted(application.Application):
        """Watches the window."""

        async def show(self, *, hidden: bool = False) -> None:
            """Begins to look before there is something to see."""
            FirstPaint(self.window)
            await super().show(hidden=hidden)

    return Painted
