"""Files of other programs that are cut, odd, huge, of other encodings, or made to do harm."""

from __future__ import annotations

import base64

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE
from exist_desktop.domain.transfer.imports import UnreadableKind
from exist_desktop.domain.transfer.mapping import Existing
from exist_desktop.imports.foreign import table
from tests.imports.made import DAYLIO, Desk, brought, daylio_backup, daylio_entry, packed, refused
from tests.store.notebook import Notebook, with_notebook

PLAIN = "date,coffees,Notes\n2026-11-20,2,Zoë 🎉\n2026-11-21,3,散歩\n"
FOUND = {
    ("coffees", "2026-11-20"): 2,
    (MOOD_NOTE, "2026-11-20"): "Zoë 🎉",
    ("coffees", "2026-11-21"): 3,
    (MOOD_NOTE, "2026-11-21"): "散歩",
}


@with_notebook
async def test_encodings_line_ends_and_separators_of_others(book: Notebook) -> None:
    desk = Desk(book)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert brought(await desk.plan(PLAIN.encode(encoding))) == FOUND
    assert await desk.fails(PLAIN.replace("歩", "ー").encode("shift_jis", "replace")) is UnreadableKind.OTHER_ENCODING
    for end in ("\r\n", "\r", "\r\r\n", "\n\n"):
        assert brought(await desk.plan(PLAIN.replace("\n", end))) == FOUND
    for separator in ";\t|":
        assert brought(await desk.plan(PLAIN.replace(",", separator))) == FOUND
        assert brought(await desk.plan(f"sep={separator}\n" + PLAIN.replace(",", separator))) == FOUND
    assert brought(await desk.plan(PLAIN.removesuffix("\n"))) == FOUND
    digits = PLAIN.translate({ord("0") + n: chr(0x06F0 + n) for n in range(10)}).replace("-", "\u200f/\u200f")
    assert brought(await desk.plan(digits)) == FOUND


@with_notebook
async def test_every_row_that_makes_no_sense_has_its_line_and_the_others_go_on(book: Notebook) -> None:
    rows = (
        "2026-11-21,,,24:00,rad,walk,,,\r\n"
        '2026-11-21,,,24:00,RAD,walk,,,"two\r\nlines 🎉"\r\n'
        "2026-11-20,,,at noon,yay 😀,walk,,,\r\n"
        "2026-02-31,,,10:00,rad,,,,\r\n"
        "1989-12-31,,,10:00,rad,,,,\r\n"
        "2026-11-24,,,10:00,rad,,,,\r\n"
        ",,,10:00,rad,,,,\r\n"
        "2026-11-19,,,10:00,rad,,,,,\r\n"
        f'2026-11-18,,,10:00,meh,,,,"{"x" * 2000}"\r\n'
        "2026-11-17,,,10:00,meh,,,,\x00\x1b[31m<script>alert(1)</script>red<img src=x>\r\n"
        "2026-11-16,,,10:0"
    )
    desk = Desk(book)
    plan = await desk.plan(DAYLIO + rows)
    assert refused(plan) == [
        *((5, "mood"), (6, "date"), (7, "date"), (8, "date"), (9, "date"), (10, "shape")),
        *((11, "text"), (13, "shape")),
    ]
    assert brought(plan) == {
        (MOOD, "2026-11-21"): 5,
        ("walk", "2026-11-21"): 1,
        (MOOD_NOTE, "2026-11-21"): "two\nlines 🎉",
        ("walk", "2026-11-20"): 1,
        (MOOD, "2026-11-18"): 3,
        (MOOD, "2026-11-17"): 3,
        (MOOD_NOTE, "2026-11-17"): "[31mred",
    }
    shortened = brought(await desk.plan(DAYLIO + rows, replace(plan.mapping, shortens=True)))
    assert str(shortened[MOOD_NOTE, "2026-11-18"]) == "x" * 254 + "…"


