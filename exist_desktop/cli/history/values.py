"""`values`: all days of one attribute."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Exit, Outcome
from exist_desktop.cli.acts.context import Context, When, identify, in_context, refresh_if_old
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.history.progress import HistoryState
from exist_desktop.domain.parsing.line_parser import named_first, names, split
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.values import NOT_READ, NotRead, Seen
from exist_desktop.engine import Engine
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.store.reading.day_values import read_archived, read_archived_attributes, read_shown
from exist_desktop.words.days import DayWords
from exist_desktop.words.directions import without_marks
from exist_desktop.words.transfer.archive import in_archive

_Known = Seen | Archived
EARLIEST = date(2000, 1, 1)
"""Nothing in Exist is older."""


class ValuesArguments(Struct, frozen=True):
    """What was typed after `values`. `everything` includes days without a value; `as_csv` is for other programs."""

    name: str
    first: When = None
    last: When = None
    everything: bool = False
    as_csv: bool = False


async def values(engine: Engine, request: ActRequest[ValuesArguments]) -> Outcome:
    """Shows the days of an attribute, oldest first.

    Raises as `identify` and `find_attribute` do, and `InvalidValueError`.
    """
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    only_archived = await read_archived_attributes(engine.store, context.account)
    attribute = await find_attribute(context, request.arguments.name, only_archived)
    if request.format is AnswerFormat.JSON or request.arguments.as_csv:
        attribute = await _in_exist(context, request.arguments.name, attribute)
    said = await read_shown(engine.store, context.account, attribute)
    kept = await read_archived(engine.store, context.account, attribute)
    known: dict[date, _Known] = dict(sorted({**kept, **said}.items()))
    whole = await is_whole(engine)
    # longer than a frame for ten years
    return await asyncio.to_thread(_outcome, context, request, attribute, known, whole=whole)


async def is_whole(engine: Engine) -> bool:
    """Whether the whole history is here, so that Exist has nothing before its first day."""
    return (await engine.history.progress()).state is HistoryState.COMPLETE


def _outcome(
    context: Context,
    request: ActRequest[ValuesArguments],
    attribute: Attribute,
    known: Mapping[date, _Known],
    *,
    whole: bool,
) -> Outcome:
    wanted = request.arguments
    chosen = period(context, wanted.first, wanted.last)
    days = list(_days(known, *chosen, context.now.date(), everything=wanted.everything))
    unread = () if wanted.everything else not_read_yet(context, [known], *chosen, whole=whole)
    if request.format is AnswerFormat.JSON:
        document = [_document(context.for_programs, attribute, *row, everything=wanted.everything) for row in days]
        return Outcome(document=document, messages=unread)
    if wanted.as_csv:
        return Outcome(table=tuple(_csv(context, attribute, days)), messages=unread)
    words = DayWords(context.language, context.now.date())
    lines = tuple(f"{words.brief(day)}  {_shown(context, attribute, value)}" for day, value in days)
    nothing = () if unread else (context.language.say("There are no values."),)
    return Outcome(words=lines or nothing, messages=unread, code=Exit.DONE)


def not_read_yet(
    context: Context, known: Collection[Mapping[date, _Known]], first: date | None, last: date | None, *, whole: bool
) -> tuple[str, ...]:
    """Returns how many days of the period were not read, so that no answer takes them for days without anything.

    A day was read if it was for any of `known`. Nothing is said of days before the first that was ever read if the
    history is `whole`, or if the person has not asked for them.
    """
    days = {day for days in known for day, value in days.items() if not isinstance(value, NotRead | Archived)}
    today = context.now.date()
    earliest = min(days, default=today)
    begin = earliest if first is None else max(first, earliest if whole else EARLIEST)
    end = min(last or today, today)
    asked = max((end - begin).days + 1, 0)
    unread = asked - sum(begin <= day <= end for day in days)
    counted = context.language.ngettext("1 day not read yet", "{n} days not read yet", unread)
    return (context.language.as_sentence(counted),) if unread else ()


def _shown(context: Context, attribute: Attribute, value: _Known) -> str:
    if isinstance(value, Archived):
        return in_archive(context.language, context.values.shown(attribute, value.value), value.made)
    return context.values.shown(attribute, value)


async def _in_exist(context: Context, typed: str, found: Attribute) -> Attribute:
    """Returns what programs get: each tag as Exist has it, also where two are shown as one."""
    attributes, _ = await context.engine.views.catalogue()
    return attributes.get(typed, found).by_itself


async def find_attribute(
    context: Context, typed: str, beside: Mapping[str, Attribute] = MappingProxyType({})
) -> Attribute:
    """Returns the attribute of that name or label, the account's or one beside.

    Raises `UnknownAttributeError` and `AmbiguousNameError`.
    """
    attributes, _ = await context.engine.views.catalogue()
    attributes = {**beside, **attributes}
    known = names(attributes, {}, context.language.typed_words)
    found = named_first(typed, known)
    if found is None or found[1] or found[0].name not in attributes:
        raise UnknownAttributeError(typed)
    named, _ = split(typed, known)
    return attributes[named.name]


def period(context: Context, first: When, last: When) -> tuple[date | None, date | None]:
    """Returns the first and last day that were chosen, both included. Any date will do: nothing is entered there."""
    begins, ends = (when if when is None or isinstance(when, date) else context.day(when) for when in (first, last))
    return begins, ends


def _days(
    known: Mapping[date, _Known], first: date | None, last: date | None, latest: date, *, everything: bool
) -> Iterator[tuple[date, _Known]]:
    """Yields the days that are shown. No day after `latest`, today, is one that was not read: it has not come yet."""
    if not everything:
        for day, value in known.items():
            inside = (first is None or day >= first) and (last is None or day <= last)
            if inside and value is not None and not isinstance(value, NotRead):
                yield day, value
        return
    newest = max([latest, *known])
    day, end = first or min(known, default=date.max), min(last or max(known, default=date.min), newest)
    while day <= end:
        yield day, known.get(day, NOT_READ)
        day += timedelta(days=1)


def _document(context: Context, attribute: Attribute, day: date, value: _Known, *, everything: bool) -> dict[str, Any]:
    shown = _shown(context, attribute, value)
    if isinstance(value, Archived):
        kept = {"date": day.isoformat(), "value": value.value, "shown": shown}
        return kept | {"read": False, "archive": value.made.isoformat()}
    read = not isinstance(value, NotRead)
    found = {"date": day.isoformat(), "value": value if read else None, "shown": shown}
    return found | ({"read": read} if everything else {})


def _csv(context: Context, attribute: Attribute, days: list[tuple[date, _Known]]) -> Iterator[str]:
    """Yields rows of day, raw value and value as shown. A day that was not read has no value, and says so."""
    for row in (
        ("date", "value", "shown"),
        *(
            (
                day.isoformat(),
                "" if isinstance(value, NotRead) else value.value if isinstance(value, Archived) else value,
                without_marks(_shown(context, attribute, value)),
            )
            for day, value in days
        ),
    ):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()
