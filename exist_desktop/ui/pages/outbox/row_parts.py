"""Parts that the rows of the Outbox share: columns, text, and buttons."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.painting import Surface

SIDE = 10
LINE = 9
"""Pixels above and below a row's content."""
NARROWEST = 200
STACKED_BELOW = 620
"""Width in pixels below which a row's parts are stacked."""


class Columns(Struct, frozen=True):
    """The left edges of the columns, in pixels from the row's edge; the buttons take the rest."""

    day: int
    entry: int
    state: int
    actions: int

    @classmethod
    def within(cls, width: int, day_width: int) -> Columns:
        """Returns the columns for a width, the day column as wide as `day_width`."""
        rest = width - 2 * SIDE - day_width - 16
        day = SIDE + round(rest * 0.15)
        entry = day + day_width + 16
        return cls(day, entry, entry + round(rest * 0.24), entry + round(rest * 0.59))


class ActionChip(Chip):
    """An action's button; the most likely action for a held entry is tinted."""

    def __init__(self, text: str, parent: QWidget | None = None, *, name: str, likeliest: bool) -> None:
        self._likeliest = likeliest
        super().__init__(text, parent, name=name)
        self.setCheckable(False)

    def surface(self, colours: theme.Theme) -> Surface:
        """Tinted and outlined with the accent if it is the most likely action."""
        if self._likeliest:
            return Surface(QColor(colours.selected), QColor(colours.accent), QColor(colours.accent))
        return super().surface(colours)

    def text_font(self) -> QFont:
        """Bold if it is the most likely action."""
        return theme.font(self.font(), 0, bold=self._likeliest)

    def widest_font(self) -> QFont:
        """The same font, since it never changes."""
        return self.text_font()


class RowText(Struct, frozen=True):
    """The text about an entry's state: the sentence, and what there is to decide on."""

    state: str
    detail: str
