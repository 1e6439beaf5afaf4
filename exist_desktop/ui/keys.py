"""The digit or the letter of a key: what it types, or what is at its place on a keyboard with Latin letters.

On French, Czech and other keyboards the row of digits types `&`, `é` or `ě` without Shift. People who see 1 to 5 on
their keys press these keys. Where letters of another script are typed, a key counts as the Latin letter beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from exist_desktop.domain.parsing.digits import digit

WITH_ANOTHER_KEY = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ROW = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
_SCAN_CODES = dict(enumerate(_ROW, 10))
"""The key codes of the row of digits in X11, which are the same in Wayland."""
_WINDOWS_SCAN_CODES = dict(enumerate(_ROW, 2))
_MAC_KEYS = {0x12: 1, 0x13: 2, 0x14: 3, 0x15: 4, 0x17: 5, 0x16: 6, 0x1A: 7, 0x1C: 8, 0x19: 9, 0x1D: 0}
_LETTER_SCAN_CODES = {57: "n", 28: "t", 38: "a"}
_LETTER_WINDOWS_SCAN_CODES = {0x31: "n", 0x14: "t", 0x1E: "a"}
_LETTER_MAC_KEYS = {0x2D: "n", 0x11: "t", 0x00: "a"}
_X11_MODIFIERS, _X11_LOCKS = 0xFF, 0x12
"""X11's bits for modifiers, including AltGr, which Qt does not report; and the bits of Caps Lock and Num Lock."""

T = TypeVar("T")


@runtime_checkable
class TakesKeys(Protocol):
    """A page that uses keys which no part of the window has used, wherever the focus is."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what the key is for; False if it is for nothing here."""


def digit_of(event: QKeyEvent) -> int | None:
    """Returns the digit of a key pressed without modifiers, 0 to 9; None if it is not a digit."""
    text = event.text()
    if len(text) != 1 or event.modifiers() & WITH_ANOTHER_KEY:
        return None
    typed = digit(text)
    return _by_place(event) if typed is None and text.isprintable() else typed


def letter_of(event: QKeyEvent) -> str:
    """Returns the letter of a key pressed without modifiers, as `n`; empty if it is none that is used here."""
    text = event.text()
    if len(text) != 1 or event.modifiers() & WITH_ANOTHER_KEY:
        return ""
    if text.isascii():
        return text.lower() if text.isalpha() else ""
    if not text.isalpha() or unicodedata.name(text, "").startswith("LATIN"):
        return ""
    return _at_place(event, _LETTER_SCAN_CODES, _LETTER_WINDOWS_SCAN_CODES, _LETTER_MAC_KEYS) or ""


def _by_place(event: QKeyEvent) -> int | None:
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return None
    return _at_place(event, _SCAN_CODES, _WINDOWS_SCAN_CODES, _MAC_KEYS)


def _at_place(
    event: QKeyEvent, codes: Mapping[int, T], windows_codes: Mapping[int, T], mac_keys: Mapping[int, T]
) -> T | None:
    match QGuiApplication.platformName():
        case "windows":
            return windows_codes.get(event.nativeScanCode())
        case "cocoa":
            return mac_keys.get(event.nativeVirtualKey())
        case _:
            held = event.nativeModifiers() & _X11_MODIFIERS & ~_X11_LOCKS
            return None if held else codes.get(event.nativeScanCode())
