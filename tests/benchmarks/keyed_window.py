"""The program itself, which tells each time that quick entry has been painted, and each time that it has gone."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from exist_desktop.__main__ import main
from tests.benchmarks.watched import watch

if TYPE_CHECKING:
    from exist_desktop.app.application import Application


class Seen(QObject):
    """Tells on the standard output when the window's first paint since it was shown is done, and when it is hidden."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._waits = True
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks for the paint, in which everything inside is still to follow."""
        if event.type() is QEvent.Type.Paint and self._waits:
            self._waits = False
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        elif event.type() is QEvent.Type.Hide:
            self._waits = True
            print(json.dumps({"hidden": time.monotonic()}), flush=True)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Says when the paint was done."""
        if event.type() is QEvent.Type.User:
            print(json.dumps({"painted": time.monotonic()}), flush=True)
        return super().event(event)


def _keyed() -> type[Application]:
    from exist_desktop.app import application

    class Keyed(application.Application):
        """Watches quick entry as soon as the key can open it."""

        async def connect(self) -> None:
            """Goes on as the program does."""
            await super().connect()
            Seen(self.quick.window)

    return Keyed


if __name__ == "__main__":
    watch(_keyed)
    sys.exit(main())
