"""The texts of a row of the list and their places: in columns, or below each other on a narrow page."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct
from PySide6.QtGui import QFont, QFontMetrics

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.actions import AttributeAction
from exist_desktop.ui import theme
from exist_desktop.ui.widgets.lists.row_list import SIDE

LINE = 8
"""Pixels above and below a row's content."""
BETWEEN = 3
"""Pixels between two lines."""
GAP = 14
BOX = 16
STACKED_BELOW = 640
"""Width in pixels below which the texts are below each other, for text of the usual size."""
BELOW_THEM_BELOW = 400
"""Width in pixels below which the button is under the texts, for text of the usual size."""
SHARES = (0.31, 0.14, 0.34, 0.21)
"""How much of the width the columns have: what it is, its kind, who fills it, and its last value."""


class Ink(Enum):
    """How a text is painted."""

    BOLD = auto()
    PLAIN = auto()
    MUTED = auto()
    NOTICE = auto()
    """What needs to be noticed: lost, or not in Exist yet."""
    PILL = auto()
    """In the accent colour on a tint, for what this program does."""


class Line(Struct, frozen=True):
    """One line of text, elided if it does not fit."""

    text: str
    ink: Ink


class Cell(Struct, frozen=True):
    """Lines below each other, with the left edge and the width in pixels."""

    left: int
    width: int
    lines: tuple[Line, ...]


class RowText(Struct, frozen=True):
    """What the row of that number shows.

    `name` is its accessible name, `described` the rest for screen readers, `action_name` the name of its button.
    `action` is None for no button.

    `kind_and_last` and `filled` are for a narrow page, where no column says what a text is.
    `beside` is what is to be said about who fills it: since when, who else could, what is wanted; `noticed` whether
    that is to be noticed.
    """

    number: int
    attribute: Attribute
    name: str
    described: str
    facts: str
    kind: str
    owner: str
    beside: str
    last: str
    kind_and_last: str
    filled: str
    action: AttributeAction | None = None
    action_text: str = ""
    action_name: str = ""
    noticed: bool = False
    selected: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts but the action's, from the first to the last."""
        return (self.attribute.label, self.facts, self.kind, self.owner, self.beside, self.last)


class Measures(Struct, frozen=True):
    """What depends on the font: its size beside the usual one, and the height of a line in pixels."""

    scale: float
    line: int

    @classmethod
    def of(cls, font: QFont) -> Measures:
        """Measures a font; that is too slow to be done for each text."""
        return cls(theme.scale(font), QFontMetrics(font).height())

    def is_stacked(self, width: int) -> bool:
        """Whether the texts are below each other in a row of that width in pixels."""
        return width < STACKED_BELOW * self.scale

    def has_button_below(self, width: int) -> bool:
        """Whether the button is under the texts in a row of that width in pixels."""
        return width < BELOW_THEM_BELOW * self.scale

    def room_for_texts(self, width: int, action_room: int) -> tuple[int, int]:
        """Returns the left edge and the width of the texts in a row of that width, in pixels."""
        left = SIDE + self.box + GAP
        beside = 0 if self.has_button_below(width) else action_room + GAP
        return left, width - left - SIDE - beside

    @property
    def box(self) -> int:
        """The size of the box that is ticked, in pixels."""
        return round(BOX * self.scale)

    def height(self, cell: Cell) -> int:
        """Returns the height of a cell's lines in pixels."""
        return len(cell.lines) * (self.line + BETWEEN) - BETWEEN


def cells(text: RowText, left: int, width: int, *, stacked: bool) -> tuple[Cell, ...]:
    """Returns the places of the texts between `left` and `left + width`, in pixels."""
    label, facts = Line(text.attribute.label, Ink.BOLD), Line(text.facts, Ink.MUTED)
    kind, last = Line(text.kind, Ink.MUTED), Line(text.last, Ink.MUTED)
    owner = Line(text.owner, Ink.PILL if text.attribute.owned else Ink.PLAIN)
    beside = Line(text.beside, Ink.NOTICE if text.noticed else Ink.MUTED)
    if stacked:
        lines = (label, Line(text.filled, owner.ink), beside, Line(text.kind_and_last, Ink.MUTED), facts)
        return (Cell(left, width, tuple(line for line in lines if line.text)),)
    texts = ((label, facts), (kind,), (owner, beside), (last,))
    return tuple(
        Cell(*place, tuple(line for line in lines if line.text))
        for place, lines in zip(columns(left, width), texts, strict=True)
    )


def columns(left: int, width: int) -> list[tuple[int, int]]:
    """Returns the left edges and the widths of the columns between `left` and `left + width`, in pixels."""
    room, places = width - GAP * (len(SHARES) - 1), []
    for share in SHARES:
        places.append((left, round(room * share)))
        left += round(room * share) + GAP
    return places
