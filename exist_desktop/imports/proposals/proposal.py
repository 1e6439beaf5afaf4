"""Proposes a mapping: what was mapped before, what the kind of file is known for, and what is called the same here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.creation import LONGEST_LABEL
from exist_desktop.domain.ownership.rules import twin
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.typed_words import TypedWords
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import FileKind
from exist_desktop.domain.transfer.mapping import (
    ENGLISH,
    NOTHING,
    ColumnFacts,
    ColumnUse,
    Decimal,
    Existing,
    FileFacts,
    ImportMapping,
    New,
    Nothing,
    Target,
)
from exist_desktop.domain.value_types import MINUTES_PER_DAY, Form, ValueType
from exist_desktop.imports.foreign.rows import MOOD_COLUMN, NOTE_COLUMN
from exist_desktop.imports.proposals.cells import with_unit

_MOODS = (
    ("rad", "good", "meh", "bad", "awful"),
    ("super", "gut", "ok", "schlecht", "lausig"),
)
"""Daylio's five moods in the languages whose files are known, the best first."""
_STEPS = (5, 4, 3, 2, 1)
KNOWN_MOODS: Mapping[str, int] = {name: step for names in _MOODS for name, step in zip(names, _STEPS, strict=True)}
_BACKUP_SCALE = (5.0, 1.0)
_SCALES = ((1.0, 5.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_NOTES = frozenset(("notes", "journal", "diary", "comment", "comments"))
"""What a column of notes is called elsewhere."""
_IN_HOURS = frozenset(("sleep", "time_in_bed"))
"""What people write down in hours, and Exist has in minutes."""
_HOURS = (0.0, 24.0)
_WHOLE = re.compile(r"\d+", re.ASCII)


class Here(Struct, frozen=True):
    """What an account has, to map to: its attributes first, then those that it could have, by name.

    `words` and `decimal` are those of the person.
    """

    attributes: Mapping[str, Attribute]
    words: TypedWords
    decimal: Decimal = "."

    def called(self, name: str) -> Attribute | None:
        """Returns the attribute that a column is called after."""
        found = twin(name, self.attributes.values())
        if found is None and (meant := self.words.names.get(key(name))) is not None:
            found = self.attributes.get(meant)
        return None if found is None or found.value_type is ValueType.UNKNOWN else found

    def has(self, target: Target) -> bool:
        """Whether a target that was chosen before is still possible."""
        return not isinstance(target, Existing) or target.name in self.attributes


def propose(facts: FileFacts, here: Here, before: ImportMapping | None) -> ImportMapping:
    """Returns the mapping that is probably meant. Nothing is decided in it about differences."""
    columns = _each_once({column.name: _column(column, facts, here) for column in facts.columns})
    tags = {tag: _tag(tag, here) for tag in facts.tags}
    moods = {name: step for name in facts.moods if (step := KNOWN_MOODS.get(key(name))) is not None}
    proposed = ImportMapping(
        kind=facts.kind,
        date=facts.date,
        time=facts.time,
        order=facts.orders[0],
        decimal=facts.decimal or here.decimal,
        columns=columns,
        moods=moods,
        tags=tags,
        encoding=facts.guessed.encoding if facts.guessed else Encoding.WESTERN,
        language=next(iter(facts.languages), ENGLISH),
    )
    return proposed if before is None else _as_before(proposed, before, facts, here)


def _each_once(columns: Mapping[str, Target]) -> dict[str, Target]:
    """Returns the same without columns that go where one before them goes: a day has one value of an attribute."""
    found, taken = dict[str, Target](), set[str]()
    for name, target in columns.items():
        is_taken = isinstance(target, Existing) and target.name in taken
        found[name] = NOTHING if is_taken else target
        if isinstance(target, Existing):
            taken.add(target.name)
    return found


def _as_before(new: ImportMapping, before: ImportMapping, facts: FileFacts, here: Here) -> ImportMapping:
    """Returns what was mapped before, where the file has it and it is still possible; the rest as it is proposed."""
    columns = {name: target for name, target in before.columns.items() if name in new.columns and here.has(target)}
    tags = {name: target for name, target in before.tags.items() if name in new.tags and here.has(target)}
    tags = {name: _now(target, here) for name, target in tags.items()}
    columns = {name: _now(target, here) for name, target in columns.items()}
    moods = {name: step for name, step in before.moods.items() if name in facts.moods}
    return ImportMapping(
        kind=new.kind,
        date=before.date if before.date in new.columns else new.date,
        time=before.time if before.time in new.columns else new.time,
        order=before.order if before.order in facts.orders else new.order,
        decimal=new.decimal,
        columns={**new.columns, **columns},
        moods={**new.moods, **moods},
        tags={**new.tags, **tags},
        several=before.several,
        take_over=before.take_over,
        shortens=before.shortens,
        encoding=new.encoding,
        language=before.language if before.language in facts.languages else new.language,
    )


def _now(target: Target, here: Here) -> Target:
    """Returns what was created meanwhile in place of what was to be created."""
    if isinstance(target, New) and (found := here.called(target.label)) is not None:
        return Existing(found.name, target.scale) if found.value_type is target.value_type else target
    return target


def _tag(name: str, here: Here) -> Target:
    found = here.called(name)
    if found is not None:
        return Existing(found.name) if found.value_type is ValueType.BOOLEAN else NOTHING
    return New(name[:LONGEST_LABEL].strip()) if key(name) else NOTHING


def _column(column: ColumnFacts, facts: FileFacts, here: Here) -> Target:
    if column.name in (facts.date, facts.time) or column.use is ColumnUse.TAGS:
        return NOTHING
    if column.use is ColumnUse.MOODS or (facts.kind is not FileKind.CSV and column.name == MOOD_COLUMN):
        found = here.attributes.get(MOOD)
    elif facts.kind is not FileKind.CSV and column.name == NOTE_COLUMN:
        found = here.attributes.get(MOOD_NOTE)
    else:
        found = _called(column.name, here)
        if found is not None and facts.kind is FileKind.DAYLIO and found.value_type is not ValueType.SCALE:
            found = None  # its further columns are scales: four of five is not four minutes of sleep
    if found is None:
        return _new_column(column, facts)
    return Existing(found.name, _scale(column, found, facts.kind))


def _called(name: str, here: Here) -> Attribute | None:
    """Returns the attribute that a column is called after, with or without a unit behind its name."""
    found = here.called(name) or here.called(with_unit(name)[0])
    return here.attributes.get(MOOD_NOTE) if found is None and key(name) in _NOTES else found


def _new_column(column: ColumnFacts, facts: FileFacts) -> Target:
    """Returns a new attribute for what is counted in a file of habits; other columns are for the person to choose."""
    return New(column.name[:LONGEST_LABEL], "decimal") if facts.kind is FileKind.LOOP else Nothing()


def _scale(column: ColumnFacts, attribute: Attribute, kind: FileKind) -> tuple[float, float] | None:
    """Returns the scale that the numbers of a column probably are on, by its first values."""
    form = attribute.value_type.rules.form
    if attribute.name == MOOD:
        return _BACKUP_SCALE if kind is FileKind.DAYLIO_BACKUP else _mood_scale(column, attribute)
    if form is Form.PERCENTAGE and column.numbers is not None and column.numbers[1] <= 1:
        return 0.0, 1.0
    if attribute.name in _IN_HOURS and column.numbers is not None and column.numbers[1] <= _HOURS[1]:
        return _HOURS
    if form is Form.TIME_OF_DAY and column.name == attribute.name and all(map(_WHOLE.fullmatch, column.examples)):
        return 0.0, MINUTES_PER_DAY - 1.0  # as Exist and this program write times
    return None


def _mood_scale(column: ColumnFacts, attribute: Attribute) -> tuple[float, float] | None:
    if column.numbers is None:
        return None
    low, high = column.numbers
    if attribute.value_type is ValueType.SCALE and 5 < high <= 9:
        return 1.0, 9.0
    return next(((worst, best) for worst, best in _SCALES if worst <= low and high <= best), (low, high))
