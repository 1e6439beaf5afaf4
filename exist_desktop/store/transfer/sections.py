"""What an export of everything has besides values: sections of rows, with the same columns in JSON and in SQLite.

The columns are the format that others read, and what an import of this program's own files expects: a name never
changes, a new column goes last. Instants are ISO 8601 in UTC, days ISO dates.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from exist_desktop.domain.transfer.export import Period
from exist_desktop.domain.value_types import TYPE_CODES
from exist_desktop.store import meta
from exist_desktop.store.transaction import Transaction

TEXT, INTEGER, REAL, ANY = "TEXT", "INTEGER", "REAL", ""


class Column(Struct, frozen=True):
    """A column: its name, its type in SQLite, and what it says, in English for whoever opens the file."""

    name: str
    kind: str
    says: str


class Section(Struct, frozen=True):
    """A part of the file: its key in JSON, its table in SQLite, its columns, and where its rows come from."""

    key: str
    table: str
    columns: tuple[Column, ...]
    query: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


ATTRIBUTE = Column("attribute", TEXT, "its name")
DATE = Column("date", TEXT, "ISO 8601")

ATTRIBUTES = Section(
    "attributes",
    "attribute",
    (
        Column("name", TEXT, "what Exist calls it"),
        Column("label", TEXT, "what people call it"),
        Column("group", TEXT, ""),
        Column("group_label", TEXT, ""),
        Column("group_priority", INTEGER, "groups are shown in this order"),
        Column("type", TEXT, "quantity decimal text duration time percentage time-from-midday yes-no scale"),
        Column("unit", TEXT, "of all its values; null if there is none"),
        Column("template", TEXT, "null for a custom one"),
        Column("owner", TEXT, "the service that fills it"),
        Column("owner_label", TEXT, ""),
        Column("ours", INTEGER, "1 if this program fills it"),
        Column("manual", INTEGER, "1 if people type it"),
        Column("active", INTEGER, ""),
        Column("priority", INTEGER, ""),
        Column("empty_day", TEXT, "what a day without a value means: nothing or zero"),
    ),
)
AVERAGES = Section(
    "averages",
    "average",
    (
        ATTRIBUTE,
        Column("date", TEXT, "when Exist computed it"),
        *(Column(day, REAL, "") for day in ("overall", "monday", "tuesday", "wednesday", "thursday", "friday")),
        *(Column(day, REAL, "") for day in ("saturday", "sunday")),
    ),
    "SELECT attribute, day, "
    + ", ".join(f"max(CASE weekday WHEN {weekday} THEN value END)" for weekday in (7, *range(7)))
    + " FROM past_average WHERE account = :account AND day BETWEEN :first AND :last GROUP BY attribute, day",
)
PAUSES = Section(
    "pauses",
    "pause",
    (
        Column("attribute", TEXT, "null is a pause of all attributes"),
        Column("first", TEXT, ""),
        Column("last", TEXT, "included; null is until further notice"),
    ),
    "SELECT attribute, first, last FROM pause WHERE account = :account ORDER BY first, attribute, last",
)
OWNER_CHANGES = Section(
    "owner_changes",
    "owner_change",
    (
        ATTRIBUTE,
        Column("at", TEXT, ""),
        Column("before", TEXT, "the service that filled it; null is nobody"),
        Column("before_label", TEXT, ""),
        Column("before_ours", INTEGER, ""),
        Column("after", TEXT, ""),
        Column("after_label", TEXT, ""),
        Column("after_ours", INTEGER, ""),
        Column("why", TEXT, ""),
        Column("manual", INTEGER, "before; null if that was not known"),
        Column("active", INTEGER, "before"),
    ),
    "SELECT attribute, {at}, before_name, before_label, before_ours, after_name, after_label, after_ours, why, manual, "
    "active FROM owner_change WHERE account = :account ORDER BY id",
)
INSIGHTS = Section(
    "insights",
    "insight",
    (
        Column("created", TEXT, "as Exist wrote it"),
        Column("kind", TEXT, ""),
        Column("text", TEXT, ""),
        DATE,
        Column("priority", INTEGER, "1 real time, 2 day, 3 week, 4 month"),
        Column("attribute", TEXT, ""),
    ),
    "SELECT created, kind, text, day, priority, attribute FROM insight WHERE account = :account "
    "AND day BETWEEN :first AND :last ORDER BY day, created, kind, text",
)
CORRELATIONS = Section(
    "correlations",
    "correlation",
    (
        Column("date", TEXT, "when Exist made it"),
        Column("attribute", TEXT, "of the earlier day"),
        Column("attribute2", TEXT, ""),
        Column("days_later", INTEGER, ""),
        Column("value", REAL, "-1 to 1"),
        Column("p", REAL, ""),
        Column("days", INTEGER, ""),
        Column("stars", INTEGER, ""),
        Column("sentence", TEXT, ""),
        Column("strength", TEXT, ""),
    ),
    "SELECT batch, attribute, attribute2, days_later, value, p, days, stars, sentence, strength FROM correlation "
    "WHERE account = :account AND batch BETWEEN :first AND :last ORDER BY batch, attribute, attribute2, days_later",
)
ENTRIES = Section(
    "entries",
    "entry",
    (
        Column("uid", TEXT, "it has this name in every copy"),
        ATTRIBUTE,
        DATE,
        Column("kind", TEXT, "set, add, append or take-out"),
        Column("value", ANY, "the total, the difference, or the words"),
        Column("clock", TEXT, "the time of day before appended words"),
        Column("at", TEXT, "when it was entered"),
        Column("zone", TEXT, "where"),
        Column("state", TEXT, "waiting sending checking held sent undone"),
        Column("reason", TEXT, "why it is held"),
        Column("settled_at", TEXT, "when it was sent or undone"),
        Column("total", ANY, "what Exist had then"),
    ),
    "SELECT uid, entry.attribute, entry.day, entry.kind, entry.value, clock, {at}, zone, "
    "CASE WHEN undone_at NOTNULL THEN 'undone' WHEN state = 'pending' THEN 'waiting' WHEN state = 'unknown' THEN "
    "'checking' WHEN state = 'doubt' THEN 'held' WHEN state = 'done' THEN 'sent' WHEN state = 'dropped' THEN 'undone' "
    "ELSE state END, iif(undone_at IS NULL, reason, NULL), {settled}, op.total "
    "FROM entry JOIN op ON op.id = entry.op WHERE entry.account = :account "
    "AND entry.day BETWEEN :first AND :last ORDER BY entry.id",
)
WISHES = Section(
    "wishes",
    "wish",
    (
        Column("attribute", TEXT, "its name; null if Exist does not have it yet"),
        Column("kind", TEXT, "take-over, give-back or create; not in Exist yet"),
        Column("at", TEXT, "when it was wanted"),
        Column("state", TEXT, "waiting sending checking held"),
        Column("reason", TEXT, "why it is held"),
        Column("label", TEXT, "of what is to be created"),
        Column("group", TEXT, ""),
        Column("type", TEXT, ""),
    ),
    "SELECT nullif(owner_entry.attribute, creation.name), kind, {at}, state, reason, label, group_name, "
    f"CASE value_type {' '.join(f'WHEN {int(kind)} THEN {code!r}' for kind, code in TYPE_CODES.items())} END "
    "FROM owner_entry LEFT JOIN creation "
    "ON creation.account = owner_entry.account AND creation.name = owner_entry.attribute "
    "WHERE owner_entry.account = :account AND state NOT IN ('sent', 'undone') ORDER BY owner_entry.id",
)
RELATION_CHOICES = Section(
    "relation_choices",
    "relation_choice",
    (ATTRIBUTE, Column("attribute2", TEXT, ""), Column("choice", TEXT, "kept or hidden")),
    "SELECT json_extract(pair.value, '$[0]'), json_extract(pair.value, '$[1]'), choice.column1 "
    "FROM (VALUES ('kept'), ('hidden')) AS choice, meta, json_each(meta.value, '$.' || choice.column1) AS pair "
    f"WHERE account = :account AND name = '{meta.RELATIONS_DECIDED}' AND json_valid(meta.value) ORDER BY 3, 1, 2",
)
SECTIONS = (AVERAGES, PAUSES, OWNER_CHANGES, INSIGHTS, CORRELATIONS, RELATION_CHOICES, WISHES, ENTRIES)
"""Those whose rows are read as they are; attributes and values are put together."""
VALUES = Section("values", "value", (ATTRIBUTE, DATE, Column("value", ANY, "null is a day that was read and has none")))

_EARLIEST, _LATEST = "0001-01-01", "9999-12-31"


def _instant(column: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%fZ', {column}, 'unixepoch')"


def rows(tx: Transaction, section: Section, period: Period) -> Iterator[tuple[object, ...]]:
    """Yields the rows of a section in its order."""
    query = section.query.replace("{at}", _instant("at"))
    query = query.replace("{settled}", _instant("ifnull(undone_at, settled_at)"))
    first, last = (day and day.isoformat() for day in (period.first, period.last))
    given = {"account": tx.account.id, "first": first or _EARLIEST, "last": last or _LATEST}
    for row in tx.execute(query, given):
        yield tuple(row)
