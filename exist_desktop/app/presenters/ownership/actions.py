"""Taking over, giving back, and who filled what: each action is one call for the page that offers it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from exist_desktop.app.presenters.undo import UndoOffer
from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.store.reading.attribute_list import AttributeRow

if TYPE_CHECKING:
    from exist_desktop.app.presenters.ownership.creation import OwnerCreation
    from exist_desktop.ui.ownership.give_back import GiveBackDialog
    from exist_desktop.ui.ownership.take_over import TakeOverDialog


class OwnershipActions(QObject):
    """Asks and saves. What is saved waits in the outbox, online or not, and can be undone for ten seconds.

    Signals:
        outbox_wanted(): the person wants to see entries that need them.
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    outbox_wanted = Signal()
    page_wanted = Signal()

    def __init__(self, runtime: Runtime, undo: UndoOffer) -> None:
        super().__init__(runtime.window)
        self._runtime = runtime
        self._engine = runtime.engine
        self._bridge = runtime.bridge
        self._undo = undo
        self._made: OwnerCreation | None = None

    def take_over(self, names: Sequence[str]) -> None:
        """Asks whether to take these attributes over; those that nobody fills and nobody has lost are taken at once."""
        self._bridge.run(self._take_over(names))

    def take_back(self, names: Sequence[str]) -> None:
        """Takes over what a notice was about: one attribute at once, since that was the question, several with one."""
        if len(names) > 1:
            self.take_over(names)
        else:
            self._bridge.run(self._acquire(names))

    def give_back(self, names: Sequence[str]) -> None:
        """Asks whether to give these attributes back."""
        self._bridge.run(self._give_back(names))

    def show_changes(self, name: str) -> None:
        """Shows who filled an attribute, or all of them for "": a line for each change, the last ones with Undo."""
        self._bridge.run(self._show_changes(name))

    def new_attribute(self, name: str = "") -> None:
        """Opens the window in which an attribute is created, with a name if one was typed elsewhere."""
        self._bridge.run(self._creation().new_attribute(name))

    def new_tag(self, name: str = "") -> None:
        """Opens the window in which a tag is created."""
        self._bridge.run(self._creation().new_tag(name))

    def _creation(self) -> OwnerCreation:
        from exist_desktop.app.presenters.ownership.creation import OwnerCreation

        if self._made is None:
            self._made = OwnerCreation(self._runtime, self._undo, self)
            self._made.taking_wanted.connect(self.take_over)
        return self._made

    def show_last_days(self, dialog: TakeOverDialog) -> None:
        """Shows the last days of the attributes in a question that a page has opened."""
        from exist_desktop.app.presenters.ownership.last_days import show_last_days

        self._bridge.run_in(dialog, show_last_days(self._runtime, dialog))

    async def _show_changes(self, name: str) -> None:
        from exist_desktop.app.presenters.ownership.changes import OwnerChanges

        rows = await self._rows([name])
        if (rows or not name) and isValid(self):
            changes = OwnerChanges(self._runtime, rows[0].attribute if rows else None)
            changes.take_over_wanted.connect(self.take_over)
            changes.give_back_wanted.connect(self.give_back)
            await changes.open()

    async def _take_over(self, names: Sequence[str]) -> None:
        rows = await self._rows(names)
        wanted = [row for row in rows if not row.stays_ours]
        if not wanted:
            raise NotPossibleError(NotPossibleKind.OURS_ALREADY, rows[0].attribute.label if rows else "")
        if all(row.ours or row.asked is None for row in wanted):
            await self._acquire([row.attribute.name for row in wanted])
        elif isValid(self):
            self._ask_to_take_over(wanted)

    def _ask_to_take_over(self, rows: Sequence[AttributeRow]) -> None:
        from exist_desktop.ui.ownership.take_over import TakeOverDialog

        first, *others = (row.attribute for row in rows)
        lost = rows[0].asked is Reason.OWNER_LOST
        dialog = TakeOverDialog(self._runtime.language, first, self._runtime.window, lost=lost)
        dialog.add(others)
        dialog.page_wanted.connect(self.page_wanted)
        dialog.accepted.connect(partial(self._on_take_over_accepted, dialog))
        self._open(dialog)
        self.show_last_days(dialog)

    def _on_take_over_accepted(self, dialog: TakeOverDialog) -> None:
        self._bridge.run(self._acquire([one.name for one in dialog.chosen]))

    async def _acquire(self, names: Sequence[str]) -> None:
        await self._offer_undo(await self._engine.journal.owners.acquire(*names))

    async def _give_back(self, names: Sequence[str]) -> None:
        rows = await self._rows(names)
        unsent = [row for row in rows if row.is_only_wanted]
        if unsent:
            await self._engine.journal.owners.release(*(row.attribute.name for row in unsent))
        ours = [row for row in rows if row not in unsent and (row.ours or _wish(row, OwnerKind.TAKE_OVER))]
        if not ours and not unsent:
            raise NotPossibleError(NotPossibleKind.NOT_OURS, rows[0].attribute.label if rows else "")
        if ours and isValid(self):
            self._ask_to_give_back(ours)

    def _ask_to_give_back(self, rows: Sequence[AttributeRow]) -> None:
        from exist_desktop.ui.ownership.give_back import GiveBackDialog

        dialog = GiveBackDialog(self._runtime.language, rows, self._runtime.window)
        dialog.outbox_wanted.connect(self.outbox_wanted)
        dialog.accepted.connect(partial(self._on_give_back_accepted, dialog))
        self._open(dialog)

    def _on_give_back_accepted(self, dialog: GiveBackDialog) -> None:
        self._bridge.run(self._release(dialog.chosen, dialog.discarded))

    async def _release(self, names: Sequence[str], discarded: Sequence[str]) -> None:
        await self._offer_undo(await self._engine.journal.owners.release(*names, discarding=discarded))

    async def _rows(self, names: Sequence[str]) -> list[AttributeRow]:
        rows = {row.attribute.name: row for row in await self._engine.owners.attributes()}
        return [rows[name] for name in names if name in rows]

    def _open(self, dialog: QDialog) -> None:
        """Opens a question; the time for Undo of an earlier save stops meanwhile."""
        self._runtime.window.toasts.wait(True)  # noqa: FBT003 - a signal's argument
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        self._runtime.window.toasts.wait(False)  # noqa: FBT003 - a signal's argument

    async def _offer_undo(self, saved: Sequence[OwnerEntry]) -> None:
        if saved:
            await self._undo.offer(saved, self._runtime.window)


def _wish(row: AttributeRow, kind: OwnerKind) -> OwnerEntry | None:
    """Returns what is wanted of an attribute and not in Exist yet, if it is that."""
    return row.wish if row.wish is not None and row.wish.kind is kind else None
