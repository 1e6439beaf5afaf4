"""The tray's menu with more tags than a screen has lines."""

from __future__ import annotations

from datetime import UTC

from msgspec.structs import replace
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.values import NOT_READ
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.tray.menu import MOST_TAGS, TrayMenu, TrayView
from tests.ui.made_tiles import LANGUAGE, SUNDAY, VALUES, WALK, day_view, tile
from tests.ui.offscreen import quiet

pytestmark = quiet


def _tagged(many: int, *on: int) -> DayView:
    numbered = ((n, replace(WALK, name=f"tag_{n}", label=f"Tag {n}")) for n in range(many))
    return replace(day_view(SUNDAY, VALUES), tags=tuple(tile(tag, 1 if n in on else None) for n, tag in numbered))


def _tags(menu: TrayMenu) -> list[str]:
    (tags,) = [below for below in menu.menu.findChildren(QMenu) if below.title() == "Tags"]
    return [line.text() for line in tags.actions() if line.isVisible()]


def test_of_thousands_of_tags_those_of_the_day_and_some_are_lines_and_the_rest_is_in_quick_entry(qtbot: QtBot) -> None:
    menu = TrayMenu(LANGUAGE)
    status = SyncStatus(Condition.IDLE, Counts())
    menu.show_view(TrayView(_tagged(4_000, 3_000), (), status, UTC))
    lines = _tags(menu)
    assert len(lines) == MOST_TAGS + 1
    assert lines[:2] == ["Tag 0", "Tag 1"]
    assert lines[-2:] == ["Tag 3000", "More in quick entry…"]
    with qtbot.waitSignal(menu.quick_entry_wanted, timeout=0):
        next(
            line for line in menu.menu.findChildren(type(menu.menu.actions()[0])) if line.text() == lines[-1]
        ).trigger()
    menu.show_view(TrayView(_tagged(3, 1), (), status, UTC))
    assert _tags(menu) == ["Tag 0", "Tag 1", "Tag 2"]
    menu.menu.deleteLater()


def test_a_tag_of_a_day_not_read_says_so(qtbot: QtBot) -> None:
    menu = TrayMenu(LANGUAGE)
    day = _tagged(2, 1)
    unread = replace(day, tags=(replace(day.tags[0], value=NOT_READ), day.tags[1]))
    menu.show_view(TrayView(unread, (), SyncStatus(Condition.IDLE, Counts()), UTC))
    assert _tags(menu) == ["Tag 0 (not read yet)", "Tag 1"]
    menu.menu.deleteLater()
