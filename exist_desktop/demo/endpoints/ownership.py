"""`attributes/acquire/`, `release/` and `create/`: which service may write to what."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from exist_desktop.demo.calls import Answer, Call, Item, ItemError, batch, require, type_of
from exist_desktop.demo.endpoints.attributes import described_with_services
from exist_desktop.demo.endpoints.writing import found, ours
from exist_desktop.demo.people.catalogue import GROUPS, TEMPLATES, ValueType
from exist_desktop.demo.people.people import Attribute

_CUSTOM_PRIORITY = 9


def acquire(call: Call) -> Answer:
    """Makes this client the owner; a template that the user lacks is created."""
    return batch(call, _acquire)


def release(call: Call) -> Answer:
    """Releases attributes."""
    return batch(call, _release)


def create(call: Call) -> Answer:
    """Creates attributes that the user lacks, owned by this client."""
    return batch(call, _create)


def _require(item: Item, *names: str) -> None:
    """Raises `MissingError` unless the item has all of these fields; here null is no field."""
    require({name: value for name, value in item.items() if value is not None}, *names)


def _acquire(call: Call, item: Item) -> Item:
    if "template" not in item:
        _require(item, "name")
    manual = _manual(item)
    attribute = _acquired_template(call, item) if "template" in item else found(call, item["name"])
    ours_already = attribute.owner == call.service
    call.world.set_owner(call.token.user, attribute.name, call.service)
    if manual is not None and not (ours_already and call.world.manual_of_ours_stays):
        attribute.manual = manual
    if call.flag("success_objects"):
        return described_with_services(call.world, attribute)
    return item | {"name": attribute.name, "active": True}


def _acquired_template(call: Call, item: Item) -> Attribute:
    name = item["template"]
    existing = call.account.attributes.get(name) if isinstance(name, str) else None
    if existing is None:
        return _added(call, _from_template(item, manual=_manual(item) is True))
    if existing.template is None:
        raise ItemError("exists", f"User already has an attribute named '{name}' that is not templated")
    return found(call, name)


def _release(call: Call, item: Item) -> Item:
    _require(item, "name")
    call.world.release(ours(call, item["name"]))
    return item


def _create(call: Call, item: Item) -> Item:
    if "template" not in item:
        _require(item, "label", "group", "value_type")
    manual = _manual(item) is not False  # the service creates a manual attribute unless the request says otherwise
    attribute = _from_template(item, manual=manual) if "template" in item else _from_label(item, manual=manual)
    if attribute.name in call.account.attributes:
        raise ItemError("exists", f"User already has an attribute named '{attribute.name}'")
    _added(call, attribute)
    call.world.set_owner(call.token.user, attribute.name, call.service)
    if call.flag("success_objects"):
        return described_with_services(call.world, attribute)
    return {
        "group": attribute.group,
        "label": attribute.label,
        "manual": attribute.manual,
        "name": attribute.name,
        "priority": attribute.priority,
        "value_type": int(attribute.value_type),
    }


def _added(call: Call, attribute: Attribute) -> Attribute:
    if not call.may_write(attribute):
        raise ItemError("not_allowed", f"No permission to write to attributes in group '{attribute.group}'")
    call.account.attributes[attribute.name] = attribute
    return attribute


def _from_template(item: Item, *, manual: bool) -> Attribute:
    name = item["template"]
    template = TEMPLATES.get(name) if isinstance(name, str) else None
    if template is None:
        raise ItemError("not_found", f"There is no template named '{name}'")
    return Attribute(
        template.name,
        template.label,
        template.group,
        template.name,
        template.value_type,
        template.priority,
        manual=manual,
    )


def _from_label(item: Item, *, manual: bool) -> Attribute:
    label, group, value_type = item["label"], item["group"], type_of(item["value_type"])
    if not isinstance(label, str) or not label.strip():
        raise ItemError("validation", "Label must be a string")
    if not isinstance(group, str) or group not in GROUPS:
        raise ItemError("validation", f"There is no group named '{group}'")
    if value_type is None or value_type is ValueType.TIME_FROM_MIDDAY:
        raise ItemError("validation", "Value type is not one of those that can be chosen")
    return Attribute(named_after(label), label, group, None, value_type, _CUSTOM_PRIORITY, manual)


def named_after(label: str) -> str:
    """Returns an ASCII name for a label; for a label without ASCII letters, one that no person would guess."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    return slug or f"custom_{hashlib.blake2b(label.encode(), digest_size=4).hexdigest()}"


def _manual(item: Item) -> bool | None:
    manual = item.get("manual")
    if manual is not None and not isinstance(manual, bool):
        raise ItemError("validation", "Manual must be a boolean")
    return manual
