"""Years of days at the service, what changes in them elsewhere, and whether the copy is equal to them in the end.

Some episodes have such a past, and in them the program copies the history. Nobody types into these days, so that only
the copy asks for them, and whoever watches can tell its requests from all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from exist_desktop.domain.values import one_form
from tests.simulation.disk import Disk
from tests.simulation.exist import BOOLEAN, DECIMAL, SCALE, TEXT, WHOLE, Attribute, Exist
from tests.simulation.faults import Operation
from tests.simulation.loop import Life
from tests.simulation.network import Request

FIRST_OLD_DAY = 60
"""Days ago. Whatever is newer is also read for other reasons."""
VALUES_AN_ATTRIBUTE = 40
YEAR_DAYS = 365
SHARE = 180
"""Requests in an hour, of which any may be the copy's."""
LOST_AT_AN_END = 8
"""Requests that left right before their process ended: nothing on the disk can say that they did."""
WINDOW_DAYS = 31
RESTED_DAYS = 4
"""Today and yesterday are no part of the copy, and the computer's clock may be a day behind."""


class Past:
    """The past of one account."""

    def __init__(self, exist: Exist, user: str, random: Random, years: int) -> None:
        self.windows = years * YEAR_DAYS // WINDOW_DAYS + 1
        self._exist = exist
        self._user = user
        self._random = random
        self._days = range(FIRST_OLD_DAY, years * YEAR_DAYS)
        self._flying: list[tuple[Life, Request]] = []
        self._lives: set[Life] = set()
        account = exist.accounts[user]
        for one in (Attribute("tea", "custom", WHOLE), Attribute("naps", "custom", WHOLE, active=False)):
            account.attributes[one.name] = one
        for name in list(account.attributes):
            for _ in range(VALUES_AN_ATTRIBUTE):
                self._put(name)
        first = min(day for _, day in account.values)
        self._days = range(FIRST_OLD_DAY, (exist.today(user) - date.fromisoformat(first)).days + 1)

    def change(self) -> str:
        """Somebody edits a day of long ago, or makes it empty; or an attribute is put away or taken up again."""
        account = self._exist.accounts[self._user]
        if self._random.random() < 0.2:
            one = account.attributes[self._random.choice(("tea", "naps"))]
            one.active = not one.active
            return f"{one.name} is {'active' if one.active else 'inactive'}"
        name = self._random.choice(list(account.attributes))
        old = [day for of, day in account.values if of == name and date.fromisoformat(day) <= self._ago(FIRST_OLD_DAY)]
        if old and self._random.random() < 0.5:
            day = self._random.choice(old)
            self._exist.put(self._user, name, day, None)
            return f"{name} {day} is empty"
        return self._put(name)

    def _put(self, name: str) -> str:
        day = self._ago(self._random.choice(self._days)).isoformat()
        value = self._value(self._exist.accounts[self._user].attributes[name].value_type)
        self._exist.put(self._user, name, day, value)
        return f"{name} {day} is {value!r}"

    def _ago(self, days: int) -> date:
        return self._exist.today(self._user) - timedelta(days=days)

    def _value(self, value_type: int) -> int | float | str:
        match value_type:
            case _ if value_type == TEXT:
                return f"long ago ☕\r\n{self._random.randrange(1000)}"
            case _ if value_type == DECIMAL:
                return self._random.randrange(600, 800) / 10
            case _ if value_type == BOOLEAN:
                return self._random.randrange(2)
            case _ if value_type == SCALE:
                return self._random.randint(1, 9)
        return self._random.randrange(500)

    def leaving(self, life: Life, request: Request, in_the_hour: int) -> str | None:
        """A request leaves, with which there are so many in the hour. Returns what is wrong with that, if anything."""
        self._lives.add(life)
        if not self._is_of_the_copy(request):
            return None
        self._flying = [(whose, other) for whose, other in self._flying if whose.alive and not other.is_over]
        others = len(self._flying)
        self._flying.append((life, request))
        if others:
            return f"the copy has {others + 1} requests on their way"
        ended = sum(not one.alive for one in self._lives)
        too_many = in_the_hour > SHARE + ended * LOST_AT_AN_END
        return f"{in_the_hour} requests in an hour, the last one of them the copy's" if too_many else None

    def _is_of_the_copy(self, request: Request) -> bool:
        if request.operation not in (Operation.VALUES, Operation.SINGLE):
            return False
        last = request.query.get("date_max")
        return request.query.get("limit") == "1" or (last is not None and last < self._ago(FIRST_OLD_DAY).isoformat())

    def differences(self, disk: Disk) -> list[str]:
        """Where the computer has something else than the service, or does not know what is there."""
        here = {
            (row["name"], date.fromordinal(row["day"]).isoformat()): row["value"]
            for row in disk.rows(
                "SELECT name, day, value FROM history JOIN series ON series.id = history.series "
                "JOIN account ON account.id = series.account WHERE username = ?",
                (self._user,),
            )
        }
        there = {key: kept[-1][1] for key, kept in self._exist.accounts[self._user].values.items()}
        found = [
            f"{name} {day} is {_shown(there, name, day)} there and {_shown(here, name, day)} here"
            for name, day in sorted(here.keys() | there.keys())
            if not _same(here.get((name, day)), there.get((name, day)))
        ]
        return found or self._unread(disk)

    def _unread(self, disk: Disk) -> list[str]:
        """The attributes of which days between their first value and the day before yesterday were not read."""
        latest = self._ago(RESTED_DAYS).toordinal()
        read: dict[str, set[int]] = {}
        for row in disk.rows("SELECT name, window, days FROM covered JOIN series ON series.id = covered.series"):
            begins = row["window"] * WINDOW_DAYS
            bits = range(WINDOW_DAYS)
            read.setdefault(row["name"], set()).update(begins + bit for bit in bits if row["days"] >> bit & 1)
        found = []
        for name in self._exist.accounts[self._user].attributes:
            missing = set(range(self._first_day(name), latest + 1)) - read.get(name, set())
            if missing:
                found.append(f"{name}: {len(missing)} days not read, the first is {date.fromordinal(min(missing))}")
        return found

    def _first_day(self, name: str) -> int:
        values = self._exist.accounts[self._user].values.items()
        days = [day for (of, day), kept in values if of == name and kept[-1][1] is not None]
        return date.fromisoformat(min(days)).toordinal() if days else date.max.toordinal()


def _shown(values: Mapping[tuple[str, str], Any], name: str, day: str) -> str:
    return repr(values.get((name, day)))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one_form(one) == one_form(other)
    return bool(one == other)
