"""Files of other programs as they are: what is understood of them, proposed, and entered once."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Group
from exist_desktop.domain.parsing.numerals import ENGLISH
from exist_desktop.domain.transfer.export import CsvStyle, ExportFormat
from exist_desktop.domain.transfer.imports import FileKind, UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import (
    NOTHING,
    ColumnFacts,
    ColumnUse,
    DateOrder,
    Existing,
    FileFacts,
    ImportMapping,
    New,
    OnDifference,
    ProposedKind,
    Several,
)
from exist_desktop.domain.transfer.proposed import Totals
from exist_desktop.domain.value_types import ValueType
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.imports.kinds import kind_of
from exist_desktop.imports.proposals.cells import Cells, Column
from exist_desktop.imports.proposals.mapping_file import from_json, read_mapping, to_json
from exist_desktop.imports.proposals.proposal import Here, propose
from exist_desktop.settings import Preferences
from tests.export.exporting import fill
from tests.imports.made import DAYLIO, ZONE, Desk, brought, daylio_backup, daylio_entry, packed, refused
from tests.store.notebook import TODAY, Notebook, put, with_notebook
from tests.using import Using

YEAR_OF_2018 = 'year,date,weekday,time,mood,activities,note\n2026,18 November,Mi,24:00,Gut,"walk","x"\n'
EIGHT = (
    "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\r\n"
    '2026-11-20,"20. November",Freitag,8:30 pm,Super,"walk | Lesen | ","Ein Titel","Es war &quot;gut&quot;<br>sehr"\r\n'
)
NINE = (
    "\ufeff" + DAYLIO + '2026-11-21,21. November,Samstag,23:10,rad,,"Coffees:\u00a02 | ",,"late, <3"\r\n'
    '2026-11-21,21. November,Samstag,8:05,awful,"walk","","","early\r\nand long"\r\n'
)


@with_notebook
async def test_daylio_of_seven_eight_and_nine_columns(book: Notebook) -> None:
    desk = Desk(book)
    plan = await desk.plan(YEAR_OF_2018)
    day = "2026-11-18"
    assert brought(plan) == {(MOOD, day): 4, ("walk", day): 1, (MOOD_NOTE, day): "x"}
    plan = await desk.plan(EIGHT)
    day = "2026-11-20"
    assert brought(plan) == {
        (MOOD, day): 5,
        ("walk", day): 1,
        ("Lesen", day): 1,
        (MOOD_NOTE, day): 'Ein Titel\nEs war "gut"\nsehr',
    }
    plan = await desk.plan(NINE)
    day = "2026-11-21"
    assert brought(plan) == {
        (MOOD, day): 5,
        ("walk", day): 1,
        (MOOD_NOTE, day): "08:05 early\nand long\n23:10 late, <3",
    }


@pytest.mark.parametrize(("several", "mood"), [(Several.LAST, 5), (Several.MEAN, 4), (Several.BEST, 5)])
@with_notebook
async def test_of_several_rows_a_day_one_mood_is_taken_as_it_was_decided(
    book: Notebook, several: Several, mood: int
) -> None:
    rows = "".join(
        f"2026-11-21,,,{at},{name},,,,\r\n" for at, name in (("23:10", "rad"), ("9:00", "meh"), ("8:05", "bad"))
    )
    desk = Desk(book)
    looked = await desk.look(DAYLIO + rows)
    assert looked.facts.several
    plan = await desk.plan(DAYLIO + rows, replace(looked.proposed, several=several))
    expected = 3 if several is Several.MEAN else mood
    assert brought(plan) == {(MOOD, "2026-11-21"): expected}


@with_notebook
async def test_a_backup_of_daylio_has_numbers_for_moods_and_its_tags(book: Notebook) -> None:
    content = daylio_backup(
        daylio_entry("2026-11-21T00:10", 9, "<p>spät &amp; nass</p>", (1, 2, 77)),
        daylio_entry("2026-11-20T23:50", 5),
        {**daylio_entry("2026-11-19T12:00", 88), "tags": "1"},
        {"datetime": "yesterday"},
        daylio_entry("2026-11-18T12:00", 88),
    )
    plan = await Desk(book).plan(content)
    assert brought(plan) == {
        (MOOD, "2026-11-21"): 4,
        ("walk", "2026-11-21"): 1,
        ("散歩", "2026-11-21"): 1,
        (MOOD_NOTE, "2026-11-21"): "spät & nass",
        (MOOD, "2026-11-20"): 1,
    }
    assert refused(plan) == [(3, "shape"), (4, "date"), (5, "mood")]


@with_notebook
async def test_an_entry_of_day_one_belongs_to_the_day_where_it_was_written(book: Notebook) -> None:
    entries = [
        {
            "creationDate": "2026-11-21T05:30:00Z",
            "timeZone": "America\\/New_York",
            "text": "Up\\. ![](dayone-moment:\\/\\/A) late",
        },
        {
            "creationDate": "2026-11-19T23:30:00Z",
            "richText": json.dumps({"contents": [{"text": "rich"}, {}]}),
            "tags": ["walk"],
        },
        {"creationDate": "soon", "text": "x"},
        {"creationDate": "2026-11-18T23:30:00Z", "timeZone": "Nowhere/Land", "text": 7},
    ]
    document = json.dumps({"metadata": {"version": "1.0"}, "entries": entries}, indent=1)
    desk = Desk(book)
    for content in (document, packed({"Journal.json": document, "photos/a.jpeg": b"x"})):
        plan = await desk.plan(content)
        assert brought(plan) == {
            (MOOD_NOTE, "2026-11-21"): "Up.  late",
            (MOOD_NOTE, "2026-11-20"): "rich",
            ("walk", "2026-11-20"): 1,
        }
        assert [reason for _, reason in refused(plan)] == ["date", "shape"]
        assert await kind_of(desk.path, ZONE) is FileKind.DAY_ONE


@pytest.mark.parametrize("root", ["", "Loop Habits CSV/"])
@with_notebook
async def test_habits_of_loop_are_tags_and_those_that_are_counted_are_numbers(book: Notebook, root: str) -> None:
    files = {
        "Habits.csv": 'Position,Name,Type,Question\n001,Walk,YES_NO,\n002,"Run, far",NUMERICAL,\n003,Old,,\n',
        "Checkmarks.csv": "Date,Walk,Run, far,\n2026-11-21,2,1,\n",
        "001 Walk/Checkmarks.csv": "Date,Value,Notes\n2026-11-21,YES_MANUAL,\n2026-11-20,YES_AUTO,\n"
        "2026-11-19,NO,\nx,2,\n",
        "001 Walk/Scores.csv": "Date,Score\n2026-11-21,0.5\n",
        "002 Run far/Checkmarks.csv": "Date,Value\n2026-11-21,5250\n2026-11-20,0\n2026-11-19,NO\n",
        "003 Old/Checkmarks.csv": "2026-11-18,2\n2026-11-17,1\n2026-11-16,MAYBE\n",
    }
    content = packed({root + name: text for name, text in files.items()})
    plan = await Desk(book).plan(content)
    found = brought(plan)
    assert found[("walk", "2026-11-21")] == 1
    assert found[("Old", "2026-11-18")] == 1
    assert found[("Run, far", "2026-11-21")] == 5.25
    assert refused(plan) == [(5, "date"), (3, "value")]


@with_notebook
async def test_any_csv_with_a_column_of_days_is_mapped_by_what_its_columns_are_called(book: Notebook) -> None:
    desk = Desk(book)
    await book.say(70.0, "weight", TODAY)
    for separator in (";", "\t"):
        text = 'Tag;Stimmung;WEIGHT;Coffees;was\n22.11.2026;10;70,0;2;x\n21.11.2026;1;71,5;"3";y\n'.replace(
            ";", separator
        )
        plan = await desk.plan(text)
        assert brought(plan) == {
            (MOOD, "2026-11-22"): 5,
            ("coffees", "2026-11-22"): 2,
            (MOOD, "2026-11-21"): 1,
            ("coffees", "2026-11-21"): 3,
            ("weight", "2026-11-21"): 71.5,
        }
        assert plan.totals[ProposedKind.VALUE].equal == 1
    long = "date,attribute,value\n2026-11-22,walk,1\n2026-11-21,coffees,4\n2026-11-20,coffees,4\n"
    assert brought(await desk.plan(long)) == {
        ("walk", "2026-11-22"): 1,
        ("coffees", "2026-11-21"): 4,
        ("coffees", "2026-11-20"): 4,
    }


@with_notebook
async def test_days_are_read_as_they_are_written_and_instants_in_the_zone_of_the_days(book: Notebook) -> None:
    written = {
        "2026-11-20T23:30:00Z": "2026-11-21",
        "2026-11-19 23:30 UTC": "2026-11-20",
        "2026-11-19T23:30:00-05:00": "2026-11-19",
        "2026-11-18T24:00": "2026-11-18",
        "17.11.26 8:15": "2026-11-17",
        "20261116": "2026-11-16",
        "Nov 15, 2026": "2026-11-15",
        "2026年11月14日": "2026-11-14",
        "2026/11/13, 8:30 pm": "2026-11-13",
    }
    rows = "".join(f'"{text}",1\n' for text in written)
    plan = await Desk(book).plan("when,coffees\n" + rows + "Friday,1\n11.2026,1\n31.2.2026,1\n12345678,1\n")
    assert sorted(day for _, day in brought(plan)) == sorted(written.values())
    assert [line for line, _ in refused(plan)] == [11, 12, 13, 14]


@pytest.mark.parametrize("wanted", [ExportFormat.CSV, ExportFormat.LONG_CSV])
@with_notebook
async def test_our_own_csv_proposes_nothing_of_what_is_here(book: Notebook, wanted: ExportFormat) -> None:
    await fill(book)
    await book.say("+49 170, =1", MOOD_NOTE, TODAY - timedelta(days=5))
    desk = Desk(book)
    path = desk.path.with_name("days.csv")
    for style in (CsvStyle(), CsvStyle.spreadsheet(",")):
        exports = Exports(book.store, Preferences(book.store.folder), Using(book.account), book)
        facts = await exports.write(ExportRequest(path, wanted, style=style))
        plan = await desk.plan(path.read_bytes())
        assert (plan.found, plan.refused, plan.total.equal) == ((), (), facts.values)


@with_notebook
async def test_a_unit_behind_a_number_or_in_the_name_of_a_column_counts(book: Notebook) -> None:
    plan = await Desk(book).plan("date,Weight (lb)\n2026-11-21,157\n2026-11-20,71.4 kg\n2026-11-19,9 stone\n")
    assert brought(plan) == {("weight", "2026-11-21"): 71.214002, ("weight", "2026-11-20"): 71.4}
    assert refused(plan) == [(4, "value")]


@with_notebook
async def test_dates_that_can_be_read_in_two_ways_are_asked(book: Notebook) -> None:
    desk = Desk(book)
    unsure = "date,coffees\n10/11/2026,1\n11/10/2026,2\n"
    looked = await desk.look(unsure)
    assert looked.facts.orders == (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    plan = await desk.plan(unsure, replace(looked.proposed, order=DateOrder.MONTH_FIRST))
    assert brought(plan) == {("coffees", "2026-10-11"): 1, ("coffees", "2026-11-10"): 2}
    assert (await desk.look(unsure + "11/13/2026,3\n")).facts.orders == (DateOrder.MONTH_FIRST,)


@with_notebook
async def test_what_was_entered_is_not_proposed_again_and_what_was_mapped_is(book: Notebook) -> None:
    desk = Desk(book)
    looked = await desk.look(EIGHT)
    mapping = replace(looked.proposed, tags={"walk": NOTHING, "Lesen": New("Lesestunde")}, moods={"Super": 4})
    plan = await desk.plan(EIGHT, mapping)
    assert [one.label for one in plan.creations] == ["Lesestunde"]
    assert await desk.enter(plan) == 3
    await desk.proposals.remember(mapping)
    again = await desk.plan(EIGHT)
    assert (again.found, again.total) == ((), Totals(equal=3))
    assert again.mapping.moods == {"Super": 4}
    assert again.mapping.tags["walk"] == NOTHING
    assert isinstance(again.mapping.tags["Lesen"], Existing)
    assert (await desk.plan(EIGHT, mapping)).found == ()


@with_notebook
async def test_differences_are_decided_once_for_each_kind(book: Notebook) -> None:
    day = date(2026, 11, 20)
    await book.journal.save(put(2, MOOD, day), put("here", MOOD_NOTE, day))
    plan = await Desk(book).plan(EIGHT)
    assert plan.days == Totals(new=1)
    assert (plan.totals[ProposedKind.MOOD].different, plan.totals[ProposedKind.TEXT].different) == (1, 1)
    kept = {one.key.attribute for one in plan.entering().commands}
    assert kept == {"walk", *(one.name for one in plan.creations)}
    decided = {ProposedKind.MOOD: OnDifference.REPLACE, ProposedKind.TEXT: OnDifference.JOIN}
    entering = plan.decided(replace(plan.mapping, differences=decided)).entering()
    values = {one.key.attribute: one.value for one in entering.commands}
    assert (values[MOOD], values[MOOD_NOTE]) == (5, 'here\nEin Titel\nEs war "gut"\nsehr')


@with_notebook
async def test_what_another_service_fills_waits_for_the_persons_word(book: Notebook) -> None:
    desk = Desk(book)
    plan = await desk.plan("date,steps,coffees\n2026-11-21,9000,1\n")
    assert (plan.take_overs, plan.not_agreed) == (("steps",), ("steps",))
    assert [one.key.attribute for one in plan.entering().commands] == ["coffees"]
    agreed = plan.decided(replace(plan.mapping, take_over=("steps",))).entering()
    assert (len(agreed.commands), agreed.take_over) == (2, ("steps",))


@with_notebook
async def test_days_that_were_not_read_are_told_and_never_taken_for_empty(book: Notebook) -> None:
    plan = await Desk(book).plan("date,coffees\n2019-03-04,5\n2026-11-21,1\n")
    assert plan.total == Totals(new=2, unread=1)


def test_a_mapping_is_a_file_that_a_person_can_change(tmp_path: Path) -> None:
    mapping = ImportMapping(
        FileKind.CSV,
        date="日付",
        columns={"a": Existing("mood", (1, 10)), "b": New("Läufe", "quantity"), "c": NOTHING},
        moods={"😀": 5},
        differences={ProposedKind.TEXT: OnDifference.JOIN},
    )
    path = tmp_path / "mapping.json"
    path.write_text(to_json(mapping), encoding="utf-8-sig")
    assert read_mapping(path) == mapping
    for wrong in (
        "{}",
        "[",
        '{"kind": "json"}',
        '{"kind": "csv", "moods": {"x": 6}}',
        '{"kind": "csv", "colums": {}}',
        "\x00",
    ):
        path.write_text(wrong)
        with pytest.raises(UnreadableError) as caught:
            read_mapping(path)
        assert caught.value.kind is UnreadableKind.NO_MAPPING
    assert from_json('{"kind": "csv"}') == ImportMapping(FileKind.CSV)


@with_notebook
async def test_a_year_of_daylio_is_one_value_for_each_day_and_kind(book: Notebook) -> None:
    draw = random.Random(7)
    moods = ("rad", "good", "meh", "bad", "awful")
    rows = [
        f"{TODAY - timedelta(days=n // 2)},,,{22 - n % 2 * 9}:15,{draw.choice(moods)},walk | Reading,,,a day {n}\r\n"
        for n in range(2 * 365)
    ]
    plan = await Desk(book).plan("\ufeff" + DAYLIO + "".join(rows))
    assert plan.days == Totals(new=365)
    assert {kind: total.new for kind, total in plan.totals.items()} == {
        ProposedKind.MOOD: 365,
        ProposedKind.TEXT: 365,
        ProposedKind.TAG: 730,
    }


def test_a_face_of_daylio_is_one_of_nine_steps_where_the_account_has_nine() -> None:
    nine = Column(Attribute(MOOD, "Mood", Group("mood", "Mood", 1), ValueType.SCALE), scale=(10, 1))
    cells = Cells(ImportMapping(FileKind.CSV, moods={"Gut": 4}), ENGLISH, ValueType.SCALE)
    assert [cells.value(text, nine) for text in ("gut", "1", "10", "5.5")] == [7, 9, 1, 5]


def test_hours_and_scales_are_not_taken_for_minutes() -> None:
    group = Group("sleep", "Sleep", 1)
    sleep = Attribute("sleep", "Time asleep", group, ValueType.DURATION, "sleep")
    rested = Attribute("rested", "Rested", group, ValueType.SCALE)
    here = Here({"sleep": sleep, "rested": rested}, ENGLISH.words)
    columns = tuple(ColumnFacts(name, ColumnUse.VALUES, 2, ("4", "7,5"), (4, 7.5)) for name in ("sleep", "rested"))
    of_daylio = propose(FileFacts(FileKind.DAYLIO, columns=columns), here, None)
    assert of_daylio.columns == {"sleep": NOTHING, "rested": Existing("rested")}
    mapping = propose(FileFacts(FileKind.CSV, columns=columns, decimal=","), here, None)
    hours = Cells(mapping, ENGLISH, ValueType.QUANTITY)
    target = mapping.columns["sleep"]
    assert isinstance(target, Existing)
    assert [hours.value(text, Column(sleep, target.scale)) for text in ("7,5", "7:30", "8")] == [450, 450, 480]


def test_a_bare_number_is_in_the_unit_that_exist_has_as_in_our_own_files() -> None:
    name, group = "weather_precipitation", Group("weather", "Weather", 1)
    rain = Attribute(name, "Precipitation", group, ValueType.DECIMAL, name)
    cells = Cells(ImportMapping(FileKind.CSV), ENGLISH, ValueType.QUANTITY)
    assert cells.value("0.0064", Column(rain)) == 0.0064
    assert cells.value("2.54", Column(rain, unit="mm/h")) == pytest.approx(0.1)
