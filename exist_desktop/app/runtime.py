"""What all presenters of one run share."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.app.account_locale import AccountTime
from exist_desktop.engine import Engine
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.words.language import Language


class Runtime(Struct, frozen=True):
    """The engine, its bridge to Qt, the person's language with the account's units, the day and the window."""

    engine: Engine
    bridge: Bridge
    language: Language
    time: AccountTime
    days: DayClock
    window: MainWindow
