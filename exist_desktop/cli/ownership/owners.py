"""`take-over` and `give-back`: asked for each attribute, saved, answered, and sent after that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome
from exist_desktop.cli.acts.context import (
    connect_quietly,
    identify,
    in_context,
    make_sure_of_catalogue,
    refresh_if_old,
)
from exist_desktop.cli.acts.documents import owner_document
from exist_desktop.cli.ownership.attributes import resolve
from exist_desktop.domain.ownership.entries import OwnerEntry
from exist_desktop.domain.ownership.errors import EntriesWaitError
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.engine import Engine
from exist_desktop.ownership.last_days import read_last_days
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.ownership import last_days
from exist_desktop.words.pages.owners import consequence, on_giving_back


class OwnersArguments(Struct, frozen=True):
    """What was typed. `discards` gives up entries of the attributes that are not in Exist yet."""

    names: tuple[str, ...]
    agreed: bool = False
    discards: bool = False


async def take_over(engine: Engine, request: ActRequest[OwnersArguments]) -> Outcome:
    """Takes attributes over, all or none. Raises as `resolve` and `OwnerJournal.acquire` do."""
    say = request.language.say
    rows = await _rows(engine, request)
    ours = [row for row in rows if row.stays_ours]
    messages = [say("{label} is filled from here already.", label=row.attribute.label) for row in ours]
    others = [row for row in rows if row not in ours]
    if not others:
        return _outcome(request, (), tuple(messages), ())
    explained = await _explained(engine, request, others)
    wanted = await _agreed(request, explained, "take-over")
    if not wanted:
        return _refused(request, messages, explained)
    saved = await engine.journal.owners.acquire(*(row.attribute.name for row in wanted))
    words = [
        say("{label}: taken over as soon as Exist says so. Saved on this computer.", label=row.attribute.label)
        for row in wanted
    ]
    return _outcome(request, saved, tuple(messages), words)


async def _explained(
    engine: Engine, request: ActRequest[OwnersArguments], rows: Sequence[AttributeRow]
) -> list[tuple[AttributeRow, tuple[str, ...]]]:
    """Returns what taking each over means; where the person is asked, with its last days, which are read before."""
    language = request.language
    if request.arguments.agreed or not request.terminal.is_interactive:
        return [(row, consequence(language, row.attribute)) for row in rows]
    await connect_quietly(engine)
    context = await in_context(engine, request)
    day = context.now.date()
    days = await read_last_days(engine, [row.attribute for row in rows], day)
    explained = []
    for row in rows:
        last = days.get(row.attribute.name)
        shown = "" if last is None else last_days.summary(context.language, row.attribute, last, day)
        read = last.read_at if last is not None and shown else None
        when = last_days.as_read(language, read, engine.clock.wall(), context.computer) if read is not None else ""
        explained.append((row, tuple(filter(None, (*consequence(language, row.attribute), shown, when)))))
    return explained


async def give_back(engine: Engine, request: ActRequest[OwnersArguments]) -> Outcome:
    """Gives attributes back, all or none. Raises as `resolve` and `OwnerJournal.release` do."""
    language, wanted = request.language, request.arguments
    rows = await _rows(engine, request)
    if (undecided := [row for row in rows if row.undecided]) and not wanted.discards:
        first = undecided[0]
        refusal = ErrorMessages(language).message(EntriesWaitError(first.attribute.label, first.undecided))
        option = language.say("With {option} they are discarded and it is given back.", option="--discard")
        return Outcome(
            document={"entries": []},
            messages=(language.sentences(refusal.text(language), option),),
            code=Exit.NOT_POSSIBLE,
        )
    explained = [(row, _on_giving_back(language, row, discards=wanted.discards)) for row in rows]
    agreed = await _agreed(request, explained, "give-back")
    if not agreed:
        return _refused(request, [], explained)
    names = [row.attribute.name for row in agreed]
    saved = await engine.journal.owners.release(*names, discarding=names if wanted.discards else ())
    words = [
        language.sentences(
            language.say(
                "{label}: given back as soon as Exist says so. Saved on this computer.", label=row.attribute.label
            ),
            *on_giving_back(language, row.attribute, row.to),
        )
        for row in agreed
    ]
    return _outcome(request, saved, (), words)


def _on_giving_back(language: Language, row: AttributeRow, *, discards: bool) -> tuple[str, ...]:
    waiting = row.unsent
    first: tuple[str, ...] = ()
    if waiting and discards:
        first = (language.ngettext("1 entry of it is discarded.", "{n} entries of it are discarded.", waiting),)
    elif waiting:
        first = (language.ngettext("1 entry of it is sent first.", "{n} entries of it are sent first.", waiting),)
    return (*first, *on_giving_back(language, row.attribute, row.to))


async def _rows(engine: Engine, request: ActRequest[OwnersArguments]) -> tuple[AttributeRow, ...]:
    await identify(engine)
    await make_sure_of_catalogue(engine)
    await refresh_if_old(engine)
    return await resolve(engine, request.arguments.names, request.language.typed_words)


async def _agreed(
    request: ActRequest[OwnersArguments], explained: Sequence[tuple[AttributeRow, tuple[str, ...]]], command: str
) -> list[AttributeRow]:
    """Asks about each attribute. Returns those that the person agrees to; without a person none, unless `--yes`."""
    if request.arguments.agreed:
        return [row for row, _ in explained]
    if not request.terminal.is_interactive:
        return []
    language, agreed = request.language, []
    for row, sentences in explained:
        label = row.attribute.label
        question = (
            language.say("Take {label} over? [y/N]", label=label)
            if command == "take-over"
            else language.say("Give {label} back? [y/N]", label=label)
        )
        answer = await request.terminal.ask(language.sentences(*sentences, question))
        if key(answer) in language.typed_words.yes:
            agreed.append(row)
    return agreed


def _refused(
    request: ActRequest[OwnersArguments],
    messages: Sequence[str],
    explained: Sequence[tuple[AttributeRow, tuple[str, ...]]],
) -> Outcome:
    language = request.language
    told = [language.sentences(*sentences) for _, sentences in explained]
    if request.terminal.is_interactive:
        last = language.say("Nothing was changed.")
        told = []
    else:
        last = language.say("Nothing was changed. With {option} it is done without asking.", option="--yes")
    return Outcome(document={"entries": []}, messages=(*messages, *told, last), code=Exit.NOT_POSSIBLE)


def _outcome(
    request: ActRequest[Any], saved: Sequence[OwnerEntry], messages: tuple[str, ...], words: Sequence[str]
) -> Outcome:
    changed = Changed.ENTRIES if saved else Changed.NOTHING
    if request.format is AnswerFormat.JSON:
        document = {"entries": [owner_document(one) for one in saved]}
        return Outcome(document=document, messages=messages, changed=changed, sends=bool(saved))
    nothing = () if messages else (request.language.say("Nothing was changed."),)
    return Outcome(words=tuple(words) or nothing, messages=messages, changed=changed, sends=bool(saved))
