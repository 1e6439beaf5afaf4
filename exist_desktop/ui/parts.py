"""The parts of a window, which F6 cycles through: with sixty tiles, Tab alone takes too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Part = tuple[QWidget, QWidget]
"""A part, and the widget in it that gets the focus."""


@runtime_checkable
class HasParts(Protocol):
    """A page with more than one part."""

    def parts(self) -> Sequence[Part]:
        """Returns the visible parts, from top to bottom."""


@runtime_checkable
class HasFirstStop(Protocol):
    """A page that gives the focus to one of its parts. A focus proxy would make the page look focused itself."""

    @property
    def first_stop(self) -> QWidget | None:
        """The widget that gets the focus first; None to leave it in the navigation."""


def first_stop_of(page: QWidget) -> QWidget | None:
    """Returns the widget of a page that gets the focus first; None if there is none now."""
    stop = page.first_stop if isinstance(page, HasFirstStop) else None
    return stop if stop is not None and stop.isEnabled() else None


def parts_of(page: QWidget) -> Sequence[Part]:
    """Returns the parts of a page; without `parts` the page is one, starting at the first widget that Tab stops at."""
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
