"""PySide6 6.12.0 loses a reference to `None` with each call that returns nothing.

Where `None` is not immortal (before Python 3.12) the interpreter aborts after minutes of use; pyproject.toml keeps
that version away there, and this test tells whether a newer one may be let in.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal here: its references are not counted")
def test_calls_that_return_nothing_keep_the_references_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.update()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    # Other code may take or leave a few meanwhile; the fault loses one with every call.
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
