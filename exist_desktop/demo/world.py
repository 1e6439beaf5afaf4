"""The world behind the API: the accounts with their attributes and values, who owns what, and what was written."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import structs

from exist_desktop.demo.filling import A_MINUTE, Filling
from exist_desktop.demo.people.account import Account
from exist_desktop.demo.people.catalogue import MANUAL_SERVICES, SERVICES, Value
from exist_desktop.demo.people.correlations import Correlations
from exist_desktop.demo.people.insights import Insights
from exist_desktop.demo.people.neighbours import Habit, Neighbours
from exist_desktop.demo.people.people import PEOPLE, Attribute, Person
from exist_desktop.demo.server.faults import Faults
from exist_desktop.demo.server.records import LoggedRequest, RateLimit, Write
from exist_desktop.demo.server.tokens import YEAR, TokenOffice

DEFAULT_SEED = 7
HOURLY_LIMIT = 300


class World:
    """Everything that the server knows. Other threads must hold `lock` to read or change it.

    `manual_stays` is whether the next owner keeps what an attribute's `manual` was, and `manual_of_ours_stays` whether
    acquiring what the client owns already leaves it as it is: the service's documents say neither. With `filling`,
    services send new totals of what is theirs by the clock.
    """

    def __init__(
        self,
        seed: int = DEFAULT_SEED,
        clock: Callable[[], float] = time.time,
        hourly_limit: int = HOURLY_LIMIT,
        people: Mapping[str, Person] = PEOPLE,
        key: str = "",
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.people = people
        self.lock = threading.RLock()
        self.tokens = TokenOffice(seed, key)
        self.faults = Faults()
        self.neighbours = Neighbours()
        self.filling: Filling | None = None
        self.latency = 0.0
        self.manual_stays = False
        self.manual_of_ours_stays = False
        self.limit = RateLimit(hourly_limit)
        self.requests: list[LoggedRequest] = []
        self._writes: list[Write] = []
        self.accounts = {name: Account(seed, person, self.today(name)) for name, person in people.items()}
        self.correlations = {name: Correlations(account) for name, account in self.accounts.items()}
        self.insights = {name: Insights(account) for name, account in self.accounts.items()}
        for name in people:
            self.tokens.add_developer_token(name, clock() + YEAR)

    def now(self, user: str) -> datetime:
        """Returns the time in the user's zone."""
        return datetime.fromtimestamp(self.clock(), ZoneInfo(self.people[user].timezone))

    def today(self, user: str) -> date:
        """Returns the user's day, which is also the day of a write without a date."""
        return self.now(user).date()

    def attribute(self, user: str, name: str) -> Attribute:
        """Returns the attribute of that name. Raises `KeyError` if the user has none."""
        return self.accounts[user].attributes[name]

    def value(self, user: str, name: str, on: date) -> Value:
        """Returns the value of the user's day."""
        with self.lock:
            return self.accounts[user].value(name, on)

    def write(self, op: str, user: str, name: str, on: date, value: Value, total: Value, by: str) -> None:
        """Applies one write and records it."""
        with self.lock:
            at = self.clock()
            self.accounts[user].write(name, on, total, at)
            self._writes.append(Write(op, user, name, on.isoformat(), value, total, by, at))

    def writes(self, user: str | None = None, attribute: str | None = None, on: date | None = None) -> list[Write]:
        """Returns the applied writes, oldest first: all, or those of one user, attribute or day."""
        day = None if on is None else on.isoformat()
        with self.lock:
            return [
                write
                for write in self._writes
                if user in {None, write.user} and attribute in {None, write.attribute} and day in {None, write.date}
            ]

    def edit(self, user: str, name: str, on: date, value: Value, by: str = "exist_for_android") -> None:
        """Writes as one of the service's own applications, which need no ownership."""
        self.attribute(user, name)
        self.write("edit", user, name, on, value, value, by)

    def set_owner(self, user: str, name: str, service: str | None) -> None:
        """Makes a service, or nobody, the owner of an attribute, as people do on the service's pages."""
        with self.lock:
            attribute = self.attribute(user, name)
            attribute.owner = service
            if service is not None:
                attribute.active = True
                if service not in attribute.providers:
                    attribute.providers.append(service)

    def rouse_neighbours(self, call: str, *, answered: bool) -> None:
        """Makes the other services do what they do when such a request has arrived, or was answered."""
        with self.lock:
            if not answered:
                self._fill()
            for habit in self.neighbours.roused(call, answered=answered):
                self.act(habit)

    def _fill(self) -> None:
        """Lets services send what has come together since they did so last."""
        if self.filling is None:
            return
        for user, account in self.accounts.items():
            now, today = self.now(user), self.today(user)
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
            for attribute in [one for name, one in account.attributes.items() if name in A_MINUTE]:
                held = account.value(attribute.name, today)
                total = self.filling.total(user, attribute, held, now.timestamp(), midnight)
                if total is not None:
                    assert attribute.owner is not None
                    self.edit(user, attribute.name, today, total, attribute.owner)

    def act(self, habit: Habit) -> None:
        """Does what the habit of another service says."""
        on = self.today(habit.user) if habit.date is None else habit.date
        with self.lock:
            if habit.takes:
                self.set_owner(habit.user, habit.attribute, habit.service)
            stopped = habit.fills and self.attribute(habit.user, habit.attribute).owner != habit.service
            if habit.writes and not stopped:
                total = habit.total(self.value(habit.user, habit.attribute, on))
                self.edit(habit.user, habit.attribute, on, total, habit.service)

    def release(self, attribute: Attribute) -> None:
        """Passes an attribute on to another service that can fill it; without one it becomes inactive."""
        attribute.providers = [name for name in attribute.providers if name != attribute.owner]
        attribute.owner = attribute.providers[0] if attribute.providers else None
        if attribute.owner is None:
            attribute.active = False
        elif not self.manual_stays:
            attribute.manual = attribute.owner in MANUAL_SERVICES

    def service_label(self, service: str) -> str:
        """Returns the service's label."""
        client = self.tokens.client
        return client.label if service == client.service else SERVICES.get(service, service)

    def snapshot(self) -> dict[str, Any]:
        """Returns everything needed to go on after a restart, as values that JSON can express."""
        with self.lock:
            return {
                "seed": self.seed,
                "accounts": {name: account.snapshot() for name, account in self.accounts.items()},
                "tokens": self.tokens.snapshot(),
                "writes": [structs.asdict(write) for write in self._writes],
                "requests": [asdict(request) for request in self.requests],
            }

    def restore(self, saved: dict[str, Any]) -> None:
        """Restores a snapshot."""
        for name, account in self.accounts.items():
            account.restore(self.seed, saved["accounts"][name])
        self.tokens.restore(saved["tokens"])
        self._writes = [Write(**write) for write in saved["writes"]]
        self.requests = [LoggedRequest(**request) for request in saved["requests"]]
