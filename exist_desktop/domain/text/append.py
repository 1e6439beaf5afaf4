"""Appends words to a text and takes lines out of it; finds out whether that has happened.

Others may write the same text, so everything else in it stays as it is, character by character. Texts are compared in
one form, since forms, phones and servers write line ends, trailing spaces and accents differently. A *block* is what
one entry has added: the words with their time, or without it if the text was empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct

from exist_desktop.domain.commands import Append, LineChange, TakeOut
from exist_desktop.domain.values import Seen, Value, one_form

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CLOCK = re.compile(r"\d\d:\d\d ", re.ASCII)


class Found(Enum):
    """Whether a text has the changes that were sent to it."""

    ALL = auto()
    NONE = auto()
    UNCLEAR = auto()


class _Changed(Struct, frozen=True):
    """A text after a change, and the block that was added or taken out; None if there was nothing to take out."""

    text: str
    block: str | None


def applied(text: Value | None, changes: Iterable[LineChange]) -> str:
    """Returns the text after these changes; None is an empty text."""
    now = _text(text)
    for change in changes:
        now = _changed(now, change).text
    return now


def joined(text: Value | None, line: str) -> str:
    """Returns the text with a line added below it."""
    there = _text(text).rstrip()
    return f"{there}\n{line}" if there else line


def fitting(text: Value | None, changes: Sequence[LineChange], longest: int) -> int:
    """Returns how many of the changes, from the first, fit into a text of at most `longest` characters."""
    if len(applied(text, changes)) <= longest:
        return len(changes)
    now = _text(text)
    for place, change in enumerate(changes):
        now = _changed(now, change).text
        if isinstance(change, Append) and len(now) > longest:
            return place
    return len(changes)


def net(changes: Iterable[LineChange]) -> tuple[LineChange, ...]:
    """Returns the changes without those that cancel each other out."""
    left: list[LineChange] = []
    for change in changes:
        lines = [one.line if isinstance(one, Append) else None for one in left]
        if isinstance(change, TakeOut) and change.line in lines:
            del left[len(lines) - 1 - lines[::-1].index(change.line)]
        else:
            left.append(change)
    return tuple(left)


def look_for(changes: Iterable[LineChange], base: Value | None, read: Value | None) -> Found:
    """Returns whether changes to `base` are in `read`, by counting their lines in both."""
    changes = tuple(changes)
    sent = applied(base, changes)
    if one_form(read) == one_form(sent):
        return Found.ALL
    wanted, there = {}, {}
    for block in set(_blocks(base, changes)):
        before = count(base, block)
        if gain := count(sent, block) - before:
            wanted[block], there[block] = gain, count(read, block) - before
    if wanted and wanted == there:
        return Found.ALL
    if one_form(read) == one_form(base) or (wanted and not any(there.values())):
        return Found.NONE
    return Found.UNCLEAR


def done_already(changes: Sequence[LineChange], read: Value | None) -> tuple[int, ...]:
    """Returns the indexes of the changes that a text already has, if its earlier state is not known."""
    left = Counter({one.line: count(read, one.line) for one in changes if isinstance(one, Append)})
    lines = _lines(read)
    found = []
    for place, change in enumerate(changes):
        if isinstance(change, TakeOut):
            there = _place_of(lines, change) is not None
            found += [] if there else [place]
        elif left[change.line] > 0:
            left[change.line] -= 1
            found.append(place)
        elif _begins_with(lines, change.words):
            lines = lines[_size(change.words) :]
            found.append(place)
    return tuple(found)


def holds(text: Value | None, other: Value | None) -> bool:
    """Whether this text has every line of another one, at least as often."""
    return not Counter(_plain_lines(other)) - Counter(_plain_lines(text))


def count(text: Value | None, block: str) -> int:
    """Returns how often a text has a block, as consecutive whole lines."""
    lines, wanted = _plain_lines(text), _plain_lines(block)
    found = place = 0
    while wanted and place + len(wanted) <= len(lines):
        here = lines[place : place + len(wanted)] == wanted
        found, place = found + here, place + (len(wanted) if here else 1)
    return found


def words_of(line: str) -> str:
    """Returns the words of a line, without their time."""
    return line[len("HH:MM ") :] if _CLOCK.match(line) else line


def added_words(former: Seen, note: str) -> str:
    """Returns the words that `note` adds to `former`, without their time; the whole note if it is a different text."""
    if not (isinstance(former, str) and former.strip() and note.startswith(former)):
        return note
    return words_of(note.removeprefix(former).strip())


def time_of(line: str) -> str:
    """Returns the time of a line, `HH:MM`; midnight if it has none."""
    return line[: len("HH:MM")] if _CLOCK.match(line) else "00:00"


def _text(text: Value | None) -> str:
    return text if isinstance(text, str) else ""


def _blocks(text: Value | None, changes: Iterable[LineChange]) -> Iterator[str]:
    now = _text(text)
    for change in changes:
        changed = _changed(now, change)
        now = changed.text
        if changed.block is not None:
            yield changed.block


def _changed(text: str, change: LineChange) -> _Changed:
    if isinstance(change, Append):
        block = change.line if text.strip() else change.words
        return _Changed(joined(text, block), block)
    lines = _lines(text)
    place = _place_of(lines, change)
    if place is None:
        return _Changed(text, None)
    kept = lines[: place.start] + lines[place.stop :]
    block = "".join(lines[place.start : place.stop])
    return _Changed("".join(kept).rstrip(), block)


def _place_of(lines: Sequence[str], change: TakeOut) -> range | None:
    """Returns the lines to take out: the last match of the line, else its words alone if the text begins with them."""
    plain, wanted = _plain_lines("".join(lines)), _plain_lines(change.line)
    for start in range(len(lines) - len(wanted), -1, -1):
        if plain[start : start + len(wanted)] == wanted:
            return range(start, start + len(wanted))
    words = words_of(change.line)
    return range(_size(words)) if _begins_with(lines, words) else None


def _begins_with(lines: Sequence[str], words: str) -> bool:
    wanted = _plain_lines(words)
    return _plain_lines("".join(lines[: len(wanted)])) == wanted


def _size(block: str) -> int:
    return len(_plain_lines(block))


def _lines(text: Value | None) -> list[str]:
    """Returns the lines with their ends, from the first that is not blank."""
    found = [line for line in _LINE.findall(_text(text)) if line]
    blank = next((place for place, line in enumerate(found) if line.strip()), len(found))
    return found[blank:]


def _plain_lines(text: Value | None) -> list[str]:
    return [line.rstrip() for line in one_form(text).split("\n")] if one_form(text) else []
