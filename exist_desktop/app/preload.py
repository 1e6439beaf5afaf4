"""Loads modules that the first paint does not need but the next click may. It runs between the two."""

from __future__ import annotations

import asyncio
from importlib import import_module

OPENED_LATER = (
    *(
        "exist_desktop.ui.editors.editor",
        "exist_desktop.ui.editors.create_panel",
        "exist_desktop.ui.editors.explanation",
    ),
    *(
        "exist_desktop.ui.pages.today.head.calendar",
        "exist_desktop.ui.ownership.take_over",
        "exist_desktop.ui.windows.toast_window",
    ),
    *("exist_desktop.words.saved", "exist_desktop.domain.parsing.clock_times"),
    *("exist_desktop.app.shell.surroundings", "exist_desktop.app.shell.acts"),
    *("exist_desktop.cli.acts.add", "exist_desktop.cli.acts.show"),
)


async def load() -> None:
    """Loads the modules in a thread, one after the other, since all of them take longer than a frame."""
    for name in OPENED_LATER:
        await asyncio.to_thread(import_module, name)
