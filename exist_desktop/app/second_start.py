"""What another process of this program tells the running window, or asks of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SYNC_SECONDS = 120.0
"""How long a sync in the window may take before the shell stops waiting for it."""


def tell_window(folder: Path, *, signed_in: bool) -> None:
    """Tells a running window of that data folder that entries, or the sign-in, have changed."""
    from exist_desktop.instance import Wish, ask

    ask(folder, Wish.SIGNED_IN if signed_in else Wish.CHANGED)


def sync_in_window(folder: Path) -> dict[str, Any] | None:
    """Lets a running window sync; its result, or None where no window runs."""
    from exist_desktop.instance import Wish, ask

    return ask(folder, Wish.SYNC, patience=SYNC_SECONDS)


def show_window(folder: Path) -> bool:
    """Brings a running window to the front; whether there is one."""
    from exist_desktop.instance import Wish, ask

    return ask(folder, Wish.SHOW) is not None
