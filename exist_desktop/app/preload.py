"""What no first paint has and the next press may open; it is loaded behind the one and before the other."""

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
        "exist_desktop.ui.pages.today.calendar",
        "exist_desktop.ui.dialogs.owner",
        "exist_desktop.ui.windows.toast_window",
    ),
    *("exist_desktop.words.saved", "exist_desktop.domain.parsing.clock_times"),
)


async def load() -> None:
    """Loads it in a thread, one module after the other, since all of it takes longer than a frame."""
    for name in OPENED_LATER:
        await asyncio.to_thread(import_module, name)
