"""The computer's own zone as its system knows it, with the offset that held at each instant.

`datetime.astimezone` gives a zone of one offset alone, the one of that instant; with it, what was sent before a change
of the clock would be read an hour off after it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class ComputerZone(tzinfo):
    """Asks the system for each instant, so that it also follows a zone that is changed while the program runs."""

    def fromutc(self, dt: datetime, /) -> datetime:
        """The wall-clock time of an instant; the second of two that read alike has a `fold`."""
        there = dt.replace(tzinfo=UTC).astimezone()
        shown = there.replace(tzinfo=None)
        second = shown.astimezone().utcoffset() != there.utcoffset()
        return shown.replace(tzinfo=self, fold=int(second))

    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        """The offset that holds when the clock shows that."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None, /) -> timedelta | None:  # noqa: ARG002 - the system does not tell it apart
        """Not told."""
        return None

    def tzname(self, dt: datetime | None, /) -> str | None:
        """What the system calls it then."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()
