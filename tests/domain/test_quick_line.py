"""What is typed into quick entry and what that means: days, names, notes, bare numbers, suggestions, memories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Append, Command, Increment, Key, SetValue, TakeOut
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.mood import EarlierMood, earlier_moods
from exist_desktop.domain.outbox.ops import Entry, EntryState
from exist_desktop.domain.parsing.day_parser import leading_day, named_days
from exist_desktop.domain.parsing.line_parser import names
from exist_desktop.domain.parsing.quick_line import USUAL, BareNumber, Choices, QuickMeaning, Vocabulary, meaning
from exist_desktop.domain.parsing.value_parser import ENGLISH
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.statistics.frecency import Use, suggestions, weights
from exist_desktop.domain.statistics.memories import Ago, MoodThen, memory, worth_remembering
from exist_desktop.domain.text.append import added_words, applied
from exist_desktop.domain.units import METRIC
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.errors import UnknownAttributeError
from tests.ui import made_tiles as world
from tests.ui.made_tiles import SUNDAY, VALUES, day_view

SATURDAY = SUNDAY - timedelta(days=1)
ATTRIBUTES = {made.name: made for made in VALUES}
WORDS = Vocabulary(names(ATTRIBUTES, {}), ENGLISH, METRIC, named_days(SUNDAY, ("Montag",)), "14:05")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
HOUR, DAY = 3600.0, 86_400.0


class EveryDay(dict[date, DayView]):
    """Each day was read and has the same values."""

    def __contains__(self, day: object) -> bool:
        return True

    def __missing__(self, day: date) -> DayView:
        return day_view(day, VALUES)


SEEN = EveryDay()


def meant(line: str = "", *, step: int | None = None, words: str = "", choices: Choices = USUAL) -> QuickMeaning:
    return meaning(QuickDraft(SUNDAY, step, words, line), WORDS, SEEN, choices)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("yesterday mood 3", SATURDAY, "mood 3"),
        ("Today, walk", SUNDAY, "walk"),
        ("saturday mood 3", SATURDAY, "mood 3"),
        ("Sunday mood 3", SUNDAY, "mood 3"),
        ("monday mood 3", SUNDAY - timedelta(days=6), "mood 3"),
        ("montag mood 3", SUNDAY - timedelta(days=6), "mood 3"),
        ("2026-11-01 coffees 2", date(2026, 11, 1), "coffees 2"),
        ("yesterday", SATURDAY, ""),
        ("۲۰۲۶-۱۱-۰۱ coffees 2", date(2026, 11, 1), "coffees 2"),
        ("Yesterday\N{NO-BREAK SPACE}mood  3", SATURDAY, "mood  3"),
    ],
)
def test_a_line_may_start_with_a_day(line: str, day: date, rest: str) -> None:
    assert leading_day(line, WORDS.days) == (day, rest)


@pytest.mark.parametrize("line", ["mood 3", "20261101 mood 3", "2026-13-01 mood 3", "2026-W47-7 mood 3", ""])
def test_what_is_no_day_is_left_alone(line: str) -> None:
    assert leading_day(line, WORDS.days) is None


def test_a_name_of_the_persons_own_goes_before_a_day() -> None:
    friday = replace(world.WALK, name="friday_beers", label="Friday beers")
    vocabulary = replace(WORDS, names=names(ATTRIBUTES | {"friday_beers": friday}, {}))
    found = meaning(QuickDraft(SUNDAY, line="friday beers"), vocabulary, SEEN)
    assert found.commands == (SetValue(Key("friday_beers", SUNDAY), 1),)
    elsewhere = meaning(QuickDraft(SUNDAY, line="friday walk"), vocabulary, SEEN)
    assert elsewhere.commands == (SetValue(Key("walk", SUNDAY - timedelta(days=2)), 1),)


def test_a_day_long_ago_is_a_slip_and_nothing_is_read_for_it() -> None:
    found = meant("0001-01-01 coffees 2")
    assert isinstance(found.error, InvalidValueError)
    assert (found.error.kind, found.commands, found.unread) == (InvalidValueKind.TOO_LONG_AGO, (), None)


def test_a_face_with_words_is_a_mood_and_joins_the_note_with_the_time() -> None:
    assert meant(step=4, words="tea").commands == (
        SetValue(Key("mood", SUNDAY), 7),
        Append(Key("mood_note", SUNDAY), "tea", "14:05"),
    )


def test_the_words_take_the_place_of_the_note_where_that_was_chosen() -> None:
    found = meant(words="tea", choices=Choices(replaces_note=True))
    assert found.commands == (SetValue(Key("mood_note", SUNDAY), "tea"),)


def test_a_day_alone_is_the_day_of_the_face() -> None:
    assert meant("yesterday", step=3).commands == (SetValue(Key("mood", SATURDAY), 5),)


def test_face_and_line_are_saved_together_and_both_join_the_note() -> None:
    assert meant("mood 2 rain", step=4, words="tea").commands == (
        SetValue(Key("mood", SUNDAY), 7),
        Append(Key("mood_note", SUNDAY), "tea", "14:05"),
        SetValue(Key("mood", SUNDAY), 3),
        Append(Key("mood_note", SUNDAY), "rain", "14:05"),
    )
    assert meant("coffee +1", step=4).commands[-1] == Increment(Key("coffees", SUNDAY), 1)


@pytest.mark.parametrize(
    ("line", "name", "value"), [("slept 7h30", "sleep", 450), ("#walk", "walk", 1), ("note slept badly", None, None)]
)
def test_people_say_things_their_own_way(line: str, name: str | None, value: object) -> None:
    (command,) = meant(line).commands
    assert isinstance(command, SetValue)
    assert (command.key.attribute, command.value) == (name or "mood_note", value or "slept badly")


def test_a_bare_number_below_the_count_is_asked_about_with_the_addition_at_hand() -> None:
    asked = meant("coffees 1").lowering
    assert asked is not None
    assert (asked.before, asked.after) == (2, 1)
    added = meant("coffees 1", choices=Choices(bare_number=BareNumber.ADD))
    assert added == QuickMeaning((Increment(Key("coffees", SUNDAY), 1),))
    total = meant("coffees 1", choices=Choices(bare_number=BareNumber.TOTAL))
    assert total == QuickMeaning((SetValue(Key("coffees", SUNDAY), 1),))
    assert meant("coffees 3").lowering is None


def test_what_is_wrong_names_what_it_is_about_and_saves_nothing() -> None:
    below = meant("coffees -3", step=4)
    assert isinstance(below.error, InvalidValueError)
    assert (below.error.kind, below.about, below.commands) == (InvalidValueKind.BELOW_ZERO, "coffees", ())
    unknown = meant("cofee 1").error
    assert isinstance(unknown, UnknownAttributeError)
    assert unknown.similar[0] == "coffees"
    for long in (meant(words="x" * 1001), meant("mood 3 " + "y" * 500, words="x" * 480)):
        assert isinstance(long.error, InvalidValueError)
        assert (long.error.kind, long.commands) == (InvalidValueKind.TOO_LONG, ())


def test_a_day_that_was_not_read_is_asked_for() -> None:
    form = QuickDraft(SUNDAY, line="yesterday coffees 1")
    assert meaning(form, WORDS, {SUNDAY: SEEN[SUNDAY]}).unread == SATURDAY


@pytest.mark.parametrize("former", [None, "", "  ", "Long walk", "a\n09:10 b"])
def test_words_that_joined_a_note_are_found_in_it_again(former: str | None) -> None:
    join = Append(Key("mood_note", SUNDAY), "tea, +1", "14:05")
    assert added_words(former, applied(former, [join])) == "tea, +1"


def _entry(number: int, command: Command, at: float, shown: object = None) -> Entry:
    return Entry(number, str(number), command, shown, at, EntryState.WAITING)  # type: ignore[arg-type]


def test_the_moods_of_a_day_keep_their_times_and_words() -> None:
    mood, note = Key("mood", SUNDAY), Key("mood_note", SUNDAY)
    entries = [
        _entry(1, SetValue(mood, 3), 100.0),
        _entry(2, SetValue(note, "slept badly"), 100.0),
        _entry(3, SetValue(mood, 4), 9000.0),
        _entry(4, SetValue(note, "slept badly\n11:40 better"), 9000.0, "slept badly"),
        _entry(5, SetValue(note, "anew"), 99_000.0, "slept badly\n11:40 better"),
    ]
    assert earlier_moods(entries, ValueType.QUANTITY) == (
        EarlierMood(100.0, 3, "slept badly"),
        EarlierMood(9000.0, 4, "better"),
    )


def test_the_moods_of_a_day_have_the_words_that_joined_with_them_until_those_are_taken_out_again() -> None:
    mood, note = Key("mood", SUNDAY), Key("mood_note", SUNDAY)
    entries = [
        _entry(1, SetValue(mood, 3), 100.0),
        _entry(2, Append(note, "slept badly", "07:40"), 100.0),
        _entry(3, SetValue(mood, 4), 9000.0),
        _entry(4, Append(note, "better", "10:10"), 9000.0),
    ]
    first, second = EarlierMood(100.0, 3, "slept badly"), EarlierMood(9000.0, 4, "better")
    assert earlier_moods(entries, ValueType.QUANTITY) == (first, second)
    entries.append(_entry(5, TakeOut(note, "07:40 slept badly"), 9100.0))
    assert earlier_moods(entries, ValueType.QUANTITY) == (replace(first, words=""), second)


def _labels(typed: str, used: dict[str, float] | None = None) -> list[str]:
    offered = {"gym": Attribute("gym", "Gym visits", world.COFFEES.group, ValueType.QUANTITY, manual=True)}
    found = suggestions(typed, ATTRIBUTES, offered, MappingProxyType(used or {}))
    return [one.name for one in found]


def test_what_is_logged_at_this_hour_is_suggested_first() -> None:
    mornings = [Use("coffees", NOON - days * DAY) for days in range(1, 6)]
    nights = [Use("water", NOON - days * DAY + 10 * HOUR) for days in range(1, 8)]
    weighed = weights([*mornings, *nights], NOON, UTC)
    assert _labels("", weighed) == ["coffees", "water"]
    assert _labels("", weights([*mornings, *nights], NOON + 10 * HOUR, UTC)) == ["water", "coffees"]


def test_what_was_given_up_long_ago_falls_behind() -> None:
    old = [Use("coffees", NOON - days * DAY) for days in range(60, 80)]
    weighed = weights([*old, Use("water", NOON - DAY), Use("water", NOON - 2 * DAY)], NOON, UTC)
    assert weighed["water"] > weighed["coffees"]


def test_suggestions_begin_with_what_was_typed_by_name_label_or_word_of_the_label() -> None:
    assert _labels("cof") == ["coffees"]
    assert "sleep" in _labels("asl")
    assert _labels("#wa") == ["walk"]
    assert _labels("wa", {"water": 2.0}) == ["water", "walk"]
    assert _labels("gy") == ["gym"]
    assert _labels("zzz") == []


def test_what_a_person_types_goes_before_what_a_device_measures() -> None:
    assert _labels("s")[-1] != "sleep"
    typed = [name for name in _labels("st") if ATTRIBUTES[name].editable]
    assert _labels("st")[: len(typed)] == typed


@pytest.mark.parametrize(
    ("day", "year", "month"),
    [
        (date(2026, 11, 22), date(2025, 11, 22), date(2026, 10, 22)),
        (date(2028, 2, 29), date(2027, 2, 28), date(2028, 1, 29)),
        (date(2026, 3, 31), date(2025, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 1, 15), date(2025, 12, 15)),
    ],
)
def test_the_days_worth_remembering(day: date, year: date, month: date) -> None:
    found = worth_remembering(day)
    assert (found[Ago.YEAR], found[Ago.MONTH], found[Ago.WEEK]) == (year, month, day - timedelta(days=7))
    assert [found[ago].year for ago in (Ago.TWO_YEARS, Ago.FIVE_YEARS)] == [day.year - 2, day.year - 5]


def test_of_the_years_the_one_with_words_is_remembered() -> None:
    felt = {date(2025, 11, 22): MoodThen(7), date(2021, 11, 22): MoodThen(3, "moved house")}
    found = memory(SUNDAY, felt, ValueType.SCALE)
    assert found is not None
    assert (found.ago, found.words) == (Ago.FIVE_YEARS, "moved house")
    only_moods = memory(SUNDAY, {day: MoodThen(7) for day in felt}, ValueType.SCALE)
    assert only_moods is not None
    assert only_moods.ago is Ago.YEAR


def test_the_longest_ago_is_remembered_and_a_day_without_a_mood_is_none() -> None:
    year, month = date(2025, 11, 22), date(2026, 10, 22)
    felt = {
        year: MoodThen(None, "words alone"),
        month: MoodThen(7, " long walk\n"),
        SUNDAY - timedelta(days=7): MoodThen(9),
    }
    found = memory(SUNDAY, felt, ValueType.SCALE)
    assert found is not None
    assert (found.ago, found.day, found.step, found.words) == (Ago.MONTH, month, 4, "long walk")
    assert memory(SUNDAY, {}, ValueType.SCALE) is None


def test_a_number_at_the_beginning_of_the_words_is_no_time() -> None:
    assert added_words("Long walk", "Long walk 12345 steps") == "12345 steps"
