"""Questions that follow each other read the days once, and always say what is true by then."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from exist_desktop.domain.commands import SetValue
from exist_desktop.domain.relations.family import Findings
from exist_desktop.domain.value_types import EmptyDay
from exist_desktop.relations import OwnRelations
from exist_desktop.settings import Preferences
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import LONG_AGO, TODAY, Notebook, key, with_notebook

DAYS = 90


class Asked:
    """A person who asks what goes with mood."""

    def __init__(self, book: Notebook) -> None:
        self._book = book
        self.preferences = Preferences(book.path.parent)
        self._relations = OwnRelations(book.store, self.preferences, book)
        self.today = TODAY.toordinal()

    async def ask(self) -> tuple[Findings, bool]:
        """The answer, and whether days were read for it."""
        statements = list[str]()
        await self._book.store.database.read(lambda c: c.set_trace_callback(statements.append))
        found = await self._relations.of_attribute("mood", self.today, (0,))
        await self._book.store.database.read(lambda c: c.set_trace_callback(None))
        return found, any("FROM history" in statement for statement in statements)


@with_notebook
async def test_the_days_are_read_once_until_something_changes(book: Notebook) -> None:
    draw = Random(1)

    def write(tx: Transaction) -> None:
        for name in ("mood", "coffees", "weight"):
            days = {TODAY - timedelta(days=ago): draw.randrange(1, 9) for ago in range(1, DAYS)}
            history.put(tx, name, days, LONG_AGO)

    await book.store.write(book.account, write, Change(days=None))
    asked = Asked(book)
    first, was_read = await asked.ask()
    assert was_read
    assert first.days == DAYS - 1
    assert await asked.ask() == (first, False)
    await book.journal.save(SetValue(key("mood", TODAY - timedelta(days=DAYS)), 5))
    second, was_read = await asked.ask()
    assert was_read, "after an entry"
    assert second.days == DAYS
    book.store.publish(Change(outbox=True))
    assert await asked.ask() == (second, False), "what was sent was entered before"
    asked.preferences.change(empty_days={"coffees": EmptyDay.NOTHING.value})
    assert (await asked.ask())[1], "after another choice of what an empty day means"
    asked.today += 1
    third, was_read = await asked.ask()
    assert was_read, "after midnight"
    assert third.days == DAYS
