"""`attributes/`, `owned/` and `templates/`: what there is, without values."""

from __future__ import annotations

from exist_desktop.demo.calls import Answer, Call, page_of
from exist_desktop.demo.people.catalogue import GROUPS, LOW_PRIORITY, TEMPLATES, Template
from exist_desktop.demo.people.people import Attribute
from exist_desktop.demo.world import World


def described(world: World, attribute: Attribute) -> dict[str, object]:
    """Returns an attribute as every list and answer of the API has it."""
    return {
        "group": described_group(attribute.group),
        "template": attribute.template,
        "name": attribute.name,
        "label": attribute.label,
        "priority": attribute.priority,
        "manual": attribute.manual,
        "active": attribute.active,
        "value_type": int(attribute.value_type),
        "value_type_description": attribute.value_type.description,
        "service": None if attribute.owner is None else _service(world, attribute.owner),
    }


def described_group(name: str) -> dict[str, object]:
    """Returns a group as the API has it."""
    group = GROUPS[name]
    return {"name": group.name, "label": group.label, "priority": group.priority}


def attributes(call: Call) -> Answer:
    """Lists the user's attributes; with `owned` only those of this client."""
    return _listed(call, owned=call.flag("owned") is True)


def owned(call: Call) -> Answer:
    """Lists the attributes that this client owns."""
    return _listed(call, owned=True)


def templates(call: Call) -> Answer:
    """Lists the templates of the service."""
    groups, low = call.names("groups"), call.flag("include_low_priority") is True
    order = list(GROUPS)
    rows = [
        template
        for template in sorted(TEMPLATES.values(), key=lambda each: (order.index(each.group), each.priority))
        if (groups is None or template.group in groups) and (low or template.priority < LOW_PRIORITY)
    ]
    page = page_of(call, rows)
    return page.answer(map(_described_template, page.rows))


def named(call: Call, attribute: Attribute) -> bool:
    """Whether the attribute passes the filters that all lists share."""
    groups, names, manual = call.names("groups"), call.names("attributes"), call.flag("manual")
    return (
        (groups is None or attribute.group in groups)
        and (names is None or attribute.name in names)
        and (manual is None or attribute.manual is manual)
    )


def _listed(call: Call, *, owned: bool) -> Answer:
    inactive, low = call.flag("include_inactive") is True, call.flag("include_low_priority") is True
    only_templated = call.flag("exclude_custom") is True
    rows = [
        attribute
        for attribute in call.account.ordered()
        if call.may_read(attribute)
        and named(call, attribute)
        and (inactive or attribute.active)
        and (low or attribute.priority < LOW_PRIORITY)
        and not (only_templated and attribute.template is None)
        and not (owned and (call.service is None or attribute.owner != call.service))
    ]
    page = page_of(call, rows)
    return page.answer(described_with_services(call.world, attribute) for attribute in page.rows)


def described_with_services(world: World, attribute: Attribute) -> dict[str, object]:
    """Returns an attribute as the lists without values and the `success_objects` have it."""
    services = [_service(world, name) for name in attribute.providers]
    return described(world, attribute) | {"available_services": services}


def _service(world: World, name: str) -> dict[str, object]:
    return {"name": name, "label": world.service_label(name)}


def _described_template(template: Template) -> dict[str, object]:
    return {
        "group": described_group(template.group),
        "name": template.name,
        "label": template.label,
        "priority": template.priority,
        "value_type": int(template.value_type),
        "value_type_description": template.value_type.description,
    }
