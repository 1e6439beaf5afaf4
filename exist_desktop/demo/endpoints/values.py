"""`attributes/with-values/` and `attributes/values/`: every day, newest first."""

from __future__ import annotations

from datetime import date, timedelta

from exist_desktop.demo.calls import Answer, Call, CallError, page_of
from exist_desktop.demo.endpoints.attributes import described, named
from exist_desktop.demo.people.catalogue import LOW_PRIORITY
from exist_desktop.demo.people.people import Attribute

MOST_DAYS = 31


def with_values(call: Call) -> Answer:
    """Lists attributes with their last days. Hidden ones appear if they are named, since there is no flag for them."""
    days = call.number("days", 1, 1, MOST_DAYS)
    last = _last_day(call)
    rows = [
        attribute
        for attribute in call.account.ordered()
        if call.may_read(attribute) and named(call, attribute) and _wanted(call, attribute)
    ]
    window = [last - timedelta(days=back) for back in range(min(days, last.toordinal()))]
    page = page_of(call, rows)
    return page.answer(
        described(call.world, each) | {"values": [_dated(call, each.name, on) for on in window]} for each in page.rows
    )


def values(call: Call) -> Answer:
    """Lists all values of one attribute, whether it is hidden or not."""
    name = call.query.get("attribute")
    if not name:
        raise CallError(400, "'attribute' is required")
    attribute = call.account.attributes.get(name)
    if attribute is None or not call.may_read(attribute):
        raise CallError(404, "Not found.")
    last = _last_day(call)
    span = (last - call.account.first_day(name)).days + 1
    days = [last - timedelta(days=back) for back in range(span)]
    page = page_of(call, days)
    return page.answer(_dated(call, name, on) for on in page.rows)


def _last_day(call: Call) -> date:
    """Returns the newest day that is listed: no list goes beyond the user's today, whatever is asked for."""
    return min(call.day("date_max", call.today), call.today)


def _wanted(call: Call, attribute: Attribute) -> bool:
    names, templates = call.names("attributes"), call.names("templates")
    if templates is not None and attribute.template not in templates:
        return False
    return names is not None or templates is not None or (attribute.active and attribute.priority < LOW_PRIORITY)


def _dated(call: Call, name: str, on: date) -> dict[str, object]:
    return {"date": on.isoformat(), "value": call.told(name, call.value(name, on))}
