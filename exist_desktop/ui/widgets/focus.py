"""Where the keys go within a window, whether or not the window has them at the moment."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def keys_go_to(widget: QWidget) -> bool:
    """Whether keys that its window gets go to this widget.

    `hasFocus` asks more: it is false while the person is in another window, and for a moment after they came back.
    """
    return widget.window().focusWidget() is widget
