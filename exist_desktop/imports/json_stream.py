"""Reads a large JSON document part by part: never more of it is in memory than one item of a list.

The end of an item is found by its brackets, before it is decoded; so depth and length are known in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import DEEPEST, LONGEST_FIELD
from exist_desktop.long_work import Pace
from exist_desktop.store.strict_json import loads

LONGEST_ITEM = 64_000_000
"""Characters of one item: all days of one attribute are one."""
RESTED_EACH = 5_000
"""Characters after which it may be time to rest."""
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_PLAIN = re.compile(r"[^\s,\]}]*")
_TAIL = re.compile(r"\\*\Z")


class JsonStream:
    """A document that is an object or a list. `line` is where the reading is, from 1.

    Everything raises `UnreadableError`.
    """

    def __init__(self, parts: Iterator[str], where: str) -> None:
        self.line = 1
        self._parts = parts
        self._where = where
        self._text = ""
        self._at = 0
        self._ended = False
        self._pace = Pace()

    def members(self) -> Iterator[str]:
        """Yields the keys of the object. Before the next one, its value has to be taken by one of the other methods."""
        self._expect("{")
        yield from self._members("}")
        self.end()

    @property
    def is_list(self) -> bool:
        """Whether the next value is a list."""
        return self._peek() == "["

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Yields the items of a document that is a list, each with the line where it begins."""
        yield from self.elements()
        self.end()

    def end(self) -> None:
        """Sees to it that nothing follows."""
        if self._peek():
            self._fail(UnreadableKind.DAMAGED)

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yields the items of a list, each with the line where it begins."""
        for line in self._places():
            yield line, self.value()

    def pairs(self) -> Iterator[tuple[int, str, Any]]:
        """Yields the members of an object, each with the line where it begins."""
        self._expect("{")
        for key in self._members("}"):
            yield self.line, key, self.value()

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON can say
        """Returns the next value."""
        text = self._item()
        try:
            return loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(UnreadableKind.DAMAGED, self._where, self.line) from error

    def skip(self) -> None:
        """Passes over the next value; the parts of a long one are not put together."""
        first = self._peek()
        if first == "{":
            self._expect("{")
            for _ in self._members("}"):
                self._item()
        elif first == "[":
            for _ in self._places():
                self._item()
        else:
            self._item()

    def _places(self) -> Iterator[int]:
        """Yields the line of each item of a list; it has to be taken before the next one."""
        self._expect("[")
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            self._peek()
            yield self.line
            if self._expect(",", "]") == "]":
                return

    def _members(self, end: str) -> Iterator[str]:
        if self._peek() == end:
            self._at += 1
            return
        while True:
            if (found := self._peek()) != '"':
                self._fail(UnreadableKind.DAMAGED if found else UnreadableKind.CUT)
            key = self.value()
            self._expect(":")
            yield key
            if self._expect(",", end) == end:
                return

    def _expect(self, *marks: str) -> str:
        found = self._peek()
        if found not in marks:
            self._fail(UnreadableKind.DAMAGED if found else UnreadableKind.CUT)
        self._at += 1
        return found

    def _peek(self) -> str:
        """Returns the next character that is no space, or nothing at the end."""
        while True:
            start = self._at
            found = _SPACE.match(self._text, start)
            assert found is not None
            self._at = found.end()
            self.line += self._text.count("\n", start, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _item(self) -> str:
        """Returns the text of the next value, and goes behind it."""
        first = self._peek()
        if not first:
            self._fail(UnreadableKind.CUT)
        end = self._end_of_brackets() if first in '"[{' else self._end_of_plain()
        text = self._text[self._at : end]
        self.line += text.count("\n")
        self._at = end
        return text

    def _end_of_plain(self) -> int:
        while True:
            found = _PLAIN.match(self._text, self._at)
            assert found is not None
            if found.end() < len(self._text) or not self._more():
                return found.end()
            if found.end() - found.start() > LONGEST_FIELD:
                self._fail(UnreadableKind.TOO_LONG)

    def _end_of_brackets(self) -> int:
        depth, place, rested = 0, 0, 0  # the place counts from the beginning of the item, which moves with the text
        while True:
            found = _TOKEN.search(self._text, self._at + place)
            if found is None or not self._is_whole(found):
                place = (len(self._text) if found is None else found.start()) - self._at
                if not self._more():
                    self._fail(UnreadableKind.CUT)
                continue
            token = found.group()
            if place - rested > RESTED_EACH:
                rested = place
                self._pace.rest()
            depth += token in ("[", "{")
            depth -= token in ("]", "}")
            place = found.end() - self._at
            if depth > DEEPEST - 1:
                self._fail(UnreadableKind.TOO_DEEP)
            if place > LONGEST_ITEM:
                self._fail(UnreadableKind.TOO_LONG)
            if depth <= 0:
                return self._at + place

    def _is_whole(self, found: re.Match[str]) -> bool:
        """Whether a token does not go on behind the text that is here."""
        length = found.end() - found.start()
        if length > LONGEST_FIELD:
            self._fail(UnreadableKind.TOO_LONG)
        token = found.group()
        return token[0] != '"' or (length > 1 and token[-1] == '"' and not _is_escaped(token))

    def _more(self) -> bool:
        """Adds the next part of the text. Returns False at the end."""
        while not self._ended:
            part = next(self._parts, None)
            if part is None:
                self._ended = True
            elif part:
                self._text = self._text[self._at :] + part
                self._at = 0
                return True
        return False

    def _fail(self, kind: UnreadableKind) -> NoReturn:
        raise UnreadableError(kind, self._where, self.line)


def _is_escaped(token: str) -> bool:
    """Whether the last quote of a string belongs to it, since a backslash precedes it."""
    tail = _TAIL.search(token[:-1])
    return tail is not None and len(tail.group()) % 2 == 1
