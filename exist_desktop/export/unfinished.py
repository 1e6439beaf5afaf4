"""The note about files that are being written, for the case that the program ends before they are whole.

While a process writes it holds a lock, so that another one that starts does not take its files for left over.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from exist_desktop.errors import NotSavedError
from exist_desktop.store import meta
from exist_desktop.store.file.process_lock import EXPORTING, ProcessLock
from exist_desktop.store.store import Store

_NOTE = "export_unfinished"
"""The name of the fact that says which files are being written, as JSON."""


@contextlib.asynccontextmanager
async def noted(store: Store, parts: Sequence[Path]) -> AsyncIterator[None]:
    """Keeps a note of half-written files while they are written. Raises `ExportError` if an export runs already.

    Where the data folder cannot be written there is no note, and nothing else is lost.
    """
    lock = ProcessLock(store.folder, EXPORTING)
    with contextlib.suppress(NotSavedError):
        if not lock.take():
            from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind

            raise ExportError(ExportErrorKind.RUNS_ALREADY, str(store.folder))
    try:
        with contextlib.suppress(NotSavedError):
            await store.set_meta(meta.COMPUTER, _NOTE, json.dumps([str(part.absolute()) for part in parts]))
        yield
    finally:
        try:
            with contextlib.suppress(NotSavedError):
                await store.set_meta(meta.COMPUTER, _NOTE, None)
        finally:
            lock.give_up()


async def clear_away(store: Store) -> None:
    """Deletes what an export has left half written when the program or the computer ended."""
    kept = await store.meta(meta.COMPUTER, _NOTE)
    if kept is None:
        return
    lock = ProcessLock(store.folder, EXPORTING)
    with contextlib.suppress(NotSavedError):
        if not lock.take():
            return
        try:
            await asyncio.to_thread(_delete, kept)
            await store.set_meta(meta.COMPUTER, _NOTE, None)
        finally:
            lock.give_up()


def _delete(kept: str) -> None:
    from exist_desktop.export.whole_files import is_part  # every command looks for a note, and few find one

    with contextlib.suppress(ValueError, TypeError):
        for path in map(Path, json.loads(kept)):
            if is_part(path):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
