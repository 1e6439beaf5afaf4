"""Two kinds of Qt's warnings come in every healthy run and are not shown; all others are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLoggingCategory

from exist_desktop.app.desktop.log import quieten_qt


@pytest.fixture(autouse=True)
def _rules_of_this_test() -> Iterator[None]:
    quieten_qt()
    yield
    QLoggingCategory.setFilterRules("")


@pytest.mark.parametrize(
    ("category", "shown"),
    [
        ("qt.qpa.wayland.textinput", False),
        ("qt.qpa.services", False),
        ("qt.qpa.wayland", True),
        ("qt.qpa.theme", True),
        ("default", True),
    ],
)
def test_warnings_of_two_categories_are_not_shown(category: str, *, shown: bool) -> None:
    rules = QLoggingCategory(category)  # type: ignore[arg-type]  # PySide's stub asks for bytes, which it refuses
    assert rules.isWarningEnabled() is shown
    assert rules.isCriticalEnabled()
