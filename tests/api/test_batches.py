"""Each item of a writing call gets its own fate from the answer, or stays in doubt."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.api.batches import Accepted, Acquire, Batch, Create, Rejected, Unanswered, matched
from exist_desktop.api.models import BatchModel
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ

Fields = dict[str, Any]
MONDAY, TUESDAY = "2026-03-02", "2026-03-03"


def _set(name: str, day: str = MONDAY, value: object = 1) -> Fields:
    return {"name": name, "date": day, "value": value}


def _fates(sent: list[Fields], success: list[Fields], failed: list[Fields] | None = None) -> Batch:
    return matched(sent, BatchModel(success, failed or []))


@given(st.integers(0, 35), st.randoms(use_true_random=False), st.data())
def test_the_order_of_the_answer_does_not_matter(count: int, shuffled: random.Random, data: st.DataObject) -> None:
    sent = [_set(f"a{number // 2}", MONDAY if number % 2 else TUESDAY, number) for number in range(count)]
    kinds = [data.draw(st.sampled_from(["success", "failed", "omitted"])) for _ in sent]
    success = [dict(item, current=item["value"]) for item, kind in zip(sent, kinds, strict=True) if kind == "success"]
    failed = [
        item | {"error_code": "x", "error": str(item["value"])}
        for item, kind in zip(sent, kinds, strict=True)
        if kind == "failed"
    ]
    shuffled.shuffle(success)
    shuffled.shuffle(failed)
    expected = {"success": Accepted, "failed": Rejected, "omitted": Unanswered}
    for item, kind, fate in zip(sent, kinds, _fates(sent, success, failed), strict=True):
        assert isinstance(fate, expected[kind])
        if isinstance(fate, Accepted):
            assert fate.current == item["value"]
        if isinstance(fate, Rejected):
            assert fate.text == str(item["value"])


def test_the_same_name_on_two_days_is_told_apart_by_the_day() -> None:
    sent = [_set("mood", MONDAY), _set("mood", TUESDAY)]
    assert _fates(sent, [_set("mood", TUESDAY)]) == (Unanswered(), Accepted())


def test_an_answer_that_could_mean_two_items_means_none() -> None:
    sent = [_set("mood", MONDAY), _set("mood", TUESDAY)]
    assert _fates(sent, [{"name": "mood"}]) == (Unanswered(), Unanswered())


def test_another_day_than_was_sent_is_no_answer() -> None:
    assert _fates([_set("mood", MONDAY)], [_set("mood", TUESDAY)]) == (Unanswered(),)


def test_an_answer_without_a_day_belongs_to_the_only_one_of_that_name() -> None:
    sent = [_set("coffees"), _set("water")]
    assert _fates(sent, [{"name": "water", "value": 1, "current": 3}]) == (Unanswered(), Accepted(3))


def test_an_item_that_both_succeeded_and_failed_stays_in_doubt() -> None:
    item = _set("mood")
    assert _fates([item], [item], [item | {"error_code": "x", "error": "y"}]) == (Unanswered(),)


def test_a_name_in_capital_letters_is_the_same_name_unless_another_is_spelled_so() -> None:
    sent = [_set("coffees"), _set("water")]
    assert _fates(sent, [_set("Water")], [_set("COFFEES") | {"error_code": "x", "error": "y"}]) == (
        Rejected("x", "y"),
        Accepted(),
    )
    assert _fates([_set("tea"), _set("Tea")], [_set("Tea")]) == (Unanswered(), Accepted())
    assert _fates([_set("tea"), _set("Tea")], [_set("TEA")]) == (Unanswered(), Unanswered())


def test_a_label_is_known_however_unicode_writes_it() -> None:
    sent = [{"label": "Cafe\u0301 ", "group": "custom", "value_type": 0}]
    assert isinstance(_fates(sent, [{"name": "cafe", "label": "Caf\u00e9"}])[0], Accepted)


def test_strangers_in_the_answer_are_passed_over() -> None:
    assert _fates([_set("mood")], [_set("sleep"), {}, {"name": 7}], [{"error": "index 99"}]) == (Unanswered(),)


def test_a_failure_without_a_name_is_known_by_its_index() -> None:
    sent = [_set("mood"), _set("sleep")]
    failed = [{"error_code": "missing_field", "error": "Object at index 1 missing field(s) 'value'"}]
    assert _fates(sent, [], failed) == (Unanswered(), Rejected("missing_field", failed[0]["error"]))


def test_the_index_tells_items_of_one_name_apart() -> None:
    sent = [_set("mood", MONDAY), _set("mood", TUESDAY)]
    failed = [{"name": "mood", "error_code": "missing_field", "error": "Object at index 1 missing field(s) 'value'"}]
    assert isinstance(_fates(sent, [], failed)[1], Rejected)


def test_an_index_that_contradicts_the_name_counts_for_nothing() -> None:
    failed = [{"name": "water", "error_code": "x", "error": "Object at index 0 missing field(s) 'value'"}]
    assert _fates([_set("mood")], [], failed) == (Unanswered(),)


def test_an_acquired_template_is_known_by_template_name_or_title() -> None:
    sent = [{"template": "mood"}, {"template": "sleep"}, {"template": "steps"}]
    whole = {"name": "mood_2", "template": "mood", "label": "Mood", "value_type": 8, "group": {"name": "mood"}}
    failed = [{"title": "steps", "error_code": "missing_field", "error": "Object at index 2 missing field(s) 'name'"}]
    mood, sleep, steps = _fates(sent, [{"name": "sleep", "active": "true"}, whole], failed)
    assert isinstance(mood, Accepted)
    assert mood.attribute is not None
    assert (mood.attribute.name, mood.attribute.owned) == ("mood_2", True)
    assert sleep == Accepted()
    assert isinstance(steps, Rejected)


def test_an_attribute_whose_label_is_anothers_name_is_not_mistaken_for_it() -> None:
    sent = [{"name": "mood"}, {"name": "feeling"}]
    answer = [{"name": "feeling", "label": "mood", "value_type": 8}]
    first, second = _fates(sent, answer)
    assert first == Unanswered()
    assert isinstance(second, Accepted)


def test_a_created_attribute_is_known_by_its_label() -> None:
    sent = [{"label": "Time reading", "group": "media", "value_type": 3}]
    made = {"name": "time_reading", "label": "Time reading", "group": "media", "value_type": 3, "priority": 9}
    (fate,) = _fates(sent, [made])
    assert isinstance(fate, Accepted)
    assert fate.attribute is not None
    assert (fate.attribute.name, fate.attribute.group.name) == ("time_reading", "media")
    assert fate.attribute.value_type is ValueType.DURATION


@pytest.mark.parametrize(
    ("current", "kept"),
    [(None, None), (2.5, 2.5), ("7", 7), (True, NOT_READ), ("seven", NOT_READ), ([], NOT_READ), ({}, NOT_READ)],
)
def test_an_increment_is_applied_whatever_total_is_told(current: object, kept: object) -> None:
    assert _fates([_set("water")], [{"name": "water", "current": current}]) == (Accepted(kept),)  # type: ignore[arg-type]


def test_what_to_acquire_and_create_is_said_in_one_way() -> None:
    for make in (
        Acquire,
        lambda: Acquire(name="mood", template="mood"),
        Create,
        lambda: Create(label="Reading", group="media"),
        lambda: Create(template="mood", label="Mood", group="mood", value_type=ValueType.SCALE),
    ):
        with pytest.raises(ValueError, match="either"):
            make()
