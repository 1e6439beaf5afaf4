"""The X server gives the key to one program, whatever locks are on, and wherever the layout has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exist_desktop.ui.global_key.global_key import KeyGiver
from exist_desktop.ui.global_key.status import KeyState
from exist_desktop.ui.global_key.xcb import Connection
from tests.global_key.keys import ALT_AND_CONTROL, has_it, press, run
from tests.global_key.wishing import wishing
from tests.patience import until

pytestmark = [pytest.mark.virtual_desktop, pytest.mark.x11]
ANY_MODIFIER = 1 << 15
Q = 24
Z_IN_ENGLISH, Z_IN_GERMAN = 52, 29


@pytest.fixture
def layouts() -> Iterator[None]:
    yield
    run("setxkbmap", "us", "-option", "")


async def test_the_key_is_heard_whatever_locks_are_on(tmp_path: Path) -> None:
    async with wishing(tmp_path, KeyGiver.X_SERVER) as wish:
        await wish.comes_to(KeyState.WORKS)
        for times, lock in enumerate(("Caps_Lock", "Num_Lock", "Caps_Lock", "Num_Lock"), start=1):
            press(lock, "ctrl+alt+space")
            await wish.is_pressed(times)
        press("ctrl+space", "alt+space", "space")
        press("ctrl+alt+space")
        await wish.is_pressed(5)
        assert all(token.startswith("exist_TIME") for token in wish.tokens)
        wish.preferences.change(quick_key="Meta+F9")
        await wish.bridge.stop()
        press("ctrl+alt+space", "super+F9")
        await wish.is_pressed(6)


@pytest.fixture
def other() -> Iterator[Connection]:
    """Another program."""
    connection = Connection()
    yield connection
    connection.close()


@pytest.mark.parametrize("modifiers", [ALT_AND_CONTROL, ANY_MODIFIER])
async def test_a_key_of_another_program_is_told_and_had_when_that_lets_it_go(
    tmp_path: Path, other: Connection, modifiers: int
) -> None:
    assert other.grab(Q, modifiers) == 0
    async with wishing(tmp_path, KeyGiver.X_SERVER, "Ctrl+Alt+Q") as wish:
        await wish.comes_to(KeyState.TAKEN)
        other.give_back(Q, modifiers)
        other.keyboard()
        wish.preferences.change(quick_key_on=False)
        wish.preferences.change(quick_key_on=True)
        await wish.comes_to(KeyState.WORKS)
        press("ctrl+alt+q")
        await wish.is_pressed(1)
        assert not has_it(other, Q)
    await until(lambda: has_it(other, Q))


@pytest.mark.usefixtures("layouts")
async def test_the_key_is_followed_to_its_place_in_another_layout(tmp_path: Path, other: Connection) -> None:
    async with wishing(tmp_path, KeyGiver.X_SERVER, "Ctrl+Alt+Z") as wish:
        await wish.comes_to(KeyState.WORKS)
        run("setxkbmap", "de")
        await until(lambda: not has_it(other, Z_IN_GERMAN))
        press(f"ctrl+alt+{Z_IN_ENGLISH}", f"ctrl+alt+{Z_IN_GERMAN}")
        await wish.is_pressed(1)
        assert has_it(other, Z_IN_ENGLISH)
        run("setxkbmap", "us,ru", "-option", "grp:menu_toggle")
        await until(lambda: not has_it(other, Z_IN_ENGLISH))
        press("Menu", f"ctrl+alt+{Z_IN_ENGLISH}")  # Russian letters from here on
        await wish.is_pressed(2)


@pytest.mark.usefixtures("layouts")
@pytest.mark.parametrize(
    ("shortcut", "layout", "chord"), [("Meta+Ф", "us,ru", "super+38"), ("Ctrl+Alt+!", "us", "ctrl+alt+shift+10")]
)
async def test_a_letter_of_the_second_layout_and_a_sign_with_shift(
    tmp_path: Path, shortcut: str, layout: str, chord: str
) -> None:
    run("setxkbmap", layout)
    async with wishing(tmp_path, KeyGiver.X_SERVER, shortcut) as wish:
        await wish.comes_to(KeyState.WORKS)
        press(chord)
        await wish.is_pressed(1)


@pytest.mark.parametrize(
    ("shortcut", "state"),
    [
        ("Ctrl+Alt+Ж", KeyState.MISSING),
        ("nonsense", KeyState.MISSING),
        ("Ctrl+C", KeyState.NEEDED),
        ("A", KeyState.NEEDED),
    ],
)
async def test_a_key_that_is_no_good_is_told(tmp_path: Path, shortcut: str, state: KeyState) -> None:
    async with wishing(tmp_path, KeyGiver.X_SERVER, shortcut) as wish:
        await wish.comes_to(state)
