"""The parts of a window, which F6 goes through: with a card of sixty tiles, Tab alone is a long way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Part = tuple[QWidget, QWidget]
"""A part, and where the keys go in it."""


@runtime_checkable
class HasParts(Protocol):
    """A page of more than one part."""

    def parts(self) -> Sequence[Part]:
        """Those that are shown, from top to bottom."""


@runtime_checkable
class HasFirstStop(Protocol):
    """A page where the keys begin at one of its parts. It has no focus proxy, with which it would seem focused, too."""

    @property
    def first_stop(self) -> QWidget | None:
        """Where they begin; None where they stay in the navigation."""


def first_stop_of(page: QWidget) -> QWidget | None:
    """Where the keys begin on a page, if they can go there now."""
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
    """Puts the keys into the part behind the one that has them, or into the first."""
    inside = [index for index, (part, _) in enumerate(parts) if here is not None and _holds(part, here)]
    if parts:
        following = parts[(inside[-1] + 1) % len(parts)] if inside else parts[0]
        following[1].setFocus(Qt.FocusReason.TabFocusReason)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()
