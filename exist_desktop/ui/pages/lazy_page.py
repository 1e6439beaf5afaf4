"""A placeholder for a page, so that a start does not build it: the page is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.parts import Part, first_stop_of, parts_of


class LazyPage(QWidget):
    """A placeholder for a page; `build` creates the page when it is first shown."""

    def __init__(self, build: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> QWidget | None:
        """The page itself; None before it was first shown."""
        made = self._layout.itemAt(0)
        return made.widget() if made is not None else None

    @property
    def first_stop(self) -> QWidget | None:
        """What gets the focus first on the page itself."""
        page = self.page
        return first_stop_of(page) if page is not None else None

    def parts(self) -> Sequence[Part]:
        """Returns the parts of the page itself."""
        page = self.page
        return parts_of(page) if page is not None else ()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._layout.isEmpty():
            page = self._build()
            self._layout.addWidget(page)
            page.show()
