"""An export is there whole or not at all, whatever ends it, and what was there before stays until then."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from exist_desktop import long_work
from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind, ExportFormat
from exist_desktop.export.exports import ExportRequest
from exist_desktop.export.unfinished import clear_away
from exist_desktop.store import meta
from exist_desktop.store.file.process_lock import EXPORTING, ProcessLock
from tests.export.exporting import exports, fill, write
from tests.store.notebook import Notebook, with_notebook


def place(book: Notebook) -> Path:
    folder = book.store.folder.parent / "place"
    folder.mkdir(exist_ok=True)
    return folder


class Impatient:
    """Somebody who cancels when the work says how far it is."""

    def __init__(self) -> None:
        self.task: asyncio.Task[object] | None = None

    def advanced(self, _share: float) -> None:
        assert self.task is not None
        self.task.cancel()


@pytest.mark.parametrize("wanted", [ExportFormat.CSV, ExportFormat.LONG_CSV, ExportFormat.JSON, ExportFormat.SQLITE])
@with_notebook
async def test_what_is_cancelled_leaves_what_was_there(
    book: Notebook, wanted: ExportFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(book)
    path = place(book) / "days"
    path.write_text("former")
    for name, seconds in (("AT_WORK_SECONDS", 0), ("RESTING_SECONDS", 0.02), ("TOLD_EACH_SECONDS", 0)):
        monkeypatch.setattr(long_work, name, seconds)
    somebody = Impatient()
    somebody.task = asyncio.create_task(exports(book).write(ExportRequest(path, wanted), somebody))
    with pytest.raises(asyncio.CancelledError):
        await somebody.task
    assert [one.name for one in path.parent.iterdir()] == ["days"]
    assert path.read_text() == "former"
    monkeypatch.undo()
    await write(book, path, wanted)
    assert path.read_text(errors="replace") != "former"


@with_notebook
async def test_what_fails_at_the_end_leaves_nothing(book: Notebook) -> None:
    await fill(book)
    with pytest.raises(ExportError) as met:
        await write(book, place(book) / ("x" * 300), ExportFormat.JSON)
    assert met.value.kind is ExportErrorKind.FAILED
    assert list(place(book).iterdir()) == []


@with_notebook
async def test_what_a_crash_has_left_goes_with_the_next_start_and_nothing_else_does(book: Notebook) -> None:
    left, others = place(book) / ".exist-0123456789abcdef.part", place(book) / "diary.part"
    for path in (left, others):
        path.write_text("half")
    await book.store.set_meta(meta.COMPUTER, "export_unfinished", json.dumps([str(left), str(others), 7]))
    running = ProcessLock(book.store.folder, EXPORTING)
    assert running.take()
    await clear_away(book.store)
    assert left.exists()  # it is being written by another process
    with pytest.raises(ExportError) as met:
        await write(book, place(book) / "days.csv", ExportFormat.CSV)
    assert met.value.kind is ExportErrorKind.RUNS_ALREADY
    running.give_up()
    await clear_away(book.store)
    assert [one.name for one in place(book).iterdir()] == ["diary.part"]


@with_notebook
async def test_an_export_goes_to_an_ordinary_file_outside_the_data_folder(book: Notebook) -> None:
    link = place(book) / "link"
    link.symlink_to(book.path)
    wrong = {
        place(book): ExportErrorKind.NOT_A_FILE,
        link: ExportErrorKind.NOT_A_FILE,
        place(book) / "missing" / "days.csv": ExportErrorKind.NO_FOLDER,
        book.path: ExportErrorKind.PROGRAM_FOLDER,
        book.store.folder / "days.csv": ExportErrorKind.PROGRAM_FOLDER,
    }
    found = {}
    for path in wrong:
        with pytest.raises(ExportError) as met:
            await write(book, path, ExportFormat.SQLITE)
        found[path] = met.value.kind
    assert found == wrong
