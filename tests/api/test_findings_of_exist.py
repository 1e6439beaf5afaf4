"""Insights and correlations as another version of the service, or another language, might write them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from exist_desktop.api import models
from exist_desktop.api.conversion import to_correlation, to_insight
from exist_desktop.domain.findings.listing import Fate, fate_of
from exist_desktop.errors import RequestError


def insight(**changed: object) -> models.InsightModel:
    raw = {
        "created": "2026-11-22T23:30:00-05:00",
        "target_date": None,
        "type": {"name": "highest", "period": 2, "priority": 2, "attribute": {"name": "steps"}},
        "html": "<div onclick=alert(1)>Steps</div>",
        "text": "Steps: 12.410\r\n  <b>der höchste Wert</b> 🎉\n",
    }
    return msgspec.convert(raw | changed, models.InsightModel)


def correlation(**changed: object) -> models.CorrelationModel:
    raw = {"date": "2026-11-22", "attribute": "bad_sleep", "attribute2": "coffees", "value": 0.5, "offset": 0}
    return msgspec.convert(raw | changed, models.CorrelationModel)


def test_the_text_is_plain_and_on_one_line_and_the_markup_is_not_read() -> None:
    found = to_insight(insight())
    assert found.text == "Steps: 12.410 · <b>der höchste Wert</b> 🎉"
    assert "onclick" not in found.text
    assert found.day == date(2026, 11, 22), "the day as its own zone has it"


def test_the_day_that_it_is_about_comes_before_the_day_on_which_it_was_made() -> None:
    assert to_insight(insight(target_date="2026-11-20")).day == date(2026, 11, 20)


def test_what_is_not_needed_may_be_anything() -> None:
    kind = {"name": "highest", "period": "day", "priority": 2, "attribute": "steps"}
    assert to_insight(insight(type=kind)).attribute == "steps"


@pytest.mark.parametrize("value", [None, {}])
def test_something_that_never_changes_has_no_correlation(value: object) -> None:
    found = to_correlation(correlation(value=value))
    assert fate_of(found, {}) is Fate.CONSTANT


@pytest.mark.parametrize("created", ["", "yesterday", "22.11.2026", "0000-00-00T00:00:00Z"])
def test_an_insight_of_no_day_makes_no_sense(created: str) -> None:
    with pytest.raises(RequestError):
        to_insight(insight(created=created))


@pytest.mark.parametrize(
    ("offset", "first", "second", "later"),
    [
        (0, "bad_sleep", "coffees", 0),
        (-1, "bad_sleep", "coffees", 1),  # the example in Exist's own documents
        (None, "bad_sleep", "coffees", 0),
        (1, "coffees", "bad_sleep", 1),
    ],
)
def test_the_attribute_of_the_earlier_day_comes_first(offset: int | None, first: str, second: str, later: int) -> None:
    found = to_correlation(correlation(offset=offset))
    assert (found.attribute, found.attribute2, found.days_later) == (first, second, later)
