"""After a save people read what was saved, for which day, and what is needed for it to be sent."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.commands import Append, Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import Entry, EntryState, OutboxLine, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.words.language import Language
from exist_desktop.words.saved import what_was_saved, where_it_is

TODAY = date(2026, 11, 27)
PHONE = Service("android", "Exist for Android")
MOOD = Attribute("mood", "Mood", Group("mood", "Mood", 1), ValueType.SCALE, "mood", service=PHONE)
NOTE = Attribute("mood_note", "Daily note", Group("mood", "Mood", 1), ValueType.TEXT, "mood_note", service=PHONE)
COFFEES = Attribute("coffees", "Coffees", Group("food", "Food", 2), ValueType.QUANTITY, "coffees")


def saved(attribute: Attribute, command: Command, reason: Reason | None = None) -> OutboxLine:
    state = EntryState.WAITING if reason is None else EntryState.HELD
    return OutboxLine(Entry(1, "u", command, None, 0.0, state, reason), attribute, None, None, None)


def coffee(day: date) -> OutboxLine:
    return saved(COFFEES, Increment(Key("coffees", day), 1))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "Coffees +1"),
        (date(2026, 11, 28), "Coffees +1 on Saturday 28 Nov"),
        (date(2026, 11, 26), "Coffees +1 on Thursday 26 Nov"),
        (date(2025, 11, 27), "Coffees +1 on Thursday 27 Nov 2025"),
    ],
)
def test_another_day_is_named_and_another_year_with_it(english: Language, day: date, said: str) -> None:
    assert what_was_saved(english, [coffee(day)], TODAY) == said


def test_days_of_several_entries_are_all_named(english: Language) -> None:
    lines = [coffee(TODAY), coffee(date(2025, 12, 31))]
    said = what_was_saved(english, lines, TODAY)
    assert said == "Coffees +1 · Coffees +1 on Wednesday 31 Dec 2025, Friday 27 Nov"


def test_a_note_is_never_said_again_and_of_what_was_appended_only_a_few_words(english: Language) -> None:
    key = Key("mood_note", TODAY)
    for command, said in (
        (SetValue(key, "long walk"), "Daily note"),
        (SetValue(key, ""), "Daily note emptied"),
        (Append(key, "long walk", at="08:15"), "Daily note + “long walk”"),
        (Append(key, "a" * 1000, at="08:15"), "Daily note"),
    ):
        assert what_was_saved(english, [saved(NOTE, command)], TODAY) == said


@pytest.mark.parametrize("reason", [Reason.OWNER, Reason.OWNER_LOST])
def test_held_entries_say_what_is_to_be_decided(english: Language, reason: Reason) -> None:
    mood = saved(MOOD, SetValue(Key("mood", TODAY), 7), reason)
    note = saved(NOTE, SetValue(Key("mood_note", TODAY), "long walk"), reason)
    assert where_it_is(english, [coffee(TODAY)]) == "Saved on this computer"
    assert where_it_is(english, [mood]) == "Saved on this computer. To send it, decide who fills Mood."
    both = "Saved on this computer. To send them, decide who fills Mood and Daily note."
    assert where_it_is(english, [coffee(TODAY), mood, note]) == both


def test_what_is_held_for_something_else_leads_to_the_outbox(english: Language) -> None:
    mood = saved(MOOD, SetValue(Key("mood", TODAY), 7), Reason.SCOPE)
    assert where_it_is(english, [mood]) == "Saved on this computer. It needs you: the Outbox says why."
