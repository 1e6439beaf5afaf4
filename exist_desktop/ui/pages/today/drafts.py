"""The drafts of the Today page, by attribute and day: in memory at once, on the disk within a second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from exist_desktop.domain.account import Account
from exist_desktop.domain.commands import Key
from exist_desktop.domain.draft import Draft
from exist_desktop.store.drafts import DraftsOf
from exist_desktop.ui.bridge import Bridge

KEEP_MILLISECONDS = 700
"""The longest time in milliseconds until typed text is written to the disk."""


class DraftStore(Protocol):
    """What the drafts need from the store."""

    async def read(self) -> DraftsOf:
        """Returns the account in use and all its drafts."""

    async def write(self, account: Account, kept: Sequence[Draft], dropped: Sequence[Key]) -> None:
        """Writes some drafts of an account and deletes others."""


class TodayDrafts(QObject):
    """The drafts of the account in use.

    Signals:
        replaced(): all drafts changed: another account signed in, or a sign-out deleted them.
    """

    replaced = Signal()

    def __init__(self, kept: DraftStore, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = kept
        self._bridge = bridge
        self._account: Account | None = None
        self._drafts: dict[Key, Draft] = {}
        self._unwritten: set[Key] = set()
        self._under_way: Counter[Key] = Counter()
        self._waiting = QTimer(self, singleShot=True, interval=KEEP_MILLISECONDS)
        self._waiting.timeout.connect(self.write)

    def of(self, key: Key) -> Draft | None:
        """Returns the draft of an attribute on a day; None if there is none."""
        return self._drafts.get(key)

    def put(self, draft: Draft) -> None:
        """Stores what is typed now."""
        key = Key(draft.attribute, draft.day)
        self._drafts[key] = draft
        self._unwritten.add(key)
        if not self._waiting.isActive():  # continuous typing must not delay it
            self._waiting.start()

    def drop(self, key: Key) -> None:
        """Deletes a draft at once, because it was saved or emptied."""
        if self._drafts.pop(key, None) is not None:
            self._unwritten.add(key)
            self.write()

    def write(self) -> None:
        """Writes the changes that are not on the disk yet."""
        self._waiting.stop()
        if self._account is not None and self._unwritten:
            self._bridge.run(self._write(self._account))

    async def _write(self, account: Account) -> None:
        keys, self._unwritten = self._unwritten, set()
        self._under_way += Counter(keys)
        kept = [self._drafts[key] for key in keys if key in self._drafts]
        try:
            await self._kept.write(account, kept, [key for key in keys if key not in self._drafts])
        finally:
            self._under_way -= Counter(keys)

    async def read(self) -> None:
        """Reads all drafts at the start and after a sign-in or sign-out; newer ones in memory stay."""
        found, former = await self._kept.read(), self._account
        drafts = {Key(draft.attribute, draft.day): draft for draft in found.drafts}
        if former in (None, found.account):
            newer = self._unwritten | set(self._under_way)
            drafts = {key: draft for key, draft in drafts.items() if key not in newer}
            drafts |= {key: self._drafts[key] for key in newer if key in self._drafts}
        else:
            self._unwritten = set()
        is_other = former is not None and (former != found.account or drafts != self._drafts)
        self._account, self._drafts = found.account, drafts
        if is_other:
            self.replaced.emit()


class NoDrafts:
    """Drafts in memory only, lost with their window."""

    async def read(self) -> DraftsOf:
        """Returns no account and no drafts."""
        return DraftsOf(None)

    async def write(self, account: Account, kept: Sequence[Draft], dropped: Sequence[Key]) -> None:
        """Does nothing."""
