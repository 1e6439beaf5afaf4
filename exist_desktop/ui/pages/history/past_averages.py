"""Exist's averages over time of the attribute in view: what is here at once, and then what Exist has by now.

Exist is asked only for an attribute that stays in view for a moment, so that leafing through them asks for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.ui.bridge import Bridge

IN_VIEW_MS = 800


class AverageViews(Protocol):
    """Reads averages over time."""

    async def kept(self, name: str) -> Sequence[Average]:
        """Returns those of an attribute that are on this computer."""

    async def newest(self, name: str) -> Sequence[Average]:
        """Returns those of an attribute after asking Exist, if it can be asked."""


class NoAverages:
    """None are known."""

    async def kept(self, _name: str) -> Sequence[Average]:
        """Returns none."""
        return ()

    async def newest(self, _name: str) -> Sequence[Average]:
        """Returns none."""
        return ()


class PastAverages(QObject):
    """The averages of the attributes that were in view.

    Signals:
        changed(str): those of the attribute of that name are others now.
    """

    changed = Signal(str)

    def __init__(self, views: AverageViews, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        self._bridge = bridge
        self._known: dict[str, Sequence[Average]] = {}
        self._name = ""
        self._waiting = QTimer(self, singleShot=True, interval=IN_VIEW_MS)
        self._waiting.timeout.connect(self._ask)

    def of(self, name: str) -> Sequence[Average]:
        """Returns the averages of an attribute, as far as they were read."""
        return self._known.get(name, ())

    async def read(self, name: str) -> bool:
        """Reads what is on this computer of an attribute. Returns whether that is something new."""
        return self._learn(name, await self._views.kept(name))

    def look(self, name: str) -> None:
        """Reads them, and asks Exist for them after a moment, unless another attribute comes into view before."""
        if name != self._name:
            self._name = name
            self._bridge.run_in(self, self._read_and_tell(name))
            self._waiting.start()

    def rest(self) -> None:
        """Asks for nothing until an attribute comes into view."""
        self._waiting.stop()
        self._name = ""

    def drop(self) -> None:
        """Frees what was read."""
        self.rest()
        self._known.clear()

    async def _read_and_tell(self, name: str) -> None:
        if await self.read(name):
            self.changed.emit(name)

    def _ask(self) -> None:
        self._bridge.run_in(self, self._ask_and_tell(self._name))

    async def _ask_and_tell(self, name: str) -> None:
        if self._learn(name, await self._views.newest(name)):
            self.changed.emit(name)

    def _learn(self, name: str, found: Sequence[Average]) -> bool:
        is_new = tuple(found) != tuple(self.of(name))
        self._known[name] = found
        return is_new
