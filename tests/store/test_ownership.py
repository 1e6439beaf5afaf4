"""An attribute has one owner: entries on another service's are held, and leave only with the person's consent."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.op_outcome import Arrived
from exist_desktop.domain.outbox.ops import EntryState, OpState, Outcome, Reason
from exist_desktop.domain.ownership.rules import Ownership
from exist_desktop.store import catalogue
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import consent, decisions
from exist_desktop.store.ownership import owners
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import ATTRIBUTES, FITBIT, FOOD, NOW, Notebook, add, put, with_notebook

STEPS = next(attribute for attribute in ATTRIBUTES if attribute.name == "steps")
COFFEES = next(attribute for attribute in ATTRIBUTES if attribute.name == "coffees")


async def _consents(book: Notebook, name: str) -> bool:
    return await book.store.read(book.account, lambda tx: consent.has_consent(tx, name))


@with_notebook
async def test_an_entry_on_another_services_attribute_is_saved_and_held(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(9000, "steps"))
    assert (entry.state, entry.reason, entry.detail) == (EntryState.HELD, Reason.OWNER, "Fitbit")
    assert await book.shown("steps") == 9000


@with_notebook
async def test_one_that_was_this_clients_is_held_as_lost(book: Notebook) -> None:
    def move(connection: Connection) -> None:
        moved = Attribute("coffees", "Coffees", FOOD, COFFEES.value_type, "coffees", manual=True, service=FITBIT)
        catalogue.put_some(Transaction(connection, book.account), [moved], owned=[])

    await book.store.database.write(move)
    (entry,) = await book.journal.save(add(1))
    assert (entry.state, entry.reason) == (EntryState.HELD, Reason.OWNER_LOST)


@with_notebook
async def test_consent_frees_what_is_held_for_it_and_what_comes_next(book: Notebook) -> None:
    (first,) = await book.journal.save(put(9000, "steps"))
    await book.journal.take_over("steps")
    assert await book.state(first) == (EntryState.WAITING, None)
    (second,) = await book.journal.save(add(500, "steps"))
    assert second.state is EntryState.WAITING
    (op,) = await book.unfinished()
    assert (op.state, op.command) == (OpState.PENDING, put(9500, "steps"))


@with_notebook
async def test_consent_for_one_attribute_is_none_for_another(book: Notebook) -> None:
    await book.journal.take_over("coffees")
    (entry,) = await book.journal.save(put(9000, "steps"))
    assert entry.state is EntryState.HELD


@with_notebook
async def test_consent_is_used_up_by_taking_over(book: Notebook) -> None:
    await book.journal.save(put(9000, "steps"))
    await book.journal.take_over("steps")
    assert await _consents(book, "steps")
    await book.store.write(book.account, lambda tx: owners.acquired(tx, "steps", None, NOW))
    assert not await _consents(book, "steps")


@with_notebook
async def test_consent_that_was_not_needed_is_used_up_by_the_entry(book: Notebook) -> None:
    await book.journal.take_over("coffees")
    await book.journal.save(put(3))
    op = await book.begin()
    await book.settle(Arrived(op.id, Outcome.ANSWERED, 3))
    assert not await _consents(book, "coffees")


@with_notebook
async def test_consent_goes_with_the_last_entry_that_is_withdrawn(book: Notebook) -> None:
    (entry,) = await book.journal.save(put(9000, "steps"))
    await book.journal.take_over("steps")
    await book.journal.undo(entry.id)
    assert not await _consents(book, "steps")


@with_notebook
async def test_a_denied_write_and_its_repair_are_remembered(book: Notebook) -> None:
    await book.store.write(book.account, lambda tx: owners.denied(tx, "coffees", NOW))
    known = await book.store.read(book.account, catalogue.ownerships)
    assert known["coffees"] == Ownership(was_owned=True, denied_at=NOW)
    await book.store.write(book.account, lambda tx: owners.acquired(tx, "coffees", None, NOW + 5))
    known = await book.store.read(book.account, catalogue.ownerships)
    assert known["coffees"] == Ownership(was_owned=True, reacquired_at=NOW + 5)


@with_notebook
async def test_what_was_held_for_the_sign_in_waits_again_after_it(book: Notebook) -> None:
    (held,) = await book.journal.save(put(9000, "steps"))
    (op,) = await book.unfinished()
    await book.store.database.write(
        lambda connection: decisions.release_held(
            Transaction(connection, book.account), [Reason.SCOPE, Reason.CANNOT_READ]
        )
    )
    assert await book.state(held) == (EntryState.HELD, Reason.OWNER)
    await book.store.write(book.account, lambda tx: decisions.release_held(tx, [Reason.OWNER]))
    assert await book.state(held) == (EntryState.WAITING, None)
    assert op.command == put(9000, "steps")
