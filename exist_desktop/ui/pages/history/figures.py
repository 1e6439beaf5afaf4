"""The figures of the page: each with its label above and a remark beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.pages.history import Figure


class FigureLabel(QWidget):
    """One figure with its label above and a remark beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._label = TextBlock("", tone=Tone.MUTED, points=-1)
        self._figure = TextBlock("", points=3, bold=True)
        self._beside = TextBlock("", tone=Tone.MUTED, points=-1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 14, 0)
        column.setSpacing(1)
        column.addWidget(self._label)
        column.addWidget(line_of(self._figure, self._beside))

    def show_figure(self, figure: Figure) -> None:
        """Shows a figure."""
        self._label.say(figure.label)
        self._figure.say(figure.figure)
        self._beside.say(figure.beside)
        self._beside.setVisible(bool(figure.beside))


class FigureStrip(QWidget):
    """All figures, in lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=12, line_gap=12)
        self.labels: list[FigureLabel] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Shows these figures; creates labels as needed."""
        while len(self.labels) < len(figures):
            self.labels.append(FigureLabel())
            self._flow.addWidget(self.labels[-1])
        for label, figure in zip(self.labels, figures, strict=False):
            label.show_figure(figure)
        for index, label in enumerate(self.labels):
            label.setVisible(index < len(figures))
        self._flow.invalidate()
        self.updateGeometry()
