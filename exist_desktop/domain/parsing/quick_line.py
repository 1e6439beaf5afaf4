"""Parses quick entry: a mood, words for the note and one line for anything, together as commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, AmbiguousNameError, Attribute, text_limit
from exist_desktop.domain.commands import Append, Command, Increment, Key, SetValue
from exist_desktop.domain.day import check_day
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.parsing.day_parser import leading_day
from exist_desktop.domain.parsing.line_commands import after, commands, increased, lowers, with_room
from exist_desktop.domain.parsing.line_parser import Named, Phrase, named_first, split, understand
from exist_desktop.domain.parsing.value_parser import Numerals, Total, clean_text
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.units import Units
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, InvalidValueError, Seen, Value
from exist_desktop.errors import UnknownAttributeError


class Vocabulary(Struct, frozen=True):
    """What a line is parsed with: names, numbers and days in this person's words, and the time for the note."""

    names: Mapping[str, Named]
    numerals: Numerals
    units: Units
    days: Mapping[str, date]
    clock: str


class BareNumber(Enum):
    """What a bare number below the present count means."""

    ASK = auto()
    ADD = auto()
    TOTAL = auto()


class Choices(Struct, frozen=True):
    """The person's choices: whether the words replace the note, and what a bare number means."""

    replaces_note: bool = False
    bare_number: BareNumber = BareNumber.ASK


USUAL = Choices()


class Lowering(Struct, frozen=True):
    """A total below the present count; probably an addition was meant."""

    attribute: Attribute
    before: Value
    after: Value


class QuickMeaning(Struct, frozen=True):
    """What would be saved, or why it cannot be.

    `error` is about the attribute called `about`, or about an unknown name. `unread` is a day whose values have
    to be read first.
    """

    commands: tuple[Command, ...] = ()
    error: UnknownAttributeError | AmbiguousNameError | InvalidValueError | None = None
    about: str = ""
    lowering: Lowering | None = None
    unread: date | None = None


def line_of_day(line: str, proposed: date, known: Mapping[str, Named], days: Mapping[str, date]) -> tuple[date, str]:
    """Returns the day that a line is about, and the rest of the line. A name of an attribute is not read as a day."""
    if named_first(line, known) is None and (found := leading_day(line, days)) is not None:
        return found
    return proposed, line.strip()


def meaning(
    form: QuickDraft,
    vocabulary: Vocabulary,
    views: Mapping[date, DayView],
    choices: Choices = USUAL,
) -> QuickMeaning:
    """Returns what the form asks for; `views` are the days that were read.

    If the line is only a day, the mood and the words are for that day.
    """
    day, line = line_of_day(form.line, form.day, vocabulary.names, vocabulary.days)
    form = form if line else replace(form, day=day)
    try:
        check_day(day)
    except InvalidValueError as error:
        return QuickMeaning(error=error, about=MOOD_NOTE)
    if missing := next((one for one in (form.day, day) if one not in views), None):
        return QuickMeaning(unread=missing)
    about = MOOD_NOTE
    try:
        found = _of_the_face(form, views[form.day], vocabulary, choices)
        if not line:
            return QuickMeaning(found)
        about = split(line, vocabulary.names)[0].name
        view = views[day]
        phrase = _understood(line, view, vocabulary)
        lowering = _lowering(phrase, view)
        if lowering is not None and choices.bare_number is BareNumber.ADD:
            assert not isinstance(lowering.after, str)
            return QuickMeaning((*found, Increment(Key(phrase.attribute, day), lowering.after)))
        asks = lowering is not None and choices.bare_number is BareNumber.ASK
        meant = (*found, *_of_the_line(phrase, view, found, vocabulary))
        return QuickMeaning(meant, lowering=lowering if asks else None)
    except (UnknownAttributeError, AmbiguousNameError) as error:
        return QuickMeaning(error=error)
    except InvalidValueError as error:
        return QuickMeaning(error=error, about=about)


def _value(view: DayView, name: str) -> Seen:
    tile = view.tile(name)
    return tile.value if tile else NOT_READ


def _mood_type(vocabulary: Vocabulary) -> ValueType:
    return vocabulary.names[MOOD].value_type if MOOD in vocabulary.names else ValueType.QUANTITY


def _longest(vocabulary: Vocabulary) -> int:
    return text_limit(MOOD_NOTE, _mood_type(vocabulary))


def _understood(line: str, view: DayView, vocabulary: Vocabulary) -> Phrase:
    return understand(
        line,
        vocabulary.names,
        vocabulary.numerals,
        longest=_longest(vocabulary),
        units=vocabulary.units,
        before=dict.fromkeys(vocabulary.names, NOT_READ) | {tile.attribute.name: tile.value for tile in view.every},
    )


def _of_the_face(form: QuickDraft, view: DayView, vocabulary: Vocabulary, choices: Choices) -> tuple[Command, ...]:
    """Returns the commands for the mood and the note. Raises `InvalidValueError`."""
    chosen: list[Command] = []
    if form.step is not None:
        chosen.append(SetValue(Key(MOOD, form.day), mood.to_wire(form.step, _mood_type(vocabulary))))
    if words := clean_text(form.words):
        key, longest = Key(MOOD_NOTE, form.day), _longest(vocabulary)
        join = with_room(
            Append(key, words, vocabulary.clock), None if choices.replaces_note else _value(view, MOOD_NOTE), longest
        )
        chosen.append(SetValue(key, words) if choices.replaces_note else join)
    return tuple(chosen)


def _of_the_line(
    phrase: Phrase, view: DayView, before: tuple[Command, ...], vocabulary: Vocabulary
) -> tuple[Command, ...]:
    """Returns the line's commands; the commands `before` may have changed the note. Raises `InvalidValueError`."""
    note = _value(view, MOOD_NOTE)
    for command in before:
        note = after(note, command) if command.key == Key(MOOD_NOTE, view.day) else note
    meant = commands(phrase, view.day, vocabulary.clock)
    for command in meant:
        if isinstance(command, Increment):
            increased(_value(view, phrase.attribute), command.delta, vocabulary.names[phrase.attribute])
        elif isinstance(command, Append):
            with_room(command, note, _longest(vocabulary))
    return meant


def _lowering(phrase: Phrase, view: DayView) -> Lowering | None:
    tile = view.tile(phrase.attribute)
    if tile is None or not lowers(tile.attribute, tile.value, phrase.amount):
        return None
    assert isinstance(phrase.amount, Total)
    assert isinstance(tile.value, int | float)
    return Lowering(tile.attribute, tile.value, phrase.amount.value)
