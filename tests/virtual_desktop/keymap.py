"""The American keymap: which key gives a symbol, by the library that the clients of a compositor use too."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import NamedTuple

EVDEV_OFFSET = 8
"""Keymaps number keys as X11 does, which is by so much more than the kernel."""
TEXT_V1 = 1
NO_SYMBOL = 0
LEVELS = 2
"""Levels of a key that are looked at: without and with Shift."""

MODIFIERS = {"shift": ("Shift_L", 0), "ctrl": ("Control_L", 2), "alt": ("Alt_L", 3), "super": ("Super_L", 6)}
"""For each modifier its key, and the bit that it sets."""


class Key(NamedTuple):
    """A key by the kernel's number, and whether Shift is held with it."""

    code: int
    shifted: bool


class Keymap:
    """A keymap as text, and its keys by their symbols."""

    def __init__(self, layout: str = "us") -> None:
        xkb = _library()
        names = (ctypes.c_char_p * 5)(b"evdev", b"pc105", layout.encode(), b"", b"")
        context = xkb.xkb_context_new(0)
        keymap = xkb.xkb_keymap_new_from_names(context, names, 0)
        self.text = ctypes.string_at(xkb.xkb_keymap_get_as_string(keymap, TEXT_V1)) + b"\0"
        self._keys = _keys(xkb, keymap)
        xkb.xkb_keymap_unref(keymap)
        xkb.xkb_context_unref(context)

    def key(self, name: str) -> Key:
        """Returns the key of a symbol by its X11 name, such as `Return` or `a`. Raises `KeyError` if there is none."""
        return self._keys[_library().xkb_keysym_from_name(name.encode(), 0)]

    def key_of(self, character: str) -> Key:
        """Returns the key that types a character."""
        return self._keys[_library().xkb_utf32_to_keysym(ord(character))]


def _keys(xkb: ctypes.CDLL, keymap: int) -> dict[int, Key]:
    keys: dict[int, Key] = {}
    symbols = ctypes.POINTER(ctypes.c_uint32)()
    for level in range(LEVELS):
        for code in range(xkb.xkb_keymap_min_keycode(keymap), xkb.xkb_keymap_max_keycode(keymap) + 1):
            if xkb.xkb_keymap_key_get_syms_by_level(keymap, code, 0, level, ctypes.byref(symbols)) == 1:
                keys.setdefault(symbols[0], Key(code - EVDEV_OFFSET, bool(level)))
    keys.pop(NO_SYMBOL, None)
    return keys


@cache
def _library() -> ctypes.CDLL:
    xkb = ctypes.CDLL("libxkbcommon.so.0")
    pointer, number, text = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char_p
    xkb.xkb_context_new.restype = xkb.xkb_keymap_new_from_names.restype = pointer
    xkb.xkb_keymap_get_as_string.restype = pointer
    xkb.xkb_keymap_new_from_names.argtypes = [pointer, pointer, ctypes.c_int]
    xkb.xkb_keymap_get_as_string.argtypes = [pointer, ctypes.c_int]
    xkb.xkb_keymap_min_keycode.argtypes = xkb.xkb_keymap_max_keycode.argtypes = [pointer]
    xkb.xkb_keymap_key_get_syms_by_level.argtypes = [pointer, number, number, number, pointer]
    xkb.xkb_keymap_unref.argtypes = xkb.xkb_context_unref.argtypes = [pointer]
    xkb.xkb_keysym_from_name.argtypes, xkb.xkb_keysym_from_name.restype = [text, ctypes.c_int], number
    xkb.xkb_utf32_to_keysym.argtypes, xkb.xkb_utf32_to_keysym.restype = [number], number
    return xkb
