"""`attributes` and `templates`: who fills what, and what Exist offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import Context, identify, in_context, not_read_yet, refresh_if_old
from exist_desktop.domain.attributes import LOW_PRIORITY, UNITS, AmbiguousNameError, Attribute, Owner, Service
from exist_desktop.domain.parsing.line_parser import named_first, names, split
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.typed_words import TypedWords
from exist_desktop.domain.value_types import TYPE_CODES
from exist_desktop.engine import Engine
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.store.reading.attribute_list import AttributeRow, TemplateRow
from exist_desktop.words.arranging.names import also_called, part_of
from exist_desktop.words.days import DayWords
from exist_desktop.words.ownership.outcomes import given_back
from exist_desktop.words.values import type_name


class AttributesArguments(Struct, frozen=True):
    """What was typed after `attributes`. `everything` includes inactive ones and those of low priority."""

    everything: bool = False


class TemplatesArguments(Struct, frozen=True):
    """What was typed after `templates`."""

    text: str = ""


async def attributes(engine: Engine, request: ActRequest[AttributesArguments]) -> Outcome:
    """Shows the account's attributes and who fills them. Raises as `identify` does."""
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    everything = request.arguments.everything
    rows = [row for row in await engine.owners.attributes() if everything or _is_shown(row.attribute)]
    inactive = [_inactive(context, one) for one in await engine.owners.went_inactive()]
    lost = [_lost(context, one) for one in await lost_labels(engine)]
    messages = (*await not_read_yet(engine, context.language), *lost, *inactive)
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[_document(row) for row in rows], messages=messages)
    return Outcome(words=tuple(_lines(context, rows)), messages=messages)


def _is_shown(attribute: Attribute) -> bool:
    return attribute.active and attribute.priority < LOW_PRIORITY


async def lost_labels(engine: Engine) -> Sequence[tuple[str, Service | None]]:
    """Returns the labels of attributes that were lost to others, that no window has shown yet, and who has them."""
    losses = await engine.owners.losses()
    known = (await engine.views.catalogue())[0] if losses else {}
    return [(known[one.attribute].label, one.after.service) for one in losses if one.attribute in known]


def _inactive(context: Context, attribute: Attribute) -> str:
    """Offers to take again what went inactive when it was given back."""
    say, label = context.language.say, attribute.label
    told = given_back(context.language, attribute, manual=None)
    again = say("exist-desktop take-over {name} takes {label} over again.", name=attribute.name, label=label)
    return context.language.sentences(told, again)


def _lost(context: Context, lost: tuple[str, Service | None]) -> str:
    label, service = lost
    say = context.language.say
    if service is None:
        return say("{label} was filled from here and is not any more.", label=label)
    return say("{label} was filled from here; now {service} fills it.", label=label, service=service.label)


def _document(row: AttributeRow) -> dict[str, Any]:
    one = row.attribute
    last = None if row.last is None else {"date": row.last.day.isoformat(), "value": row.last.value}
    return {
        "name": one.name,
        "label": one.as_in_exist.label,
        "group": one.group.name,
        "type": TYPE_CODES[one.value_type],
        "unit": one.unit or None,
        "owner": one.service.name if one.service else None,
        "ours": row.ours,
        "available": [service.name for service in row.available or ()],
        "manual": one.manual,
        "active": one.active,
        "priority": one.priority,
        "last": last,
        "wanted": None if row.wish is None else str(row.wish.kind),
    }


def _lines(context: Context, rows: Sequence[AttributeRow]) -> Iterator[str]:
    for _, members in groupby(rows, lambda row: row.attribute.group.name):
        group = list(members)
        yield group[0].attribute.group.label
        yield from (f"  {_line(context, row)}" for row in group)


def _line(context: Context, row: AttributeRow) -> str:
    language, one = context.language, row.attribute
    say = language.say
    called = filter(None, (also_called(language, one), part_of(language, row.main_tag) if row.main_tag else ""))
    facts = [_filled(context, one), *called, type_name(language, one.value_type)]
    if others := [service.label for service in row.available or () if service != one.service]:
        facts.append(say("could be {services}", services=language.listed(others)))
    if row.last is not None:
        day = DayWords(language, context.now.date()).brief(row.last.day)
        facts.append(say("{value} on {day}", value=context.values.shown(one, row.last.value), day=day))
    if not one.active:
        facts.append(say("switched off in Exist"))
    return language.facts(*facts)


def _filled(context: Context, one: Attribute) -> str:
    say = context.language.say
    match one.owner:
        case Owner.THIS_CLIENT:
            return say("{label}, filled from here", label=one.label)
        case Owner.NOBODY:
            return say("{label}, filled by nobody", label=one.label)
        case Owner.ANOTHER_SERVICE:
            service = one.service.label if one.service else ""
            return say("{label}, filled by {service}", label=one.label, service=service)


async def templates(engine: Engine, request: ActRequest[TemplatesArguments]) -> Outcome:
    """Shows the templates whose name, label or group contains a text. Raises as `identify` does."""
    await identify(engine)
    await refresh_if_old(engine)
    rows = await engine.owners.templates(request.arguments.text)
    language = request.language
    messages = await not_read_yet(engine, language)
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[_template_document(row) for row in rows], messages=messages)
    lines = tuple(
        language.facts(
            f"{row.template.name}  {row.template.label}",
            row.template.group.label,
            type_name(language, row.template.value_type),
            *_has(request, row),
        )
        for row in rows
    )
    return Outcome(words=lines or (language.say("Nothing was found."),), messages=messages)


def _has(request: ActRequest[TemplatesArguments], row: TemplateRow) -> tuple[str, ...]:
    if row.here is None:
        return ()
    say = request.language.say
    return (say("you have it") if row.here.active else say("you have it, switched off"),)


def _template_document(row: TemplateRow) -> dict[str, Any]:
    one = row.template
    return {
        "name": one.name,
        "label": one.label,
        "group": one.group.name,
        "type": TYPE_CODES[one.value_type],
        "unit": UNITS.get(one.name),
        "here": row.here is not None,
        "active": row.here is not None and row.here.active,
    }


async def resolve(engine: Engine, typed: Sequence[str], words: TypedWords) -> tuple[AttributeRow, ...]:
    """Returns the attributes of these names or labels, or of the words that the language has for them, each once.

    Raises `UnknownAttributeError`, and `AmbiguousNameError` for a label that several have.
    """
    rows = {row.attribute.name: row for row in await engine.owners.attributes()}
    return tuple({one: rows[one] for one in (_named(rows, name, words) for name in typed)}.values())


def _labels(row: AttributeRow) -> tuple[str, str]:
    """Returns what it is called here and in Exist. A tag that is part of another is an attribute of its own here."""
    return row.attribute.label, row.attribute.as_in_exist.label


def _named(rows: dict[str, AttributeRow], typed: str, words: TypedWords) -> str:
    if typed in rows:
        return typed
    wanted = key(typed)
    alike = [name for name, row in rows.items() if wanted in (key(name), *map(key, _labels(row)))]
    if len(alike) > 1:
        raise AmbiguousNameError(typed, tuple(alike))
    if alike:
        return alike[0]
    known = names({name: row.attribute for name, row in rows.items()}, {}, words)
    found = named_first(typed, known)
    if found is None or found[1]:
        split(typed, known)
        raise UnknownAttributeError(typed)
    return found[0].name
