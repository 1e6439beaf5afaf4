"""Files that were written in another part of the world: in encodings and in words of other languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD_NOTE
from exist_desktop.domain.parsing.numerals import ENGLISH, Numerals
from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import CHUNK
from exist_desktop.imports.foreign.clocks import minutes_of
from exist_desktop.imports.proposals.proposals import LookRequest, Proposals
from tests.imports.made import ZONE, Desk, brought
from tests.store.notebook import Notebook, with_notebook
from tests.using import Using

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


DAYS = {
    "de": ("18. Mai", "3. März", "1. Dezember"),
    "fr": ("18 mai", "3 mars", "1er déc."),
    "es": ("18 de mayo", "3 mar", "1 de diciembre"),
    "it": ("18 maggio", "3 mar", "1 dicembre"),
    "nl": ("18 mei", "3 mrt.", "1 december"),
    "pt": ("18 de maio", "3 de março", "1 de dez."),
    "pl": ("18 maja", "3 marca", "1 grudnia"),
    "ru": ("18 мая", "3 марта", "1 дек."),
    "tr": ("18 Mayıs", "3 Mart", "1 Aralık"),
    "ko": ("5월 18일", "3월 3일", "12월 1일"),
    "hu": ("máj. 18.", "március 3.", "dec. 1."),
    "ar": ("18 مايو", "3 مارس", "1 ديسمبر"),
    "vi": ("18 tháng 5", "3 tháng 3", "1 tháng 12"),
}


@pytest.mark.parametrize("language", DAYS)
@with_notebook
async def test_months_have_the_names_that_a_phone_in_any_language_writes(book: Notebook, language: str) -> None:
    rows = "".join(f"2025,{day},,12:00,Meh,walk,\r\n" for day in DAYS[language])
    plan = await Desk(book).plan("year,date,weekday,time,mood,activities,note\r\n" + rows)
    assert sorted(day for name, day in brought(plan) if name == "walk") == ["2025-03-03", "2025-05-18", "2025-12-01"]


@with_notebook
async def test_weekdays_and_times_around_a_date_in_words(book: Notebook) -> None:
    written = {
        "mar. 5 mars 2024": "2024-03-05",
        "lundi 4 mars 2024 à 14:30": "2024-03-04",
        "jeu. 7 mars 2024 08:15": "2024-03-07",
        "mercredi, 1er mai 2024": "2024-05-01",
        "dimanche 29 février 2024": "2024-02-29",
    }
    plan = await Desk(book).plan("jour,coffees\n" + "".join(f'"{text}",1\n' for text in written) + "29 févr. 2023,1\n")
    assert sorted(day for _, day in brought(plan)) == sorted(written.values())
    assert [one.line for one in plan.refused] == [7]


@with_notebook
async def test_a_month_that_is_another_one_elsewhere_is_asked(book: Notebook) -> None:
    desk = Desk(book)
    unsure = "kiedy,coffees\n3 listopad 2024,1\n4 listopad 2024,2\n"
    looked = await desk.look(unsure)
    assert looked.facts.languages == {"hr": "hrvatski", "cs": "čeština"}, "Polish means the same as Czech"
    for language, month in (("hr", "10"), ("cs", "11"), ("pl", "11")):
        plan = await desk.plan(unsure, replace(looked.proposed, language=language))
        assert {day for _, day in brought(plan)} == {f"2024-{month}-03", f"2024-{month}-04"}
    assert list((await desk.look(unsure + "5 maj 2024,1\n")).facts.languages) == ["pl"]
    for english in ("3 May 2024", "May 3, 2024", "Mar 3 2024"):
        assert list((await desk.look(f"day;coffees\n{english};1\n")).facts.languages) == ["en"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("22:15 Uhr", 1335),
        ("22:15:07", 1335),
        ("22:15:07.250+01:00", 1335),
        ("8:30 pm", 1230),
        ("8:30 p.\u00a0m.", 1230),
        ("午後8:30", 1230),
        ("8:30 오전", 510),
        ("12:05 du.", 725),
        ("0:30", 30),
        ("24:00", 1440),
        ("24:01", None),
        ("8:30 at the pub", None),
        ("13:30 pm", None),
        ("", None),
    ],
)
def test_times_of_the_day_as_phones_write_them(text: str, minutes: int | None) -> None:
    assert minutes_of(text, ENGLISH) == minutes


@pytest.mark.parametrize(
    ("written", "steps", "weights"),
    [
        (("1.234;71,5", "12.345;70,25"), (1234, 12345), (71.5, 70.25)),
        (("1.234,00;71,5", "12.345,00;70,25"), (1234, 12345), (71.5, 70.25)),
        (("1,234;71.5", "1,012,345;70"), (1234, 1012345), (71.5, 70)),
        (("1 234;71,5", "12\u202f345;70,25"), (1234, 12345), (71.5, 70.25)),
        (("1\u00a0234;71,5", "1\u00a0012\u00a0345,0;70"), (1234, 1012345), (71.5, 70)),
        (("1'234;71.5", "12\u2019345;70"), (1234, 12345), (71.5, 70)),
        (("1.234;71", "12.345;70"), (1234, 12345), (71, 70)),  # only the semicolon tells the mark
    ],
)
@with_notebook
async def test_numbers_have_the_groups_of_any_country(
    book: Notebook, written: tuple[str, str], steps: tuple[int, int], weights: tuple[float, float]
) -> None:
    plan = await Desk(book).plan(f"date;steps;weight\n2026-11-20;{written[0]}\n2026-11-19;{written[1]}\n")
    found = brought(plan)
    assert (found["steps", "2026-11-20"], found["steps", "2026-11-19"]) == steps
    assert (found["weight", "2026-11-20"], found["weight", "2026-11-19"]) == weights


@with_notebook
async def test_where_no_number_tells_the_decimal_mark_the_separator_does(book: Notebook) -> None:
    desk = Desk(book)
    plan = await desk.plan('date,steps,weight\n2026-11-20,"1,234",71.125\n2026-11-19,"12,345",70.250\n')
    assert brought(plan) == {
        ("steps", "2026-11-20"): 1234,
        ("weight", "2026-11-20"): 71.125,
        ("steps", "2026-11-19"): 12345,
        ("weight", "2026-11-19"): 70.25,
    }
    german = Proposals(book.store, Using(book.account), book, ZONE, Numerals(decimal=",", group="."))
    looked = await german.look(desk.path)
    assert looked.proposed.decimal == "."
    assert (await german.plan(desk.path, looked.proposed, "act")).total == plan.total
    assert (await desk.look("date\tweight\n2026-11-20\t71.125\n")).proposed.decimal == "."


@with_notebook
async def test_a_second_column_of_that_name_and_numbers_for_yes_and_no(book: Notebook) -> None:
    rows = "2026-11-20,1,2,1.0\n2026-11-19,3,4,0.0\n2026-11-18,5,6,2\n"
    plan = await Desk(book).plan("date,coffees,Coffees,walk\n" + rows)
    assert brought(plan) == {
        ("coffees", "2026-11-20"): 1,
        ("walk", "2026-11-20"): 1,
        ("coffees", "2026-11-19"): 3,
        ("coffees", "2026-11-18"): 5,
    }
    assert [one.line for one in plan.refused] == [4]
