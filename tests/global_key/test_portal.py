"""The desktop's portal is asked as it wants to be asked, its answers are respected, and it may come and go."""

from __future__ import annotations

from pathlib import Path

import pytest

from exist_desktop.settings import load
from exist_desktop.ui.global_key.global_key import KeyGiver
from exist_desktop.ui.global_key.status import KeyState
from tests.global_key.portal_service import ENDED, NO, Portal
from tests.global_key.wishing import wishing
from tests.patience import until

pytestmark = pytest.mark.virtual_desktop


async def test_the_desktop_gives_the_key_and_the_person_changes_it_there(tmp_path: Path) -> None:
    with Portal() as portal:
        async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
            await wish.comes_to(KeyState.WORKS)
            assert portal.calls == [
                ["Register", "exist-desktop"],
                ["CreateSession"],
                ["BindShortcuts", "quick-entry", "CTRL+ALT+space", "Open quick entry", ""],
            ]
            assert wish.key.status.named == "Press Ctrl+Alt+Space"
            portal.press(activation_token="a token")
            portal.press()  # as in GNOME 48
            await wish.is_pressed(2)
            assert wish.tokens == ["a token", ""]
            assert wish.key.status.can_change
            wish.key.change()
            await until(lambda: portal.called("ConfigureShortcuts"))
            portal.rename("Press Super+M")
            await until(lambda: wish.key.status.named == "Press Super+M")
            portal.close()
            await wish.comes_to(KeyState.LOST)
        assert load(tmp_path).quick_key_on


@pytest.mark.parametrize("traits", [{"code": NO}, {"leaves_out": True}])
async def test_who_says_no_is_not_asked_again_until_they_want_it(tmp_path: Path, traits: dict[str, object]) -> None:
    with Portal(**traits) as portal:
        async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
            await wish.comes_to(KeyState.REFUSED)
            assert not load(tmp_path).quick_key_on
            wish.preferences.change(keep_running=False)
            await wish.bridge.stop()
            assert len(portal.called("BindShortcuts")) == 1
            portal.is_one_with(code=0, leaves_out=False)
            wish.preferences.change(quick_key_on=True)
            await wish.comes_to(KeyState.WORKS)


async def test_switched_off_while_the_person_is_asked_it_is_off(tmp_path: Path) -> None:
    with Portal(code=None) as portal:
        async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
            await until(lambda: portal.called("BindShortcuts"))
            assert wish.key.status.state is KeyState.ASKING
            wish.preferences.change(quick_key_on=False)
            await wish.comes_to(KeyState.OFF)


async def test_a_portal_that_comes_later_or_comes_back_is_asked(tmp_path: Path) -> None:
    async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
        await wish.comes_to(KeyState.NOT_HERE)
        with Portal(code=None) as portal:
            await until(lambda: portal.called("BindShortcuts"))
        await wish.comes_to(KeyState.LOST)  # it has gone while the person was asked
        assert load(tmp_path).quick_key_on


@pytest.mark.parametrize(
    ("traits", "state", "asked"),
    [
        ({"version": 0}, KeyState.NOT_HERE, 0),
        ({"registry": False}, KeyState.NOT_INSTALLED, 0),
        ({"session": False}, KeyState.LOST, 0),
        ({"code": ENDED}, KeyState.LOST, 1),
        ({"version": 1}, KeyState.WORKS, 1),
    ],
)
async def test_other_portals(tmp_path: Path, traits: dict[str, object], state: KeyState, asked: int) -> None:
    with Portal(**traits) as portal:
        async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
            await wish.comes_to(state)
            assert not wish.key.status.can_change
            assert len(portal.called("BindShortcuts")) == asked


async def test_settings_know_whether_there_is_a_portal_while_the_key_is_off(tmp_path: Path) -> None:
    async with wishing(tmp_path, KeyGiver.PORTAL) as wish:
        wish.preferences.change(quick_key_on=False)
        await wish.bridge.stop()
        await wish.key.look()
        with Portal() as portal:
            await wish.key.look()
            assert portal.called("CreateSession") == []
            await wish.key.look()
        assert wish.states[-2:] == [KeyState.NOT_HERE, KeyState.OFF]
