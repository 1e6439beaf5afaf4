"""How the Today page saves: through the journal, with the refusal told at its place and the owner question asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from exist_desktop.domain.attributes import Attribute, Group, Owner
from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.ops import Entry, EntryState, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen
from exist_desktop.errors import AppError, ChangedMeanwhileError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.dialogs.owner import OwnerDialog


class EntryJournal(Protocol):
    """What the page asks of the journal."""

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] = ...) -> tuple[Entry, ...]:
        """Keeps what the person did; returns when the disk has it. `shown` is what they saw when they began."""

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        """Makes a new attribute with its first value; returns when the disk has it."""

    async def take_over(self, attribute: str) -> None:
        """Records that the person wants this program to fill an attribute."""


class Postponed(Protocol):
    """What the person wants to decide later; it holds for that day."""

    def covers(self, name: str) -> bool:
        """Whether this was said of the attribute today."""

    def add(self, names: Sequence[str]) -> None:
        """Keeps that it was said of these."""


class Forgetful:
    """Keeps it for as long as the page is there."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def covers(self, name: str) -> bool:
        """Whether this was said of the attribute."""
        return name in self._names

    def add(self, names: Sequence[str]) -> None:
        """Keeps that it was said of these."""
        self._names.update(names)


class EntrySaver(QObject):
    """Runs the page's acts.

    Signals:
        saved(tuple[Entry, ...]): the disk has these entries.
        put_off(list[str]): the person decides later who fills these attributes, of which an entry was saved.
        asking(bool): whether a question stands in front of the window.
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    saved = Signal(object)
    put_off = Signal(object)
    asking = Signal(bool)
    page_wanted = Signal()

    def __init__(
        self,
        acts: EntryJournal,
        bridge: Bridge,
        language: Language,
        attribute: Callable[[str], Attribute | None],
        window: QWidget,
        beside: Callable[[Attribute], Sequence[Attribute]] = lambda _: (),
        put_off: Postponed | None = None,
    ) -> None:
        """`beside` gives the attributes that are written together with one, where the same service fills them."""
        super().__init__(window)
        self._beside = beside
        self._put_off = put_off or Forgetful()
        self._acts = acts
        self._bridge = bridge
        self._language = language
        self._attribute = attribute
        self._window = window
        self._asking: dict[str, OwnerDialog] = {}

    def save(
        self,
        command: Command,
        kept: Callable[[], None],
        refused: Callable[[str], None],
        shown: Mapping[Key, Seen] = MappingProxyType({}),
        changed: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Saves a command; afterwards one of the two is called, the second with the sentence that says why not.

        `shown` has what the person saw when they began to type. Where a text has changed since then and only they can
        say what is to become of both, `changed` is called with the newer one, and tells whether it asks them.
        """
        act = self._acts.save(command, shown=shown) if shown else self._acts.save(command)
        self._bridge.run(self._save(act, kept, refused, changed))

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

    async def _save(
        self,
        act: Awaitable[tuple[Entry, ...]],
        kept: Callable[[], None],
        refused: Callable[[str], None],
        changed: Callable[[str], bool],
    ) -> None:
        for entry in await self._kept(act, kept, refused, changed):
            attribute = self._attribute(entry.key.attribute)
            if attribute is not None and entry.state is EntryState.HELD and entry.reason in _ABOUT_OWNERS:
                self._ask_once(attribute, lost=entry.reason is Reason.OWNER_LOST)

    async def _kept(
        self,
        act: Awaitable[tuple[Entry, ...]],
        kept: Callable[[], None],
        refused: Callable[[str], None],
        changed: Callable[[str], bool] = lambda _: False,
    ) -> tuple[Entry, ...]:
        try:
            entries = await act
        except AppError as error:
            if not isValid(self):  # the page has gone meanwhile
                raise
            if isinstance(error, ChangedMeanwhileError) and changed(error.theirs):
                return ()
            message = ErrorMessages(self._language).message(error)
            refused(f"{message.title}. {message.sentence}")
            return ()
        if not isValid(self):
            return ()
        kept()
        self.saved.emit(entries)
        return entries

    def ask(self, attribute: Attribute, agreed: Callable[[], None], *, kept: bool) -> None:
        """Asks whether to take an attribute over, unless no one would lose it; `agreed` is called when it is wanted."""
        if attribute.owner is Owner.NOBODY:
            self._take_over([attribute], agreed)
        elif not self._is_asked(attribute):
            self._open(self._dialog(attribute, kept=kept), agreed)

    def _ask_once(self, attribute: Attribute, *, lost: bool) -> None:
        """Asks about an attribute whose entry is held, and about those that are written with it.

        Where the question stands already it is about this one too; where the answer was "Not now" it is not asked again
        that day.
        """
        if attribute.owner is Owner.NOBODY and not lost:
            self._take_over([attribute], _nothing)
        elif self._is_asked(attribute):
            self._asking[_service(attribute)].add([attribute])
        elif not self._put_off.covers(attribute.name):
            dialog = self._dialog(attribute, kept=True, lost=lost)
            dialog.add([other for other in self._beside(attribute) if not self._put_off.covers(other.name)])
            dialog.rejected.connect(lambda: self._on_put_off(dialog))
            self._open(dialog, _nothing)

    def _dialog(self, attribute: Attribute, *, kept: bool, lost: bool = False) -> OwnerDialog:
        from exist_desktop.ui.dialogs.owner import OwnerDialog

        return OwnerDialog(self._language, attribute, self._window.window(), kept=kept, lost=lost)

    def _is_asked(self, attribute: Attribute) -> bool:
        return _service(attribute) in self._asking

    def _open(self, dialog: OwnerDialog, agreed: Callable[[], None]) -> None:
        service = _service(dialog.attributes[0])
        self._asking[service] = dialog
        dialog.accepted.connect(lambda: self._take_over(dialog.chosen, agreed))
        dialog.finished.connect(lambda _: self._on_answered(service))
        dialog.page_wanted.connect(self.page_wanted)
        self.asking.emit(True)  # noqa: FBT003 - what the signal carries
        dialog.open()

    def _on_answered(self, service: str) -> None:
        del self._asking[service]
        if not self._asking:
            self.asking.emit(False)  # noqa: FBT003 - what the signal carries

    def _on_put_off(self, dialog: OwnerDialog) -> None:
        names = [attribute.name for attribute in dialog.attributes]
        self._put_off.add(names)
        self.put_off.emit(names)

    def _take_over(self, attributes: Sequence[Attribute], agreed: Callable[[], None]) -> None:
        async def taken() -> None:
            for attribute in attributes:
                await self._acts.take_over(attribute.name)
            if isValid(self):
                agreed()

        self._bridge.run(taken())


def _service(attribute: Attribute) -> str:
    return attribute.service.name if attribute.service else ""


_ABOUT_OWNERS = (Reason.OWNER, Reason.OWNER_LOST)


def _nothing() -> None:
    """An agreed take-over that nothing else follows."""
