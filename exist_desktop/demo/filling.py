"""Services that fill what is theirs by the clock, as a watch or a phone does that sends its counts now and then.

A service fills while it is the owner, and no longer: what is taken over stands still, and grows again once it is given
back, from then on.
"""

from __future__ import annotations

from exist_desktop.demo.people.catalogue import MANUAL_SERVICES, SERVICES, Value, ValueType
from exist_desktop.demo.people.people import Attribute

FILL_SECONDS = 120.0
"""How often a service sends at most."""
MINUTE = 60.0
A_MINUTE: dict[str, float] = {
    "steps": 11.0,
    "steps_distance": 0.008,
    "steps_active_min": 0.1,
    "floors": 0.02,
    "active_energy": 4.5,
    "productive_min": 0.4,
    "neutral_min": 0.1,
    "distracting_min": 0.15,
    "keystrokes": 30.0,
    "tracks": 0.05,
}
"""By how much each grows in a minute; what else services fill stays as the story has it."""
_FILLING = SERVICES.keys() - MANUAL_SERVICES


class Filling:
    """What services have sent since an instant, in seconds since 1970. What was before is in the story."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._sent_at: dict[tuple[str, str], float] = {}

    def total(self, user: str, attribute: Attribute, held: Value, now: float, day_began: float) -> Value:
        """Returns the new total of the day if the attribute's service sends one now, else None.

        `held` is the total so far, `day_began` the user's midnight in seconds since 1970.
        """
        key = user, attribute.name
        since = max(self._sent_at.get(key, self._began), day_began)
        if attribute.owner not in _FILLING:
            self._sent_at[key] = now
            return None
        grown = A_MINUTE[attribute.name] * (now - since) / MINUTE
        grown = round(grown, 2) if attribute.value_type is ValueType.DECIMAL else int(grown)
        if now - since < FILL_SECONDS or not grown:
            return None
        self._sent_at[key] = now
        return round(held + grown, 2) if isinstance(held, int | float) else grown
