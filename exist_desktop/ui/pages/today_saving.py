"""How the Today page saves: through the journal, with the refusal told at its place and the owner question asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from exist_desktop.domain.attributes import Attribute, Group, Owner
from exist_desktop.domain.commands import Command
from exist_desktop.domain.making import FirstValue
from exist_desktop.domain.outbox import Entry, EntryState, Reason
from exist_desktop.domain.values import ValueProblem, ValueType
from exist_desktop.errors import Trouble
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.dialogs.owner import OwnerDialog
from exist_desktop.words import Language
from exist_desktop.words.troubles import Troubles


class Acts(Protocol):
    """What the page asks of the journal."""

    async def save(self, *commands: Command) -> tuple[Entry, ...]:
        """Keeps what the person did; returns when the disk has it."""

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        """Makes a new attribute with its first value; returns when the disk has it."""

    async def take_over(self, attribute: str) -> None:
        """Records that the person wants this program to fill an attribute."""


class Saving(QObject):
    """Runs the page's acts.

    Signals:
        saved(tuple[Entry, ...]): the disk has these entries.
        put_off(): the person decides later who fills the attribute of an entry that was saved.
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    saved = Signal(object)
    put_off = Signal()
    page_wanted = Signal()

    def __init__(
        self,
        acts: Acts,
        bridge: Bridge,
        language: Language,
        attribute: Callable[[str], Attribute | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._acts = acts
        self._bridge = bridge
        self._language = language
        self._attribute = attribute
        self._window = window
        self._asking: set[str] = set()

    def save(self, command: Command, kept: Callable[[], None], refused: Callable[[str], None]) -> None:
        """Saves a command; afterwards one of the two is called, the second with the sentence that says why not."""
        self._bridge.run(self._save(command, kept, refused))

    def make(
        self,
        label: str,
        group: Group,
        value_type: ValueType,
        first: FirstValue,
        kept: Callable[[], None],
        refused: Callable[[str], None],
    ) -> None:
        """Makes a new attribute; afterwards one of the two is called, as for `save`."""
        self._bridge.run(self._kept(self._acts.make(label, group, value_type, first), kept, refused))

    async def _save(self, command: Command, kept: Callable[[], None], refused: Callable[[str], None]) -> None:
        for entry in await self._kept(self._acts.save(command), kept, refused):
            attribute = self._attribute(entry.key.attribute)
            if attribute is not None and entry.state is EntryState.HELD and entry.reason in _ABOUT_OWNERS:
                self.ask(attribute, _nothing, kept=True, lost=entry.reason is Reason.OWNER_LOST)

    async def _kept(
        self, act: Awaitable[tuple[Entry, ...]], kept: Callable[[], None], refused: Callable[[str], None]
    ) -> tuple[Entry, ...]:
        try:
            entries = await act
        except (Trouble, ValueProblem) as trouble:
            if not isValid(self):  # the page has gone meanwhile
                raise
            message = Troubles(self._language).message(trouble)
            refused(f"{message.title}. {message.sentence}")
            return ()
        if not isValid(self):
            return ()
        kept()
        self.saved.emit(entries)
        return entries

    def ask(self, attribute: Attribute, agreed: Callable[[], None], *, kept: bool, lost: bool = False) -> None:
        """Asks whether to take an attribute over, unless no one would lose it; `agreed` is called when it is wanted."""
        if attribute.owner is Owner.NOBODY and not lost:
            self._take_over(attribute, agreed)
            return
        if attribute.name in self._asking:
            return
        self._asking.add(attribute.name)
        dialog = OwnerDialog(self._language, attribute, self._window.window(), kept=kept, lost=lost)
        dialog.accepted.connect(lambda: self._take_over(attribute, agreed))
        if kept:
            dialog.rejected.connect(self.put_off)
        dialog.finished.connect(lambda _: self._asking.discard(attribute.name))
        dialog.page_wanted.connect(self.page_wanted)
        dialog.open()

    def _take_over(self, attribute: Attribute, agreed: Callable[[], None]) -> None:
        async def taken() -> None:
            await self._acts.take_over(attribute.name)
            if isValid(self):
                agreed()

        self._bridge.run(taken())


_ABOUT_OWNERS = (Reason.OWNER, Reason.OWNER_LOST)


def _nothing() -> None:
    """An agreed take-over that nothing else follows."""
