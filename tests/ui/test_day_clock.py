"""The page's sense of time, and the zone chip."""

from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from exist_desktop.ui.pages.today.zone_chip import ZoneChip
from tests.ui.offscreen import quiet
from tests.ui.today_world import LANGUAGE, SUNDAY, World

pytestmark = quiet


def test_the_day_rolls_once_at_midnight_and_once_at_its_end(qtbot: QtBot) -> None:
    account = World()
    clock = account.clock()
    rolls: list[str] = []
    clock.rolled.connect(lambda: rolls.append(f"{clock.calendar_day():%a} {clock.proposed():%a} {clock.latest():%a}"))
    for _ in range(9):
        account.later(hours=1)
        clock.look()
    assert rolls == ["Mon Sun Tue", "Mon Mon Tue"]


def test_a_clock_set_back_is_followed(qtbot: QtBot) -> None:
    account = World()
    clock = account.clock()
    account.later(days=-3)
    with qtbot.waitSignal(clock.rolled, timeout=0):
        clock.look()
    assert (SUNDAY - clock.proposed()).days == 3


def test_the_chip_says_zone_and_time_and_explains(qtbot: QtBot) -> None:
    chip = ZoneChip(LANGUAGE, World().clock())
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 20:14"
    assert "Australia/Melbourne" in chip.toolTip()


def test_a_computer_elsewhere_is_told_with_both_times(qtbot: QtBot) -> None:
    chip = ZoneChip(LANGUAGE, World().clock(lambda: ZoneInfo("Europe/Berlin")))
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 20:14, here 10:14"
    assert "This computer shows Sunday, 22 November, 10:14." in chip.toolTip()


def test_on_different_dates_both_are_shown(qtbot: QtBot) -> None:
    account = World()
    account.later(hours=6)
    chip = ZoneChip(LANGUAGE, account.clock(lambda: ZoneInfo("Europe/Berlin")))
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 23 Nov 02:14, here 22 Nov 16:14"
