"""A text that another program wrote, in Unicode or in the encoding of a region; it can be read more than once.

What is valid UTF-8, or has the mark of UTF-16, is that: hardly any text of another encoding looks like it. The rest is
read in the encoding that the person chose, or in the commonest; its odd words are shown, since only who knows them
sees whether that is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import Decimal
from exist_desktop.imports.bounded import has_mark, texts
from exist_desktop.imports.foreign.table import Record, records, separator_of
from exist_desktop.long_work import Pace

_DECIMALS: dict[str, Decimal] = {",": ".", ";": ","}
ODD_WORDS = 8
_LONGEST_WORD = 30
_ODD_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*")


class TextFile(Struct, frozen=True):
    """A file that is open. `encoding` is None for Unicode."""

    file: BinaryIO
    where: str
    encoding: Encoding | None = None

    def parts(self) -> Iterator[str]:
        """Yields its text from the beginning. Raises `UnreadableError`."""
        self.file.seek(0)
        return texts(self.file, self.where, self.encoding)

    def records(self) -> Iterator[Record]:
        """Yields the records of its table. Raises `UnreadableError`."""
        return records(self.parts(), self.where)

    def usual_decimal(self) -> Decimal | None:
        """Returns the decimal mark that goes with its separator: semicolons are there where numbers have commas."""
        return _DECIMALS.get(separator_of(self.parts(), self.where))

    def guessed(self) -> Guessed | None:
        """Returns how it is read and some of the words that show it; None for Unicode. Raises `UnreadableError`."""
        if self.encoding is None:
            return None
        words, pace = dict[str, None](), Pace()
        for part in self.parts():
            pace.rest()
            for found in _ODD_WORD.finditer(part):
                words[found[0][:_LONGEST_WORD]] = None
                if len(words) == ODD_WORDS:
                    return Guessed(self.encoding, tuple(words))
        return Guessed(self.encoding, tuple(words))


def text_file(file: BinaryIO, where: str, encoding: Encoding | None) -> TextFile:
    """Returns a file as Unicode if it is that, and in `encoding` if not; None is the commonest.

    Raises `UnreadableError` if a mark says Unicode and it is not.
    """
    text, pace = TextFile(file, where), Pace()
    try:
        for _ in text.parts():
            pace.rest()
    except UnreadableError as error:
        if error.kind is not UnreadableKind.NO_TEXT or has_mark(file):
            raise
        return TextFile(file, where, encoding or Encoding.WESTERN)
    return text
