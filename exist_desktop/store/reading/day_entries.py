"""What the rows of a list of days show: mood, texts, tags and chosen figures, only of the days near the view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Sized
from datetime import date

from msgspec.structs import replace

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, in_order
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.domain.projection import project
from exist_desktop.domain.text.fold import spans
from exist_desktop.domain.text.search import DayEntry, DayFigure, DayTag, Passage, Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, is_on, together
from exist_desktop.store import catalogue
from exist_desktop.store.history import WINDOW_DAYS
from exist_desktop.store.outbox import ops
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived_days

MOST_PASSAGES = 6
"""An account may have dozens of texts; a row shows no more of them."""


def day_entries(tx: Transaction, days: Sequence[int], search: Search, figures: Sequence[str]) -> tuple[DayEntry, ...]:
    """Reads what rows say of some days, by their ordinals; `figures` are attributes to show values of."""
    attributes = catalogue.attributes(tx)
    wanted = [one for _, members in in_order(attributes.values()) for one in members if _is_shown(one, figures)]
    values = _read(tx, [name for one in wanted for name in one.series_names], days)
    terms, waiting = search.terms, {day: _unsent(tx, date.fromordinal(day)) for day in days}
    replaced = ((name, day) for day, unsent in waiting.items() for name in unsent)
    kept = archived_days.of_days(tx, days, attributes, terms, replaced)
    entries = []
    for day, unsent in waiting.items():
        seen = {one.name: _shown_of_all(one, day, values, unsent) for one in wanted}
        entries.append(replace(_entry(date.fromordinal(day), wanted, seen, terms, figures), archived=kept.get(day)))
    return tuple(entries)


def _is_shown(attribute: Attribute, figures: Sequence[str]) -> bool:
    if attribute.part_of:
        return False
    return attribute.in_mood_card or attribute.value_type is ValueType.TEXT or attribute.name in figures


def _shown_of_all(
    attribute: Attribute, day: int, values: Mapping[tuple[str, int], Seen], unsent: Mapping[str, Sequence[Op]]
) -> Seen:
    """Returns what is shown of an attribute, and of tags that are shown as one with it."""
    seen = [
        _shown(values.get((name, day), NOT_READ), unsent.get(name, []), attribute) for name in attribute.series_names
    ]
    return together(seen) if attribute.joined else seen[0]


def _shown(reading: Seen, waiting: Sequence[Op], attribute: Attribute) -> Seen:
    now = project(reading, waiting, attribute.value_type)
    return now.adds if isinstance(now.value, NotRead) and now.adds is not None else now.value


def _read(tx: Transaction, names: Sequence[str], days: Sequence[int]) -> dict[tuple[str, int], Seen]:
    """Returns what Exist has said of these attributes on these days; what was not read is left out."""
    ids = tx.execute(
        f"SELECT id, name FROM series WHERE account = ? AND name IN ({_marks(names)})", (tx.account.id, *names)
    )
    series: dict[int, str] = dict(ids.fetchall())
    windows = defaultdict[int, list[int]](list)
    for day in days:
        windows[day // WINDOW_DAYS].append(day)
    found: dict[tuple[str, int], Seen] = {}
    covered = tx.execute(
        f"SELECT series, window, days FROM covered WHERE series IN ({_marks(series)}) "
        f"AND window IN ({_marks(windows)})",
        (*series, *windows),
    )
    for number, window, bits in covered:
        for day in windows[window]:
            if bits >> day % WINDOW_DAYS & 1:
                found[series[number], day] = None
    looked_at = tx.execute(
        f"SELECT series, day FROM fresh WHERE series IN ({_marks(series)}) AND day IN ({_marks(days)}) "
        "AND read_at IS NOT NULL",
        (*series, *days),
    )
    found |= {(series[number], day): None for number, day in looked_at}
    there = tx.execute(
        f"SELECT series, day, value FROM history WHERE series IN ({_marks(series)}) AND day IN ({_marks(days)})",
        (*series, *days),
    )
    return found | {(series[number], day): value for number, day, value in there}


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))


def _unsent(tx: Transaction, day: date) -> dict[str, list[Op]]:
    by_name: dict[str, list[Op]] = {}
    for op in ops.unfinished(tx, day):
        by_name.setdefault(op.key.attribute, []).append(op)
    return by_name


def _entry(
    day: date, wanted: Sequence[Attribute], seen: Mapping[str, Seen], terms: Sequence[str], figures: Sequence[str]
) -> DayEntry:
    by_name = {one.name: one for one in wanted}
    here = seen.get(MOOD, NOT_READ) if MOOD in by_name else None
    step = NOT_READ if isinstance(here, NotRead) else mood.from_wire(here, by_name[MOOD].value_type) if here else None
    return DayEntry(
        day,
        step,
        tuple(_passages(wanted, seen, terms, figures)),
        tuple(DayTag.of(one, terms) for one in wanted if one.is_tag and is_on(seen[one.name])),
        tuple(_figures(by_name, seen, figures)),
        read=any(not isinstance(value, NotRead) for name, value in seen.items() if by_name[name].in_mood_card),
    )


def _figures(by_name: Mapping[str, Attribute], seen: Mapping[str, Seen], figures: Sequence[str]) -> list[DayFigure]:
    """Returns the chosen figures in the order of the choice, without texts and what the row has anyway."""
    chosen = [by_name[name] for name in figures if name in by_name]
    chosen = [one for one in chosen if not one.in_mood_card and one.value_type is not ValueType.TEXT]
    return [
        DayFigure(one, value)
        for one in chosen
        if (value := seen[one.name]) is not None and not isinstance(value, NotRead)
    ]


def _passages(
    wanted: Sequence[Attribute], seen: Mapping[str, Seen], terms: Sequence[str], figures: Sequence[str]
) -> list[Passage]:
    """Returns the note, then other texts that contain what is searched for or were chosen."""
    found: list[Passage] = []
    for one in wanted:
        text = seen[one.name]
        if one.value_type is not ValueType.TEXT or not isinstance(text, str) or not text.strip():
            continue
        lines = "\n".join(text.strip().splitlines())
        passage = Passage(one, lines, spans(lines, terms))
        if one.name == MOOD_NOTE:
            found.insert(0, passage)
        elif passage.spans or one.name in figures:
            found.append(passage)
    return found[:MOST_PASSAGES]
