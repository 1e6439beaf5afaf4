"""`today`, `outbox` and `status`: what the window shows, as words or as a document for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exist_desktop.cli.console import Console, Exit, iso
from exist_desktop.cli.context import (
    When,
    chosen_day,
    connect_quietly,
    here,
    identify,
    in_units,
    opened,
    read_first,
    refresh_if_old,
)
from exist_desktop.domain.outbox.ops import Entry, OutboxLine, Reason
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import NotRead
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.store import accounts
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.days import DayWords
from exist_desktop.words.pages.outbox import OutboxWords
from exist_desktop.words.status import StatusWords

Document = dict[str, Any]


async def today(setup: Setup, console: Console, when: When) -> Exit:
    """Shows a day's groups and values."""
    async with opened(setup, console) as engine:
        await identify(engine)
        await refresh_if_old(engine)
        console = await in_units(engine, console)
        view = await engine.views.day(await chosen_day(engine, when))
        if not view.read:
            await read_first(engine, view.day)
            view = await engine.views.day(view.day)
        heading = DayWords(console.language, (await here(engine)).date()).long(view.day)
        return console.show(lambda: _day_document(console, view), lambda: [heading, *_day_words(console, view)])


def _tiles(view: DayView) -> list[tuple[str, str, list[Tile]]]:
    """Every group with all its tiles, those of the mood card included, in the order of the page."""
    card = [part for part in (view.mood, view.note) if part] + list(view.tags)
    found: dict[str, tuple[str, str, list[Tile]]] = {}
    for tile in card:
        group = tile.attribute.group
        found.setdefault(group.name, (group.name, group.label, []))[2].append(tile)
    for grouped in view.groups:
        group = grouped.group
        found.setdefault(group.name, (group.name, group.label, []))[2].extend(grouped.tiles)
    places = {
        tile.attribute.group.name: tile.attribute.group.priority for _, _, tiles in found.values() for tile in tiles
    }
    return sorted(found.values(), key=lambda group: places[group[0]])


def _day_document(console: Console, view: DayView) -> Document:
    return {
        "date": view.day.isoformat(),
        "read": view.read,
        "groups": [
            {"name": name, "label": label, "attributes": [_tile_document(console, tile) for tile in tiles]}
            for name, label, tiles in _tiles(view)
        ],
    }


def _tile_document(console: Console, tile: Tile) -> Document:
    return {
        "name": tile.attribute.name,
        "label": tile.attribute.label,
        "value": None if isinstance(tile.value, NotRead) else tile.value,
        "shown": console.values.shown(tile.attribute, tile.value),
        "pending": tile.mark is not None,
        "read": not isinstance(tile.value, NotRead),
        "adds": f"{tile.adds:+}" if isinstance(tile.adds, int | float) else tile.adds,
    }


def _day_words(console: Console, view: DayView) -> list[str]:
    lines = []
    for _, label, tiles in _tiles(view):
        lines += ["", label]
        for tile in tiles:
            mark = console.language.say("  (not in Exist yet)") if tile.mark else ""
            lines.append(f"  {console.values.tile_name(tile)}{mark}")
    return lines


async def outbox(setup: Setup, console: Console, *, everything: bool) -> Exit:
    """Shows the entries that are not in Exist yet; with `everything` also those of the last days that are done."""
    async with opened(setup, console) as engine:
        await identify(engine)
        console = await in_units(engine, console)
        lines = await (engine.views.outbox(finished=True) if everything else engine.views.open_rows())
        words = outbox_words(console)
        status = await last_status(engine)
        counted = {"waiting": status.counts.waiting, "checking": status.counts.checking, "held": status.counts.held}

        def documents() -> list[Document]:
            return [entry_document(line.entry) | {"message": _why(words, line, status, engine)} for line in lines]

        code = console.show(
            lambda: counted | {"entries": documents()},
            lambda: (
                [_line_words(console, words, line, status, engine) for line in lines]
                or [console.language.say("Everything is in Exist.")]
            ),
        )
        _tell_permissions(console, lines)
        return code


def _tell_permissions(console: Console, lines: Sequence[OutboxLine]) -> None:
    """How to allow what is held for want of a permission."""
    wanted = {line.attribute.group.name for line in lines if line.entry.reason is Reason.SCOPE}
    if wanted:
        scopes = " ".join(("default", *(f"{group}_write" for group in sorted(wanted))))
        command = f'exist-desktop sign-in --client-id ID --client-secret-stdin --scopes "{scopes}"'
        console.tell(console.language.say("To allow it, sign in again with {command}", command=command))


def outbox_words(console: Console) -> OutboxWords:
    """The Outbox's words; when this computer did something is told by its own clock."""
    return OutboxWords(console.language, ComputerZone())


def entry_document(entry: Entry) -> Document:
    """An entry for programs; `reason` is a code that stays."""
    return {
        "id": entry.id,
        "attribute": entry.key.attribute,
        "date": entry.key.day.isoformat(),
        "kind": str(entry.kind),
        "value": entry.amount,
        "state": str(entry.state),
        "reason": str(entry.reason) if entry.reason else None,
    }


def _why(words: OutboxWords, line: OutboxLine, status: SyncStatus, engine: Engine) -> str:
    return words.whole(line, status, engine.clock.wall())


def _line_words(console: Console, words: OutboxWords, line: OutboxLine, status: SyncStatus, engine: Engine) -> str:
    day = words.day(line.entry)
    amount = console.values.amount(line.attribute, line.entry)
    return f"{line.entry.id:>5}  {line.attribute.label}  {day}  {amount}  {_why(words, line, status, engine)}"


async def last_status(engine: Engine) -> SyncStatus:
    """How things stood when something was last sent or read, with the counts of now."""
    account = engine.account
    if account is None:
        return SyncStatus()
    condition = await engine.store.database.read(lambda c: accounts.note(c, account.id, accounts.CONDITION))
    counts = await engine.views.counts()
    return SyncStatus(
        Condition(condition) if condition in set(Condition) else Condition.STARTING,
        counts,
        await engine.views.last_sync(),
    )


async def status(setup: Setup, console: Console) -> Exit:
    """Shows who is signed in, and how things stand with Exist."""
    async with opened(setup, console) as engine:
        signed_in = await connect_quietly(engine)
        stands = await last_status(engine)
        user = engine.account.username if engine.account else None
        document = {
            "signed_in": signed_in,
            "user": user,
            "server": engine.server,
            "waiting": stands.counts.waiting,
            "checking": stands.counts.checking,
            "held": stands.counts.held,
            "last_sync": iso(stands.last_sync),
            "offline": stands.offline,
        }
        words = await _status_words(engine, console, stands, user if signed_in else None)
        return console.show(lambda: document, lambda: words)


async def _status_words(engine: Engine, console: Console, stands: SyncStatus, user: str | None) -> tuple[str, ...]:
    say = console.language.say
    words = StatusWords(console.language, outbox_words(console).zone)
    who = say("Signed in as @{user} at {server}.", user=user, server=engine.server) if user else say("Not signed in.")
    if not user:
        unsent = words.open_entries(stands.counts)
        return (who, *([unsent] if unsent else ()))
    now = engine.clock.wall()
    return who, words.headline(stands, now), words.detail(stands, now)
