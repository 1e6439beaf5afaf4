"""`today`, `outbox` and `status`: what the window shows, in words or as a document for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop import account_state
from exist_desktop.api.oauth import scopes
from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome, iso
from exist_desktop.cli.acts.context import (
    Context,
    When,
    connect_quietly,
    identify,
    in_context,
    not_read_yet,
    read_first,
    refresh_if_old,
)
from exist_desktop.cli.acts.documents import entry_document, owner_document
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.domain.outbox.ops import Counts, Reason
from exist_desktop.domain.ownership.entries import AnyLine, OwnerLine
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import NotRead
from exist_desktop.engine import Engine
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.arranging.groups import group_label, hidden_count
from exist_desktop.words.days import DayWords
from exist_desktop.words.pages.owners import wanted
from exist_desktop.words.status import StatusWords
from exist_desktop.words.transfer.batches import BatchWords
from exist_desktop.words.values import Values

Document = dict[str, Any]


class TodayArguments(Struct, frozen=True):
    """What was typed after `today`."""

    when: When = None


class OutboxArguments(Struct, frozen=True):
    """What was typed after `outbox`. `everything` includes what was sent or undone in the last days."""

    everything: bool = False


async def today(engine: Engine, request: ActRequest[TodayArguments]) -> Outcome:
    """Shows a day's groups and values. Raises as `identify` does, and `InvalidValueError`."""
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    as_document = request.format is AnswerFormat.JSON
    read = engine.views.day_in_exist if as_document else engine.views.day
    view = await read(context.day(request.arguments.when))
    if not view.read:
        await read_first(engine, view.day)
        view = await read(view.day)
    messages = await not_read_yet(engine, context.language)
    if as_document:
        return Outcome(document=_day_document(context.for_programs.values, view), messages=messages)
    heading = DayWords(context.language, context.now.date()).long(view.day)
    return Outcome(words=(heading, *_day_words(context, view)), messages=messages)


def _as_arranged(view: DayView) -> list[tuple[Group, list[Tile]]]:
    """Returns the groups in the order of the page, with the parts of the mood card at the head of theirs."""
    found: dict[str, tuple[Group, list[Tile]]] = {}
    for tile in (*(part for part in (view.mood, view.note) if part), *view.tags):
        group = tile.attribute.group
        found.setdefault(group.name, (group, []))[1].append(tile)
    for grouped in view.groups:
        found.setdefault(grouped.group.name, (grouped.group, []))[1].extend(grouped.tiles)
    places = {name: place for place, name in enumerate(view.group_names)}
    return sorted(found.values(), key=lambda item: places.get(item[0].name, len(places)))


def _day_document(values: Values, view: DayView) -> Document:
    """Returns all of a day in Exist's order, which is how it was read: for programs nothing is arranged."""
    return {
        "date": view.day.isoformat(),
        "read": view.read,
        "groups": [
            {"name": group.name, "label": group.label, "attributes": [_tile_document(values, tile) for tile in tiles]}
            for group, tiles in _as_arranged(view)
        ],
    }


def _tile_document(values: Values, tile: Tile) -> Document:
    kept = tile.archived
    archive = {} if kept is None else {"archive": {"value": kept.value, "made": kept.made.isoformat()}}
    return archive | {
        "name": tile.attribute.name,
        "label": tile.attribute.label,
        "value": None if isinstance(tile.value, NotRead) else tile.value,
        "shown": values.glanced(tile.attribute, tile.value),
        "pending": tile.mark is not None,
        "read": not isinstance(tile.value, NotRead),
        "adds": f"{tile.adds:+}" if isinstance(tile.adds, int | float) else tile.adds,
    }


def _day_words(context: Context, view: DayView) -> Iterator[str]:
    language = context.language
    for group, tiles in _as_arranged(view):
        yield from ("", group_label(language, group))
        for tile in tiles:
            mark = language.say("  (not in Exist yet)") if tile.mark else ""
            yield f"  {context.values.tile_name(tile)}{mark}"
    if view.hidden:
        yield from ("", hidden_count(language, len(view.hidden)))


