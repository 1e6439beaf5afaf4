"""The second copy has every entry that is not in Exist yet, whatever a crash left of its last line."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.commands import Append, Increment, Key, SetValue, TakeOut
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import Outcome
from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.unsent.log_lines import LoggedEntry
from exist_desktop.store.unsent.unsent_log import SPARE_BYTES, UnsentLog
from tests.store.notebook import NOW, SERVER, TODAY, Notebook, add, put, with_notebook

NOTE = Key("mood_note", TODAY)


def _new(uid: str, value: int | float | str = 3) -> NewEntry:
    return NewEntry(uid, SetValue(Key("coffees", TODAY), value), 2, NOW, "Europe/Berlin")


def _uids(path: Path) -> list[str]:
    return [copied.new.uid for copied in UnsentLog(path).unfinished()]


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    copy = UnsentLog(tmp_path / "copy")
    kept = [
        _new("a", "Ünïcode \N{DOG}\nand lines"),
        _new("b", 0.1),
        NewEntry("c", Increment(Key("coffees", TODAY), -2), None, NOW, "UTC"),
        NewEntry("d", Append(NOTE, "a \N{DOG}\nand lines", "09:10"), "rain", NOW, "UTC"),
        NewEntry("e", TakeOut(NOTE, "09:10 a dog"), "rain\n09:10 a dog", NOW, "UTC"),
    ]
    copy.append(SERVER, "josh", kept)
    assert copy.unfinished() == tuple(LoggedEntry(SERVER, "josh", new) for new in kept)


def test_words_stand_under_a_field_of_their_own_so_that_no_older_version_takes_them_for_a_total(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    drafts = [
        NewEntry("a", Append(NOTE, "tea", "09:10"), None, NOW, "UTC"),
        NewEntry("b", TakeOut(NOTE, "x"), None, NOW, "UTC"),
    ]
    UnsentLog(path).append(SERVER, "josh", drafts)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all("value" not in line for line in lines)
    assert [line.get("words", line.get("line")) for line in lines] == ["tea", "x"]


@pytest.mark.parametrize("kind", ["take-over", "SET", "lines", ""])
def test_a_kind_of_a_later_version_is_no_total_and_stays_for_the_version_that_knows_it(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "copy"
    UnsentLog(path).append(SERVER, "josh", [_new("a", 3)])
    line = json.loads(path.read_text(encoding="utf-8"))
    del line["sum"]
    _write_line(path, line | {"kind": kind})
    assert UnsentLog(path).unfinished() == ()
    UnsentLog(path).clear()
    assert json.loads(path.read_text(encoding="utf-8"))["kind"] == kind


def test_done_entries_are_no_longer_open(tmp_path: Path) -> None:
    copy = UnsentLog(tmp_path / "copy")
    copy.append(SERVER, "josh", [_new("a"), _new("b")])
    copy.mark_done(["a", "unheard of"])
    copy.mark_done([])
    assert _uids(tmp_path / "copy") == ["b"]


def test_no_file_is_an_empty_copy(tmp_path: Path) -> None:
    copy = UnsentLog(tmp_path / "copy")
    assert copy.unfinished() == ()
    copy.clear()
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("left", range(0, 60, 7))
def test_a_crash_in_the_middle_of_a_line_costs_that_line_alone(tmp_path: Path, left: int) -> None:
    path = tmp_path / "copy"
    copy = UnsentLog(path)
    copy.append(SERVER, "josh", [_new("before")])
    whole = path.stat().st_size
    copy.append(SERVER, "josh", [_new("cut short")])
    with path.open("r+b") as file:
        file.truncate(whole + left)
    assert _uids(path) == ["before"]
    copy.append(SERVER, "josh", [_new("after")])
    assert _uids(path) == ["before", "after"]


@given(st.binary(max_size=200))
def test_damage_never_hides_what_is_whole(tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    path = tmp_path_factory.mktemp("copies") / "copy"
    copy = UnsentLog(path)
    copy.append(SERVER, "josh", [_new("before")])
    path.write_bytes(path.read_bytes() + damage)
    copy.append(SERVER, "josh", [_new("after")])
    assert set(_uids(path)) >= {"before", "after"}


WHOLE = {
    "uid": "x",
    "server": SERVER,
    "username": "josh",
    "attribute": "coffees",
    "day": "2026-11-22",
    "kind": "add",
    "value": 1,
    "shown": None,
    "at": NOW,
    "zone": "UTC",
}


def _write_line(path: Path, line: Any) -> None:
    """A line with the checksum that belongs to it."""
    checksum = f"{zlib.crc32(json.dumps(line, ensure_ascii=False).encode()):08x}"
    path.write_text(json.dumps(line | {"sum": checksum}) if isinstance(line, dict) else json.dumps(line))


def test_a_whole_line_is_read(tmp_path: Path) -> None:
    _write_line(tmp_path / "copy", WHOLE)
    assert _uids(tmp_path / "copy") == ["x"]


@pytest.mark.parametrize(
    "line",
    [
        [],
        None,
        {},
        {"uid": "x"},
        {"done": ["x"]},
        WHOLE | {"day": "someday"},
        WHOLE | {"value": "much"},
        WHOLE | {"kind": "set", "value": None},
        WHOLE | {"at": "noon"},
    ],
)
def test_lines_that_say_too_little_are_passed_over(tmp_path: Path, line: object) -> None:
    _write_line(tmp_path / "copy", line)
    assert _uids(tmp_path / "copy") == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("field", ["value", "at", "shown"])
def test_a_line_whose_number_is_none_is_passed_over(tmp_path: Path, field: str, number: str) -> None:
    """Also one of the first versions, whose lines have no checksum that damage would break."""
    _write_line(tmp_path / "copy", WHOLE)
    text = json.dumps(WHOLE | {"zone": "UTC", "shown": 1, field: "the number"}).replace('"the number"', number)
    (tmp_path / "copy").write_text(text + "\n")
    assert _uids(tmp_path / "copy") == []
    (tmp_path / "copy").write_text(text.replace(number, "1") + "\n")
    assert _uids(tmp_path / "copy") == ["x"]


def test_what_was_appended_can_be_cut_back_unless_others_have_written_since(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    copy = UnsentLog(path)
    copy.append(SERVER, "josh", [_new("a")])
    failed = copy.append(SERVER, "josh", [_new("b")])
    copy.cut_back(failed)
    assert _uids(path) == ["a"]
    failed = copy.append(SERVER, "josh", [_new("c")])
    UnsentLog(path).append(SERVER, "josh", [_new("of another process")])
    copy.cut_back(failed)
    assert _uids(path) == ["a", "c", "of another process"]


def test_it_does_not_grow_while_one_entry_is_held_for_long(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    copy = UnsentLog(path)
    copy.append(SERVER, "josh", [_new("held")])
    copy.record_dispatch(7)
    for day in range(20):
        uids = [f"{day}-{number}" for number in range(30)]
        copy.append(SERVER, "josh", [_new(uid) for uid in uids])
        copy.mark_done(uids)
        assert path.stat().st_size < SPARE_BYTES + 2000
    assert (_uids(path), copy.dispatches()) == (["held"], 7)
    assert {name.name for name in tmp_path.iterdir()} == {"copy"}


def test_the_number_of_departures_outlives_the_entries(tmp_path: Path) -> None:
    copy = UnsentLog(tmp_path / "copy")
    copy.append(SERVER, "josh", [_new("a")])
    for number in (1, 2):
        copy.record_dispatch(number)
    copy.clear()
    assert (copy.unfinished(), copy.dispatches()) == ((), 2)
    before = (tmp_path / "copy").stat().st_mtime_ns
    copy.clear()
    assert (tmp_path / "copy").stat().st_mtime_ns == before


@with_notebook
async def test_it_follows_the_outbox_and_is_emptied_with_it(book: Notebook) -> None:
    (first,), (second,) = await book.journal.save(put(3)), await book.journal.save(put(4, "mood"))
    assert _uids(book.copy) == [first.uid, second.uid]
    op = await book.begin()
    assert _uids(book.copy) == [first.uid, second.uid]
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 3))
    assert _uids(book.copy) == [second.uid]
    (third,) = await book.journal.save(add(1))
    assert _uids(book.copy) == [second.uid, third.uid]
    await book.journal.undo(second.id)
    assert _uids(book.copy) == [third.uid]
    await book.journal.discard(third.id)
    assert _uids(book.copy) == []


@with_notebook
async def test_a_line_whose_entry_never_came_to_be_is_done_with_the_next(book: Notebook) -> None:
    await book.journal.save(put(3))
    UnsentLog(book.copy).append(SERVER, "josh", [_new("never committed")])
    await book.store.tidy_copy()
    assert "never committed" not in _uids(book.copy)


@with_notebook
async def test_entries_reach_the_copy_before_the_database(book: Notebook) -> None:
    seen: list[list[str]] = []
    new = _new("once")

    async def save() -> None:
        await book.store.save(book.account, lambda _: [new])

    book.store.subscribe(lambda _: seen.append(_uids(book.copy)))
    await save()
    assert seen == [["once"]]
