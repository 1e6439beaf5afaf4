"""Shows once that attributes were lost to others, with the three ways out."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject

from exist_desktop.app.presenters.ownership.actions import OwnershipActions
from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.attributes import Attribute, Service
from exist_desktop.domain.ownership.record import OwnerChange
from exist_desktop.store.changes import Change
from exist_desktop.ui.ownership.notice import OwnerNotice, Way
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.windows.notice import WayOut
from exist_desktop.words.ownership import losses as words


class Lost(Struct, frozen=True):
    """The losses that the notice is about, and how many entries they keep here."""

    changes: tuple[OwnerChange, ...]
    attributes: tuple[Attribute, ...]
    entries: int

    @property
    def names(self) -> list[str]:
        """The names of the attributes."""
        return [one.name for one in self.attributes]

    @property
    def service(self) -> Service | None:
        """Who fills all of them now, if that is one service."""
        services = {change.after.service for change in self.changes}
        return services.pop() if len(services) == 1 else None


class LossNotices(QObject):
    """Shows all losses in one notice. Whatever the answer is, they are not shown again."""

    def __init__(self, runtime: Runtime, actions: OwnershipActions) -> None:
        super().__init__(runtime.window)
        self._runtime = runtime
        self._engine = runtime.engine
        self._actions = actions
        self._lost: Lost | None = None
        self._notice = OwnerNotice(runtime.language, runtime.window)
        self._notice.answered.connect(self._on_answered)
        runtime.window.add_notice(self._notice)
        self._fresh = Refresher(self, self._read, runtime.bridge)
        runtime.bridge.changed.connect(self._on_changed)
        self._fresh.look()

    def _on_changed(self, change: Change) -> None:
        if change.catalogue or change.outbox or change.session:
            self._fresh.changed()

    async def _read(self) -> None:
        lost = await self._losses()
        if lost == self._lost:
            return
        self._lost = lost
        if lost is None:
            self._notice.withdraw()
        else:
            self._show(lost)

    async def _losses(self) -> Lost | None:
        changes = await self._engine.owners.losses()
        if not changes:
            return None
        known = (await self._engine.views.catalogue())[0]
        changes = tuple({one.attribute: one for one in changes if one.attribute in known}.values())
        attributes = tuple(known[one.attribute] for one in changes)
        names = {one.name for one in attributes}
        rows = await self._engine.views.open_rows()
        entries = sum(row.attribute.name in names for row in rows)
        return Lost(changes, attributes, entries) if changes else None

    def _show(self, lost: Lost) -> None:
        language, entries = self._runtime.language, lost.entries
        ways = [
            WayOut(Way.TAKE_OVER, words.take_back(language, lost.attributes, entries)),
            *([WayOut(Way.DISCARD, words.discard(language, entries), deletes=True)] if entries else []),
            WayOut(Way.LEAVE, language.say("Later") if entries else language.say("Leave it there")),
        ]
        self._notice.show_notice(words.lost(language, lost.attributes, lost.service, entries), ways)

    def _on_answered(self, way: Way) -> None:
        if self._lost is not None:
            self._runtime.bridge.run(self._answer(way, self._lost))

    async def _answer(self, way: Way, lost: Lost) -> None:
        owners = self._engine.journal.owners
        await owners.told_of_losses([one.id for one in lost.changes])
        if way is Way.DISCARD:
            await owners.discard_unsent(*lost.names)
        elif way is Way.TAKE_OVER:
            self._actions.take_back(lost.names)
