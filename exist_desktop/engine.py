"""The program without a window: store, journal, views, tokens, client and worker of one data folder.

The window and the command line each create one. Nothing here imports Qt. What talks to Exist is loaded with the first
look for a token, since seeing a day and saving an entry do not need it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from exist_desktop import token_accounts
from exist_desktop.api.http.server_address import check_server
from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.errors import KeyringError, SignInError, SignInErrorKind
from exist_desktop.history import History
from exist_desktop.journal.account_journal import NewUid, new_uid
from exist_desktop.journal.journal import Journal
from exist_desktop.settings import ONLY_WHEN_ASKED, Preferences, Setup
from exist_desktop.store import meta
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import OwnerViews
from exist_desktop.store.reading.views import Views
from exist_desktop.store.store import Store
from exist_desktop.sync.clock import Clock, ComputerClock
from exist_desktop.sync.status import SyncObserver, Unobserved

if TYPE_CHECKING:
    from random import Random

    from exist_desktop.api.http.transport import Transport
    from exist_desktop.api.oauth.credential_store import CredentialStore, StoredTokens
    from exist_desktop.api.oauth.result_page import PageWords
    from exist_desktop.api.oauth.sign_in import SignedIn, SignIn
    from exist_desktop.api.oauth.tokens import Tokens
    from exist_desktop.connection import AccountConnection
    from exist_desktop.findings import ExistFindings, Weeks
    from exist_desktop.relations import OwnRelations
    from exist_desktop.sync.intervals import Intervals

_log = logging.getLogger(__name__)
_WAY_TO_EXIST, _SIGN_IN = "exist_desktop.connection", "exist_desktop.api.oauth.sign_in"
"""Modules that are loaded with the first look for a token, and to ask whose one is."""
_OF_THE_SIGN_IN = (Reason.SCOPE, Reason.CANNOT_READ)
"""Reasons to hold an entry that a new sign-in may remove."""


class Unsent(Enum):
    """What happens to entries that are not in Exist yet when somebody signs out."""

    KEPT = auto()
    """They are sent after the next sign-in."""
    DISCARDED = auto()
    """They are lost, except those that are being sent already and may have arrived."""


class Engine:
    """Works on one data folder. `account` is the account in use, also while nobody is signed in to it.

    `link` is set while this process has a token. `observer` gets each new status, and errors of work that
    nobody waits for: the keyring did not store renewed tokens, or a step failed unexpectedly.
    """

    def __init__(
        self,
        setup: Setup,
        *,
        observer: SyncObserver | None = None,
        clock: Clock | None = None,
        random: Random | None = None,
        store: Store | None = None,
        new_uid: NewUid = new_uid,
    ) -> None:
        self.setup = setup
        self.preferences = Preferences(setup.folder, setup.settings)
        self.clock = clock or ComputerClock()
        self.store = store or Store(setup.folder)
        self.server = check_server(setup.server)
        self.account: Account | None = None
        self.link: AccountConnection | None = None
        self.views = Views(self.store, self, self.clock)
        self.owners = OwnerViews(self.store, self)
        self.journal = Journal(self.store, self, self.clock, listener=self, new_uid=new_uid)
        self.history = History(self.store, self.preferences, self, self.clock)
        self._observer = observer or Unobserved()
        self._random = random
        self._working: asyncio.Task[None] | None = None
        self.preferences.subscribe(self._on_preferences_changed)

    @cached_property
    def transport(self) -> Transport:
        """Sends all requests to the server."""
        from exist_desktop.api.http.transport import Transport

        return Transport(self.server, self.clock)

    @cached_property
    def relations(self) -> OwnRelations:
        """Searches for what goes together in the histories."""
        from exist_desktop.relations import OwnRelations

        return OwnRelations(self.store, self.preferences, self)

    @cached_property
    def findings(self) -> ExistFindings:
        """What Exist has found in the days."""
        from exist_desktop.findings import ExistFindings

        return ExistFindings(self.store, self, self.clock)

    @cached_property
    def weeks(self) -> Weeks:
        """What weeks were like."""
        from exist_desktop.findings import Weeks

        return Weeks(self.store, self.preferences, self)

    @cached_property
    def credential_store(self) -> CredentialStore:
        """The person's keyring."""
        from exist_desktop.api.oauth.credential_store import CredentialStore

        return CredentialStore()

    async def open(self) -> None:
        """Opens the data folder and finds the account in use. Raises `OpenError`, and as `Store.open` does."""
        await self.store.open(self.clock.wall())
        await self.find_account()

    async def look_through_daily(self) -> bool:
        """Checks the database once a day, before anything is sent. Returns whether it was damaged and restored.

        `store.rescued` has the details. Raises as `open` does.
        """
        damaged = await self.store.look_through_daily(self.clock.wall())
        if damaged:
            await self.find_account()
        return damaged

    async def find_account(self) -> None:
        """Finds the account in use on this server: the last one that signed in."""
        self.account = await self.store.accounts.current(self.server)

    async def connect(self) -> bool:
        """Takes the token of the environment or of the keyring. Returns whether there is one.

        Raises `KeyringError`, and for a token of the environment that is new here `SignInError` and `RequestError`.
        """
        await asyncio.to_thread(import_module, _WAY_TO_EXIST)  # which takes longer than a frame
        if self.setup.token is not None:
            await self._connect_with(self.setup.token)
            return True
        if self.account is None:
            return False
        item = self._item(self.account)
        tokens = await item.load()
        if tokens is None:
            return False
        self._use(self.account, tokens, item)
        return True

    async def _connect_with(self, token: str) -> None:
        """Uses a token of the environment. The account that it belongs to is asked for once and remembered."""
        from exist_desktop.api.oauth.tokens import TokenKind, Tokens, is_token, pasted

        if not is_token(token := pasted(token)):
            raise SignInError(SignInErrorKind.BAD_TOKEN)
        account = await token_accounts.find(self.store, token)
        if account is not None and account.server == self.server:
            self._use(account, Tokens(TokenKind.BEARER, token), None)
            return
        signed_in = await self.try_token(token)
        account = await self._enter(signed_in, in_use=self.account is None)
        await token_accounts.remember(self.store, token, account)
        self._use(account, signed_in.tokens, None)

    def begin_sign_in(
        self,
        client_id: str,
        client_secret: str,
        redirect: str,
        scopes: Sequence[str],
        words: PageWords,
    ) -> SignIn:
        """Returns a sign-in through the browser. Its result is for `adopt`, after the person has confirmed who it is.

        `words` are those of the pages that the browser shows at the end.
        """
        from exist_desktop.api.oauth.sign_in import SignIn
        from exist_desktop.api.oauth.token_endpoint import ClientCredentials
        from exist_desktop.api.oauth.tokens import pasted

        client = ClientCredentials(pasted(client_id), pasted(client_secret), redirect.strip())
        return SignIn(self.transport, client, scopes, words=words)

    async def try_token(self, token: str) -> SignedIn:
        """Asks Exist whose a pasted token is. Raises `SignInError` and `RequestError`."""
        await asyncio.to_thread(import_module, _SIGN_IN)
        from exist_desktop.api.oauth.sign_in import try_token

        return await try_token(self.transport, token)

    async def adopt(self, signed_in: SignedIn) -> KeyringError | None:
        """Uses the account: stores its tokens in the keyring and releases entries that were held for the sign-in.

        If the keyring refuses, the tokens live as long as this process, and the error is returned.
        """
        await self.disconnect()
        account = await self._enter(signed_in, in_use=True)
        item = self._item(account)
        error: KeyringError | None = None
        try:
            await item.save(signed_in.tokens)
        except KeyringError as met:
            error = met
        self._use(account, signed_in.tokens, None if error else item)
        self.store.publish(Change(days=None, catalogue=True, outbox=True, session=True))
        return error

    async def sign_out(self, unsent: Unsent = Unsent.KEPT) -> int:
        """Forgets the tokens and all drafts; readings stay. Returns how many unsent entries stay for the next sign-in.

        Either all of it happens or nothing: raises `KeyringError` if the keyring keeps the tokens, and `NotSavedError`
        if the disk refuses. The account is then as it was, without `link`.
        """
        account = self.link.account if self.link else self.account
        await self.disconnect()
        if account is None:
            return 0
        item = self._item(account)
        tokens = await item.take()
        try:
            leave = self.journal.drop_all if unsent is Unsent.DISCARDED else self.journal.drop_drafts
            left = await leave(account)
        except Exception:
            if tokens is not None:
                await item.save(tokens)
            raise
        self.store.publish(Change(days=None, session=True))
        return left

    def start(self) -> None:
        """Lets the worker run by its timetable until `disconnect` or `close`."""
        if self.link is not None and self._working is None:
            self._working = asyncio.get_running_loop().create_task(self.link.schedule.run(), name="worker")

    async def signed_in_since(self) -> float | None:
        """Returns when the account in use signed in on this computer, in seconds since 1970, if that is known."""
        if self.account is None:
            return None
        since = await self.store.meta(self.account, meta.SIGNED_IN)
        return float(since) if since else None

    async def replace_client_secret(self, secret: str) -> None:
        """Stores another client secret, with which tokens are renewed. Raises `KeyringError`."""
        from exist_desktop.api.oauth.tokens import pasted

        assert self.link is not None
        session = self.link.session
        tokens = replace(session.tokens, client_secret=pasted(secret))
        await self._item(self.link.account).save(tokens)
        session.tokens = tokens

    async def unsent(self) -> int:
        """Returns how many entries of all accounts are not in Exist yet."""
        counts = [await self.store.counts(account) for account in await self.store.accounts.everyone()]
        return sum(count.open for count in counts)

    async def forget_tokens(self) -> None:
        """Stops the worker and forgets the tokens of every account. Raises `KeyringError` if some may be left."""
        await self.disconnect()
        for account in await self.store.accounts.everyone():
            await self._item(account).forget()

    def intervals(self) -> Intervals:
        """Returns when the worker sends and reads, as the person chose."""
        from exist_desktop.sync.intervals import NEVER, Intervals

        send_after, read_every = self.preferences.chosen.send_after, self.preferences.chosen.read_every
        return Intervals(
            NEVER if send_after == ONLY_WHEN_ASKED else send_after,
            NEVER if read_every == ONLY_WHEN_ASKED else read_every,
        )

    def _on_preferences_changed(self) -> None:
        if self.link is not None:
            self.link.schedule.set_intervals(self.intervals())
            self.history.follow_choice()

    async def disconnect(self) -> None:
        """Stops the worker and drops the token, in this process only."""
        if self._working is not None:
            self._working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._working
            self._working = None
        if self.link is not None:
            await self.link.session.aclose()
            with contextlib.suppress(KeyringError):
                await self.link.session.save()  # the keyring may now store a renewed pair that it refused before
            self.link = None

    async def close(self) -> None:
        """Stops everything, in the reverse order of the start."""
        await self.disconnect()
        if "transport" in vars(self):  # do not create one to close it
            await self.transport.aclose()
        await self.store.close()

    async def _enter(self, signed_in: SignedIn, *, in_use: bool) -> Account:
        """Saves the account, `in_use` from now on or not, and releases entries that were held for such a sign-in."""
        since = self.clock.wall() if in_use else None
        return await self.store.accounts.signed_in(self.server, signed_in.profile, _OF_THE_SIGN_IN, since)

    def _use(self, account: Account, tokens: Tokens, item: StoredTokens | None) -> None:
        from exist_desktop.connection import ConnectionParts, link

        settling, observer = self.setup.settling, self._observer
        parts = ConnectionParts(self.store, self.transport, self.clock, self._random, settling, observer)
        self.account = account
        self.link = link(parts, account, tokens, item, self.intervals())
        self.history.follow_choice()

    def _item(self, account: Account) -> StoredTokens:
        return self.credential_store.item(account.server, account.username)

    def changed_elsewhere(self) -> None:
        """Publishes that another process has saved something, and lets it be sent."""
        self.store.publish(Change(days=None, catalogue=True, outbox=True))
        self.entry_saved()

    async def account_changed_elsewhere(self) -> None:
        """Finds the account again after another process has signed in or out. `connect` reads its token."""
        await self.disconnect()
        await self.find_account()
        self.store.publish(Change(days=None, catalogue=True, outbox=True, session=True))

    def entry_saved(self) -> None:
        """Lets the worker send what was saved, when the time to undo it is over."""
        if self.link is not None:
            self.link.schedule.entry_saved()
