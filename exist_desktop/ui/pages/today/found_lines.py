"""At most one line at the foot of Today: the newest insight, or that a week is over. It moves nothing on the page.

Pressing its button leads to Insights; another puts this one away, or ends all of the kind.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.put_away_line import LineWords, PutAwayLine, SmallChip
from exist_desktop.words.language import Language

HEAD, FOOT = 6, 8
"""Pixels above and below the line."""


class FoundLine(PutAwayLine):
    """A line about something on the page Insights.

    Signals:
        opened(): the person wants to see it there.
    """

    opened = Signal()

    def __init__(self, name: str, words: LineWords, open_name: str, open_shown: str) -> None:
        self.open = SmallChip(open_shown, name=open_name)
        super().__init__(name, words)
        self.open.clicked.connect(self.opened)

    def own_chips(self) -> tuple[Chip, ...]:
        """Returns the way to it."""
        return (self.open,)


class FoundLines(QWidget):
    """Both lines, of which one shows at a time."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        undo, never, shown = say("Undo"), say("Never show"), language.pgettext("button", "Show")
        insight = LineWords(
            away=say("Hide this insight"),
            back=say("Show this insight"),
            undo=undo,
            never=say("Never show insights here"),
            never_shown=never,
            tip=say("No insights on Today from now on. Settings has them back."),
            asking=say("Put away."),
        )
        week = LineWords(
            away=say("Hide this week"),
            back=say("Show this week"),
            undo=undo,
            never=say("Never show weeks"),
            never_shown=never,
            tip=say("No week is shown unasked from now on. Insights has them back."),
            asking=say("Put away."),
        )
        self.insight = FoundLine("newestInsight", insight, say("Show insights"), shown)
        self.week = FoundLine("weekOffer", week, say("Show last week in words"), shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HEAD, 0, FOOT)
        column.setSpacing(0)
        for line in (self.week, self.insight):
            column.addWidget(line)
        self.hide()

    def settle(self) -> None:
        """Takes up room only while one of them shows."""
        self.setVisible(not (self.week.isHidden() and self.insight.isHidden()))
