"""Saves the entries of the Today page, reports the outcome to their origin, and asks who fills an attribute."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from exist_desktop.domain.attributes import Attribute, Group, Owner
from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.ops import Entry, Reason
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen
from exist_desktop.errors import AppError, ChangedMeanwhileError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.entry_origin import EntryOrigin
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.ownership.take_over import TakeOverDialog

_NOTHING_SHOWN: Mapping[Key, Seen] = MappingProxyType({})


class EntryJournal(Protocol):
    """What the page needs from the journal."""

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] = ...) -> tuple[Entry, ...]:
        """Saves commands and returns once the disk has them. `shown` is what the person saw when they began."""

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        """Creates an attribute with its first value; returns once the disk has it."""

    async def take_over(self, attribute: str) -> None:
        """Records that this program will fill an attribute."""


class ShownAttributes(Protocol):
    """What the saver needs to know about the day on the page."""

    def attribute(self, name: str) -> Attribute | None:
        """Returns the attribute of that name; None if the page does not show it."""

    def written_with(self, attribute: Attribute) -> Sequence[Attribute]:
        """Returns the attributes that are written together with this one and filled by the same service."""


class Postponed(Protocol):
    """The owner questions that the person answered with "Not now" today."""

    def covers(self, name: str) -> bool:
        """Returns whether the attribute was postponed today."""

    def add(self, names: Sequence[str]) -> None:
        """Postpones these attributes until tomorrow."""


class PostponedOnPage:
    """Postponed questions, stored as long as the page exists."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def covers(self, name: str) -> bool:
        """Returns whether the attribute was postponed."""
        return name in self._names

    def add(self, names: Sequence[str]) -> None:
        """Postpones these attributes."""
        self._names.update(names)


class EntrySaver(QObject):
    """Saves entries and asks who will fill an attribute.

    Signals:
        saved(tuple[Entry, ...]): the disk has these entries.
        taken_over(Attribute): this program now fills the attribute that `ask` was about.
        put_off(list[str]): entries of these attributes were saved; who fills them is to be decided later.
        asking(bool): whether a question is open in front of the window.
        asked(TakeOverDialog): the question about these attributes is open, or is now about more of them.
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    saved = Signal(object)
    taken_over = Signal(object)
    put_off = Signal(object)
    asking = Signal(bool)
    asked = Signal(object)
    page_wanted = Signal()

    def __init__(
        self,
        journal: EntryJournal,
        bridge: Bridge,
        language: Language,
        shown: ShownAttributes,
        window: QWidget,
        postponed: Postponed | None = None,
    ) -> None:
        super().__init__(window)
        self._journal = journal
        self._bridge = bridge
        self._language = language
        self._shown = shown
        self._window = window
        self._postponed = postponed or PostponedOnPage()
        self._asking: dict[str, TakeOverDialog] = {}

    def save(self, command: Command, origin: EntryOrigin, shown: Mapping[Key, Seen] = _NOTHING_SHOWN) -> None:
        """Saves a command and reports the outcome to its origin. `shown` is what the person saw when they began."""
        saving = self._journal.save(command, shown=shown) if shown else self._journal.save(command)
        self._bridge.run(self._save(saving, origin))

    def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue, origin: EntryOrigin) -> None:
        """Creates an attribute with its first value and reports the outcome to the origin."""
        self._bridge.run(self._save(self._journal.make(label, group, value_type, first), origin))

    async def _save(self, saving: Awaitable[tuple[Entry, ...]], origin: EntryOrigin) -> None:
        try:
            entries = await saving
        except AppError as error:
            if not isValid(self):
                raise
            if not (isinstance(error, ChangedMeanwhileError) and origin.changed_meanwhile(error.theirs)):
                message = ErrorMessages(self._language).message(error)
                origin.refused(message.text(self._language))
            return
        if not isValid(self):
            return
        origin.saved()
        self.saved.emit(entries)
        for entry in entries:
            self._ask_about_owner(entry)

    def _ask_about_owner(self, entry: Entry) -> None:
        attribute = self._shown.attribute(entry.key.attribute)
        reason = entry.reason
        if attribute is not None and reason is not None and reason in ABOUT_THE_OWNER:
            self._ask_once(attribute, reason)

    def ask(self, attribute: Attribute, *, kept: bool) -> None:
        """Asks whether to take over an attribute; takes it over at once if no service fills it."""
        if attribute.owner is Owner.NOBODY:
            self._take_over([attribute], attribute)
        elif not self._is_asked(attribute):
            self._open(self._dialog(attribute, kept=kept), attribute)

    def _ask_once(self, attribute: Attribute, reason: Reason) -> None:
        """Asks about an attribute whose entry is held, and about those written with it.

        They are added to an open question about the same service. After "Not now" nothing is asked until tomorrow.
        """
        if attribute.owner is Owner.NOBODY and reason is Reason.OWNER:
            self._take_over([attribute], None)
        elif self._is_asked(attribute):
            self._asking[_service(attribute)].add([attribute])
            self.asked.emit(self._asking[_service(attribute)])
        elif not self._postponed.covers(attribute.name):
            dialog = self._dialog(attribute, kept=True, lost=reason is Reason.OWNER_LOST)
            dialog.add([one for one in self._shown.written_with(attribute) if not self._postponed.covers(one.name)])
            self._open(dialog, None)

    def _dialog(self, attribute: Attribute, *, kept: bool, lost: bool = False) -> TakeOverDialog:
        from exist_desktop.ui.ownership.take_over import TakeOverDialog

        return TakeOverDialog(self._language, attribute, self._window.window(), kept=kept, lost=lost)

    def _is_asked(self, attribute: Attribute) -> bool:
        return _service(attribute) in self._asking

    def _open(self, dialog: TakeOverDialog, wanted: Attribute | None) -> None:
        """Opens the question; `wanted` is the attribute that the person asked about, None for a held entry."""
        self._asking[_service(dialog.attributes[0])] = dialog
        dialog.finished.connect(partial(self._on_finished, dialog, wanted))
        dialog.page_wanted.connect(self.page_wanted)
        self.asking.emit(True)  # noqa: FBT003 - what the signal carries
        dialog.open()
        self.asked.emit(dialog)

    def _on_finished(self, dialog: TakeOverDialog, wanted: Attribute | None, result: int) -> None:
        del self._asking[_service(dialog.attributes[0])]
        if result == QDialog.DialogCode.Accepted:
            self._take_over(dialog.chosen, wanted)
        elif wanted is None:
            names = [attribute.name for attribute in dialog.attributes]
            self._postponed.add(names)
            self.put_off.emit(names)
        if not self._asking:
            self.asking.emit(False)  # noqa: FBT003 - what the signal carries

    def _take_over(self, attributes: Sequence[Attribute], wanted: Attribute | None) -> None:
        self._bridge.run(self._taking_over(attributes, wanted))

    async def _taking_over(self, attributes: Sequence[Attribute], wanted: Attribute | None) -> None:
        for attribute in attributes:
            await self._journal.take_over(attribute.name)
        if wanted is not None and isValid(self):
            self.taken_over.emit(wanted)


def _service(attribute: Attribute) -> str:
    return attribute.service.name if attribute.service else ""
