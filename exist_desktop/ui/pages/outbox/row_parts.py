"""What the rows of the Outbox share: their columns, their text, and their buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.painting import Surface

SIDE = 10
LINE = 9
"""Space above and below a row's content."""
NARROWEST = 200
STACKED_BELOW = 620
"""Below this width, a row's parts are stacked."""


@dataclass(frozen=True)
class Columns:
    """Where the columns begin, in pixels from the row's edge; the buttons take the rest."""

    day: int
    entry: int
    state: int
    acts: int

    @classmethod
    def within(cls, width: int, day_width: int) -> Columns:
        """Columns in good proportion, the day's as wide as days are."""
        rest = width - 2 * SIDE - day_width - 16
        day = SIDE + round(rest * 0.15)
        entry = day + day_width + 16
        return cls(day, entry, entry + round(rest * 0.24), entry + round(rest * 0.59))


class ActChip(Chip):
    """An act's button; the likeliest way out of a held entry is tinted."""

    def __init__(self, text: str, parent: QWidget | None = None, *, name: str, likeliest: bool) -> None:
        self._likeliest = likeliest
        super().__init__(text, parent, name=name)
        self.setCheckable(False)

    def surface(self, colours: theme.Theme) -> Surface:
        """Tinted and outlined with the accent where it is the likeliest."""
        if self._likeliest:
            return Surface(QColor(colours.selected), QColor(colours.accent), QColor(colours.accent))
        return super().surface(colours)

    def text_font(self) -> QFont:
        """Bold where it is the likeliest."""
        return theme.font(self.font(), 0, bold=self._likeliest)

    def widest_font(self) -> QFont:
        """The same: it never changes."""
        return self.text_font()


@dataclass(frozen=True)
class RowText:
    """What a row says of its entry's state: the sentence, and what there is to decide on."""

    state: str
    detail: str
