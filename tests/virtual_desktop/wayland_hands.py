"""A keyboard and a pointer of a wlroots compositor, for as long as they are kept."""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterable

from tests.virtual_desktop.keymap import MODIFIERS, Key, Keymap
from tests.virtual_desktop.wayland_client import WaylandClient

CREATE = 0
KEYMAP, KEY, HELD = 0, 1, 2
MOVE_TO, BUTTON, FRAME = 1, 2, 4
XKB_V1 = 1
RELEASED, PRESSED = 0, 1
BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}
"""Left, middle and right as X11 numbers them, and the kernel."""


class WaylandHands:
    """A keyboard and a pointer. A lasting keyboard loses no key: each client has its keymap from the beginning."""

    def __init__(self, display: str) -> None:
        self._client = client = WaylandClient(display)
        self._keymap = Keymap()
        seat = struct.pack("=I", client.bind("wl_seat"))
        self._keyboard = client.create(client.bind("zwp_virtual_keyboard_manager_v1"), CREATE, seat)
        self._pointer = client.create(client.bind("zwlr_virtual_pointer_manager_v1"), CREATE, seat)
        self._send_keymap()
        client.wait()

    def _send_keymap(self) -> None:
        descriptor = os.memfd_create("keymap")
        os.write(descriptor, self._keymap.text)
        body = struct.pack("=II", XKB_V1, len(self._keymap.text))
        self._client.send(self._keyboard, KEYMAP, body, [descriptor])
        os.close(descriptor)

    def key(self, chord: str) -> None:
        """Press keys by their X11 names, joined with `+`."""
        *modifiers, name = chord.split("+")
        self._press(self._keymap.key(name), modifiers)

    def type_text(self, text: str) -> None:
        """Type a text of characters that are on the keyboard."""
        for character in text:
            self._press(self._keymap.key_of(character), ())

    def click(self, x: int, y: int, extent: tuple[int, int], button: int) -> None:
        """Click at a place of a screen of that width and height."""
        self._to_pointer(MOVE_TO, struct.pack("=IIIII", _now(), x, y, *extent))
        for state in (PRESSED, RELEASED):
            self._to_pointer(BUTTON, struct.pack("=III", _now(), BUTTONS[button], state))

    def close(self) -> None:
        """Takes both devices away."""
        self._client.close()

    def _press(self, key: Key, modifiers: Iterable[str]) -> None:
        held = [*modifiers, "shift"] if key.shifted else list(modifiers)
        codes = [self._keymap.key(MODIFIERS[name][0]).code for name in held]
        for code in codes:
            self._send_key(code, PRESSED)
        self._hold(sum(1 << MODIFIERS[name][1] for name in held))
        self._send_key(key.code, PRESSED)
        self._send_key(key.code, RELEASED)
        for code in reversed(codes):
            self._send_key(code, RELEASED)
        self._hold(0)
        self._client.wait()

    def _send_key(self, code: int, state: int) -> None:
        self._client.send(self._keyboard, KEY, struct.pack("=III", _now(), code, state))

    def _hold(self, modifiers: int) -> None:
        self._client.send(self._keyboard, HELD, struct.pack("=IIII", modifiers, 0, 0, 0))

    def _to_pointer(self, request: int, body: bytes) -> None:
        self._client.send(self._pointer, request, body)
        self._client.send(self._pointer, FRAME)
        self._client.wait()


def _now() -> int:
    """Milliseconds of an unset clock, as the protocol counts them."""
    return int(time.monotonic() * 1000) & 0xFFFFFFFF
