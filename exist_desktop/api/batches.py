"""Writing calls: what is sent, and which part of the answer belongs to which item.

An answer may list its items in another order, leave some out, or name them by other fields than the request did, or in
capital letters. An item counts as answered only if the answer can be understood in exactly one way. Everything else
stays in doubt.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from exist_desktop.api.conversion import to_attribute, to_number
from exist_desktop.api.decoding import as_shape
from exist_desktop.api.models import AttributeModel, BatchModel
from exist_desktop.api.sanitize import LONGEST_TEXT, one_line
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Increment, SetValue
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NotRead, Number, Value
from exist_desktop.errors import RequestError

MOST_ITEMS = 35
"""Objects that Exist takes in one call."""
Fields = dict[str, Any]

_SAID_AS = {
    "name": ("name", "title", "template", "label"),
    "template": ("template", "name", "title", "label"),
    "label": ("label", "title", "name"),
}
"""The fields by which an answer may name an item, by the field that was sent. The first one present decides."""
_INDEX = re.compile(r"\bindex (\d+)\b")


class Acquire(Struct, frozen=True):
    """Become the owner of an attribute: an existing one by `name`, or a template's, which is created if needed."""

    name: str | None = None
    template: str | None = None
    manual: bool | None = None

    def __post_init__(self) -> None:
        if (self.name is None) == (self.template is None):
            raise ValueError("an attribute is acquired either by its name or by its template")


class Create(Struct, frozen=True):
    """Create an attribute from a template, or from label, group and value type. The server chooses its name."""

    template: str | None = None
    label: str | None = None
    group: str | None = None
    value_type: ValueType | None = None
    manual: bool | None = None

    def __post_init__(self) -> None:
        whole = None not in (self.label, self.group, self.value_type)
        if whole == (self.template is not None):
            raise ValueError("an attribute is made either from a template or from label, group and value type")


class Accepted(Struct, frozen=True):
    """Applied. `current` is the new total and `attribute` the whole object, if the server sent them."""

    current: Number | NotRead | None = None
    attribute: Attribute | None = None


class Rejected(Struct, frozen=True):
    """Not applied. `code` and `text` are the server's own."""

    code: str
    text: str


class Unanswered(Struct, frozen=True):
    """The answer does not say what happened to the item."""


ItemResult = Accepted | Rejected | Unanswered
Batch = tuple[ItemResult, ...]
"""The result of each item of a call, in the order of the request."""


def acquire_fields(item: Acquire) -> Fields:
    """Returns the item as it is sent."""
    return _present(name=item.name, template=item.template, manual=item.manual)


def create_fields(item: Create) -> Fields:
    """Returns the item as it is sent."""
    value_type = None if item.value_type is None else int(item.value_type)
    return _present(
        template=item.template, label=item.label, group=item.group, value_type=value_type, manual=item.manual
    )


def update_fields(item: SetValue) -> Fields:
    """Returns the item as it is sent."""
    return {"name": item.key.attribute, "date": item.key.day.isoformat(), "value": item.value}


def increment_fields(item: Increment) -> Fields:
    """Returns the item as it is sent, always with its date."""
    return {"name": item.key.attribute, "date": item.key.day.isoformat(), "value": item.delta}


def _present(**fields: object) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def matched(sent: Sequence[Fields], answer: BatchModel) -> Batch:
    """Returns the result of each item that was sent."""
    fates: list[list[ItemResult]] = [[] for _ in sent]
    for item in _objects(answer.success):
        _put(fates, _place(sent, item), _accepted(item))
    for item in _objects(answer.failed):
        rejected = Rejected(one_line(_text(item, "error_code")), one_line(_text(item, "error"), LONGEST_TEXT))
        place = _place(sent, item)
        _put(fates, _place_by_index(sent, item) if place is None else place, rejected)
    return tuple(_only(found) for found in fates)


def _objects(rows: list[Any] | None) -> list[Fields]:
    """Returns the rows that are objects."""
    return [row for row in rows or () if isinstance(row, dict)]


def _put(fates: list[list[ItemResult]], place: int | None, fate: ItemResult) -> None:
    if place is not None:
        fates[place].append(fate)


def _only(found: list[ItemResult]) -> ItemResult:
    """Returns the answer if there is one kind of it. None, or both kinds, leave the item in doubt."""
    kinds = {type(fate) for fate in found}
    return found[0] if len(kinds) == 1 else Unanswered()


def _place(sent: Sequence[Fields], item: Mapping[str, Any]) -> int | None:
    """Returns the index of the one item that is meant: spelled so, or else so but for its case and Unicode's forms."""
    fitting = [place for place, fields in enumerate(sent) if _fits(fields, item)]
    exact = [place for place in fitting if _said(sent[place], item) == _named(sent[place])]
    meant = exact or fitting
    return meant[0] if len(meant) == 1 else None


def _fits(fields: Fields, item: Mapping[str, Any]) -> bool:
    said = _said(fields, item)
    return said is not None and key(said) == key(_named(fields)) and item.get("date") in (None, fields.get("date"))


def _named(fields: Fields) -> str:
    """Returns what an item was sent by."""
    return str(fields[_kind(fields)])


def _said(fields: Fields, item: Mapping[str, Any]) -> str | None:
    """Returns what an answer calls the item, None if nothing."""
    return next((item[name] for name in _SAID_AS[_kind(fields)] if isinstance(item.get(name), str)), None)


def _kind(fields: Fields) -> str:
    return next(kind for kind in _SAID_AS if kind in fields)


def _place_by_index(sent: Sequence[Fields], item: Mapping[str, Any]) -> int | None:
    """Returns the index that the error text names, unless the item's own fields contradict it."""
    found = _INDEX.search(_text(item, "error"))
    if found is None or int(found[1]) >= len(sent):
        return None
    place = int(found[1])
    says_who = any(isinstance(item.get(name), str) for name in ("name", "template", "title", "label"))
    return None if says_who and not _fits(sent[place], item) else place


def _accepted(item: Fields) -> Accepted:
    told = item.get("current")
    current = None if told is None else to_number(told)
    attribute: Attribute | None = None
    with contextlib.suppress(RequestError):  # it was applied, whatever the object is
        model = as_shape(item, AttributeModel) if "value_type" in item else None
        attribute = None if model is None else to_attribute(model, owned=True)
    return Accepted(current, attribute)


def _text(item: Mapping[str, Any], name: str) -> str:
    said = item.get(name)
    return said if isinstance(said, str) else ""


def check_finite(numbers: Iterable[Value]) -> None:
    """Raises ValueError if a number is NaN or infinite, since JSON would send it as null."""
    if any(isinstance(number, float) and not math.isfinite(number) for number in numbers):
        raise ValueError("a value is not a finite number")


def check_size(items: Sequence[object]) -> None:
    """Raises ValueError if a call has more items than the service takes."""
    if len(items) > MOST_ITEMS:
        raise ValueError(f"{len(items)} items are more than {MOST_ITEMS} in one call")


def check_unique(keys: Sequence[object]) -> None:
    """Raises ValueError if two items of a call could not be distinguished in the answer."""
    if len(set(keys)) < len(keys):
        raise ValueError("two items of one call are about the same thing")
