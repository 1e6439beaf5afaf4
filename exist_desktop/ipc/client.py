"""What another process of this program tells the running window, or asks of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exist_desktop.store.file.schema import MIGRATIONS

if TYPE_CHECKING:
    from exist_desktop.ipc.single_instance import Request

TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Where a launcher leaves what lets a window of the program that it starts come to the front."""
SYNC_SECONDS = 120.0
"""How long a sync in the window may take before the shell stops waiting for it."""


def _ask(folder: Path, request: Request, *, token: str = "", patience: float = 5.0) -> dict[str, Any] | None:
    """Asks, and says which data this program knows: a window of an older version then says that it was updated."""
    from exist_desktop.ipc.single_instance import ask

    return ask(folder, request, data=len(MIGRATIONS), token=token, patience=patience)


def tell_window(folder: Path, *, signed_in: bool) -> None:
    """Tells a running window of that data folder that entries, or the sign-in, have changed."""
    from exist_desktop.ipc.single_instance import Request, tell

    tell(folder, Request.SIGNED_IN if signed_in else Request.CHANGED, data=len(MIGRATIONS))


def sync_in_window(folder: Path) -> dict[str, Any] | None:
    """Lets a running window sync; its result, or None where no window runs."""
    from exist_desktop.ipc.single_instance import Request

    return _ask(folder, Request.SYNC, patience=SYNC_SECONDS)


def is_running(folder: Path) -> bool:
    """Whether a window of that data folder runs; it is only asked to look at the disk."""
    from exist_desktop.ipc.single_instance import Request

    return _ask(folder, Request.CHANGED) is not None


def show_window(folder: Path) -> bool:
    """Brings a running window to the front; whether there is one."""
    from exist_desktop.ipc.single_instance import Request

    return _ask(folder, Request.SHOW) is not None


def open_quick_entry(folder: Path) -> bool:
    """Opens quick entry in a running window; whether there is one. The launcher's token goes along."""
    from exist_desktop.ipc.single_instance import Request

    return _ask(folder, Request.QUICK, token=given_token()) is not None


def given_token() -> str:
    """The token that a launcher gave to this process; nothing where there is none."""
    from exist_desktop.ipc.single_instance import is_token

    given = (os.environ.get(variable, "") for variable in TOKENS)
    return next(filter(is_token, given), "")
