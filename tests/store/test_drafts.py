"""Drafts on the disk: what quick entry kept before is one of them, and they go with the sign-out."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from exist_desktop.domain.commands import Increment, Key
from exist_desktop.domain.draft import Draft, QuickDraft
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.errors import FutureDayError
from exist_desktop.store.drafts import drafts, drop, drop_all, keep, keep_quick, quick_draft
from tests.store.notebook import NOW, TODAY, notebook, opened, query
from tests.store.test_old_files import placed


@pytest.mark.parametrize("shown", [None, NOT_READ, "Long walk", "", 4, 71.5])
async def test_a_draft_keeps_what_was_shown_when_it_was_begun(tmp_path: Path, shown: Seen) -> None:
    begun = Draft(TODAY, "mood_note", "two lines\nand \u00a0", shown)
    async with notebook(tmp_path / "data") as book:
        await book.store.write(book.account, lambda tx: keep(tx, begun))
        assert await book.store.read(book.account, drafts) == (begun,)
        await book.store.write(book.account, lambda tx: drop(tx, Key("mood_note", TODAY)))
        assert await book.store.read(book.account, drafts) == ()


async def test_quick_entry_has_one_draft_whatever_its_day(tmp_path: Path) -> None:
    async with notebook(tmp_path / "data") as book:
        for begun in (QuickDraft(TODAY.replace(day=2), 3, "a"), QuickDraft(TODAY, None, "b", "coffee +1")):
            await book.store.write(book.account, lambda tx, begun=begun: keep_quick(tx, begun))  # type: ignore[misc]
        assert await book.store.read(book.account, quick_draft) == begun
        assert await book.store.read(book.account, drafts) == ()
        await book.store.write(book.account, drop_all)
        assert await book.store.read(book.account, quick_draft) is None


async def test_what_quick_entry_has_is_saved_or_half_written_and_never_both(tmp_path: Path) -> None:
    begun = QuickDraft(TODAY, None, "", "coffees +1")
    async with notebook(tmp_path / "data") as book:
        await book.store.write(book.account, lambda tx: keep_quick(tx, begun))
        with pytest.raises(FutureDayError):
            await book.journal.save(Increment(Key("coffees", TODAY + timedelta(days=400)), 1), typed=begun)
        assert await book.store.read(book.account, quick_draft) == begun
        await book.journal.save(Increment(Key("coffees", TODAY), 1), typed=begun)
        assert await book.store.read(book.account, quick_draft) is None


@pytest.mark.parametrize(
    ("kept", "fields"),
    [
        ({"day": "2026-11-20", "step": 2, "words": "half", "line": ""}, {"quick step": "2", "quick words": "half"}),
        ({"day": "2026-11-20", "step": None, "words": " ", "line": "coffee"}, {"quick line": "coffee"}),
        ({"day": "no day", "step": 1, "words": "", "line": ""}, {}),
        ({"day": "2026-11-20"}, {}),
        ([1, 2], {}),
        (None, {}),
    ],
)
async def test_what_quick_entry_kept_in_an_older_version_is_a_draft(
    tmp_path: Path, kept: object, fields: dict[str, str]
) -> None:
    path = placed(tmp_path / "data", 6)
    with closing(sqlite3.connect(path)) as connection, connection:
        (account,) = connection.execute("SELECT id FROM account WHERE username = 'josh'").fetchone()
        value = "no JSON" if kept is None else json.dumps(kept)
        connection.execute("INSERT INTO note (account, name, value) VALUES (?, 'half_written', ?)", (account, value))
    async with opened(path.parent, NOW):
        pass
    assert dict(query(path, "SELECT field, text FROM draft")) == fields
    assert query(path, "SELECT * FROM meta WHERE name = 'half_written'") == []
