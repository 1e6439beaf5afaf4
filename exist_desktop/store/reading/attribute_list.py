"""All attributes of the account with who fills them, who else could, and what is wanted of that; and the templates.

Each reading is one visit to the database's thread, and takes a few milliseconds for hundreds of attributes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.arranging.arrangement import Shelf, in_own_order
from exist_desktop.domain.attributes import Attribute, Owner, Service, Template
from exist_desktop.domain.commands import Key
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.last_days import LastDays, days_until
from exist_desktop.domain.ownership.record import OwnerChange, Successor, Why, successor
from exist_desktop.domain.ownership.rules import asked_first
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.values import NotRead, Value
from exist_desktop.store import catalogue, history
from exist_desktop.store.arranging.arrangement import read_arrangement
from exist_desktop.store.outbox import creations
from exist_desktop.store.ownership import entries, record
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction

_LAST = (
    "SELECT series.name, last.day, last.value FROM attribute "
    "JOIN series ON series.account = attribute.account AND series.name = attribute.name "
    "JOIN history AS last ON last.series = series.id AND last.day = (SELECT day FROM history "
    "WHERE series = series.id AND (attribute.value_type <> 7 OR value <> 0) ORDER BY day DESC LIMIT 1) "
    "WHERE attribute.account = ?"
)
"""The newest value of each attribute; a tag that is off is none."""


class LastValue(Struct, frozen=True):
    """The newest value that Exist has, and its day."""

    day: date
    value: Value


class AttributeRow(Struct, frozen=True):
    """An attribute with everything that is known about its owner.

    `available` are the other services that can fill it, None if Exist has not said. `since` is the change by which this
    client became its owner, if that was seen here; `wish` is what is wanted of its owner and not in Exist yet. `to` is
    who gets it when it is given back. `unsent` counts its entries that are not in Exist, `undecided` those of them that
    need the person. `asked` is why the person is asked before it is taken over, None if that is not needed. `shelf` is
    whether it is a favourite or hidden on Today. `main_tag` is the label of the tag with which it is shown as one.
    """

    attribute: Attribute
    available: tuple[Service, ...] | None
    to: Successor
    last: LastValue | None = None
    since: OwnerChange | None = None
    wish: OwnerEntry | None = None
    unsent: int = 0
    undecided: int = 0
    asked: Reason | None = None
    shelf: Shelf | None = None
    main_tag: str = ""

    @property
    def went_inactive(self) -> bool:
        """Whether it is mood or its note, was given back, and is filled by nobody since: it is offered again."""
        return (
            self.to.delicate
            and not self.attribute.active
            and self.asked is Reason.GIVEN_BACK
            and (self.wish is None or self.wish.kind is not OwnerKind.TAKE_OVER)
        )

    @property
    def ours(self) -> bool:
        """Whether this client fills it."""
        return self.attribute.owner is Owner.THIS_CLIENT

    @property
    def stays_ours(self) -> bool:
        """Whether this client fills it and nothing else is wanted: there is nothing to be taken over."""
        return self.ours and self.wish is None

    @property
    def is_only_wanted(self) -> bool:
        """Whether a take-over of it waits and has not left: there is nothing to be given back yet."""
        return self.wish is not None and self.wish.kind is OwnerKind.TAKE_OVER and not self.wish.in_flight


class TemplateRow(Struct, frozen=True):
    """A template, and the attribute of the account that was made from it, if there is one; it may be inactive."""

    template: Template
    here: Attribute | None


class Handover(Struct, frozen=True):
    """The last value before this client took an attribute over, and its own first one after it."""

    before: LastValue | None
    after: LastValue | None


class OwnerViews:
    """What the Attributes page and the command line read, for the account in use; empty if nobody has signed in."""

    def __init__(self, store: Store, current: AccountInUse) -> None:
        self._store = store
        self._current = current

    async def attributes(self) -> tuple[AttributeRow, ...]:
        """Returns all attributes in the person's order, then those that are yet to be created."""
        account = self._current.account
        return () if account is None else await self._store.read(account, read_attributes)

    async def templates(self, text: str = "") -> tuple[TemplateRow, ...]:
        """Returns the templates whose name, label or group contains the text, as far as they were read."""
        account = self._current.account
        return () if account is None else await self._store.read(account, lambda tx: read_templates(tx, text))

    async def changes(self, attribute: str | None = None) -> tuple[OwnerChange, ...]:
        """Returns who filled an attribute, or all of them: a row for each change, the newest first."""
        account = self._current.account
        return () if account is None else await self._store.read(account, lambda tx: record.changes(tx, attribute))

    async def went_inactive(self) -> tuple[Attribute, ...]:
        """Returns mood and its note where they were given back and nobody fills them since."""
        return tuple(row.attribute for row in await self.attributes() if row.went_inactive)

    async def losses(self) -> tuple[OwnerChange, ...]:
        """Returns attributes that were lost to others, if that was not shown to the person yet."""
        account = self._current.account
        return () if account is None else await self._store.read(account, record.lost)

    async def last_days(self, attributes: Sequence[str], last: date) -> Mapping[str, LastDays]:
        """Returns what is known of the last days of attributes, by name."""
        account = self._current.account
        if account is None:
            return {}
        return await self._store.read(account, lambda tx: {one: read_last_days(tx, one, last) for one in attributes})

    async def handover(self, attribute: str) -> Handover | None:
        """Returns the values around the last take-over, or None if it was not taken over here."""
        account = self._current.account
        return None if account is None else await self._store.read(account, lambda tx: read_handover(tx, attribute))


