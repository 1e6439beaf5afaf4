"""Shows who filled an attribute, or all of them. Undo is the opposite act, with its question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.attributes import Attribute
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
    """The list of the changes of one attribute, or of all for None, kept up to date while it is open.

    Signals:
        take_over_wanted(tuple[str]), give_back_wanted(tuple[str]): the opposite of the last change is wanted.
    """

    take_over_wanted = Signal(object)
    give_back_wanted = Signal(object)

    def __init__(self, runtime: Runtime, attribute: Attribute | None) -> None:
        language, self._attribute = runtime.language, attribute
        self._dialog = ChangesDialog(language, words.heading(language, attribute), runtime.window)
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
        only = None if self._attribute is None else self._attribute.name
        rows = {row.attribute.name: row for row in await self._engine.owners.attributes()}
        found = (await self._engine.owners.changes(only))[:MOST_LINES]
        waiting = [row for name, row in rows.items() if row.wish is not None and only in (None, name)]
        note = await self._first_values() or ("" if found or waiting else words.none_seen(self._runtime.language))
        last = {change.attribute: change.id for change in reversed(found)}
        lines = [self._line(change, rows, is_last=last[change.attribute] == change.id) for change in found]
        self._dialog.show_lines(note, [*map(self._waiting, waiting), *lines])

    async def _first_values(self) -> str:
        """Returns the first own value of the attribute beside the last one before it, if both are known."""
        attribute = self._attribute
        found = None if attribute is None else await self._engine.owners.handover(attribute.name)
        if attribute is None or found is None or found.after is None:
            return ""
        before, after = found.before, found.after
        return handover(
            self._runtime.language,
            attribute,
            None if before is None else (before.day, before.value),
            (after.day, after.value),
            self._runtime.days.calendar_day(),
        )

    def _waiting(self, row: AttributeRow) -> ChangeLine:
        wish = row.wish
        assert wish is not None
        undone = wish if wish.state in (EntryState.WAITING, EntryState.HELD) else None
        what = self._labelled(row.attribute.label, words.waits(self._runtime.language, wish))
        return ChangeLine(what, self._when(wish.at), undone)

    def _line(self, change: OwnerChange, rows: Mapping[str, AttributeRow], *, is_last: bool) -> ChangeLine:
        name = change.attribute
        undo = change if is_last and name in rows and change.undone_by is not None else None
        label = rows[name].attribute.label if name in rows else name
        return ChangeLine(
            self._labelled(label, words.line(self._runtime.language, change)), self._when(change.at), undo
        )

    def _labelled(self, label: str, what: str) -> str:
        """Returns what happened, with the attribute in front where the list is of all of them."""
        if self._attribute is not None:
            return what
        return self._runtime.language.say("{label}: {value}", label=label, value=what)

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
