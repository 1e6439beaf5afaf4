"""The History page in the real program, by the names that a screen reader says and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.window import Window
from tests.virtual_desktop import screen
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop


def test_a_chart_is_read_without_being_seen_and_a_day_opens_from_it(tmp_path: Path) -> None:
    with Window(None, tmp_path) as window:
        window.tile("Coffees")
        window.press("History")
        chart = window.app.find(role="chart", id="chart")
        until(lambda: " have data." in chart.description, lambda: f"described as {chart.description!r}")
        assert " from " in chart.name
        assert not window.app.find_all(name_prefix="cell ")
        window.to_front()
        chart.focus()
        screen.key("Left")
        screen.key("Left")
        readout = window.app.find(id="historyReadout")
        until(lambda: ": " in readout.text, lambda: f"read as {readout.text!r}")
        window.press("Show as table")
        assert window.app.find(name="Values").role == "table"
        window.press("Show as table")
        chart.wait(lambda node: "showing" in node.states)
        chart.focus()
        chart.wait(lambda node: "focused" in node.states)
        screen.key("Return")
        window.app.find(role="heading", name="How was this day?")
        window.press("History")
        window.press("Copy picture")
        window.to_front()
        screen.key("ctrl+6", "F6")  # which goes round through the whole window
        assert window.close() == 0, "it ends well although a screen reader has listened"
