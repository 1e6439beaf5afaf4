"""The person's account at Exist: who it is, where they live, and how they want units shown."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from exist_desktop.errors import AppError, NeverSignedInError, RequestError


class Imperial(Struct, frozen=True):
    """Which units the profile asks to see as imperial; values are always sent in metric units."""

    distance: bool = False
    weight: bool = False
    energy: bool = False
    liquid: bool = False
    temperature: bool = False


class Profile(Struct, frozen=True):
    """The account's profile. Source: `accounts/profile/`.

    `timezone` is an IANA name, `local_time` an ISO 8601 instant with the account's offset; either may be missing.
    """

    username: str
    first_name: str = ""
    last_name: str = ""
    timezone: str | None = None
    local_time: str | None = None
    imperial: Imperial = Imperial()


class Account(Struct, frozen=True):
    """An account on one server; entries are bound to it and never sent with another's token."""

    id: int
    server: str
    username: str


class AccountNotKnownError(AppError):
    """Exist could not be asked whose token it is, for the reason in `cause`: entries have no account to belong to."""

    cause: RequestError


class AccountInUse(Protocol):
    """Knows whose data is shown and saved. That changes when somebody signs in."""

    @property
    def account(self) -> Account | None:
        """The account in use, or None before the first sign-in."""


def signed_in(current: AccountInUse) -> Account:
    """Returns the account in use. Raises `NeverSignedInError` if there is none yet."""
    account = current.account
    if account is None:
        raise NeverSignedInError
    return account
