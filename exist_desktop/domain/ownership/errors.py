"""What prevents creating an attribute or giving one back."""

from __future__ import annotations

from exist_desktop.errors import AppError


class TwinError(AppError):
    """There is an attribute like the new one: in the account, `active` or not, or `offered` as a template."""

    label: str
    name: str
    active: bool = True
    offered: bool = False


class EntriesWaitError(AppError):
    """An attribute cannot be given back yet: `undecided` of its entries need the person first."""

    label: str
    undecided: int
