"""The focus widget of a window, even while the window is inactive, and the Tab order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def has_keyboard_focus(widget: QWidget) -> bool:
    """Whether the widget gets the keys of its window.

    `hasFocus` is stricter: it is false while the person is in another window, and for a moment after they come back.
    """
    return widget.window().focusWidget() is widget


def chain_as_laid_out(content: QWidget) -> None:
    """Sets the Tab order of all widgets to the order of their layouts, whenever they were made.

    Qt puts widgets that are made later at the end, wherever they are shown.
    """
    for former, latter in pairwise(_stops(content)):
        if _next_in(content, former) is not latter:
            QWidget.setTabOrder(former, latter)


def _stops(part: QWidget) -> Iterator[QWidget]:
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    elif (layout := part.layout()) is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (part := item.widget()) is not None:
            yield from _stops(part)
        elif (inner := item.layout()) is not None:
            yield from _stops_of(inner)


def _next_in(content: QWidget, stop: QWidget) -> QWidget | None:
    """Returns the widget that Tab would go to next if all of the content were visible."""
    following = stop.nextInFocusChain()
    while following is not None and content.isAncestorOf(following):
        if following.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return following
        following = following.nextInFocusChain()
    return None
