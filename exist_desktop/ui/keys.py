"""The digit of a key: the one that it types, in any script, or the one of its place in the row of digits.

On French, Czech and other keyboards that row types `&`, `é` or `ě` without Shift. People who see 1 to 5 on their
keys press these keys.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from exist_desktop.domain.parsing.digits import digit

_WITH_ANOTHER_KEY = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ROW = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
_SCAN_CODES = dict(enumerate(_ROW, 10))
"""The key codes of the row of digits in X11, which are the same in Wayland."""
_WINDOWS_SCAN_CODES = dict(enumerate(_ROW, 2))
_MAC_KEYS = {0x12: 1, 0x13: 2, 0x14: 3, 0x15: 4, 0x17: 5, 0x16: 6, 0x1A: 7, 0x1C: 8, 0x19: 9, 0x1D: 0}
_X11_MODIFIERS, _X11_LOCKS = 0xFF, 0x12
"""X11's bits for modifiers, including AltGr, which Qt does not report; and the bits of Caps Lock and Num Lock."""


def digit_of(event: QKeyEvent) -> int | None:
    """Returns the digit of a key pressed without modifiers, 0 to 9; None if it is not a digit."""
    text = event.text()
    if len(text) != 1 or event.modifiers() & _WITH_ANOTHER_KEY:
        return None
    typed = digit(text)
    return _by_place(event) if typed is None and text.isprintable() else typed


def _by_place(event: QKeyEvent) -> int | None:
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return None
    match QGuiApplication.platformName():
        case "windows":
            return _WINDOWS_SCAN_CODES.get(event.nativeScanCode())
        case "cocoa":
            return _MAC_KEYS.get(event.nativeVirtualKey())
        case _:
            held = event.nativeModifiers() & _X11_MODIFIERS & ~_X11_LOCKS
            return None if held else _SCAN_CODES.get(event.nativeScanCode())
