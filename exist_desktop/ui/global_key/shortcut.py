"""A key with the modifiers that are held down for it, as it is stored, and as window systems and desktops spell it.

It is stored as Qt's portable text: `Ctrl+Alt+Space`. The names of the keys are those of X11, which the desktops on
Wayland use too; libxkbcommon knows them, and is there wherever Qt draws on one of the two.
"""

from __future__ import annotations

import ctypes
import functools
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

PORTABLE = QKeySequence.SequenceFormat.PortableText
_MODIFIERS = 0xFE000000
"""The bits of Qt's modifiers in a key that is combined with them."""
_NAME_BYTES = 64


class Modifier(StrEnum):
    """A key that is held down for another one, by its name in a shortcut of the portal."""

    CTRL = "CTRL"
    ALT = "ALT"
    SHIFT = "SHIFT"
    META = "LOGO"


_OF_QT = {
    Modifier.CTRL: Qt.KeyboardModifier.ControlModifier,
    Modifier.ALT: Qt.KeyboardModifier.AltModifier,
    Modifier.SHIFT: Qt.KeyboardModifier.ShiftModifier,
    Modifier.META: Qt.KeyboardModifier.MetaModifier,
}
_OF_I3 = {Modifier.CTRL: "Control", Modifier.ALT: "Mod1", Modifier.SHIFT: "Shift", Modifier.META: "Mod4"}

KEYSYM_NAMES = {
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "KP_Enter",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Pause: "Pause",
    Qt.Key.Key_Print: "Print",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "Prior",
    Qt.Key.Key_PageDown: "Next",
    Qt.Key.Key_Menu: "Menu",
}
"""The names of the keys that write no character, except for the function keys."""
_FIRST_F, _LAST_F = Qt.Key.Key_F1.value, Qt.Key.Key_F35.value
_LAST_OF_CONSOLES = Qt.Key.Key_F12.value
_OF_THE_SYSTEM = (Qt.Key.Key_Delete.value, Qt.Key.Key_Backspace.value)
"""With Ctrl and Alt these end sessions, and the function keys up to that one show other consoles of Linux."""


class Shortcut(Struct, frozen=True):
    """A key, by Qt's number, and its modifiers."""

    modifiers: frozenset[Modifier]
    key: int

    @property
    def is_spare(self) -> bool:
        """Whether all others can spare it. Ctrl or Alt alone belongs to programs, some keys with both to the system."""
        if Modifier.META in self.modifiers:
            return True
        both = {Modifier.CTRL, Modifier.ALT} <= self.modifiers
        return both and self.key not in _OF_THE_SYSTEM and not _FIRST_F <= self.key <= _LAST_OF_CONSOLES

    @property
    def character(self) -> str:
        """The character on the key, a letter in lower case; empty if it writes none."""
        return chr(self.key).lower() if self.key < Qt.Key.Key_Escape.value else ""

    @property
    def text(self) -> str:
        """Returns it as it is stored."""
        return self._sequence().toString(PORTABLE)

    @property
    def shown(self) -> str:
        """Returns it as people know it, in Qt's language."""
        return self._sequence().toString(QKeySequence.SequenceFormat.NativeText)

    def _sequence(self) -> QKeySequence:
        return QKeySequence(self.key | sum(_OF_QT[modifier].value for modifier in self.modifiers))

    @property
    def trigger(self) -> str:
        """Returns it as the portal writes it, `CTRL+ALT+space`; empty for a key without a name."""
        name = keysym_name(self)
        return "+".join([*self._held(), name]) if name else ""

    @property
    def of_i3(self) -> str:
        """Returns it as i3 and Sway write it: `Control+Mod1+space`."""
        return "+".join([*(_OF_I3[modifier] for modifier in self._held()), keysym_name(self)])

    @property
    def of_hyprland(self) -> str:
        """Returns it as Hyprland writes it: `CTRL ALT, space`."""
        names = ("SUPER" if modifier is Modifier.META else modifier.value for modifier in self._held())
        return f"{' '.join(names)}, {keysym_name(self)}"

    def _held(self) -> list[Modifier]:
        return [modifier for modifier in Modifier if modifier in self.modifiers]


def shortcut_of(text: str) -> Shortcut | None:
    """Returns the shortcut of a stored text; None if it is none, or none of a single key."""
    sequence = QKeySequence.fromString(text, PORTABLE)
    if sequence.count() != 1:
        return None
    found = from_qt(sequence[0].toCombined())  # type: ignore[index]  # which PySide's stubs do not know
    return found if found is not None and found.text else None


def from_qt(combined: int) -> Shortcut | None:
    """Returns the shortcut of a key that was pressed, combined with its modifiers; None while only those are held."""
    key = combined & ~_MODIFIERS
    if key in _ONLY_HELD or key in (0, Qt.Key.Key_unknown.value):
        return None
    held = frozenset(modifier for modifier, of_qt in _OF_QT.items() if combined & of_qt.value)
    if key == Qt.Key.Key_Backtab.value:
        key, held = Qt.Key.Key_Tab.value, held | {Modifier.SHIFT}
    return Shortcut(held, key)


_ONLY_HELD = {
    key.value
    for key in (
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_Hyper_L,
        Qt.Key.Key_Hyper_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    )
}


@functools.cache
def _xkb() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL("libxkbcommon.so.0")
        library.xkb_utf32_to_keysym.argtypes = [ctypes.c_uint32]
        library.xkb_keysym_from_name.argtypes = [ctypes.c_char_p, ctypes.c_int]
        library.xkb_keysym_get_name.argtypes = [ctypes.c_uint32, ctypes.c_char_p, ctypes.c_size_t]
    except (OSError, AttributeError):
        return None
    library.xkb_utf32_to_keysym.restype = library.xkb_keysym_from_name.restype = ctypes.c_uint32
    return library


def keysym(shortcut: Shortcut) -> int:
    """Returns the key's number on X11, 0 if it has none."""
    xkb = _xkb()
    if xkb is None:
        return 0
    if shortcut.character:
        return int(xkb.xkb_utf32_to_keysym(ord(shortcut.character[0])))
    return int(xkb.xkb_keysym_from_name(_name(shortcut.key).encode(), 0))


def keysym_name(shortcut: Shortcut) -> str:
    """Returns the key's name on X11, empty if it has none."""
    name = ctypes.create_string_buffer(_NAME_BYTES)
    xkb, number = _xkb(), keysym(shortcut)
    if xkb is None or not number or xkb.xkb_keysym_get_name(number, name, _NAME_BYTES) < 0:
        return ""
    return name.value.decode("ascii", "replace")


def _name(key: int) -> str:
    if _FIRST_F <= key <= _LAST_F:
        return f"F{key - _FIRST_F + 1}"
    return next((name for known, name in KEYSYM_NAMES.items() if known.value == key), "")