@with_notebook
async def test_numbers_that_are_none(book: Notebook) -> None:
    odd = ("NaN", "inf", "1e999", "0x10", "-1", "2.5", "9" * 400, "٣٤2", "=1+1", "١")
    text = "date,coffees\n" + "".join(f"2026-11-{day:02},{cell}\n" for day, cell in enumerate(odd, 1))
    plan = await Desk(book).plan(text)
    assert brought(plan) == {("coffees", "2026-11-10"): 1}
    assert [line for line, _ in refused(plan)] == list(range(2, 11))


@with_notebook
async def test_a_table_that_is_cut_or_endless_or_has_no_days(book: Notebook) -> None:
    desk, head = Desk(book), "date,note,coffees\n2026-11-21,x,1\n"
    assert await desk.fails(head + '2026-11-20,"and then') is UnreadableKind.CUT
    assert await desk.fails(head + '2026-11-20,"' + "x" * 1_100_000 + '",1\n') is UnreadableKind.TOO_LONG
    assert await desk.fails(head + "2026-11-20," + "," * 6_000 + "\n") is UnreadableKind.TOO_LONG
    for text in ("", "\n", "date\n2026-11-21\n", "a,b\n1,2\n", "Dear diary,\nit rained.\n", "{" * 100, "\x00" * 100):
        assert await desk.fails(text) is UnreadableKind.UNKNOWN


@with_notebook
async def test_more_rows_than_are_taken(book: Notebook) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(table, "MOST_ROWS", 3)
        assert brought(await Desk(book).plan(PLAIN)) == FOUND
        assert await Desk(book).fails(PLAIN + "2026-11-19,1,\n" * 2) is UnreadableKind.TOO_MANY_ROWS


@with_notebook
async def test_archives_that_are_cut_or_hold_something_else(book: Notebook) -> None:
    desk = Desk(book)
    whole = daylio_backup(*(daylio_entry("2026-11-21T10:00", 1, f"note {n}") for n in range(200)))
    for length in (40, len(whole) // 2, len(whole) - 30):
        assert await desk.fails(whole[:length]) in (UnreadableKind.ARCHIVE_CUT, UnreadableKind.ARCHIVE_DAMAGED)
    inside = {
        base64.b64encode(b'{"dayEntries": [{"mood": 1'): UnreadableKind.CUT,
        base64.b64encode(b'{"dayEntries": [' + b"[" * 60): UnreadableKind.TOO_DEEP,
        base64.b64encode(b'{"dayEntries": ["\xff"]}'): UnreadableKind.NO_TEXT,
        b"YWJ": UnreadableKind.CUT,
        b"!!!!": UnreadableKind.ARCHIVE_DAMAGED,
    }
    for content, kind in inside.items():
        assert await desk.fails(packed({"backup.daylio": content})) is kind
    assert await desk.fails(packed({"../backup.txt": "x", "/etc/Habits.csv": "x"})) is UnreadableKind.UNKNOWN
    odd: tuple[object, ...] = (
        None,
        7,
        [],
        {},
        {"datetime": 2**70},
        {"datetime": 1, "mood": [], "tags": {}},
        {"datetime": 1e300},
    )
    assert len(refused(await desk.plan(daylio_backup(*odd)))) == len(odd)


@with_notebook
async def test_names_that_could_be_taken_for_something_else(book: Notebook) -> None:
    names = ("new:1", "__class__", "x" * 5_000, " ", "\u200f", "<b>", "mood", "Walk", "WALK")
    desk = Desk(book)
    plan = await desk.plan(DAYLIO + f"2026-11-21,,,10:00,,{' | '.join(names)},mood:9 | note:no,,\r\n")
    created = {one.label for one in plan.creations}
    assert created == {"new:1", "__class__", "<b>"}
    assert ("walk", "2026-11-21") in brought(plan)
    assert (MOOD, "2026-11-21") not in brought(plan)
    missing = replace(plan.mapping, columns={"nowhere": Existing("gone"), "mood": Existing("gone")}, tags={})
    assert (await desk.plan(desk.path.read_bytes(), missing)).found == ()
