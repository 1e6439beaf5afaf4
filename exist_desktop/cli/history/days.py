"""`days` and `find`: the diary of all days, and where words occur in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import Context, When, identify, in_context, refresh_if_old
from exist_desktop.cli.history.values import is_whole, not_read_yet, period
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.text.search import DayTag, Passage, Search
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.values import NotRead, Seen, is_on
from exist_desktop.engine import Engine
from exist_desktop.store.reading.day_values import read_archived, read_values
from exist_desktop.store.reading.find import FindViews
from exist_desktop.words.days import DayWords
from exist_desktop.words.pages.find import FindWords
from exist_desktop.words.transfer.archive import in_archive

AT_ONCE = 500
"""How many days are read in one database transaction."""


class DaysArguments(Struct, frozen=True):
    """What was typed after `days`."""

    first: When = None
    last: When = None


class FindArguments(Struct, frozen=True):
    """What was typed after `find`."""

    text: str


class _Hit(Struct, frozen=True):
    """A text with the words, or, if `text` is None, a tag; `made` is when the archive was made that it is from."""

    day: date
    attribute: Attribute
    text: str | None
    made: date | None


async def days(engine: Engine, request: ActRequest[DaysArguments]) -> Outcome:
    """Shows mood, note and tags of days, newest first. Raises as `identify` does, and `InvalidValueError`."""
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    attributes = (await engine.views.catalogue())[0]
    diary = [one for one in attributes.values() if one.in_mood_card]
    by_name = await read_values(engine.store, context.account, diary)
    kept = {one.name: await read_archived(engine.store, context.account, one.by_itself) for one in diary}
    # longer than a frame for ten years
    whole = await is_whole(engine)
    return await asyncio.to_thread(_outcome, context, request, attributes, *_with_archived(by_name, kept), whole=whole)


def _with_archived(
    said: Mapping[str, Mapping[date, Seen]], kept: Mapping[str, Mapping[date, Archived]]
) -> tuple[Mapping[str, Mapping[date, Seen]], Mapping[date, date]]:
    """Returns the values with those of archives for days that were not read, and when the archives were made."""
    both, made = dict(said), dict[date, date]()
    for name, days in kept.items():
        known = said.get(name, {})
        shown = {day: one for day, one in days.items() if day not in known}
        both[name] = {**known, **{day: one.value for day, one in shown.items()}}
        made |= {day: max(one.made, made.get(day, date.min)) for day, one in shown.items()}
    return both, made


def _outcome(
    context: Context,
    request: ActRequest[DaysArguments],
    attributes: Mapping[str, Attribute],
    by_name: Mapping[str, Mapping[date, Seen]],
    made: Mapping[date, date],
    *,
    whole: bool,
) -> Outcome:
    first, last = period(context, request.arguments.first, request.arguments.last)
    diary = [one for one in attributes.values() if one.in_mood_card]
    if request.format is AnswerFormat.JSON:
        diary = [one.by_itself for one in diary]
    else:
        diary = [one for one in diary if not one.part_of]
    known = {day for values in by_name.values() for day in values}
    inside = (day for day in known if (first is None or day >= first) and (last is None or day <= last))
    found = [document for day in sorted(inside, reverse=True) if (document := _day(day, by_name, diary)) is not None]
    read = [{day: value for day, value in values.items() if day not in made} for values in by_name.values()]
    unread = not_read_yet(context, read, first, last, whole=whole)
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[_in_json(one, made) for one in found], messages=unread)
    nothing = () if unread else (_nothing(context),)
    return Outcome(words=tuple(_line(context, one, attributes, made) for one in found) or nothing, messages=unread)


def _in_json(found: dict[str, Any], made: Mapping[date, date]) -> dict[str, Any]:
    archive = made.get(date.fromisoformat(found["date"]))
    return found if archive is None else found | {"read": False, "archive": archive.isoformat()}


def _day(day: date, by_name: Mapping[str, Mapping[date, Seen]], diary: list[Attribute]) -> dict[str, Any] | None:
    mood, note = (_known(by_name.get(name, {}).get(day)) for name in (MOOD, MOOD_NOTE))
    tags = [one.label for one in diary if one.is_tag and _is_on(one, by_name, day)]
    if mood is None and not note and not tags:
        return None
    return {"date": day.isoformat(), "mood": mood, "note": note, "tags": tags}


def _is_on(tag: Attribute, by_name: Mapping[str, Mapping[date, Seen]], day: date) -> bool:
    return any(is_on(by_name.get(name, {}).get(day)) for name in tag.series_names)


def _known(value: Seen) -> int | float | str | None:
    return None if isinstance(value, NotRead) else value


def _line(
    context: Context, found: dict[str, Any], attributes: Mapping[str, Attribute], made: Mapping[date, date]
) -> str:
    when = date.fromisoformat(found["date"])
    day = DayWords(context.language, context.now.date()).short(when)
    mood = context.values.shown(attributes[MOOD], found["mood"]) if found["mood"] is not None else ""
    parts = (day, mood, found["note"] or "", context.language.listed(found["tags"]))
    line = "  ".join(part for part in parts if part)
    return in_archive(context.language, line, made[when]) if when in made else line


async def find(engine: Engine, request: ActRequest[FindArguments]) -> Outcome:
    """Shows the texts and tags that contain the words, newest first. Raises as `identify` does."""
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    search = Search(request.arguments.text)
    rows: list[_Hit] = []
    limits: tuple[str, ...] = ()
    if search.terms:
        views = FindViews(engine.store, engine)
        found = await views.find(search, context.now.date() + timedelta(days=1))
        if not found.whole:
            limits = (FindWords(context.language, context.now.date()).limits(found),)
        for start in range(0, len(found.days), AT_ONCE):
            for entry in await views.entries(found.days[start : start + AT_ONCE], search):
                rows += _hits(entry.day, entry.passages, entry.tags)
                if entry.archived:
                    rows += _hits(entry.day, entry.archived.passages, entry.archived.tags, entry.archived.made)
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[_hit_in_json(one) for one in rows], messages=limits)
    words = DayWords(context.language, context.now.date())
    lines = (f"{words.short(one.day)}  {_hit_in_words(context, one)}" for one in rows)
    return Outcome(words=tuple(lines) or (_nothing(context),), messages=limits)


def _hits(day: date, passages: Iterable[Passage], tags: Iterable[DayTag], made: date | None = None) -> list[_Hit]:
    hits = [_Hit(day, one.attribute, one.text, made) for one in passages if one.spans]
    return hits + [_Hit(day, one.attribute, None, made) for one in tags if one.found]


def _hit_in_json(hit: _Hit) -> dict[str, Any]:
    text = hit.attribute.as_in_exist.label if hit.text is None else hit.text
    found: dict[str, Any] = {"date": hit.day.isoformat(), "name": hit.attribute.name, "text": text}
    return found if hit.made is None else found | {"read": False, "archive": hit.made.isoformat()}


def _hit_in_words(context: Context, hit: _Hit) -> str:
    text = hit.attribute.label if hit.text is None else hit.text
    return text if hit.made is None else in_archive(context.language, text, hit.made)


def _nothing(context: Context) -> str:
    return context.language.say("Nothing was found.")
