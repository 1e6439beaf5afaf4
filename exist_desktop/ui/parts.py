"""The parts of a window, which F6 goes through: with sixty tiles, Tab alone is a long way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Part = tuple[QWidget, QWidget]
"""A part, and what gets the focus in it."""


@runtime_checkable
class HasParts(Protocol):
    """A page of more than one part."""

    def parts(self) -> Sequence[Part]:
        """Those that are shown, from top to bottom."""


@runtime_checkable
class HasFirstStop(Protocol):
    """A page whose focus begins at one of its parts. It has no focus proxy, which would make it look focused itself."""

    @property
    def first_stop(self) -> QWidget | None:
        """What gets the focus first; None to leave it in the navigation."""


def first_stop_of(page: QWidget) -> QWidget | None:
    """What gets the focus first on a page; None if nothing can now."""
    stop = page.first_stop if isinstance(page, HasFirstStop) else None
    return stop if stop is not None and stop.isEnabled() else None


def parts_of(page: QWidget) -> Sequence[Part]:
    """The parts of a page; it is one itself where it says nothing of any, with its first stop of Tab."""
    if isinstance(page, HasParts):
        return page.parts()
    stop = page.nextInFocusChain()
    while stop is not None and stop is not page:
        if page.isAncestorOf(stop) and _stops(stop):
            return [(page, stop)]
        stop = stop.nextInFocusChain()
    return []


def go_to_next(parts: Sequence[Part], here: QWidget | None) -> None:
    """Focuses the part after the one that has the focus, or the first."""
    inside = [index for index, (part, _) in enumerate(parts) if here is not None and _holds(part, here)]
    if parts:
        following = parts[(inside[-1] + 1) % len(parts)] if inside else parts[0]
        following[1].setFocus(Qt.FocusReason.TabFocusReason)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()
