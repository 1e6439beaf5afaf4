"""The layout of a tile's texts and how much of each is shown; values are never shortened, numbers shrink to fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QTextLayout, QTextOption

from exist_desktop.ui import theme
from exist_desktop.ui.widgets.painting import elided
from exist_desktop.ui.widgets.tiles.tile_painting import pill_size

PAD_X, PAD_TOP, PAD_BOTTOM = 13.0, 10.0, 11.0
SPARKLINE, BAR = 26.0, 5.0
LOWEST_SPARKLINE = 8.0
"""The least height of a sparkline beside a long label."""
GAP_SPARKLINE, GAP_BAR, GAP_CAPTION = 4.0, 8.0, 5.0


class Role(Enum):
    """The role of a text in a tile."""

    LABEL = auto()
    VALUE = auto()
    UNIT = auto()
    MARK = auto()
    CAPTION = auto()


class TilePart(Struct, frozen=True):
    """One text of a tile: the whole text, its shown lines, its place and its font."""

    role: Role
    whole: str
    lines: tuple[str, ...]
    rect: QRectF
    font: QFont

    @property
    def cut(self) -> bool:
        """Whether part of it is not shown, so that the tooltip needs it."""
        return "".join("".join(self.lines).split()) != "".join(self.whole.split())


class Texts(Struct, frozen=True):
    """The texts of a tile. `prose` values are texts that wrap; all others are numbers in large digits.

    `captions` say the same at different lengths, the longest first; the first that fits is shown.
    `made` is of which week the average is that they compare with.
    """

    label: str
    value: str
    unit: str
    mark: str = ""
    captions: tuple[str, ...] = ()
    prose: bool = False
    made: str = ""


@dataclass(frozen=True)
class TileFonts:
    """The fonts of a tile's parts, derived from the surrounding font; each is made and measured once."""

    base: QFont

    @cached_property
    def label(self) -> QFont:
        """The font of the label and the unit."""
        return theme.font(self.base, -0.5)

    @cached_property
    def value(self) -> QFont:
        """The font of a number."""
        return theme.font(self.base, 8, bold=True)

    @cached_property
    def prose(self) -> QFont:
        """The font of a text value."""
        return theme.font(self.base, 0.5)

    @cached_property
    def small(self) -> QFont:
        """The font of the caption and the mark."""
        return theme.font(self.base, -1)

    @cached_property
    def mark(self) -> QFont:
        """The font of the mark of a compact tile."""
        return theme.font(self.base, -2)

    @cached_property
    def compact_value(self) -> QFont:
        """The font of the number in a compact tile."""
        return theme.font(self.base, 1, bold=True)

    @cached_property
    def label_height(self) -> float:
        """The height of the first row, which may contain an add button."""
        return QFontMetricsF(self.label).height() + 5

    @cached_property
    def second_line(self) -> float:
        """The extra height of a label on two lines."""
        return QFontMetricsF(self.label).height()

    @cached_property
    def value_height(self) -> float:
        """The height of the value's row."""
        return QFontMetricsF(self.value).height() - 1

    @cached_property
    def caption_height(self) -> float:
        """The height of the last row, which may contain a mark."""
        return float(pill_size("0", QFontMetrics(self.small)).height())

    @cached_property
    def tile_height(self) -> int:
        """The height of every tile; a fixed one lets the page be laid out before its tiles are built."""
        rows = self.label_height + self.value_height + self.caption_height
        return round(PAD_TOP + rows + GAP_SPARKLINE + SPARKLINE + GAP_BAR + BAR + GAP_CAPTION + PAD_BOTTOM)


def arrange(texts: Texts, width: float, fonts: TileFonts, *, beside: float, mirrored: bool) -> tuple[TilePart, ...]:
    """Lays out the parts of a tile; `beside` pixels stay free at the end of the first row for the add button."""
    inner = QRectF(PAD_X, PAD_TOP, width - 2 * PAD_X, 0)
    label = _label(texts, inner, inner.width() - beside, fonts)
    parts = [label]
    below = label.rect.bottom()
    parts += _prose(texts, inner, below, fonts) if texts.prose else _number(texts, inner, below, fonts)
    bottom = fonts.tile_height - PAD_BOTTOM - fonts.caption_height
    caption_room = inner.width()
    if texts.mark:
        size = pill_size(texts.mark, QFontMetrics(fonts.small))
        rect = QRectF(inner.right() - size.width(), bottom, size.width(), size.height())
        parts.append(TilePart(Role.MARK, texts.mark, (texts.mark,), rect, fonts.small))
        caption_room -= size.width() + 6
    if texts.captions and caption_room > inner.width() / 3:
        fitting = (caption for caption in texts.captions if _wide(caption, fonts.small) <= caption_room)
        caption = next(fitting, texts.captions[-1])
        rect = QRectF(inner.left(), bottom, caption_room, fonts.caption_height)
        parts.append(TilePart(Role.CAPTION, caption, (elided(caption, fonts.small, caption_room),), rect, fonts.small))
    return across(parts, width, mirrored=mirrored)


