"""The few calls of libxcb that a key from anywhere needs, on a connection of its own, by ctypes.

Qt's own connection would do it only with a filter that every event of the program passes through. Structures are read
by their offsets, which are those of the protocol.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from enum import IntEnum

from msgspec import Struct

BAD_ACCESS = 10
"""The error of a key that another client has grabbed."""
_ASYNCHRONOUSLY = 1
_NOW = 0
_BY_THE_SERVER = 0x7F
"""The kind of an event, without the mark that another client has sent it."""


class EventKind(IntEnum):
    """The kinds of events that are of interest."""

    KEY_PRESS = 2
    MAPPING_NOTIFY = 34


class Event(Struct, frozen=True):
    """An event and its time on the server's clock, in milliseconds."""

    kind: int
    time: int


class Keyboard(Struct, frozen=True):
    """The symbols on each key, by columns, and the keys of each of the eight modifiers."""

    first_code: int
    columns: int
    symbols: tuple[int, ...]
    held: tuple[frozenset[int], ...]

    def codes(self, symbol: int, column: int) -> list[int]:
        """Returns the keys that have the symbol in that column."""
        found = self.symbols[column :: self.columns] if column < self.columns else ()
        return [self.first_code + number for number, own in enumerate(found) if own == symbol]

    def modifier(self, *symbols: int) -> int:
        """Returns the bit of the modifier that a key with one of the symbols is, 0 if there is none."""
        keys = {code for symbol in symbols for column in range(self.columns) for code in self.codes(symbol, column)}
        return next((1 << number for number, own in enumerate(self.held) if own & keys), 0)


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", c_void_p), ("remaining", c_int), ("index", c_int))


_CALLS: dict[str, tuple[object, ...]] = {
    "xcb_connect": (c_void_p, c_char_p, c_void_p),
    "xcb_disconnect": (None, c_void_p),
    "xcb_connection_has_error": (c_int, c_void_p),
    "xcb_get_file_descriptor": (c_int, c_void_p),
    "xcb_get_setup": (c_void_p, c_void_p),
    "xcb_setup_roots_iterator": (_Screens, c_void_p),
    "xcb_flush": (c_int, c_void_p),
    "xcb_request_check": (c_void_p, c_void_p, _Cookie),
    "xcb_poll_for_event": (c_void_p, c_void_p),
    "xcb_get_keyboard_mapping": (_Cookie, c_void_p, c_uint8, c_uint8),
    "xcb_get_keyboard_mapping_reply": (c_void_p, c_void_p, _Cookie, c_void_p),
    "xcb_get_keyboard_mapping_keysyms": (c_void_p, c_void_p),
    "xcb_get_modifier_mapping": (_Cookie, c_void_p),
    "xcb_get_modifier_mapping_reply": (c_void_p, c_void_p, _Cookie, c_void_p),
    "xcb_get_modifier_mapping_keycodes": (c_void_p, c_void_p),
    "xcb_grab_key_checked": (_Cookie, c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8),
    "xcb_ungrab_key": (_Cookie, c_void_p, c_uint8, c_uint32, c_uint16),
    "xcb_ungrab_keyboard": (_Cookie, c_void_p, c_uint32),
}
"""Each call with its result and its arguments."""


class Connection:
    """A connection to the X server that `DISPLAY` names. Raises `OSError` if there is none."""

    def __init__(self) -> None:
        self._xcb = _library()
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [c_void_p]
        self._to = self._xcb.xcb_connect(None, None)
        if self.is_broken:
            self.close()
            raise OSError("no X server lets this user in")
        self._setup: int = self._xcb.xcb_get_setup(self._to)
        self._root: int = c_uint32.from_address(self._xcb.xcb_setup_roots_iterator(self._setup).data).value

    @property
    def is_broken(self) -> bool:
        """Whether the server has gone."""
        return bool(self._xcb.xcb_connection_has_error(self._to))

    def fileno(self) -> int:
        """Returns the descriptor on which events arrive."""
        return int(self._xcb.xcb_get_file_descriptor(self._to))

    def close(self) -> None:
        """Ends the connection; the server gives free what it has grabbed."""
        self._xcb.xcb_disconnect(self._to)

    def keyboard(self) -> Keyboard:
        """Returns what the keys mean at present. Raises `OSError` if the server has gone."""
        first, last = _byte(self._setup + 34), _byte(self._setup + 35)
        cookie = self._xcb.xcb_get_keyboard_mapping(self._to, first, last - first + 1)
        mapping = self._xcb.xcb_get_keyboard_mapping_reply(self._to, cookie, None)
        cookie = self._xcb.xcb_get_modifier_mapping(self._to)
        modifiers = self._xcb.xcb_get_modifier_mapping_reply(self._to, cookie, None)
        try:
            if not mapping or not modifiers:
                raise OSError("the X server has gone")
            columns, keys_each = _byte(mapping + 1), _byte(modifiers + 1)
            symbols = c_uint32 * (columns * (last - first + 1))
            codes = c_uint8 * (8 * keys_each)
            held = codes.from_address(self._xcb.xcb_get_modifier_mapping_keycodes(modifiers))
            return Keyboard(
                first_code=first,
                columns=columns,
                symbols=tuple(symbols.from_address(self._xcb.xcb_get_keyboard_mapping_keysyms(mapping))),
                held=tuple(frozenset(held[each * keys_each : (each + 1) * keys_each]) - {0} for each in range(8)),
            )
        finally:
            self._free(mapping)
            self._free(modifiers)

    def grab(self, code: int, modifiers: int) -> int:
        """Asks for a key with exactly these modifiers. Returns the error's number, 0 if there is none."""
        cookie = self._xcb.xcb_grab_key_checked(
            self._to, 1, self._root, modifiers, code, _ASYNCHRONOUSLY, _ASYNCHRONOUSLY
        )
        error = self._xcb.xcb_request_check(self._to, cookie)
        number = _byte(error + 1) if error else 0
        self._free(error)
        return number

    def give_back(self, code: int, modifiers: int) -> None:
        """Gives a key back that was asked for with these modifiers."""
        self._xcb.xcb_ungrab_key(self._to, code, self._root, modifiers)
        self._xcb.xcb_flush(self._to)

    def let_typing_go_on(self) -> None:
        """Ends the grab of the whole keyboard that lasts until the key is let go: what is typed meanwhile is lost."""
        self._xcb.xcb_ungrab_keyboard(self._to, _NOW)
        self._xcb.xcb_flush(self._to)

    def events(self) -> Iterator[Event]:
        """Gives the events that have arrived."""
        while event := self._xcb.xcb_poll_for_event(self._to):
            kind, time = _byte(event) & _BY_THE_SERVER, c_uint32.from_address(event + 4).value
            self._free(event)
            yield Event(kind, time)


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libxcb.so.1")
    for name, (result, *arguments) in _CALLS.items():
        call = getattr(library, name)
        call.restype, call.argtypes = result, arguments
    return library


def _byte(address: int) -> int:
    return c_uint8.from_address(address).value
