"""What most acts begin with: the data folder opened, and a token where there is one and the act needs Exist."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from exist_desktop.cli.console import Console
from exist_desktop.domain.account import Imperial
from exist_desktop.domain.day import check_day, local, proposed_day, today
from exist_desktop.domain.units import choose
from exist_desktop.engine import Engine
from exist_desktop.errors import (
    KeyringError,
    NeverSignedInError,
    NotReadableError,
    NotRecordedError,
    NotSavedError,
    RequestError,
    SignInError,
)
from exist_desktop.journal import zone_of
from exist_desktop.settings import Setup, load
from exist_desktop.sync.status import SyncStatus
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.pages.rescue import rescued

AFTERWARDS_SECONDS = 10.0
"""How long an act that has given its answer may still try to send."""
READ_SECONDS = 5.0
"""How long an act waits for the values of a day before it goes on without them."""


@contextlib.asynccontextmanager
async def opened(setup: Setup, console: Console) -> AsyncIterator[Engine]:
    """The engine of the data folder, closed at the end. Raises `OpenError`."""
    engine = Engine(setup, on_status=_clock_watch(console))
    await engine.open()
    try:
        await engine.look_through_daily()
        if (rescue := engine.store.rescued) is not None:
            message = rescued(console.language, rescue)
            console.tell(f"{message.title}. {message.sentence}")
        yield engine
    finally:
        await engine.close()


@contextlib.asynccontextmanager
async def opened_to_act(setup: Setup, console: Console) -> AsyncIterator[Engine]:
    """The same for acts in which nothing is typed. Raises `NotRecordedError` where the disk takes nothing."""
    try:
        async with opened(setup, console) as engine:
            yield engine
    except NotReadableError:
        raise
    except NotSavedError as problem:
        raise NotRecordedError(problem.kind, problem.where) from problem


def _clock_watch(console: Console) -> Callable[[SyncStatus], None]:
    """Says once that this computer's clock is wrong, as soon as an answer shows it: the days of entries follow it."""
    told: list[float] = []

    def hear(status: SyncStatus) -> None:
        if status.clock_ahead is not None and not told:
            told.append(status.clock_ahead)
            message = wrong_clock(console.language, status.clock_ahead)
            console.tell(f"{message.title}. {message.sentence}")

    return hear


async def identify(engine: Engine) -> None:
    """Makes sure that there is an account: the one in use, or that of the environment's token.

    Raises `NeverSignedInError`; for a token that is new here also `SignInError` and `RequestError`.
    """
    if engine.setup.token is not None:
        try:
            await engine.connect()
        except NotSavedError:  # whose the token is cannot be noted; what is known already can be shown all the same
            if engine.account is None:
                raise
    if engine.account is None:
        raise NeverSignedInError


async def in_units(engine: Engine, console: Console) -> Console:
    """The console with the units that the account's profile asks for, or the person has chosen otherwise."""
    profile = await engine.views.profile()
    units = choose(profile.imperial if profile else Imperial(), load(engine.setup.folder).units)
    return replace(console, language=replace(console.language, units=lambda: units))


async def connect_quietly(engine: Engine) -> bool:
    """Takes a token where there is one; a keyring or a disk that is in the way counts as none."""
    if engine.link is not None:
        return True
    try:
        return await engine.connect()
    except (KeyringError, SignInError, RequestError, NotSavedError):
        return False


async def make_sure_of_catalogue(engine: Engine) -> None:
    """Reads everything once where nothing has ever been read, so that attributes are known by name."""
    if await engine.views.last_sync() is None and await connect_quietly(engine):
        await _sync(engine)


async def refresh_if_old(engine: Engine) -> None:
    """Reads everything where the last reading is old; without a connection what is here is shown."""
    last = await engine.views.last_sync()
    if (last is None or abs(engine.clock.wall() - last) > engine.rhythm().read_every) and await connect_quietly(engine):
        await _sync(engine)


async def read_first(engine: Engine, day: date) -> None:
    """Reads a day that was not read, where there is a connection; for a few seconds, since somebody waits."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READ_SECONDS):
            if await connect_quietly(engine):
                assert engine.link is not None
                await engine.link.schedule.read_day(day)


async def send_afterwards(engine: Engine) -> None:
    """Tries to send what waits, for a while, if no one else does; the act has given its answer already."""
    if await connect_quietly(engine):
        assert engine.link is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(AFTERWARDS_SECONDS):
                await engine.link.schedule.push_out()


async def _sync(engine: Engine) -> None:
    """Reads and sends for a while; a disk that takes nothing keeps nobody from seeing what is here."""
    assert engine.link is not None
    with contextlib.suppress(TimeoutError, NotSavedError):
        async with asyncio.timeout(AFTERWARDS_SECONDS):
            await engine.link.schedule.sync()


When = date | timedelta | None
"""A day as it was chosen: itself, so many days from today, or the usual one."""


async def here(engine: Engine) -> datetime:
    """The wall-clock time where the account's days are counted."""
    account = engine.account
    assert account is not None
    zone = await engine.store.database.read(lambda connection: zone_of(connection, account))
    return local(engine.clock.wall(), zone.info)


async def chosen_day(engine: Engine, when: When) -> date:
    """The day that an act is about; the usual one is the day that an evening after midnight still belongs to.

    Raises `InvalidValueError` for a day that nothing is kept for.
    """
    account = engine.account
    assert account is not None
    if isinstance(when, date):
        check_day(when)
        return when
    zone = await engine.store.database.read(lambda connection: zone_of(connection, account))
    now = engine.clock.wall()
    if when is None:
        return proposed_day(now, zone.info, load(engine.setup.folder).day_ends_at)
    return today(now, zone.info) + when
