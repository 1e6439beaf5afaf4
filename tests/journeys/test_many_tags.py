"""An account of four thousand tags, read from the demo server: it opens as any other one does. Counted, not timed."""

from __future__ import annotations

import sqlite3

from PySide6.QtWidgets import QWidget

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.people import Attribute
from exist_desktop.store.reading.views import read_day
from exist_desktop.store.transaction import Transaction
from tests.journeys.conftest import Enter
from tests.journeys.room import Premises
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = quiet

MANY = 4_000
STATEMENTS_AT_MOST = 40
WIDGETS_AT_MOST = 1_000


def _tag(number: int) -> Attribute:
    return Attribute(f"tag_{number:04}", f"Tag {number}", "custom", None, ValueType.BOOLEAN, 1, manual=True)


async def test_thousands_of_tags_open_without_a_wait(enter: Enter, premises: Premises) -> None:
    tags = [_tag(number) for number in range(MANY)]
    premises.demo.world.accounts[USER].attributes |= {tag.name: tag for tag in tags}
    async with enter() as room:
        assert len(room.application.window.findChildren(QWidget)) < WIDGETS_AT_MOST
        assert any(name.startswith("Show 3,9") and name.endswith(" more tags") for name in room.names())
        account, statements = room.engine.account, list[str]()
        assert account is not None

        def read(connection: sqlite3.Connection) -> int:
            connection.set_trace_callback(statements.append)
            try:
                return len(read_day(Transaction(connection, account), room.day).tags)
            finally:
                connection.set_trace_callback(None)

        assert await room.engine.store.database.read(read) >= MANY
        assert len(statements) < STATEMENTS_AT_MOST
        await room.press(next(name for name in room.names() if name.endswith(" more tags")))
        assert "Tag 150" in room.names()
