"""What a day was like for a person: the hidden causes that make their numbers go together.

Everything follows from the seed, the person and the date, never from the order of the questions, so that two servers
with the same seed have the same values for the same day.
"""

from __future__ import annotations

import hashlib
import math
from datetime import date

from msgspec import Struct

_WEEKEND = 5  # Saturday in date.weekday()


def chance(*key: object) -> float:
    """Returns a number from 0 to 1 that looks random and depends only on the key."""
    return int.from_bytes(_digest(key, 4)) / 2**32


def bell(*key: object) -> float:
    """Returns a number around 0 with a spread of 1, close to a normal distribution."""
    raw = _digest(key, 16)
    total = sum(int.from_bytes(raw[i : i + 4]) for i in range(0, 16, 4)) / 2**32
    return (total - 2) * math.sqrt(3)


def _digest(key: tuple[object, ...], size: int) -> bytes:
    return hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=size).digest()


class Climate(Struct, frozen=True):
    """The year at a place: mean and swing of the daily maximum in degrees, rain, and where summer lies."""

    mean: float
    swing: float
    rain: float
    south: bool


class Day(Struct, frozen=True):
    """One person's day. `rest`, `drive`, `joy` spread around 0; `warmth` is in degrees, `rain` and `cloud` 0 to 1."""

    date: date
    weekend: bool
    summer: float
    warmth: float
    cloud: float
    rain: float
    rest: float
    drive: float
    joy: float
    asleep: int
    steps: int

    @property
    def evening_out(self) -> bool:
        """Whether the next day is free."""
        return self.date.weekday() in {4, 5}

    @property
    def trained(self) -> bool:
        """Whether there was a workout: on Tuesdays, and whenever there was the drive for it."""
        return self.drive > 0.35 or self.date.weekday() == 1


def day(seed: int, person: str, climate: Climate, on: date) -> Day:
    """Returns a day: a bad night costs steps, sun and walking lift the mood, weekends are different."""
    weekend = on.weekday() >= _WEEKEND
    process_lock = 2 * math.pi * (on.timetuple().tm_yday - 20) / 365.25
    summer = math.cos(process_lock) if climate.south else -math.cos(process_lock)
    cloud = min(1.0, max(0.0, 0.5 - 0.15 * summer + 0.3 * bell(seed, person, "cloud", on)))
    rain = max(0.0, cloud - 0.75 + climate.rain * chance(seed, person, "rain", on))
    rest = 0.9 * bell(seed, person, "rest", on) + 0.4 * _slow(seed, person, "rest", on)
    drive = (
        0.7 * bell(seed, person, "drive", on)
        + 0.5 * _slow(seed, person, "drive", on)
        + 0.35 * rest
        - 0.9 * rain
        + 0.2 * summer
    )
    joy = 0.5 * bell(seed, person, "joy", on) + 0.45 * rest + 0.4 * drive + (0.35 if weekend else 0.0) - 0.3 * cloud
    return Day(
        date=on,
        weekend=weekend,
        summer=summer,
        warmth=climate.mean + climate.swing * summer - 3 * cloud + 2.5 * bell(seed, person, "warmth", on),
        cloud=cloud,
        rain=rain,
        rest=rest,
        drive=drive,
        joy=joy,
        asleep=max(240, round(432 + 34 * rest + (32 if weekend else 0) - 8 * summer)),
        steps=max(600, round(7900 + 2400 * drive + (1100 if weekend else 0))),
    )


def _slow(seed: int, person: str, name: str, on: date) -> float:
    """Returns a number that changes over weeks, for good and bad times."""
    week, part = divmod(on.toordinal(), 7)
    before, after = bell(seed, person, name, "week", week), bell(seed, person, name, "week", week + 1)
    share = part / 7
    return before * (1 - share) + after * share
