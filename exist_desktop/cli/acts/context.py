"""What most acts start with: an account, its zone and units, and a connection if the act needs Exist."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop import token_accounts
from exist_desktop.account_state import read_locale
from exist_desktop.api.oauth.tokens import pasted
from exist_desktop.cli.acts.act import Act, ActRequest, Outcome
from exist_desktop.domain.account import Account, AccountNotKnownError
from exist_desktop.domain.attributes import AttributesNotReadError
from exist_desktop.domain.day import check_day, local, proposed_day, today
from exist_desktop.engine import Engine
from exist_desktop.errors import (
    KeyringError,
    NeverSignedInError,
    NotSavedError,
    RequestError,
    SignInError,
    UnknownAttributeError,
)
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

if TYPE_CHECKING:
    from exist_desktop.words.pages.outbox import OutboxWords

AFTERWARDS_SECONDS = 10.0
"""How long an act may try to send after its answer."""
READ_SECONDS = 5.0
"""How long an act waits for the values of a day before it continues without them."""

When = date | timedelta | None
"""A chosen day: a date, a number of days from today, or None for the usual one."""


class Context(Struct, frozen=True):
    """An act's account: `zone` is the zone of its days, `language` has its units.

    `computer` is the zone of the computer that asks, in which the times of its own actions are shown.
    """

    engine: Engine
    account: Account
    language: Language
    zone: tzinfo
    computer: tzinfo

    @property
    def now(self) -> datetime:
        """The wall-clock time in the zone of the account's days."""
        return local(self.engine.clock.wall(), self.zone)

    @property
    def for_programs(self) -> Context:
        """The same for documents, which are the same in every language."""
        return replace(self, language=self.language.for_programs)

    @property
    def values(self) -> Values:
        """Formats values."""
        return Values(self.language)

    @property
    def outbox_words(self) -> OutboxWords:
        """The sentences of the Outbox."""
        from exist_desktop.words.pages.outbox import OutboxWords

        return OutboxWords(self.language, self.computer)

    def day(self, when: When) -> date:
        """Returns the day of an act. Without a choice, an evening after midnight still belongs to the day before.

        Raises `InvalidValueError` for a day that cannot have entries.
        """
        wall = self.engine.clock.wall()
        match when:
            case date():
                check_day(when)
                return when
            case timedelta():
                return today(wall, self.zone) + when
            case None:
                return proposed_day(wall, self.zone, self.engine.preferences.chosen.day_ends_at)


async def in_context(engine: Engine, request: ActRequest[Any]) -> Context:
    """Returns the context of the account in use. Raises `NeverSignedInError` if there is none."""
    if engine.account is None:
        raise NeverSignedInError
    locale = await read_locale(engine, request.zone)
    language = replace(request.language, units=lambda: locale.units)
    return Context(engine, engine.account, language, locale.zone.info, request.zone)


async def perform(act: Act[Any], engine: Engine, request: ActRequest[Any]) -> Outcome:
    """Runs an act. Raises as it does; while no attribute has been read, none is called unknown."""
    try:
        return await act.run(engine, request)
    except UnknownAttributeError as error:
        attributes, _ = await engine.views.catalogue()
        if attributes or await engine.views.last_sync() is not None:
            raise
        raise AttributesNotReadError from error


async def identify(engine: Engine) -> None:
    """Finds an account: the one in use, or that of the environment's token.

    Raises `NeverSignedInError`, and for a token that is new here also `SignInError` and `AccountNotKnownError`.
    """
    if engine.setup.token is not None and engine.link is None:
        try:
            if not await _knows_token(engine, engine.setup.token):
                await engine.connect()
        except NotSavedError:  # the token's account cannot be recorded, but what is known already can be shown
            if engine.account is None:
                raise
        except RequestError as error:
            raise AccountNotKnownError(error) from error
    if engine.account is None:
        raise NeverSignedInError


async def _knows_token(engine: Engine, token: str) -> bool:
    """Finds the account of a token that was used here before, so that seeing and saving need not load the client."""
    account = await token_accounts.find(engine.store, pasted(token))
    if account is None or account.server != engine.server:
        return False
    engine.account = account
    return True


async def connect_quietly(engine: Engine) -> bool:
    """Connects and returns True if there is a token. If the keyring or the disk fails, there is none."""
    if engine.link is not None:
        return True
    try:
        return await engine.connect()
    except (KeyringError, SignInError, RequestError, NotSavedError):
        return False


async def make_sure_of_catalogue(engine: Engine) -> None:
    """Reads everything if nothing has ever been read, so that attributes are known by name."""
    if await engine.views.last_sync() is None and await connect_quietly(engine):
        await _sync(engine)


async def refresh_if_old(engine: Engine) -> None:
    """Reads everything if the last reading is old and there is a connection."""
    last = await engine.views.last_sync()
    is_old = last is None or abs(engine.clock.wall() - last) > engine.intervals().read_every
    if is_old and await connect_quietly(engine):
        await _sync(engine)


async def not_read_yet(engine: Engine, language: Language) -> tuple[str, ...]:
    """Says that nothing can be shown because nothing was ever read. Returns nothing if something was."""
    if await engine.views.last_sync() is not None:
        return ()
    return (language.say("Nothing was read from Exist yet; exist-desktop sync tries it and says what is in the way."),)


async def read_first(engine: Engine, day: date) -> None:
    """Reads a day that was not read, if there is a connection, for at most `READ_SECONDS`."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READ_SECONDS):
            if await connect_quietly(engine):
                assert engine.link is not None
                await engine.link.schedule.read_day(day)


async def send_afterwards(engine: Engine) -> None:
    """Tries to send what waits, for at most `AFTERWARDS_SECONDS` and if no other process does, after the answer."""
    if await connect_quietly(engine):
        assert engine.link is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(AFTERWARDS_SECONDS):
                await engine.link.schedule.push_out()


async def _sync(engine: Engine) -> None:
    """Reads and sends for a while. Errors of the disk are ignored, so that what is here can be shown."""
    assert engine.link is not None
    with contextlib.suppress(TimeoutError, NotSavedError):
        async with asyncio.timeout(AFTERWARDS_SECONDS):
            await engine.link.schedule.sync()
