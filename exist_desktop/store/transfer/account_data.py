"""What an export reads of an account: its values as Exist said them, and as they are shown with what waits over them.

Days are read in parts, so that ten years take no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.account import Profile
from exist_desktop.domain.attributes import Attribute, in_order
from exist_desktop.domain.outbox.ops import Op, OpState
from exist_desktop.domain.projection import project
from exist_desktop.domain.transfer.export import Period
from exist_desktop.domain.values import NOT_READ, Seen, Value, together
from exist_desktop.store import accounts, catalogue, history
from exist_desktop.store.outbox import ops, slots
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer.sections import Section, rows

DAYS_AT_ONCE = 31
_LEAST, _MOST = (
    f"SELECT {which}((SELECT {which}(day) FROM history WHERE series = series.id)) FROM series WHERE account = ?"
    for which in ("min", "max")
)
_UNSENT = (
    "SELECT entry.day, count(*) FROM op JOIN entry ON entry.op = op.id "
    f"WHERE op.account = ? AND {slots.UNFINISHED} AND undone_at IS NULL GROUP BY entry.day"
)
_SAID = """
WITH bit (number) AS (VALUES (0) UNION ALL SELECT number + 1 FROM bit WHERE number < 30),
    number_of (series) AS (SELECT id FROM series WHERE account = :account AND name = :name),
    known (day) AS (
        SELECT window * 31 + number FROM number_of JOIN covered USING (series) JOIN bit WHERE days >> number & 1
        UNION SELECT day FROM number_of JOIN fresh USING (series) WHERE read_at NOTNULL
    )
SELECT date(known.day + 1721424.5), value
FROM number_of JOIN known LEFT JOIN history ON history.series = number_of.series AND history.day = known.day
WHERE known.day BETWEEN :first AND :last ORDER BY known.day
"""


class ShownDay(Struct, frozen=True):
    """A day with what is shown of each attribute, in the order that was asked for."""

    day: date
    values: tuple[Seen, ...]


class AccountData:
    """Everything that is here of one account, at one moment."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._waiting = _waiting(tx)

    @property
    def username(self) -> str:
        """Whose data it is."""
        return self._tx.account.username

    def profile(self) -> Profile | None:
        """Returns the account's profile as last read."""
        return accounts.profile(self._tx)

    def attributes(self) -> list[Attribute]:
        """Returns the attributes as Exist has and orders them, with inactive ones."""
        return [one.by_itself for one in self._in_order()]

    def shown_attributes(self) -> list[Attribute]:
        """Returns the attributes by the names that the person sees; tags that are shown as one are one."""
        return [one for one in self._in_order() if not one.part_of]

    def _in_order(self) -> list[Attribute]:
        return [one for _, members in in_order(catalogue.attributes(self._tx).values()) for one in members]

    def unsent(self, period: Period) -> int:
        """Returns how many entries of a period are not in Exist yet."""
        days = self._tx.execute(_UNSENT, (self._tx.account.id,))
        return sum(count for day, count in days if date.fromisoformat(day) in period)

    def extent(self, period: Period) -> tuple[date, date] | None:
        """Returns the first and the last day of a period that have a value, or None if no day has one."""
        found = (self._tx.execute(query, (self._tx.account.id,)).fetchone()[0] for query in (_LEAST, _MOST))
        days = [date.fromordinal(day) for day in found if day is not None] + list(self._waiting)
        if not days:
            return None
        first, last = max(min(days), period.first or date.min), min(max(days), period.last or date.max)
        return (first, last) if first <= last else None

    def shown_days(self, attributes: Sequence[Attribute], first: date, last: date) -> Iterator[ShownDay]:
        """Yields each day from `first` to `last` as it is shown."""
        every = [replace(one, name=name) for one in attributes for name in one.series_names]
        days = self._days(every, first, last)
        if len(every) == len(attributes):
            yield from days
            return
        for shown in days:
            values = iter(shown.values)
            yield ShownDay(shown.day, tuple(_of_all(one, values) for one in attributes))

    def _days(self, attributes: Sequence[Attribute], first: date, last: date) -> Iterator[ShownDay]:
        for start in range(first.toordinal(), last.toordinal() + 1, DAYS_AT_ONCE):
            end = min(start + DAYS_AT_ONCE - 1, last.toordinal())
            known = history.between(self._tx, date.fromordinal(start), date.fromordinal(end))
            columns = [known.get(one.name, (NOT_READ,) * (end - start + 1)) for one in attributes]
            for number in range(start, end + 1):
                day = date.fromordinal(number)
                said = tuple(column[number - start] for column in columns)
                yield ShownDay(day, self._laid_over(attributes, day, said))

    def _laid_over(self, attributes: Sequence[Attribute], day: date, said: tuple[Seen, ...]) -> tuple[Seen, ...]:
        waiting = self._waiting.get(day)
        if waiting is None:
            return said
        return tuple(
            project(value, waiting[one.name], one.value_type).value if one.name in waiting else value
            for one, value in zip(attributes, said, strict=True)
        )

    def said(self, name: str, period: Period) -> Iterator[tuple[str, Value | None]]:
        """Yields what Exist has said of an attribute's days: ISO date and value, None where a day has none.

        A day that was not read is left out.
        """
        first = 1 if period.first is None else period.first.toordinal()
        last = date.max.toordinal() if period.last is None else period.last.toordinal()
        given = {"account": self._tx.account.id, "name": name, "first": first, "last": last}
        yield from self._tx.execute(_SAID, given)

    def rows(self, section: Section, period: Period) -> Iterator[tuple[object, ...]]:
        """Yields the rows of a section in its order."""
        return rows(self._tx, section, period)


def _of_all(attribute: Attribute, values: Iterator[Seen]) -> Seen:
    """Takes the next values, as many as are shown as one with the attribute's."""
    found = [next(values) for _ in attribute.series_names]
    return together(found) if len(found) > 1 else found[0]


def _waiting(tx: Transaction) -> Mapping[date, Mapping[str, Sequence[Op]]]:
    """Returns what is not in Exist yet, by day and attribute, in the order in which it is laid over Exist's values."""
    found: dict[date, dict[str, list[Op]]] = {}
    for op in sorted(ops.unfinished(tx), key=_place):
        found.setdefault(op.key.day, {}).setdefault(op.key.attribute, []).append(op)
    return found


def _place(op: Op) -> tuple[bool, int]:
    return op.state in (OpState.PENDING, OpState.HELD), op.id
