"""The texts of a row, one below the other: notes, tags and figures, with their hits marked.

All text is plain. In a search, a note is shown by the lines with a hit; without a search it is shown
whole, up to a limit.
"""

from __future__ import annotations

import unicodedata

from exist_desktop.domain.attributes import MOOD_NOTE
from exist_desktop.domain.text.search import ArchivedDay, DayEntry, Passage, Spans
from exist_desktop.ui.text_blocks import SHORTENED, Block
from exist_desktop.words.pages.find import FindWords

LINES_OF_NOTE = 12
LINES_OF_HIT = 3
BEFORE_HIT = 60
"""Characters that are shown before a hit in a long line."""
LONG_LINE = 240


def blocks_of(entry: DayEntry, words: FindWords, *, leafing: bool) -> tuple[Block, ...]:
    """Returns what a row shows of a day. `leafing` is True if there is no search."""
    blocks = [_passage(passage, words, leafing=leafing) for passage in entry.passages]
    if entry.tags:
        blocks.append(_joined(words, [(tag.attribute.label, tag.spans) for tag in entry.tags]))
    if entry.figures:
        blocks.append(_joined(words, [(words.figure(figure), ()) for figure in entry.figures]))
    if entry.archived:
        blocks += _of_archive(entry.archived, words, leafing=leafing)
    state = words.state(entry)
    return tuple(blocks) or ((Block(state, muted=True),) if state else ())


def _of_archive(archived: ArchivedDay, words: FindWords, *, leafing: bool) -> list[Block]:
    """Returns what an archive has of the day, and below it where that is from."""
    tags = [(tag.attribute.label, tag.spans) for tag in archived.tags]
    mood = words.archived_mood(archived)
    shown = [_passage(passage, words, leafing=leafing) for passage in archived.passages]
    if mood or tags:
        shown.append(_joined(words, [(mood, ()), *tags] if mood else tags))
    return [*shown, Block(words.source(archived), muted=True)]


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