async def outbox(engine: Engine, request: ActRequest[OutboxArguments]) -> Outcome:
    """Shows the entries that are not in Exist yet. Raises as `identify` does."""
    await identify(engine)
    context = await in_context(engine, request)
    views, everything = engine.views, request.arguments.everything
    values, of_owners, batches, status = await asyncio.gather(  # at once: the way to the store's thread is the longest
        views.outbox(finished=True) if everything else views.open_rows(),
        views.owner_lines(finished=everything),
        views.batches(),
        account_state.last_status(engine),
    )
    lines: list[AnyLine] = sorted((*values, *of_owners), key=_number, reverse=True)
    messages = tuple(_permissions(context, lines))
    if request.format is AnswerFormat.JSON:
        said = context.for_programs
        in_exist = (replace(line, attribute=line.attribute.as_in_exist) for line in lines)
        entries = [_line_document(line) | {"message": _why(said, line, status)} for line in in_exist]
        document = counts_document(status.counts) | {"entries": entries, "batches": [*map(_batch_document, batches)]}
        return Outcome(document=document, messages=messages)
    of_batches = tuple(BatchWords(context.language).whole(line) for line in batches if everything or line.waiting)
    words = of_batches + tuple(_line_words(context, line, status) for line in lines)
    return Outcome(words=words or (context.language.say("Everything is in Exist."),), messages=messages)


SIGN_IN = 'exist-desktop sign-in --client-id ID --client-secret-stdin --scopes "{scopes}"'


def _number(line: AnyLine) -> int:
    return line.entry.id


def _line_document(line: AnyLine) -> Document:
    return owner_document(line.entry) if isinstance(line, OwnerLine) else entry_document(line.entry)


def _batch_document(line: BatchLine) -> Document:
    """Returns what an import has entered, as one, for programs."""
    return {
        "id": line.id,
        "file": line.batch.file,
        "at": iso(line.batch.at),
        "undo": bool(line.batch.undoes),
        "paused": line.is_paused,
        "total": line.total,
        "waiting": line.waiting,
        "sent": line.sent,
        "kept": line.kept,
        "held": line.held,
        "undone": line.undone,
    }


def _permissions(context: Context, lines: Sequence[AnyLine]) -> Iterator[str]:
    """Says how to allow entries that are held because a permission is missing."""
    wanted = {line.attribute.group.name for line in lines if line.entry.reason is Reason.SCOPE}
    if wanted:
        command = SIGN_IN.format(scopes=scopes.to_write(wanted))
        yield context.language.say("To allow it, sign in again with {command}", command=command)


def counts_document(counts: Counts) -> Document:
    """Returns the counts of what is not in Exist yet, for programs."""
    return {"waiting": counts.waiting, "checking": counts.checking, "held": counts.held}


def _why(context: Context, line: AnyLine, status: SyncStatus) -> str:
    return context.outbox_words.whole(line, status, context.engine.clock.wall())


def _line_words(context: Context, line: AnyLine, status: SyncStatus) -> str:
    day = context.outbox_words.day(line.entry)
    if isinstance(line, OwnerLine):
        amount = wanted(context.language, line)
    else:
        amount = context.values.amount(line.attribute, line.entry)
    parts = (f"{line.entry.id:>5}", line.attribute.label, day, amount, _why(context, line, status))
    return "  ".join(part for part in parts if part)


async def status(engine: Engine, request: ActRequest[None]) -> Outcome:
    """Shows who is signed in, and the state of sync."""
    connected = await connect_quietly(engine)
    last = await account_state.last_status(engine)
    user = engine.account.username if engine.account else None
    if request.format is AnswerFormat.JSON:
        document = {
            "signed_in": connected and last.condition is not Condition.SIGNED_OUT,
            "user": user,
            "server": engine.server,
            **counts_document(last.counts),
            "last_sync": iso(last.last_sync),
            "offline": last.offline,
        }
        return Outcome(document=document)
    return Outcome(words=_status_words(engine, request, last, user if connected else None))


def _status_words(engine: Engine, request: ActRequest[None], last: SyncStatus, user: str | None) -> tuple[str, ...]:
    say = request.language.say
    words = StatusWords(request.language, request.zone)
    if user is None:
        unsent = words.open_entries(last.counts)
        return (say("Not signed in."), *filter(None, [unsent]))
    now = engine.clock.wall()
    if last.condition is Condition.STARTING:  # nothing was sent or read yet, and nothing starts here
        last = replace(last, condition=Condition.IDLE)
    who = say("Signed in as @{user} at {server}.", user=user, server=engine.server)
    return who, words.headline(last, now), words.detail(last, now)
