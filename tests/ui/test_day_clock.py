"""The page's sense of time, and the zone chip."""

from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.head.zone_chip import ZoneChip
from tests.ui.made_tiles import EVENING, LANGUAGE, SUNDAY
from tests.ui.offscreen import quiet
from tests.ui.today_on_store import clock_of
from tests.using import At

pytestmark = quiet
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def test_the_day_rolls_once_at_midnight_and_once_at_its_end(qtbot: QtBot) -> None:
    time, bridge = At(EVENING), Bridge()
    clock = clock_of(time, bridge)
    rolls: list[str] = []
    clock.rolled.connect(lambda: rolls.append(f"{clock.calendar_day():%a} {clock.proposed():%a} {clock.latest():%a}"))
    for _ in range(9):
        time.now += HOUR
        clock.look()
    assert rolls == ["Mon Sun Tue", "Mon Mon Tue"]


def test_a_clock_set_back_is_followed(qtbot: QtBot) -> None:
    time, bridge = At(EVENING), Bridge()
    clock = clock_of(time, bridge)
    time.now -= 72 * HOUR
    with qtbot.waitSignal(clock.rolled, timeout=0):
        clock.look()
    assert (SUNDAY - clock.proposed()).days == 3


def test_the_chip_says_zone_and_time_and_explains(qtbot: QtBot) -> None:
    chip = ZoneChip(LANGUAGE, clock_of(At(EVENING), Bridge()))
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 20:14"
    assert "Australia/Melbourne" in chip.toolTip()


def test_a_computer_elsewhere_is_told_with_both_times(qtbot: QtBot) -> None:
    chip = ZoneChip(LANGUAGE, clock_of(At(EVENING), Bridge(), BERLIN))
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 20:14, here 10:14"
    assert "This computer shows Sunday, 22 November, 10:14." in chip.toolTip()


def test_on_different_dates_both_are_shown(qtbot: QtBot) -> None:
    chip = ZoneChip(LANGUAGE, clock_of(At(EVENING + 6 * HOUR), Bridge(), BERLIN))
    qtbot.addWidget(chip)
    assert chip.text() == "Melbourne · 23 Nov 02:14, here 22 Nov 16:14"
