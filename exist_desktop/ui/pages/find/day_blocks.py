"""The texts of a row, one below the other (notes, tags, figures), and their layout with marked hits.

All text is plain. In a search, a note is shown by the lines with a hit; without a search it is shown
whole, up to a limit.
"""

from __future__ import annotations

import math
import unicodedata

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextLayout, QTextOption

from exist_desktop.domain.attributes import MOOD_NOTE
from exist_desktop.domain.text.search import DayEntry, Passage, Spans
from exist_desktop.ui import theme
from exist_desktop.ui.text import LINE_GAP
from exist_desktop.words.pages.find import FindWords

LINES_OF_NOTE = 12
LINES_OF_HIT = 3
BEFORE_HIT = 60
"""Characters that are shown before a hit in a long line."""
LONG_LINE = 240
SHORTENED = "…"


class Block(Struct, frozen=True):
    """A text on up to `lines` lines; `marks` are the hits in it, in characters."""

    text: str
    marks: Spans = ()
    lines: int = 1
    muted: bool = False


def blocks_of(entry: DayEntry, words: FindWords, *, leafing: bool) -> tuple[Block, ...]:
    """Returns what a row shows of a day. `leafing` is True if there is no search."""
    blocks = [_passage(passage, words, leafing=leafing) for passage in entry.passages]
    if entry.tags:
        blocks.append(_joined(words, [(tag.attribute.label, tag.spans) for tag in entry.tags]))
    if entry.figures:
        blocks.append(_joined(words, [(words.figure(figure), ()) for figure in entry.figures]))
    state = words.state(entry)
    return tuple(blocks) or ((Block(state, muted=True),) if state else ())


def _passage(passage: Passage, words: FindWords, *, leafing: bool) -> Block:
    text, marks, lines = passage.text, passage.spans, LINES_OF_NOTE
    if not leafing:
        text, marks = _excerpt(text, marks)
        lines = LINES_OF_HIT
    text = "".join(map(_printable, text))
    if passage.attribute.name != MOOD_NOTE:
        plain, text = text, words.labelled(passage.attribute, text)
        moved = text.rindex(plain)
        marks = tuple((begin + moved, end + moved) for begin, end in marks)
    return Block(text, marks, lines)


def _printable(character: str) -> str:
    if character == "\n":
        return character
    return " " if unicodedata.category(character) == "Cc" else character


def _excerpt(text: str, marks: Spans) -> tuple[str, Spans]:
    """Returns the lines with the first hits; a long line begins a little before its hit."""
    first = marks[0][0] if marks else 0
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    end = len(text) if end < 0 else end
    start = begin
    if end - begin > LONG_LINE and first - begin > BEFORE_HIT:
        start = first - BEFORE_HIT
        start = text.rfind(" ", start, first) + 1 or start
    before = SHORTENED if start > 0 else ""
    after = SHORTENED if end < len(text) else ""
    moved = len(before) - start
    inside = tuple((at + moved, min(to, end) + moved) for at, to in marks if start <= at < end)
    return before + text[start:end] + after, inside


def _joined(words: FindWords, parts: list[tuple[str, Spans]]) -> Block:
    """Returns the parts as a list on one line, with their hits at the new positions."""
    text = words.language.listed(part for part, _ in parts)
    marks, at = list[tuple[int, int]](), 0
    for part, spans in parts:
        at = text.index(part, at)
        marks += [(begin + at, end + at) for begin, end in spans]
        at += len(part)
    return Block(text, tuple(marks), 2, muted=True)


class LaidOut(Struct, frozen=True):
    """A block laid out for a width: its lines, its height in pixels, and whether its end was left out."""

    layout: QTextLayout
    height: int
    shortened: bool


def lay_out(block: Block, font: QFont, width: int, direction: Qt.LayoutDirection, mark: QColor) -> LaidOut:
    """Breaks a block into lines; if there are too many, the last one ends in `…`."""
    used = theme.font(font, -0.5 if block.muted else 0)
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
