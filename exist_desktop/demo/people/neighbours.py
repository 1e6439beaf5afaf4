"""Other services in the same account: they write and acquire attributes while this client works."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - a habit has a field of that name

from msgspec import Struct

from exist_desktop.demo.people.catalogue import Value


class Habit(Struct, frozen=True):
    """What a service does at every `every`-th request of a call, `times` times or without end.

    It does so as the request arrives, or with `answered` once the request has been dealt with. `takes` makes it the
    owner; `value` is the day's new total, `add` a difference. Without a date it is the user's today. One that `fills`
    writes only while it is the owner, as connected services do.
    """

    user: str
    attribute: str
    service: str = "oura"
    call: str = "*"
    every: int = 1
    answered: bool = False
    times: int | None = None
    date: Date | None = None
    value: Value = None
    add: int | float | None = None
    takes: bool = False
    fills: bool = False

    @property
    def writes(self) -> bool:
        """Whether it changes a value."""
        return self.value is not None or self.add is not None

    def total(self, held: Value) -> Value:
        """Returns the day's value after it has written."""
        if self.add is None:
            return self.value
        return (held if isinstance(held, int | float) else 0) + self.add


class Neighbours:
    """The habits, each with the requests that it has seen."""

    def __init__(self) -> None:
        self._seen: list[tuple[Habit, int]] = []

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, habit: Habit) -> None:
        """Adds a habit."""
        self._seen.append((habit, 0))

    def clear(self) -> None:
        """Removes all habits."""
        self._seen.clear()

    def roused(self, call: str, *, answered: bool) -> list[Habit]:
        """Counts a request, and returns the habits that are due with it."""
        process_lock: list[Habit] = []
        kept: list[tuple[Habit, int]] = []
        for habit, seen in self._seen:
            concerned = habit.call in {call, "*"} and habit.answered is answered
            count = seen + concerned
            if concerned and count % habit.every == 0:
                process_lock.append(habit)
            if habit.times is None or count < habit.times * habit.every:
                kept.append((habit, count))
        self._seen = kept
        return process_lock
