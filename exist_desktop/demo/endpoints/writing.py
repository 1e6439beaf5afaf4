"""`attributes/update/` and `attributes/increment/`: totals and differences, written by the owner alone."""

from __future__ import annotations

from datetime import date

from exist_desktop.demo.calls import Answer, Call, Item, ItemError, batch, parsed_day, require
from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.people import Attribute
from exist_desktop.demo.validation import InvalidValueError, can_increment, checked


def update(call: Call) -> Answer:
    """Sets the totals of days."""
    return batch(call, _update)


def increment(call: Call) -> Answer:
    """Adds differences to days."""
    return batch(call, _increment)


def found(call: Call, name: object) -> Attribute:
    """Returns the user's attribute of that name, if the scopes let the client write to it."""
    attribute = call.account.attributes.get(name) if isinstance(name, str) else None
    if attribute is None:
        raise ItemError("not_found", f"User doesn't have an attribute named '{name}'")
    if not call.may_write(attribute):
        raise ItemError("not_allowed", f"No permission to write to attributes in group '{attribute.group}'")
    return attribute


def ours(call: Call, name: object) -> Attribute:
    """Returns the same, if the client also owns it."""
    attribute = found(call, name)
    if attribute.owner != call.service:
        raise ItemError("unauthorised", f"Attribute '{name}' does not belong to this service")
    return attribute


def _update(call: Call, item: Item) -> Item:
    require(item, "name", "date", "value")
    attribute, user = ours(call, item["name"]), call.token.user
    on = _day(item["date"])
    if item["value"] is None and call.world.value(user, attribute.name, on) is None:
        return item
    try:
        value = checked(attribute, item["value"])
    except InvalidValueError as reason:
        raise ItemError("validation", str(reason)) from reason
    call.world.write("update", user, attribute.name, on, value, value, str(call.service))
    return item


def _increment(call: Call, item: Item) -> Item:
    require(item, "name", "value")
    attribute, user = ours(call, item["name"]), call.token.user
    if not can_increment(attribute):
        raise ItemError("validation", f"Attribute '{attribute.name}' cannot be incremented")
    on = _day(item["date"]) if "date" in item else call.world.today(user)
    difference = _difference(attribute, item["value"])
    held = call.world.value(user, attribute.name, on) or 0
    assert isinstance(held, int | float)
    try:
        total = checked(attribute, held + difference)
    except InvalidValueError as reason:
        raise ItemError("validation", str(reason)) from reason
    call.world.write("increment", user, attribute.name, on, difference, total, str(call.service))
    return {key: value for key, value in item.items() if key != "date"} | {"current": call.told(attribute.name, total)}


def _difference(attribute: Attribute, value: object) -> int | float:
    fractions = attribute.value_type in {ValueType.DECIMAL, ValueType.PERCENTAGE}
    if isinstance(value, bool) or not isinstance(value, int | float if fractions else int):
        raise ItemError("validation", "Value must be a float" if fractions else "Value must be an integer")
    return value


def _day(text: object) -> date:
    on = parsed_day(text)
    if on is None:
        raise ItemError("validation", "Date must be in the format YYYY-mm-dd")
    return on
