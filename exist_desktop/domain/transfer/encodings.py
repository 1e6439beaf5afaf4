"""How the text of a file may be written that is not in Unicode, as spreadsheets and phones of a region save it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Encoding(StrEnum):
    """The encodings that can be chosen, by the names that Python knows and that `--map` and `--encoding` take."""

    WESTERN = "windows-1252"
    CENTRAL = "windows-1250"
    CYRILLIC = "windows-1251"
    GREEK = "windows-1253"
    TURKISH = "windows-1254"
    BALTIC = "windows-1257"
    MAC = "macintosh"
    JAPANESE = "cp932"
    CHINESE = "gb18030"
    KOREAN = "cp949"


class Guessed(Struct, frozen=True):
    """How a file that is not in Unicode is read, and the first of its words by which a person sees if that is right."""

    encoding: Encoding
    words: tuple[str, ...]
