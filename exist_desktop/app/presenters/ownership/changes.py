"""Shows who filled an attribute. Undo is the opposite act, with its question."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.record import OwnerChange
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.ownership.changes import ChangeLine, ChangesDialog
from exist_desktop.ui.refresher import Refresher
from exist_desktop.words.days import moment
from exist_desktop.words.ownership import changes as words
from exist_desktop.words.ownership.outcomes import handover

MOST_LINES = 100
"""The newest changes."""


class OwnerChanges(QObject):
    """The list of one attribute's changes, kept up to date while it is open.

    Signals:
        take_over_wanted(tuple[str]), give_back_wanted(tuple[str]): the opposite of the last change is wanted.
    """

    take_over_wanted = Signal(object)
    give_back_wanted = Signal(object)

    def __init__(self, runtime: Runtime, row: AttributeRow) -> None:
        language, self._attribute = runtime.language, row.attribute
        self._dialog = ChangesDialog(language, words.heading(language, row.attribute), runtime.window)
        super().__init__(self._dialog)
        self._runtime = runtime
        self._engine = runtime.engine
        self._dialog.undo_wanted.connect(self._on_undo_wanted)
        self._fresh = Refresher(self._dialog, self._read, runtime.bridge)
        runtime.bridge.changed.connect(self._on_changed)

    async def open(self) -> None:
        """Opens the list when it has been read."""
        await self._fresh.now()
        self._dialog.open()

    def _on_changed(self, change: Change) -> None:
        if change.catalogue or change.outbox:
            self._fresh.changed()

    async def _read(self) -> None:
        name = self._attribute.name
        rows = await self._engine.owners.attributes()
        row = next((row for row in rows if row.attribute.name == name), None)
        found = await self._engine.owners.changes(name)
        wish = row.wish if row is not None else None
        language = self._runtime.language
        note = await self._first_values() or ("" if found or wish else words.none_seen(language))
        lines = [self._line(change, is_last=index == 0) for index, change in enumerate(found[:MOST_LINES])]
        self._dialog.show_lines(note, [*self._waiting(wish), *lines])

    async def _first_values(self) -> str:
        """Returns the first own value beside the last one before it, if both are known."""
        found = await self._engine.owners.handover(self._attribute.name)
        if found is None or found.after is None:
            return ""
        before, after = found.before, found.after
        return handover(
            self._runtime.language,
            self._attribute,
            None if before is None else (before.day, before.value),
            (after.day, after.value),
            self._runtime.days.calendar_day(),
        )

    def _waiting(self, wish: OwnerEntry | None) -> Iterator[ChangeLine]:
        if wish is not None:
            undone = wish if wish.state in (EntryState.WAITING, EntryState.HELD) else None
            yield ChangeLine(words.waits(self._runtime.language, wish), self._when(wish.at), undone)

    def _line(self, change: OwnerChange, *, is_last: bool) -> ChangeLine:
        undo = change if is_last and change.undone_by is not None else None
        return ChangeLine(words.line(self._runtime.language, change), self._when(change.at), undo)

    def _when(self, instant: float) -> str:
        time = self._runtime.time
        return moment(self._runtime.language, instant, time.now(), time.computer_zone())

    def _on_undo_wanted(self, undone: OwnerChange | OwnerEntry) -> None:
        if isinstance(undone, OwnerEntry):
            self._runtime.bridge.run(self._engine.journal.undo(undone.id))
            return
        self._dialog.accept()
        wanted = self.take_over_wanted if undone.undone_by is OwnerKind.TAKE_OVER else self.give_back_wanted
        wanted.emit((undone.attribute,))
