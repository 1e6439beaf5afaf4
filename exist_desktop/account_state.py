"""What the disk knows of the account in use: its zone and units, and the last state of sync.

Window, tray and command line all read both here.
"""

from __future__ import annotations

import asyncio
from datetime import tzinfo

from msgspec import Struct

from exist_desktop.domain.account import Imperial
from exist_desktop.domain.day import Zone, zone_of_profile
from exist_desktop.domain.units import Units, choose
from exist_desktop.engine import Engine
from exist_desktop.store import meta
from exist_desktop.sync.status import Condition, SyncStatus


class AccountLocale(Struct, frozen=True):
    """The `zone` in which an account's days are counted, and the `units` in which its values are shown and typed."""

    zone: Zone
    units: Units


async def read_locale(engine: Engine, computer: tzinfo) -> AccountLocale:
    """Returns the account's zone and units from its profile and the person's own choices.

    Until the profile is known, they are `computer` and metric units.
    """
    profile = await engine.views.profile()
    units = choose(profile.imperial if profile else Imperial(), engine.preferences.chosen.units)
    return AccountLocale(zone_of_profile(profile, computer), units)


async def last_status(engine: Engine) -> SyncStatus:
    """Returns the state when something was last sent or read, with the present counts."""
    account = engine.account
    if account is None:
        return SyncStatus()
    condition, counts, last_sync = await asyncio.gather(
        engine.store.meta(account, meta.CONDITION), engine.views.counts(), engine.views.last_sync()
    )
    return SyncStatus(Condition(condition) if condition in set(Condition) else Condition.STARTING, counts, last_sync)
