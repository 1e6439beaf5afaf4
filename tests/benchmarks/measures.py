"""An account that tracks a hundred things: the same one in a store that is filled by hand and on the demo server."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exist_desktop.demo.people import catalogue as service
from exist_desktop.demo.people import people
from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import catalogue, history, meta
from exist_desktop.store.file.database import Connection
from exist_desktop.store.transaction import Transaction
from tests.daylight import people_by_day
from tests.demo_server import DemoServer

USER = "josh"
HUNDRED = 100
LINE = 250
"""Bytes that an entry takes in the second copy, about."""
YEAR = 365
GROUPS = tuple(Group(group.name, group.label, group.priority) for group in service.GROUPS.values())
TYPES = (
    *(ValueType.QUANTITY, ValueType.DECIMAL, ValueType.DURATION, ValueType.QUANTITY, ValueType.PERCENTAGE),
    *(ValueType.TIME_OF_DAY, ValueType.QUANTITY, ValueType.DURATION, ValueType.SCALE, ValueType.BOOLEAN),
)


def attributes(count: int) -> list[Attribute]:
    """The attributes, all owned by this client, so that entries on them leave at once."""
    return [_attribute(number, GROUPS[number * len(GROUPS) // count]) for number in range(count)]


def _attribute(number: int, group: Group) -> Attribute:
    kind = TYPES[number % len(TYPES)]
    return Attribute(f"measure_{number}", f"Measure {number}", group, kind, manual=True, owned=True, position=number)


def value(attribute: Attribute, day: date) -> Value:
    """What the attribute holds on a day: any value that its type allows, another one every day."""
    turn = attribute.position * 7 + day.toordinal()
    match attribute.value_type:
        case ValueType.DECIMAL:
            return turn % 400 / 4
        case ValueType.PERCENTAGE:
            return turn % 100 / 100
        case ValueType.BOOLEAN:
            return turn % 2
        case ValueType.SCALE:
            return turn % 9 + 1
        case _:
            return turn % 1000


def days(count: int) -> list[date]:
    """The last days, newest first."""
    today = datetime.now(UTC).date()
    return [today - timedelta(days=number) for number in range(count)]


async def fill(folder: Path, server: str, token: str, *, history: int = YEAR, since_reading: float = 0.0) -> int:
    """Makes a data folder that knows the token, with a hundred attributes; gives the number of readings in it.

    The last reading of everything was `since_reading` seconds ago.
    """
    engine = Engine(Setup(server, folder, token=token))
    await engine.open()
    try:
        await engine.connect()
        account = engine.account
        assert account is not None
        read_at = engine.clock.wall() - since_reading
        await engine.store.database.write(lambda connection: _put(connection, account, history, read_at))
    finally:
        await engine.close()
    return HUNDRED * history


def _put(connection: Connection, account: Account, length: int, read_at: float) -> None:
    tracked = attributes(HUNDRED)
    catalogue.put_attributes(Transaction(connection, account), tracked, [attribute.name for attribute in tracked])
    for attribute in tracked:
        readings = {day: value(attribute, day) for day in days(length)}
        history.put(Transaction(connection, account), attribute.name, readings, read_at)
    meta.put(Transaction(connection, account), meta.LAST_SYNC, str(read_at))


@contextmanager
def serving(count: int) -> Iterator[DemoServer]:
    """A demo server whose user tracks these attributes and nothing else."""
    with DemoServer(hourly_limit=100_000, people=people_by_day()) as server:
        tracked = attributes(count)
        mine = {attribute.name: _on_server(attribute, server.service) for attribute in tracked}
        server.world.accounts[USER].attributes = mine  # before the first request, so that no other thread looks on
        for attribute in tracked:
            for day in days(31):
                server.edit(USER, attribute.name, day, value(attribute, day))
        yield server


def _on_server(attribute: Attribute, owner: str) -> people.Attribute:
    kind = service.ValueType(attribute.value_type)
    return people.Attribute(
        attribute.name,
        attribute.label,
        attribute.group.name,
        None,
        kind,
        1,
        manual=True,
        owner=owner,
        providers=[owner],
    )


def main() -> None:
    """Serves until the standard input ends; the first line printed tells where."""
    with serving(HUNDRED) as server:
        print(json.dumps({"server": server.base_url, "token": server.token(USER)}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
