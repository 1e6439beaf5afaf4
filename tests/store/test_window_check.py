"""Beside a window that is open, another process looks only at what could have gone wrong since the window looked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from exist_desktop import files
from exist_desktop.domain.outbox.rescue import Loss
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from exist_desktop.store.store import UNSENT_LOG, Store
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, Notebook, add, opened, put, with_notebook


@contextmanager
def _window(folder: Path, word: str = "listens") -> Iterator[None]:
    """A window that is open: it has its turn, and has left its word."""
    process_lock = ProcessLock(folder, SHOWING)
    assert process_lock.take()
    process_lock.leave_word(word)
    yield
    process_lock.give_up()


async def _looks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, Loss | None]:
    """Whether another process reads the whole copy when it opens the folder, and what it has to bring back."""
    read: list[str] = []
    whole = files.read_private

    def counted(path: Path) -> bytes:
        read.append(path.name)
        return whole(path)

    with monkeypatch.context() as patched:
        patched.setattr("exist_desktop.store.unsent.unsent_log.read_private", counted)
        async with opened(folder) as store:
            assert not await store.look_through_daily(NOW)
            return UNSENT_LOG in read, store.rescued.loss if store.rescued else None


def _killed_while_saving(store: Store) -> None:
    """Another process has written its line, and ends before its commit."""
    copy = UnsentLog(store.folder / UNSENT_LOG)
    one = copy.unfinished()[0]
    copy.append(one.server, one.username, [replace(one.new, uid="of-another-process")])


@with_notebook
async def test_what_the_window_has_looked_through_is_not_looked_through_again(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = await book.journal.save(add(1), put(4, "mood"))
    with _window(book.store.folder):
        assert await _looks(book.store.folder, monkeypatch) == (False, None)
        await book.begin(base=3)
        await book.journal.undo(saved[1].id)
        assert await _looks(book.store.folder, monkeypatch) == (False, None), "what left since is known"
    assert (await _looks(book.store.folder, monkeypatch))[0], "nobody answers for it any more"


@with_notebook
async def test_a_window_that_is_still_opening_answers_for_nothing(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book.journal.save(add(1))
    with _window(book.store.folder, word=""):
        assert (await _looks(book.store.folder, monkeypatch))[0]


@with_notebook
async def test_a_word_left_by_a_window_that_was_killed_answers_for_nothing(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book.journal.save(add(1))
    with _window(book.store.folder):
        pass
    assert ProcessLock(book.store.folder, SHOWING).word()
    assert (await _looks(book.store.folder, monkeypatch))[0]


@with_notebook
async def test_an_entry_whose_commit_never_came_is_found_beside_a_window(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book.journal.save(add(1))
    _killed_while_saving(book.store)
    with _window(book.store.folder):
        assert await _looks(book.store.folder, monkeypatch) == (True, Loss.BEHIND)
        assert await _looks(book.store.folder, monkeypatch) == (False, None), "now it waits, as the person wanted"


@with_notebook
async def test_a_copy_that_was_cut_or_damaged_is_found_beside_a_window(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book.journal.save(add(1))
    path = book.store.folder / UNSENT_LOG
    with _window(book.store.folder):
        path.write_bytes(path.read_bytes() + b'\n{"uid": "cut sh')
        assert (await _looks(book.store.folder, monkeypatch))[0]
        path.write_bytes(b"")
        assert await _looks(book.store.folder, monkeypatch) == (True, Loss.BEHIND)


@with_notebook
async def test_a_window_that_closes_does_not_answer_for_what_another_process_left_unfinished(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book.journal.save(add(1))
    _killed_while_saving(book.store)
    await book.store.close()
    assert await _looks(book.store.folder, monkeypatch) == (True, Loss.BEHIND)
