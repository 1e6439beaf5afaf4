"""The computer's own zone, with the offset of each instant.

`datetime.astimezone` gives a zone with one offset only, that of its instant. With it, what was sent before summer time
began would be shown an hour off afterwards.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class ComputerZone(tzinfo):
    """Asks the system for each instant, so it also follows a zone that changes while the program runs."""

    def fromutc(self, dt: datetime, /) -> datetime:
        """Returns the wall-clock time of an instant. The second of two equal ones has a `fold`."""
        there = dt.replace(tzinfo=UTC).astimezone()
        shown = there.replace(tzinfo=None)
        second = shown.astimezone().utcoffset() != there.utcoffset()
        return shown.replace(tzinfo=self, fold=int(second))

    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        """Returns the offset at that wall-clock time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None, /) -> timedelta | None:  # noqa: ARG002 - the system does not distinguish it
        """Returns None: the system does not say."""
        return None

    def tzname(self, dt: datetime | None, /) -> str | None:
        """Returns the system's name of the zone at that time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()
