"""Words that join a text that others write too, and lines that leave it, whatever has happened to it meanwhile."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.commands import Append, Key, LineChange, TakeOut
from exist_desktop.domain.text.append import (
    Found,
    applied,
    count,
    done_already,
    fitting,
    holds,
    look_for,
    net,
    time_of,
    words_of,
)
from exist_desktop.domain.values import one_form

NOTE = Key("mood_note", date(2026, 11, 22))


def join(words: str, at: str = "09:10") -> Append:
    return Append(NOTE, words, at)


def out(line: str) -> TakeOut:
    return TakeOut(NOTE, line)


WALK, COFFEE = join("short walk"), join("coffee", "10:30")
ARABIC, FAMILY = join("مشي قصير"), join("👩‍👩‍👧‍👦 zoo")

texts = st.text(st.characters(codec="utf-8"), max_size=40)
lines = st.text("ab \n:09é", min_size=1, max_size=12).map(str.strip).filter(bool)
joins = st.builds(join, lines, st.sampled_from(("09:10", "23:59")))


def as_a_form_sends_it(text: str) -> str:
    return text.replace("\n", "\r\n") + "\r\n"


def as_a_mac_keeps_it(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


MADE_OF_IT = (as_a_form_sends_it, as_a_mac_keeps_it, trimmed, lambda text: text.replace("\n", "\r"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "short walk"),
        ("", "short walk"),
        (" \r\n", "short walk"),
        ("rain", "rain\n09:10 short walk"),
        ("rain\r\n", "rain\n09:10 short walk"),
        ("rain\r\n\r\nphone\r\n", "rain\r\n\r\nphone\n09:10 short walk"),
        ("שלום", "שלום\n09:10 short walk"),
    ],
)
def test_words_stand_below_what_is_there_with_their_time_and_alone_without(before: str | None, after: str) -> None:
    assert applied(before, [WALK]) == after


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("rain\n09:10 short walk\nsun", WALK.line, "rain\nsun"),
        ("rain\r\n09:10 short walk\r\nsun\r\n", WALK.line, "rain\r\nsun"),
        ("short walk\n10:30 coffee", WALK.line, "10:30 coffee"),
        ("short walk", WALK.line, ""),
        ("\n short walk ", WALK.line, ""),
        ("09:10 short walks", WALK.line, "09:10 short walks"),
        ("10:30 coffee\nshort walk", WALK.line, "10:30 coffee\nshort walk"),
        ("rain\n09:10 a\nb\nsun", "09:10 a\nb", "rain\nsun"),
        ("rain\n09:10 a\nsun\nb", "09:10 a\nb", "rain\n09:10 a\nsun\nb"),
        ("09:10 coffee\nx\n09:10 coffee", "09:10 coffee", "09:10 coffee\nx"),
        ("09:10 cafe\u0301\nx", "09:10 café", "x"),
    ],
)
def test_a_line_leaves_as_a_whole_and_takes_nothing_with_it(before: str, line: str, after: str) -> None:
    assert applied(before, [out(line)]) == after


@pytest.mark.parametrize("base", [None, "", "rain", "rain\r\n09:10 short walk", "09:10 short walk and tea"])
@pytest.mark.parametrize("made", MADE_OF_IT)
@pytest.mark.parametrize("changes", [[WALK], [COFFEE, COFFEE], [ARABIC, FAMILY], [join("a\n\nb é")], [WALK, COFFEE]])
def test_what_arrived_is_found_however_a_server_writes_it(
    base: str | None, made: object, changes: list[Append]
) -> None:
    assert callable(made)
    there = made(applied(base, changes))
    assert look_for(changes, base, there) is Found.ALL
    assert look_for(changes, base, there + "\nwritten on the phone") is Found.ALL


@pytest.mark.parametrize(
    ("base", "read", "found"),
    [
        ("rain", "rain", Found.NONE),
        ("rain", "rain\r\nphone", Found.NONE),
        ("rain", "something else", Found.NONE),
        ("", None, Found.NONE),
        ("", "phone", Found.NONE),
        ("", "short walk\nphone", Found.ALL),
        ("rain", "09:10 short walk", Found.ALL),
        ("09:10 short walk", "09:10 short walk", Found.NONE),
        ("09:10 short walk", "09:10 short walk\nphone\n09:10 short walk", Found.ALL),
        ("09:10 short walk", "phone", Found.UNCLEAR),
        ("rain", "09:10 short walk\n09:10 short walk", Found.UNCLEAR),
        ("rain", "rain\n09:10 short walk with the dog", Found.NONE),
    ],
)
def test_a_line_is_found_by_how_often_it_stands_there(base: str, read: str | None, found: Found) -> None:
    assert look_for([WALK], base, read) is found


def test_of_several_lines_all_are_there_or_it_cannot_be_told() -> None:
    assert look_for([WALK, COFFEE], "rain", "rain\n09:10 short walk\nphone") is Found.UNCLEAR
    assert look_for([COFFEE, COFFEE], "rain", "rain\n10:30 coffee\nphone") is Found.UNCLEAR


@pytest.mark.parametrize(
    ("read", "found"),
    [
        ("rain", Found.ALL),
        ("rain\nphone", Found.ALL),
        ("rain\n09:10 short walk", Found.NONE),
        ("rain\n09:10 short walk\nphone", Found.NONE),
        ("09:10 short walk\n09:10 short walk", Found.UNCLEAR),
    ],
)
def test_a_line_that_went_is_found_missing(read: str, found: Found) -> None:
    assert look_for([out(WALK.line)], "rain\n09:10 short walk", read) is found


def test_what_is_taken_out_of_what_has_not_left_yet_cancels_out() -> None:
    assert net([WALK, out(WALK.line)]) == ()
    assert net([WALK, COFFEE, out(WALK.line)]) == (COFFEE,)
    assert net([out(WALK.line), WALK]) == (out(WALK.line), WALK)
    assert net([COFFEE, COFFEE, out(COFFEE.line)]) == (COFFEE,)


@pytest.mark.parametrize(("longest", "room"), [(255, 3), (1000, 3), (40, 2), (25, 1), (20, 0), (19, 0)])
def test_those_that_fit_go_from_the_first_that_does_not_they_stay(longest: int, room: int) -> None:
    assert fitting("rain", [WALK, COFFEE, WALK], longest) == room


def test_a_line_that_goes_makes_room_and_an_overlong_text_has_none() -> None:
    full = "x" * 240 + "\n09:10 short walk"
    assert fitting(full, [COFFEE, out(WALK.line)], 255) == 2
    assert fitting("x" * 300, [WALK], 255) == 0
    assert fitting("x" * 300, [out("x" * 300), WALK], 255) == 2


def test_after_a_loss_lines_are_looked_for_one_by_one() -> None:
    changes: list[LineChange] = [WALK, COFFEE, COFFEE, out("08:00 tea")]
    assert done_already(changes, "rain") == (3,)
    assert done_already(changes, "rain\r\n10:30 coffee\r\n08:00 tea") == (1,)
    assert done_already(changes, "short walk\n10:30 coffee\n10:30 coffee") == (0, 1, 2, 3)


def test_a_text_that_has_grown_holds_what_was_written_and_an_older_one_does_not() -> None:
    assert holds("rain\r\n09:10 short walk\r\nphone", "rain\n09:10 short walk")
    assert not holds("rain", "rain\n09:10 short walk")
    assert not holds("rain\n10:30 coffee", "rain\n10:30 coffee\n10:30 coffee")
    assert holds(None, None)


def test_a_line_is_told_from_its_words() -> None:
    assert (words_of(WALK.line), time_of(WALK.line)) == ("short walk", "09:10")
    assert (words_of("short walk"), time_of("short walk")) == ("short walk", "00:00")
    assert words_of("٠٩:١٠ walk") == "٠٩:١٠ walk"


@given(texts, st.lists(joins, min_size=1, max_size=4))
def test_whatever_was_there_is_still_there_and_every_word_was_added_once(base: str, changes: list[Append]) -> None:
    after = applied(base, changes)
    assert after.startswith(base.rstrip())
    assert look_for(changes, base, after) is Found.ALL
    assert holds(after, base)
    for change in changes:
        assert change.words in after
        assert count(after, change.line) >= count(base, change.line)


@given(texts, joins)
def test_taking_out_what_was_just_added_leaves_the_text_as_it_was(base: str, change: Append) -> None:
    assert one_form(applied(base, [change, out(change.line)])) == one_form(base)


@given(texts, joins, st.lists(joins, max_size=3))
def test_one_of_several_leaves_alone(base: str, change: Append, others: list[Append]) -> None:
    base = base if base.strip() else "rain"
    with_it, without = applied(base, [change, *others]), applied(base, others)
    left = applied(with_it, [out(change.line)])
    assert sorted(one_form(left).split("\n")) == sorted(one_form(without).split("\n"))
