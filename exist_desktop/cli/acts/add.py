"""`add`: an entry from the shell. It is saved and answered before anything is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Outcome, after_commit
from exist_desktop.cli.acts.context import Context, When, identify, in_context, make_sure_of_catalogue, read_first
from exist_desktop.cli.acts.documents import entry_document
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, is_compared, text_limit
from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.day import check_day
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState, OutboxLine
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER
from exist_desktop.domain.parsing.line_commands import commands as commands_of
from exist_desktop.domain.parsing.line_commands import lowers
from exist_desktop.domain.parsing.line_parser import (
    Named,
    Phrase,
    as_total,
    named_first,
    names,
    understand,
)
from exist_desktop.domain.parsing.quick_line import line_of_day
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, WouldLowerError
from exist_desktop.engine import Engine
from exist_desktop.sync.status import SyncStatus
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language


class AddArguments(Struct, frozen=True):
    """What was typed after `add`."""

    text: str
    when: When
    take_over: bool
    set_total: bool


async def add(engine: Engine, request: ActRequest[AddArguments]) -> Outcome:
    """Saves what was typed; it is sent after the answer. What another process has saved for this act stays as it is.

    Raises `UnknownAttributeError`, `InvalidValueError`, `WouldLowerError`, and as `identify` and `Journal.save` do.
    """
    await identify(engine)
    saved: Sequence[Entry] = await engine.views.saved_as(request.name)
    if not saved:
        await make_sure_of_catalogue(engine)
    context = await in_context(engine, request)
    saved = saved or await _save(context, request)
    least = Outcome(
        document={"entries": [entry_document(entry) for entry in saved]},
        words=(context.language.say("Saved on this computer."),),
        changed=Changed.ENTRIES,
        sends=True,
    )
    return await after_commit(context.language, _saved(context, request, saved, least), least)


async def _save(context: Context, request: ActRequest[AddArguments]) -> Sequence[Entry]:
    """Saves what was typed, compared with the values of its days. A commit that has begun is not called off."""
    wanted = request.arguments
    commands = await _commands(context, wanted)
    values = {command.key: await _value(context, command.key) for command in commands}
    if unread := {key.day for key, value in values.items() if value is NOT_READ}:
        await read_first(context.engine, *unread)
        commands = await _commands(context, wanted)
    return await asyncio.shield(context.engine.journal.save(*commands, name=request.name))


async def _saved(
    context: Context, request: ActRequest[AddArguments], saved: Sequence[Entry], least: Outcome
) -> Outcome:
    """Returns the whole outcome: what each value was and is, and what the person should know about it."""
    if request.arguments.take_over:
        for attribute in dict.fromkeys(entry.key.attribute for entry in saved):
            await context.engine.journal.take_over(attribute)
    lines = await context.engine.views.lines(saved)
    messages = tuple(dict.fromkeys((*_unread(context, lines), *_held(context, lines))))  # one for several entries
    if request.format is AnswerFormat.JSON:
        return replace(least, document={"entries": [entry_document(line.entry) for line in lines]}, messages=messages)
    after = {line.entry.key: await _value(context, line.entry.key) for line in lines}
    words = (_sentence(context, line, after[line.entry.key]) for line in lines)
    return replace(least, words=tuple(words), messages=messages)


async def _value(context: Context, key: Key) -> Seen:
    return await context.engine.views.value(key)


async def _commands(context: Context, wanted: AddArguments) -> Sequence[Command]:
    """Returns the commands of the line. Raises `UnknownAttributeError`, `InvalidValueError` and `WouldLowerError`."""
    attributes, templates = await context.engine.views.catalogue()
    mood = attributes.get(MOOD)
    longest = text_limit(MOOD_NOTE, mood.value_type if mood else ValueType.QUANTITY)
    language, now = context.language, context.now
    known = names(attributes, templates, language.typed_words)
    line, day = wanted.text, context.day(wanted.when)
    if wanted.when is None:
        day, line = line_of_day(line, day, known, _days(language, known, line, now.date()))
        check_day(day)
    view = await context.engine.views.day(day)
    before = {tile.attribute.name: tile.value for tile in view.every}
    phrase = understand(
        as_total(line, known) if wanted.set_total else line,
        known,
        language.numerals,
        longest=longest,
        units=language.units(),
        before=before,
    )
    if not wanted.set_total:
        await _refuse_to_lower(context, Key(phrase.attribute, day), attributes.get(phrase.attribute), phrase)
    return commands_of(phrase, day, f"{now:%H:%M}")


def _days(language: Language, known: Mapping[str, Named], line: str, today: date) -> Mapping[str, date]:
    """Returns the days that a line may start with; empty if it starts with an attribute's name."""
    if named_first(line, known) is not None:
        return {}
    return DayWords(language, today).named(line)


async def _refuse_to_lower(context: Context, key: Key, attribute: Attribute | None, phrase: Phrase) -> None:
    """Raises `WouldLowerError` for a total that is lower than the day's. It may be meant as an addition."""
    before, units = await _value(context, key), context.language.units()
    if attribute is not None and isinstance(phrase.amount, Total) and lowers(attribute, before, phrase.amount):
        assert isinstance(before, int | float)
        assert isinstance(phrase.amount.value, int | float)
        now, wanted = (units.shown(value, attribute.unit) for value in (before, phrase.amount.value))
        raise WouldLowerError(attribute.label, now, wanted)


def _sentence(context: Context, line: OutboxLine, after: Seen) -> str:
    values, say, before = context.values, context.language.say, line.entry.shown
    day = DayWords(context.language, context.now.date()).long(line.entry.key.day)
    shown = {"day": day, "label": line.attribute.label}
    if isinstance(after, NotRead):
        change = values.amount(line.attribute, line.entry)
        return say("{label}: {change}, {day}. Saved on this computer.", change=change, **shown)
    now = values.shown(line.attribute, after)
    if before is None or isinstance(before, str | NotRead):
        return say("{label}: {after}, {day}. Saved on this computer.", after=now, **shown)
    former = values.shown(line.attribute, before)
    return say("{label}: {before} → {after}, {day}. Saved on this computer.", before=former, after=now, **shown)


def _unread(context: Context, lines: Sequence[OutboxLine]) -> Iterator[str]:
    """Says which entries wait until Exist's total is known, because their value was not read."""
    for line in lines:
        counted = line.entry.kind in (EntryKind.SET, EntryKind.ADD)
        if counted and line.entry.shown is NOT_READ and is_compared(line.attribute.name, line.attribute.value_type):
            yield context.language.say(
                "{label}: not read yet; Exist's total is looked at before this is sent.", label=line.attribute.label
            )


def _held(context: Context, lines: Sequence[OutboxLine]) -> Iterator[str]:
    """Says why entries are held, and what to do."""
    for line in lines:
        if line.entry.state is not EntryState.HELD:
            continue
        yield context.outbox_words.whole(line, SyncStatus(), line.entry.at)
        if line.entry.reason in ABOUT_THE_OWNER:
            yield context.language.say("It is saved. To take the attribute over, add the entry with --take-over.")