def across(parts: Iterable[TilePart], width: float, *, mirrored: bool) -> tuple[TilePart, ...]:
    """Returns the parts, from the right if mirrored."""
    return tuple(_mirrored(part, width) for part in parts) if mirrored else tuple(parts)


def _wide(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _mirrored(part: TilePart, width: float) -> TilePart:
    rect = QRectF(width - part.rect.right(), part.rect.top(), part.rect.width(), part.rect.height())
    return TilePart(part.role, part.whole, part.lines, rect, part.font)


def _label(texts: Texts, inner: QRectF, room: float, fonts: TileFonts) -> TilePart:
    """Returns the label on one line, or on two if it is longer and the sparkline can spare the room."""
    rect = QRectF(inner.left(), inner.top(), room, fonts.label_height)
    if _wide(texts.label, fonts.label) <= room or fonts.second_line > SPARKLINE - LOWEST_SPARKLINE:
        return TilePart(Role.LABEL, texts.label, (elided(texts.label, fonts.label, room),), rect, fonts.label)
    lines = wrapped(texts.label, fonts.label, room, 2)
    return TilePart(Role.LABEL, texts.label, lines, rect.adjusted(0, 0, 0, fonts.second_line), fonts.label)


def _number(texts: Texts, inner: QRectF, top: float, fonts: TileFonts) -> list[TilePart]:
    row = QRectF(inner.left(), top, inner.width(), fonts.value_height)
    return fitting_number(texts, row, fonts.value, fonts.label)


def fitting_number(texts: Texts, row: QRectF, largest: QFont, unit_font: QFont) -> list[TilePart]:
    """Returns the number with its unit, in the largest size in which both fit in the row."""
    size, number, unit = largest.pointSizeF(), QFont(largest), QFont(unit_font)
    while _wide(texts.value, number) + _unit_room(texts.unit, unit) > row.width() and size > 1:
        size -= 0.5
        number.setPointSizeF(size)
        unit.setPointSizeF(min(unit.pointSizeF(), size))
    wide = _wide(texts.value, number) + 1
    rect = QRectF(row.left(), row.top(), wide, row.height())
    parts = [TilePart(Role.VALUE, texts.value, (texts.value,), rect, number)]
    if texts.unit:
        drop = QFontMetricsF(number).ascent() - QFontMetricsF(unit).ascent()
        shift = (row.height() - QFontMetricsF(number).height()) / 2 + drop
        height = QFontMetricsF(unit).height()
        rect = QRectF(row.left() + wide + 3, row.top() + shift, _wide(texts.unit, unit) + 1, height)
        parts.append(TilePart(Role.UNIT, texts.unit, (texts.unit,), rect, unit))
    return parts


def _unit_room(unit: str, font: QFont) -> float:
    return _wide(unit, font) + 5 if unit else 0


def _prose(texts: Texts, inner: QRectF, top: float, fonts: TileFonts) -> list[TilePart]:
    """Returns a text on as many lines as fit in place of number and sparkline; the tooltip has the rest."""
    height = inner.top() + fonts.label_height + fonts.value_height + GAP_SPARKLINE + SPARKLINE - top
    spacing = QFontMetricsF(fonts.prose).lineSpacing()
    lines = wrapped(texts.value, fonts.prose, inner.width(), max(int(height // spacing), 1))
    rect = QRectF(inner.left(), top + 3, inner.width(), spacing * len(lines))
    return [TilePart(Role.VALUE, texts.value, lines, rect, fonts.prose)]


def wrapped(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Returns a text wrapped into at most `most` lines, the last one elided if there is more."""
    flat = " ".join(text.split())
    layout = QTextLayout(flat, font)
    layout.setTextOption(QTextOption())
    option = layout.textOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(flat)]
    lines = [flat[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if lines:
        lines[-1] = elided(lines[-1], font, width)
    return tuple(lines)
