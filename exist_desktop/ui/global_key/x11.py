"""A key from anywhere on X11: the server sends it to whoever has grabbed it first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import chain, combinations

from msgspec import Struct

from exist_desktop.ui.global_key.shortcut import Modifier, Shortcut, keysym
from exist_desktop.ui.global_key.status import KeyListener, KeyState, KeyStatus, NoKeyError
from exist_desktop.ui.global_key.xcb import BAD_ACCESS, Connection, EventKind, Keyboard

_SHIFT, _LOCK, _CONTROL = 1, 2, 4
_MOD_1, _MOD_2, _MOD_4 = 8, 16, 64
"""The usual places of Alt, Num Lock and the Meta key, for a keyboard that has none of them."""
_ALT_L, _ALT_R, _META_L = 0xFFE9, 0xFFEA, 0xFFE7
_SUPER_L, _SUPER_R = 0xFFEB, 0xFFEC
_NUM_LOCK, _SCROLL_LOCK = 0xFF7F, 0xFF14
MISSING = -1
"""In place of the number of an error, which is positive."""
LEVELS = 4
"""The first columns of a keyboard: two layouts, each without and with Shift."""


class _Grabbed(Struct, frozen=True):
    """A key with modifiers, as the X server knows it."""

    code: int
    modifiers: int


class X11Key:
    """A key that is grabbed, also while Caps Lock or Num Lock is on, and again when the layout changes."""

    def __init__(self, listener: KeyListener) -> None:
        self._listener = listener
        self._connection: Connection | None = None
        self._shortcut: Shortcut | None = None
        self._grabbed: set[_Grabbed] = set()

    async def available(self) -> bool:
        """Returns whether keys are given here: they are, to any client."""
        return True

    async def grab(self, shortcut: Shortcut) -> KeyStatus:
        """Grabs the key. Raises `NoKeyError`."""
        try:
            self._connection = Connection()
            self._shortcut = shortcut
            self._take(self._connection, shortcut)
        except OSError as error:
            await self.release()
            raise NoKeyError(KeyState.NOT_HERE) from error
        except NoKeyError:
            await self.release()
            raise
        asyncio.get_running_loop().add_reader(self._connection.fileno(), self._on_readable)
        self._on_readable()  # what came with the answers is not announced any more
        return KeyStatus(KeyState.WORKS)

    async def change(self) -> None:
        """Does nothing: the person chooses the key in this program."""

    async def release(self) -> None:
        """Gives the key back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            asyncio.get_running_loop().remove_reader(connection.fileno())
            connection.close()

    def _take(self, connection: Connection, shortcut: Shortcut) -> None:
        """Grabs the key in all states of the locks, or not at all.

        What is grabbed already is not let go meanwhile: the server reports another layout, too, when the person has
        two keyboards and takes the other one, and their press may be on its way.
        """
        wanted = set(_places(connection.keyboard(), shortcut))
        error = 0 if wanted else MISSING
        for place in wanted - self._grabbed:
            error = error or connection.grab(place.code, place.modifiers)
            if not error:
                self._grabbed.add(place)
        for place in self._grabbed if error else self._grabbed - wanted:
            connection.give_back(place.code, place.modifiers)
        self._grabbed &= set() if error else wanted
        if error:
            raise NoKeyError(KeyState.TAKEN if error == BAD_ACCESS else KeyState.MISSING)

    def _on_readable(self) -> None:
        connection = self._connection
        if connection is None:
            return
        while EventKind.MAPPING_NOTIFY in self._heard(connection):
            self._take_again(connection)
        if connection.is_broken:
            asyncio.get_running_loop().remove_reader(connection.fileno())
            self._listener.key_withdrawn(KeyState.LOST)

    def _heard(self, connection: Connection) -> set[int]:
        """Reports each press that has arrived. Returns the kinds of all events that have."""
        kinds = set()
        for event in connection.events():
            kinds.add(event.kind)
            if event.kind == EventKind.KEY_PRESS:
                connection.let_typing_go_on()
                self._listener.key_pressed(f"exist_TIME{event.time}")
        return kinds

    def _take_again(self, connection: Connection) -> None:
        """Follows the key to its place in another layout, which may be taken there."""
        assert self._shortcut is not None
        try:
            self._take(connection, self._shortcut)
        except NoKeyError as refusal:
            self._listener.key_withdrawn(refusal.state)
        except OSError:
            return  # the connection is broken, which is reported where that is seen
        else:
            self._listener.key_renamed(KeyStatus(KeyState.WORKS))


def _places(keyboard: Keyboard, shortcut: Shortcut) -> Iterator[_Grabbed]:
    """Gives where the keyboard has the key, with all locks: in its first layout if it is there, else in the second.

    A sign that is written with Shift needs Shift, whether the shortcut names it or not.
    """
    symbol = keysym(shortcut)
    for column in range(LEVELS) if symbol else ():
        if codes := keyboard.codes(symbol, column):
            modifiers = _modifiers(keyboard, shortcut) | (_SHIFT if column % 2 else 0)
            yield from (_Grabbed(code, modifiers | locks) for code in codes for locks in _locks(keyboard))
            return


def _modifiers(keyboard: Keyboard, shortcut: Shortcut) -> int:
    bits = {
        Modifier.SHIFT: _SHIFT,
        Modifier.CTRL: _CONTROL,
        Modifier.ALT: keyboard.modifier(_ALT_L, _ALT_R, _META_L) or _MOD_1,
        Modifier.META: keyboard.modifier(_SUPER_L, _SUPER_R) or _MOD_4,
    }
    return sum(bits[modifier] for modifier in shortcut.modifiers)


def _locks(keyboard: Keyboard) -> Iterator[int]:
    """Gives every combination of the locks that may be on: a grab holds for exactly the modifiers that it names."""
    locks = {_LOCK, keyboard.modifier(_NUM_LOCK) or _MOD_2, keyboard.modifier(_SCROLL_LOCK)} - {0}
    for on in chain.from_iterable(combinations(sorted(locks), number) for number in range(len(locks) + 1)):
        yield sum(on)
