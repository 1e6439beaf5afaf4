"""A page that a start does without: its place is there at once, the page itself when somebody first looks at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LatePage(QWidget):
    """The place of a page, which `build` makes when it is shown for the first time."""

    def __init__(self, build: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Makes the page; the focus goes where the page itself would have it."""
        super().showEvent(event)
        if self._layout.isEmpty():
            page = self._build()
            self._layout.addWidget(page)
            page.show()
            if (proxy := page.focusProxy()) is not None:
                self.setFocusProxy(proxy)