def read_attributes(tx: Transaction) -> tuple[AttributeRow, ...]:
    """Returns all attributes with their owners, group by group, in the person's order."""
    found, arrangement = catalogue.attributes(tx), read_arrangement(tx)
    ours = frozenset(one.service.name for one in found.values() if one.owned and one.service)
    available, since = catalogue.available(tx), record.since_ours(tx)
    wishes = {one.attribute: one for one in reversed(entries.every_open(tx))}
    last = {
        row["name"]: LastValue(date.fromordinal(row["day"]), row["value"])
        for row in tx.execute(_LAST, (tx.account.id,))
    }
    unsent, known = entries.all_unsent(tx), catalogue.ownerships(tx)
    rows = [
        replace(
            _row(one, available.get(one.name), ours, _last_of(one, last), since.get(one.name), wishes, unsent),
            asked=asked_first(one, known[one.name]),
            shelf=arrangement.shelf(one),
            main_tag=found[one.part_of].label if one.part_of else "",
        )
        for _, members in in_own_order(found.values(), arrangement)
        for one in members
    ]
    new = [pending.attribute for pending in creations.wanted(tx).values()]
    return (*rows, *(_row(one, None, ours, None, None, wishes, unsent) for one in new))


def _last_of(attribute: Attribute, last: Mapping[str, LastValue]) -> LastValue | None:
    """Returns the newest value, also of tags that are shown as one with it."""
    found = [last[name] for name in attribute.series_names if name in last]
    return max(found, key=_day, default=None)


def _day(last: LastValue) -> date:
    return last.day


def _row(
    attribute: Attribute,
    available: Sequence[Service] | None,
    ours: frozenset[str],
    last: LastValue | None,
    since: OwnerChange | None,
    wishes: dict[str, OwnerEntry],
    unsent: dict[str, tuple[int, int]],
) -> AttributeRow:
    others = None if available is None else tuple(one for one in available if one.name not in ours)
    waiting, undecided = unsent.get(attribute.name, (0, 0))
    return AttributeRow(
        attribute=attribute,
        available=others,
        to=successor(attribute, available, ours),
        last=last,
        since=since if attribute.owned else None,
        wish=wishes.get(attribute.name),
        unsent=waiting,
        undecided=undecided,
    )


def read_last_days(tx: Transaction, attribute: str, last: date) -> LastDays:
    """Returns what is known of an attribute's last days."""
    found = [(day, history.reading(tx, Key(attribute, day))) for day in days_until(last)]
    unread = any(isinstance(reading.value, NotRead) for _, reading in found)
    oldest = None if unread else min(reading.at for _, reading in found)
    return LastDays(tuple((day, reading.value) for day, reading in found), oldest)


def read_templates(tx: Transaction, text: str = "") -> tuple[TemplateRow, ...]:
    """Returns the templates that contain the text, with what the account has of them."""
    wanted = key(text)
    there = {one.template or one.name: one for one in catalogue.attributes(tx).values()}
    found = [
        TemplateRow(one, there.get(one.name))
        for one in catalogue.templates(tx).values()
        if any(wanted in key(word) for word in (one.name, one.label, one.group.label))
    ]
    return tuple(sorted(found, key=_place))


def _place(row: TemplateRow) -> tuple[int, str, int, str]:
    template = row.template
    return template.group.priority, template.group.name, template.priority, template.label


def read_handover(tx: Transaction, attribute: str) -> Handover | None:
    """Returns the last value that others entered before the take-over, and the first own one after it."""
    taken = next((one for one in record.changes(tx, attribute) if one.why is Why.TAKEN_OVER), None)
    if taken is None:
        return None
    own = tx.execute(
        "SELECT day, total FROM op WHERE account = ? AND attribute = ? AND state = 'done' AND settled_at >= ? "
        "AND total IS NOT NULL ORDER BY settled_at LIMIT 1",
        (tx.account.id, attribute, taken.at),
    ).fetchone()
    first = date.max if own is None else date.fromisoformat(own["day"])
    foreign = tx.execute(
        "SELECT day, value FROM history JOIN series ON series.id = history.series WHERE account = ? AND name = ? "
        "AND day < ? ORDER BY day DESC LIMIT 1",
        (tx.account.id, attribute, first.toordinal()),
    ).fetchone()
    return Handover(
        None if foreign is None else LastValue(date.fromordinal(foreign["day"]), foreign["value"]),
        None if own is None else LastValue(first, own["total"]),
    )
