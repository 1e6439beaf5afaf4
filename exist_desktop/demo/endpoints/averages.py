"""`averages/`: the weekly medians, the latest of each attribute or all of them."""

from __future__ import annotations

from datetime import date, timedelta

from exist_desktop.demo.calls import Answer, Call, page_of
from exist_desktop.demo.endpoints.attributes import named
from exist_desktop.demo.people.account import Numbers
from exist_desktop.demo.people.averages import PERIOD, WEEKDAYS, average, has_averages, is_known, weeks


def averages(call: Call) -> Answer:
    """Lists the averages, newest first; past weeks only with `include_historical`."""
    newest = min(call.day("date_max", call.today), call.today)
    oldest = call.day("date_min", call.account.story.days[0])
    mondays, since = list(weeks(call.account, newest, oldest)), date.min
    if call.flag("include_historical") is not True:
        del mondays[1:]
        since = newest - timedelta(days=PERIOD + 7)
    numbers = {
        attribute.name: call.account.numbers(attribute.name, since)
        for attribute in call.account.ordered()
        if call.may_read(attribute) and named(call, attribute) and has_averages(attribute)
    }
    rows = [(name, monday) for monday in mondays for name in numbers if is_known(numbers[name], monday)]
    page, key = page_of(call, rows), call.account.averages_key
    return page.answer(_described(key, name, monday, numbers[name]) for name, monday in page.rows)


def _described(key: str, name: str, monday: date, numbers: Numbers) -> dict[str, object]:
    found = average(numbers, monday)
    return {
        key: name,
        "date": monday.isoformat(),
        "overall": found.overall,
        **dict(zip(WEEKDAYS, found.weekdays, strict=True)),
    }
