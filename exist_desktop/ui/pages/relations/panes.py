"""The list and what is beside it: on a wide page side by side; on a narrow one an open relation replaces the list."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exist_desktop.ui.pages.relations.about import AboutCard
from exist_desktop.ui.pages.relations.pair import PairView
from exist_desktop.ui.pages.relations.relation_list import RelationList

LIST_SHARE, PAIR_SHARE = 3, 5
"""How a wide page is shared while a relation is open."""


class Panes(QWidget):
    """Arranges the parts of the page below its head."""

    def __init__(self, listed: RelationList, about: AboutCard, pair: PairView) -> None:
        super().__init__()
        self._list = listed
        self._pair = pair
        self._is_wide = True
        self._above = QWidget()
        self._above.setFixedHeight(0)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(listed)
        self._left.addStretch(1)
        for part in (self._above, pair, about):
            self._right.addWidget(part)
        self._right.addStretch(1)
        self._right.setSpacing(16)
        self._across.addLayout(self._left, 1)
        self._across.addLayout(self._right, 1)
        self.arrange(is_wide=True)

    @property
    def is_wide(self) -> bool:
        """Whether list and open relation are side by side."""
        return self._is_wide

    def arrange(self, *, is_wide: bool) -> None:
        """Arranges the parts for the page's width and what is open."""
        self._is_wide = is_wide
        is_open = self._pair.pair is not None
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._across.setStretch(0, LIST_SHARE if is_open else 1)
        self._across.setStretch(1, PAIR_SHARE if is_open else 1)
        self._list.setVisible(is_wide or not is_open)
        if not (is_wide and is_open):
            self.put_pair_at(0)

    def put_pair_at(self, top: int) -> None:
        """Moves the open relation so many pixels down, to where the person looks."""
        self._above.setFixedHeight(max(top, 0))
        self._above.setVisible(top > 0)
