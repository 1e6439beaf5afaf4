"""The days of a chart as children of it that a screen reader finds: each with its place, its day and its value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.pages.history.chart.ground import Ground
from exist_desktop.ui.widgets.accessible_names import set_name

MOST_STEPS = 60
"""With more days in view the chart has no children: nobody goes through hundreds, and the table has them."""


class Step(QWidget):
    """A day. It paints nothing and takes neither the pointer nor the focus, which both stay with the chart."""

    accessible_role = "ListItem"

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class ChartSteps:
    """The steps of a chart. Plain widgets: an accessible interface of our own could be asked while Qt destroys it."""

    def __init__(self, chart: QWidget) -> None:
        self._chart = chart
        self._steps: list[Step] = []
        self._days: list[int] = []

    def show_days(self, sentences: Mapping[int, str], ground: Ground | None) -> None:
        """Shows a step for each day in order, with its sentence as the name; none if there are too many."""
        if ground is None or len(sentences) > MOST_STEPS:
            sentences = {}
        self._days = list(sentences)
        while len(self._steps) > len(sentences):
            step = self._steps.pop()
            step.hide()
            step.setParent(None)
            step.deleteLater()
        while len(self._steps) < len(sentences):
            self._steps.append(Step(self._chart))
        for step, sentence in zip(self._steps, sentences.values(), strict=True):
            if step.accessibleName() != sentence:
                set_name(step, sentence)
            step.show()
        if ground is not None:
            self.place(ground)

    def place(self, ground: Ground) -> None:
        """Puts each step where its day is painted."""
        rect = ground.rect.toRect()
        for step, day in zip(self._steps, self._days, strict=True):
            left, right = (min(max(round(ground.x(edge)), rect.left()), rect.right()) for edge in (day, day + 1))
            step.setGeometry(left, rect.top(), max(right - left, 1), rect.height())
