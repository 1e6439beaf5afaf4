"""What is checked before an entry is saved: its value, its length, and whether a text has changed meanwhile."""

from __future__ import annotations

import itertools

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, text_limit
from exist_desktop.domain.commands import Append, Command, Increment, Key, LineChange, Lines, SetValue, TakeOut
from exist_desktop.domain.creation import LONGEST_LABEL
from exist_desktop.domain.mood import STEPS, from_wire
from exist_desktop.domain.parsing.line_commands import with_room
from exist_desktop.domain.parsing.ranges import checked, range_of
from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.domain.text.merge import merged, with_lines
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import (
    InvalidValueError,
    InvalidValueKind,
    NotRead,
    Seen,
    check,
    one_form,
    sum_of,
)
from exist_desktop.errors import ChangedMeanwhileError, NotPossibleKind, UnknownAttributeError
from exist_desktop.store.outbox import slots
from exist_desktop.store.reading.attribute_lookup import known_one
from exist_desktop.store.transaction import Transaction


def label_of(typed: str) -> str:
    """Returns the label of a new attribute as it is saved. Raises `InvalidValueError`."""
    label = " ".join(clean_text(typed).split())
    if not label:
        raise InvalidValueError(InvalidValueKind.EMPTY, ValueType.TEXT)
    if len(label) > LONGEST_LABEL:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=LONGEST_LABEL)
    return label


def checked_command(tx: Transaction, command: Command, shown: Seen) -> Command:
    """Returns the command with a value that Exist accepts. Raises `UnknownAttributeError` and `InvalidValueError`."""
    attribute = known_one(tx, command.key.attribute)
    if attribute is None:
        raise UnknownAttributeError(command.key.attribute)
    if isinstance(command, Increment):
        return _checked_increment(command, attribute, shown)
    longest = _longest(tx, command.key)
    if isinstance(command, Append | TakeOut):
        return _checked_line(command, attribute.value_type, shown, longest)
    value = checked(command.value, attribute, longest=longest)
    if command.key.attribute == MOOD and from_wire(value, attribute.value_type) is None:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, attribute.value_type, STEPS[0], STEPS[-1])
    return SetValue(command.key, value)


def with_newer(tx: Transaction, typed: SetValue, shown: Seen, now: Seen) -> tuple[SetValue, Seen]:
    """Returns the text merged with later changes, and the value that it replaces. Raises `ChangedMeanwhileError`."""
    mine = str(typed.value)
    if isinstance(now, NotRead):
        places = slots.of_key(tx, typed.key)
        commands = [op.command for op in (places.in_flight, places.waiting) if op is not None]
        waiting = itertools.chain(*(one.changes for one in commands if isinstance(one, Lines)))
        return SetValue(typed.key, with_lines(mine, waiting)), shown
    theirs = str(now or "")
    if isinstance(shown, NotRead):
        text = mine if not theirs or one_form(theirs) == one_form(mine) else None
    else:
        text = merged(str(shown or ""), theirs, mine)
    if text is None or len(text) > max(len(mine), _longest(tx, typed.key)):
        attribute = known_one(tx, typed.key.attribute)
        raise ChangedMeanwhileError(NotPossibleKind.CHANGED_MEANWHILE, attribute.label if attribute else "", theirs)
    return SetValue(typed.key, text), now


def _checked_increment(command: Increment, attribute: Attribute, shown: Seen) -> Increment:
    value_type = attribute.value_type
    if not value_type.takes_increments or command.key.attribute == MOOD:
        raise InvalidValueError(InvalidValueKind.NO_INCREMENTS, value_type)
    size = check(abs(command.delta), value_type)
    assert not isinstance(size, str)
    delta = size if command.delta >= 0 else -size
    after = sum_of(shown, delta)
    low, high = range_of(attribute)
    if isinstance(after, NotRead):  # the total is checked before it is sent
        return Increment(command.key, delta)
    if after < low:
        raise InvalidValueError(InvalidValueKind.BELOW_ZERO, value_type, low, high)
    if after > high:
        raise InvalidValueError(InvalidValueKind.OUT_OF_RANGE, value_type, low, high)
    return Increment(command.key, delta)


def _checked_line(command: LineChange, value_type: ValueType, shown: Seen, longest: int) -> LineChange:
    """Returns a line if the text has room for it, as far as is known now. A line that is taken out needs no room."""
    if value_type is not ValueType.TEXT:
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, value_type)
    if isinstance(command, TakeOut):
        return command
    words = clean_text(command.words)
    if not words:
        raise InvalidValueError(InvalidValueKind.EMPTY, value_type)
    return with_room(Append(command.key, words, command.at), shown, longest)


def _longest(tx: Transaction, key: Key) -> int:
    mood = known_one(tx, MOOD) if key.attribute == MOOD_NOTE else None
    return text_limit(key.attribute, mood.value_type if mood else ValueType.QUANTITY)
