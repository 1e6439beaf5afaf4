"""What is below the chart: the year in pixels, what goes together with the attribute, and the patterns."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exist_desktop.ui.pages.history.patterns import PatternCard
from exist_desktop.ui.pages.history.together import TogetherCard
from exist_desktop.ui.pages.history.year.card import YearCard

WIDE_FROM, VERY_WIDE_FROM = 900, 1500
"""Width from which two of the parts are side by side, and all of them; in pixels for text of the usual size."""
GAP = 16


class CardsBelow(QWidget):
    """The cards beside each other as far as there is room."""

    def __init__(self, year: YearCard, together: TogetherCard, patterns: PatternCard) -> None:
        super().__init__()
        self._patterns = patterns
        self._two = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._all = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._all.setContentsMargins(0, 0, 0, 0)
        for box in (self._two, self._all):
            box.setSpacing(GAP)
        beside = QVBoxLayout()  # it is as high as it needs to be, beside a higher one
        beside.addWidget(together)
        beside.addStretch(1)
        self._two.addWidget(year, 5)
        self._two.addLayout(beside, 3)
        self._all.addLayout(self._two, 3)
        self._all.addWidget(patterns, 1)
        for card in (year, together, patterns):
            card.hide()

    def arrange(self, width: float) -> None:
        """Arranges them for a page of that width, in pixels for text of the usual size."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._two.setDirection(across if width >= WIDE_FROM else down)
        self._all.setDirection(across if width >= VERY_WIDE_FROM else down)
        self._patterns.set_direction(across if WIDE_FROM <= width < VERY_WIDE_FROM else down)
