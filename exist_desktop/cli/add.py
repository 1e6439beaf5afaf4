"""`add`: an entry from the shell. It is saved first and answered; only then is anything sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exist_desktop.cli.console import Console, Exit
from exist_desktop.cli.context import (
    When,
    chosen_day,
    here,
    identify,
    in_units,
    make_sure_of_catalogue,
    opened,
    read_first,
    send_afterwards,
)
from exist_desktop.cli.show import entry_document, outbox_words
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, is_compared, text_limit
from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.day import check_day
from exist_desktop.domain.outbox.ops import EntryState, Kind, OutboxLine, Reason
from exist_desktop.domain.parsing.line_commands import commands, lowers
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
from exist_desktop.domain.values import NOT_READ, NotRead, Seen, ValueType
from exist_desktop.engine import Engine
from exist_desktop.errors import WouldLowerError
from exist_desktop.settings import Setup
from exist_desktop.store.reading.views import read_value
from exist_desktop.sync.status import SyncStatus
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language


@dataclass(frozen=True)
class AddRequest:
    """What was typed after `add`."""

    text: str
    when: When
    take_over: bool
    set_total: bool


async def add(setup: Setup, console: Console, wanted: AddRequest) -> Exit:
    """Saves the entry and says so; raises known trouble."""
    async with opened(setup, console) as engine:
        await identify(engine)
        await make_sure_of_catalogue(engine)
        console = await in_units(engine, console)
        wished = await _commands(engine, console, wanted)
        before = {command.key: await _value(engine, command.key) for command in wished}
        if unread := {key.day for key, value in before.items() if value is NOT_READ}:
            await read_first(engine, *unread)
            wished = await _commands(engine, console, wanted)
            before = {command.key: await _value(engine, command.key) for command in wished}
        saved = await engine.journal.save(*wished)
        console.committed(
            {"entries": [entry_document(entry) for entry in saved]}, [console.language.say("Saved on this computer.")]
        )
        if wanted.take_over:
            for command in wished:
                await engine.journal.take_over(command.key.attribute)
        lines = await engine.views.lines(saved)
        after = {command.key: await _value(engine, command.key) for command in wished}
        today = (await here(engine)).date()
        console.answer(
            {"entries": [entry_document(line.entry) for line in lines]},
            [_sentence(console, today, line, before[line.entry.key], after[line.entry.key]) for line in lines],
        )
        _tell_unread(console, lines)
        tell_held(console, lines)
        console.notify()
        await send_afterwards(engine)
        console.notify()
    return Exit.DONE


async def _value(engine: Engine, key: Key) -> Seen:
    account = engine.account
    assert account is not None
    return await engine.store.database.read(lambda connection: read_value(connection, account, key))


async def _commands(engine: Engine, console: Console, wanted: AddRequest) -> Sequence[Command]:
    """What the line means on its day. Raises `UnknownAttributeError`, `InvalidValueError` and `WouldLowerError`."""
    attributes, templates = await engine.views.catalogue()
    mood = attributes.get(MOOD)
    longest = text_limit(MOOD_NOTE, mood.value_type if mood else ValueType.QUANTITY)
    known, language = names(attributes, templates), console.language
    now = await here(engine)
    line, day = wanted.text, await chosen_day(engine, wanted.when)
    if wanted.when is None:
        day, line = line_of_day(line, day, known, _days(console.language, known, line, now.date()))
        check_day(day)
    view = await engine.views.day(day)
    before = {tile.attribute.name: tile.value for tile in view.every}
    phrase = understand(
        as_total(line, known) if wanted.set_total else line,
        known,
        language.formats.numerals,
        longest=longest,
        units=language.units(),
        before=before.get,
    )
    if not wanted.set_total:
        await _refuse_to_lower(engine, console, Key(phrase.attribute, day), attributes.get(phrase.attribute), phrase)
    return commands(phrase, day, f"{now:%H:%M}")


def _days(language: Language, known: Mapping[str, Named], line: str, today: date) -> Mapping[str, date]:
    """The days that a line may start with; none are looked up where it starts with a name."""
    if named_first(line, known) is not None:
        return {}
    return DayWords(language, today).named(line)


async def _refuse_to_lower(
    engine: Engine, console: Console, key: Key, attribute: Attribute | None, phrase: Phrase
) -> None:
    before, units = await _value(engine, key), console.language.units()
    if attribute is not None and isinstance(phrase.amount, Total) and lowers(attribute, before, phrase.amount):
        assert isinstance(before, int | float)
        assert isinstance(phrase.amount.value, int | float)
        stands, after = (units.shown(value, attribute.unit) for value in (before, phrase.amount.value))
        raise WouldLowerError(attribute.label, stands, after)


def _sentence(console: Console, today: date, line: OutboxLine, before: Seen, after: Seen) -> str:
    values, say = console.values, console.language.say
    shown = {"day": DayWords(console.language, today).long(line.entry.key.day), "label": line.attribute.label}
    if isinstance(after, NotRead):
        change = values.amount(line.attribute, line.entry)
        return say("{label}: {change}, {day}. Saved on this computer.", change=change, **shown)
    now = values.shown(line.attribute, after)
    if before is None or isinstance(before, str | NotRead):
        return say("{label}: {after}, {day}. Saved on this computer.", after=now, **shown)
    former = values.shown(line.attribute, before)
    return say("{label}: {before} → {after}, {day}. Saved on this computer.", before=former, after=now, **shown)


def _tell_unread(console: Console, lines: Sequence[OutboxLine]) -> None:
    """Says of what rests on a value that was not read that it is looked at first."""
    for line in lines:
        counted = line.entry.kind in (Kind.SET, Kind.ADD)
        if counted and line.entry.shown is NOT_READ and is_compared(line.attribute.name, line.attribute.value_type):
            console.tell(
                console.language.say(
                    "{label}: not read yet; Exist's total is looked at before this is sent.", label=line.attribute.label
                )
            )


def tell_held(console: Console, lines: Sequence[OutboxLine]) -> None:
    """Says of entries that are held why, and what to do."""
    words = outbox_words(console)
    for line in lines:
        if line.entry.state is not EntryState.HELD:
            continue
        console.tell(words.whole(line, SyncStatus(), line.entry.at))
        if line.entry.reason in (Reason.OWNER, Reason.OWNER_LOST):
            console.tell(
                console.language.say("It is saved. To take the attribute over, add the entry with --take-over.")
            )
