"""What undoes an entry that has left: the command that takes it back, and nothing that was entered after it."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.commands import Append, Command, Increment, SetValue, TakeOut
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.text.append import applied, time_of, words_of
from exist_desktop.domain.values import NotRead, Seen, Value, number, total
from exist_desktop.errors import NotPossibleError, NotPossibleKind


def taking_back(entry: Entry, former: Seen, later: Sequence[Command]) -> Command:
    """What undoes an entry in Exist without touching what was entered after it. Raises `NotPossibleError`."""
    if any(isinstance(command, SetValue) for command in later):
        raise NotPossibleError(NotPossibleKind.OVERTAKEN)
    match entry.command:
        case Increment(delta=delta):
            return Increment(entry.key, -delta)
        case Append(line=line):
            return TakeOut(entry.key, line)
        case TakeOut(line=line):
            return Append(entry.key, words_of(line), time_of(line))
        case SetValue(value=value):
            return _putting_back(entry, value, former, later)


def _putting_back(entry: Entry, value: Value, former: Seen, later: Sequence[Command]) -> Command:
    """What puts the value back that a total has replaced, with what was added since. Raises `NotPossibleError`."""
    lines = [command for command in later if isinstance(command, Append | TakeOut)]
    former = number(former) if later and not lines else former
    if isinstance(former, NotRead):
        raise NotPossibleError(NotPossibleKind.FORMER_NOT_READ)
    if lines:
        return SetValue(entry.key, applied(former, lines))
    if later and not isinstance(value, str) and not isinstance(former, str):
        return Increment(entry.key, total(former, -value))
    if former is None:
        raise NotPossibleError(NotPossibleKind.NO_FORMER_VALUE)
    return SetValue(entry.key, former)
