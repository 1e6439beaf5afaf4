"""What an archive of Exist's has of a day that was not read: it is shown, and nothing is concluded from it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.values import Value

ARCHIVE_GROUP = "archive"
"""The group of attributes that only an archive has; the account has none of that name."""


class Archived(Struct, frozen=True):
    """A value from an archive, and the day on which that was made."""

    value: Value
    made: date
