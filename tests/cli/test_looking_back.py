"""`values`, `days`, `find`, `history` and `sync --history`, as documents for programs and as words."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from tests.cli.conftest import Run
from tests.demo_server import DemoServer

USER = "josh"


def ago(demo: DemoServer, days: int) -> date:
    return demo.today() - timedelta(days=days)


def test_the_copy_on_demand_brings_everything_and_says_so(run: Run, demo: DemoServer) -> None:
    before = run("history", "--json").document
    assert (before["complete"], before["requests"]) == (False, 0)
    said = run("sync", "--history", "--json")
    assert said.code == 0
    assert said.document["complete"] is True
    assert said.document["resumes_at"] is None
    assert said.document["requests"] == run("history", "--json").document["requests"] > 10
    assert date.fromisoformat(said.document["from"]) <= ago(demo, 365)
    assert "[####################] 100%" in said.err or "%" in said.err
    assert "whole" in run("history").out


def test_values_are_those_of_the_server_oldest_first(run: Run, demo: DemoServer) -> None:
    run("sync", "--history")
    found = run("values", "steps", "--json").document
    assert found == sorted(found, key=lambda row: row["date"])
    assert set(found[0]) == {"date", "value", "shown"}
    expected = {
        day.isoformat(): value
        for back in range(6 * 366)
        if (value := demo.world.value(USER, "steps", day := ago(demo, back))) is not None
    }
    assert {row["date"]: row["value"] for row in found} == expected


def test_a_period_includes_both_of_its_ends(run: Run, demo: DemoServer) -> None:
    run("sync")
    first, last = ago(demo, 9), ago(demo, 3)
    said = run("values", "Steps", "--from", first.isoformat(), "--to", last.isoformat(), "--all", "--json").document
    assert [row["date"] for row in said] == [(first + timedelta(days=n)).isoformat() for n in range(7)]
    assert {row["read"] for row in said} == {True}
    unread = run("values", "steps", "--from", "2001-01-01", "--to", "2001-01-02", "--all", "--json").document
    assert [(row["value"], row["read"]) for row in unread] == [(None, False)] * 2
    rows = run("values", "steps", "--from", first.isoformat(), "--to", last.isoformat(), "--csv").out.splitlines()
    assert rows[0] == "date,value,shown"
    assert len(rows) >= 2


def test_a_text_in_a_table_keeps_its_lines_and_no_other_control_characters(run: Run, demo: DemoServer) -> None:
    demo.world.edit(USER, "mood_note", demo.today(), 'one\r\ntwo, "three"\x1b[31m')
    run("sync")
    said = run("values", "mood_note", "--from", "today", "--csv").out
    ((day, value, _),) = list(csv.reader(io.StringIO(said)))[1:]
    assert (day, value) == (demo.today().isoformat(), 'one\ntwo, "three" [31m')


def test_days_that_were_not_read_are_not_said_to_have_nothing(run: Run, demo: DemoServer) -> None:
    run("sync")
    long_ago = ("--from", ago(demo, 300).isoformat(), "--to", ago(demo, 297).isoformat())
    for act in (("values", "steps"), ("days",)):
        said = run(*act, *long_ago)
        assert (said.code, said.out, said.err) == (0, "", "4 days not read yet.\n")
        in_json = run(*act, *long_ago, "--json")
        assert (in_json.document, in_json.err) == ([], "4 days not read yet.\n")
    run("sync", "--history")
    for act in (("values", "steps"), ("days",)):
        assert run(*act, *long_ago).err == ""
        assert run(*act, "--from", "0001-01-01").err == "", "there is nothing before a whole history"
    assert run("find", "no such word").err == ""


def test_find_says_that_it_has_not_searched_all(run: Run, demo: DemoServer) -> None:
    run("sync")
    run("today", "--date", ago(demo, 200).isoformat())
    assert "were not read yet and are not searched" in run("find", "no such word").err


def test_odd_periods_are_filters_and_days_to_come_are_not_unread(run: Run, demo: DemoServer) -> None:
    run("sync")
    everything = run("values", "steps", "--json").document
    assert run("values", "steps", "--from", "0001-01-01", "--to", "9999-12-31", "--json").document == everything
    assert run("days", "--from", "0001-01-01", "--to", "9999-12-31", "--json").code == 0
    reversed_ = run("values", "steps", "--from", "today", "--to", "yesterday", "--all", "--json")
    assert (reversed_.code, reversed_.document) == (0, [])
    last = run("values", "steps", "--from", ago(demo, 1).isoformat(), "--to", "9999-12-31", "--all", "--json").document
    assert [row["date"] for row in last] == [ago(demo, 1).isoformat(), ago(demo, 0).isoformat()]
    assert run("values", "steps", "--from", "9998-01-01", "--all", "--json").document == []
    assert run("values", "steps", "--from", "some day").code == 2


def test_an_attribute_that_is_not_there_is_said(run: Run) -> None:
    run("sync")
    said = run("values", "no such thing")
    assert said.code == 1
    assert said.out == ""


def test_days_are_a_diary_newest_first(run: Run, demo: DemoServer) -> None:
    day = ago(demo, 2)
    demo.edit(USER, "mood_note", day, "Grüße vom Café")
    demo.edit(USER, "mood", day, 4)
    run("sync")
    found = run("days", "--json").document
    assert [row["date"] for row in found] == sorted((row["date"] for row in found), reverse=True)
    (row,) = run("days", "--from", day.isoformat(), "--to", day.isoformat(), "--json").document
    assert set(row) == {"date", "mood", "note", "tags"}
    assert (row["mood"], row["note"]) == (4, "Grüße vom Café")
    assert isinstance(row["tags"], list)


def test_words_are_found_in_notes_of_years_ago_and_in_what_waits(run: Run, demo: DemoServer) -> None:
    demo.edit(USER, "mood_note", ago(demo, 300), "Tea in the Café Müller")
    run("sync", "--history")
    run("add", "mood_note", "another cafe today", "--date", "today")
    found = run("find", "cafe", "--json").document
    assert [row["date"] for row in found] == sorted((row["date"] for row in found), reverse=True)
    assert {"date": ago(demo, 300).isoformat(), "name": "mood_note", "text": "Tea in the Café Müller"} in found
    assert any("another cafe" in row["text"] for row in found)
    assert run("find", "müll", "--json").document[0]["name"] == "mood_note"
    assert run("find", "zzzzz", "--json").document == []
