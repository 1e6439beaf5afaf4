"""How the account counts: its days in which zone, its values in which units."""

from __future__ import annotations

from datetime import tzinfo

from exist_desktop.domain.account import Imperial
from exist_desktop.domain.day import Zone, ZoneSource, choose_zone
from exist_desktop.domain.units import METRIC, Units, choose
from exist_desktop.engine import Engine
from exist_desktop.journal import computer_zone
from exist_desktop.store.changes import Change
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.ui.bridge import Bridge


class AccountTime:
    """The time by which the person of this account counts their days."""

    def __init__(self, engine: Engine, locale: AccountLocale) -> None:
        self._engine = engine
        self._locale = locale
        self._computer_zone = ComputerZone()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._engine.clock.wall()

    def zone(self) -> Zone:
        """The account's zone."""
        return self._locale.zone

    def computer_zone(self) -> tzinfo:
        """The computer's own zone; it also follows a change of the zone while the program runs."""
        return self._computer_zone

    def day_ends_at(self) -> int:
        """The hour at which the person's day ends, as chosen in Settings."""
        return self._engine.preferences.chosen.day_ends_at


class AccountLocale:
    """`zone` and `units` of the account in use; until its profile is known, the computer's zone and metric units."""

    def __init__(self, engine: Engine, bridge: Bridge) -> None:
        self.zone = Zone(computer_zone(), "", ZoneSource.COMPUTER)
        self.units: Units = METRIC
        self._engine = engine
        self._bridge = bridge

    async def read(self) -> None:
        """Takes them from the profile as it is on the disk, and from what the person chose otherwise."""
        profile = await self._engine.views.profile()
        if profile is not None:
            self.zone = choose_zone(profile.timezone, profile.local_time, computer_zone())
        units = choose(profile.imperial if profile else Imperial(), self._engine.preferences.chosen.units)
        if units != self.units:
            self.units = units
            self._bridge.publish_change(Change(days=None, outbox=True))
