"""Texts that a painted widget lays out by itself, on a limited number of lines, with marked passages."""

from __future__ import annotations

import math

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextLayout, QTextOption

from exist_desktop.domain.text.search import Spans
from exist_desktop.ui import theme
from exist_desktop.ui.text import LINE_GAP

SHORTENED = "…"


class Block(Struct, frozen=True):
    """A text on up to `lines` lines; `marks` are passages that stand out, in characters, such as hits."""

    text: str
    marks: Spans = ()
    lines: int = 1
    muted: bool = False
    bold: bool = False


class LaidOut(Struct, frozen=True):
    """A block laid out for a width: its lines, its height in pixels, and whether its end was left out."""

    layout: QTextLayout
    height: int
    shortened: bool


def lay_out(block: Block, font: QFont, width: int, direction: Qt.LayoutDirection, mark: QColor) -> LaidOut:
    """Breaks a block into lines; if there are too many, the last one ends in `…`."""
    used = theme.font(font, -0.5 if block.muted else 0, bold=block.bold)
    layout = _break(block.text, block.marks, used, width, direction, mark)
    shortened = layout.lineCount() > block.lines
    if shortened:
        last = layout.lineAt(block.lines - 1)
        end = len(block.text.encode("utf-16-le")[: 2 * (last.textStart() + last.textLength())].decode("utf-16-le"))
        while layout.lineCount() > block.lines and end > 0:
            end -= 1
            cut = block.text[:end].rstrip() + SHORTENED
            marks = tuple((at, min(to, end)) for at, to in block.marks if at < end)
            layout = _break(cut, marks, used, width, direction, mark)
    last = layout.lineAt(layout.lineCount() - 1)
    return LaidOut(layout, math.ceil(last.y() + last.height()), shortened)


def _break(
    text: str, marks: Spans, font: QFont, width: int, direction: Qt.LayoutDirection, mark: QColor
) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats([_format(text, begin, end, font, mark) for begin, end in marks])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top))
        top += math.ceil(line.height() * (1 + LINE_GAP))
    layout.endLayout()
    return layout


def _format(text: str, begin: int, end: int, font: QFont, mark: QColor) -> QTextLayout.FormatRange:
    """Returns the format of a hit. Qt counts UTF-16 code units, of which an emoji has two."""
    found = QTextLayout.FormatRange()
    found.start = _units(text[:begin])
    found.length = _units(text[begin:end])
    found.format.setFont(theme.font(font, 0, bold=True))
    found.format.setBackground(mark)
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
