"""The program itself, in whose window somebody types and saves nothing, or only looks at what is found again.

With `type` as its argument it types into the note, an editor and quick entry, and says so on a line of output; with
`look` it says what stands there. Then it waits for the kill.
"""

from __future__ import annotations

import asyncio
import json
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from exist_desktop.app import application
from exist_desktop.cli import main
from exist_desktop.ui.editors.editor import Editor

LOOK_SECONDS = 0.02


class WatchedApplication(application.Application):
    """Types by itself."""

    async def connect(self) -> None:
        """Goes on as the program does, then lets somebody type."""
        await super().connect()
        page, quick = self._today, self.quick
        while not page.card.note.isVisible():  # noqa: ASYNC110 - what is awaited shows itself in widgets alone
            await asyncio.sleep(LOOK_SECONDS)
        page.board.build_all()
        tile = page.board.tile("coffees")
        assert tile is not None
        QTest.mouseClick(tile.button, Qt.MouseButton.LeftButton)
        editor = page._presenter._panels.panel
        assert isinstance(editor, Editor)
        quick.open()
        while not quick.window.isVisible() or quick.window._interpreter is None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(LOOK_SECONDS)
        if sys.argv[1] == "type":
            QTest.keyClicks(page.card.note.edit, "Half a sen")
            QTest.keyClicks(editor.first_stop, "+1x")
            QTest.keyClicks(quick.window.form.line, "water 25")
        found = [page.card.note.draft, editor.draft, quick.window.form.line.text()]
        print(json.dumps(found), flush=True)
        await asyncio.Event().wait()


application.Application = WatchedApplication  # type: ignore[misc]
sys.exit(main.main([]))
