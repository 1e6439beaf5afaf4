"""A key from anywhere on Windows, by `RegisterHotKey`. This was written from Microsoft's documents and never run."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtWidgets import QWidget

    from exist_desktop.ui.global_key.shortcut import Modifier, Shortcut
    from exist_desktop.ui.global_key.status import KeyListener, KeyState, KeyStatus, NoKeyError

    MODIFIERS = {Modifier.ALT: 1, Modifier.CTRL: 2, Modifier.SHIFT: 4, Modifier.META: 8}
    ONCE = 0x4000
    """A key that is held down counts once."""
    HOTKEY = 0x0312
    ALREADY_REGISTERED = 1409
    NUMBER = 1
    SHIFT_STATE = 1 << 8
    NO_KEY = -1
    KEYS = {
        Qt.Key.Key_Escape: 0x1B,
        Qt.Key.Key_Tab: 0x09,
        Qt.Key.Key_Backspace: 0x08,
        Qt.Key.Key_Return: 0x0D,
        Qt.Key.Key_Insert: 0x2D,
        Qt.Key.Key_Delete: 0x2E,
        Qt.Key.Key_Pause: 0x13,
        Qt.Key.Key_Print: 0x2C,
        Qt.Key.Key_Home: 0x24,
        Qt.Key.Key_End: 0x23,
        Qt.Key.Key_Left: 0x25,
        Qt.Key.Key_Up: 0x26,
        Qt.Key.Key_Right: 0x27,
        Qt.Key.Key_Down: 0x28,
        Qt.Key.Key_PageUp: 0x21,
        Qt.Key.Key_PageDown: 0x22,
    }
    FIRST_F = 0x70

    class WindowsKey(QWidget):
        """A window that is never shown; Windows sends it the key."""

        def __init__(self, listener: KeyListener) -> None:
            super().__init__()
            self._listener = listener
            self._user32 = ctypes.WinDLL("user32", use_last_error=True)
            self._user32.VkKeyScanW.restype = ctypes.c_short

        async def available(self) -> bool:
            """Returns whether keys are given here: they are, to any program."""
            return True

        async def grab(self, shortcut: Shortcut) -> KeyStatus:
            """Registers the key. Raises `NoKeyError`."""
            modifiers = sum(MODIFIERS[modifier] for modifier in shortcut.modifiers)
            key, shift = self._virtual_key(shortcut)
            if not self._user32.RegisterHotKey(int(self.winId()), NUMBER, modifiers | shift | ONCE, key):
                taken = ctypes.get_last_error() == ALREADY_REGISTERED
                raise NoKeyError(KeyState.TAKEN if taken else KeyState.MISSING)
            return KeyStatus(KeyState.WORKS)

        async def change(self) -> None:
            """Does nothing: the person chooses the key in this program."""

        async def release(self) -> None:
            """Gives the key back."""
            self._user32.UnregisterHotKey(int(self.winId()), NUMBER)

        def nativeEvent(self, kind: QByteArray | bytes, message: int) -> object:
            """Handles the key; Windows lets the process come to the front then."""
            if wintypes.MSG.from_address(int(message)).message == HOTKEY:
                self._listener.key_pressed("")
                return True, 0
            return super().nativeEvent(kind, message)

        def _virtual_key(self, shortcut: Shortcut) -> tuple[int, int]:
            """Returns the number of a key, and Shift if its sign needs it. Raises `NoKeyError`."""
            if shortcut.character:
                found = self._user32.VkKeyScanW(ord(shortcut.character))
                if found == NO_KEY:
                    raise NoKeyError(KeyState.MISSING)
                return found & 0xFF, MODIFIERS[Modifier.SHIFT] if found & SHIFT_STATE else 0
            number = shortcut.key - Qt.Key.Key_F1.value
            if 0 <= number < 24:
                return FIRST_F + number, 0
            for key, virtual in KEYS.items():
                if key.value == shortcut.key:
                    return virtual, 0
            raise NoKeyError(KeyState.MISSING)
