"""Files that were written in another part of the world: in encodings and in words of other languages."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import MOOD_NOTE
from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import CHUNK
from exist_desktop.imports.proposals.proposals import LookRequest
from tests.imports.made import Desk, brought
from tests.store.notebook import Notebook, with_notebook

EXCEL = "Datum;Kaffee;Notes\r\n20.11.2026;2;Käse für 3 €\r\n21.11.2026;3;Zoë\r\n"
RUSSIAN = "date,Notes\r\n2026-11-20,Привет мир\r\n"


@with_notebook
async def test_what_a_spreadsheet_saves_in_western_europe_is_read_and_said(book: Notebook) -> None:
    desk = Desk(book)
    looked = await desk.look(EXCEL.encode("windows-1252"))
    assert looked.facts.guessed == Guessed(Encoding.WESTERN, ("Käse", "für", "€", "Zoë"))
    assert looked.proposed.encoding is Encoding.WESTERN
    notes = {(MOOD_NOTE, "2026-11-20"): "Käse für 3 €", (MOOD_NOTE, "2026-11-21"): "Zoë"}
    assert brought(await desk.plan(EXCEL.encode("windows-1252"))) == notes
    for unicode in ("utf-8", "utf-8-sig", "utf-16"):
        assert (await desk.look(EXCEL.encode(unicode))).facts.guessed is None
        assert brought(await desk.plan(EXCEL.encode(unicode), looked.proposed)) == notes, "a mapping does not beat it"


@with_notebook
async def test_another_encoding_is_chosen_by_what_its_words_look_like_and_proposed_the_next_time(
    book: Notebook,
) -> None:
    desk = Desk(book)
    wrong = await desk.look(RUSSIAN.encode("windows-1251"))
    assert wrong.facts.guessed == Guessed(Encoding.WESTERN, ("Ïðèâåò", "ìèð"))
    right = await desk.look(RUSSIAN.encode("windows-1251"), LookRequest(encoding=Encoding.CYRILLIC))
    assert right.facts.guessed == Guessed(Encoding.CYRILLIC, ("Привет", "мир"))
    plan = await desk.plan(RUSSIAN.encode("windows-1251"), right.proposed)
    assert brought(plan) == {(MOOD_NOTE, "2026-11-20"): "Привет мир"}
    await desk.proposals.remember(right.proposed)
    assert (await desk.look(RUSSIAN.encode("windows-1251"))).proposed.encoding is Encoding.CYRILLIC


@pytest.mark.parametrize("before", [0, CHUNK - 9, 3 * CHUNK])
@with_notebook
async def test_what_no_letter_is_written_with_stops_it_with_its_line(book: Notebook, before: int) -> None:
    desk = Desk(book)
    rows = before // 14 + 1
    desk.path.write_bytes(b"date,Notes\r\n" + rows * b"2026-11-19,x\r\n" + b"2026-11-20,\xe9\r\n2026-11-21,\x81\r\n")
    with pytest.raises(UnreadableError) as caught:
        await desk.proposals.look(desk.path)
    error = caught.value
    assert (error.kind, error.line, error.detail) == (UnreadableKind.OTHER_ENCODING, rows + 3, Encoding.WESTERN)


@with_notebook
async def test_what_is_no_text_is_not_read_as_one(book: Notebook) -> None:
    desk = Desk(book)
    assert await desk.fails(b"date,coffees\n2026-11-20,1\n\xff\x00\x01") is UnreadableKind.NO_TEXT
    assert await desk.fails("date,coffees\n2026-11-20,1\n".encode("utf-16")[:-1]) is UnreadableKind.NO_TEXT
    assert await desk.fails(b"\xef\xbb\xbfdate,coffees\n2026-11-20,\xe9\n") is UnreadableKind.NO_TEXT
