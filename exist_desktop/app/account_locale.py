"""The account's zone and units while the program runs. Views read them at any time without waiting."""

from __future__ import annotations

from datetime import tzinfo

from exist_desktop.account_state import AccountLocale, read_locale
from exist_desktop.domain.day import Zone, zone_of_profile
from exist_desktop.domain.units import METRIC, Units
from exist_desktop.engine import Engine
from exist_desktop.journal.journal import computer_zone
from exist_desktop.store.changes import Change
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.ui.bridge import Bridge


class AccountTime:
    """The time by which the days of this account are counted."""

    def __init__(self, engine: Engine, locale: CurrentLocale) -> None:
        self._engine = engine
        self._locale = locale
        self._computer_zone = ComputerZone()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._engine.clock.wall()

    def zone(self) -> Zone:
        """The account's zone."""
        return self._locale.zone()

    def computer_zone(self) -> tzinfo:
        """The computer's own zone; it also follows a change of the zone while the program runs."""
        return self._computer_zone

    def day_ends_at(self) -> int:
        """The hour at which the day ends, as chosen in Settings."""
        return self._engine.preferences.chosen.day_ends_at


class CurrentLocale:
    """The `zone` and `units` of the account in use. Until they are read: the computer's zone and metric units."""

    def __init__(self, engine: Engine, bridge: Bridge) -> None:
        self._locale = AccountLocale(zone_of_profile(None, computer_zone()), METRIC)
        self._engine = engine
        self._bridge = bridge

    def zone(self) -> Zone:
        """The zone of the account's days."""
        return self._locale.zone

    def units(self) -> Units:
        """The units of the account's values."""
        return self._locale.units

    async def read(self) -> None:
        """Reads both. Views read again if the units have changed."""
        former, self._locale = self._locale, await read_locale(self._engine, computer_zone())
        if self._locale.units != former.units:
            self._bridge.publish_change(Change(days=None, outbox=True))
