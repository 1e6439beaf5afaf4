"""Each kind of failed request is classified once, and the classes say nothing that rules another out."""

from __future__ import annotations

import pickle

import pytest

from exist_desktop.errors import (
    ChangedMeanwhileError,
    DiskErrorKind,
    NotPossibleError,
    NotPossibleKind,
    NotSavedError,
    RequestError,
    RequestErrorKind,
    UnknownAttributeError,
)

MAY_BE_APPLIED = {RequestErrorKind.NO_ANSWER, RequestErrorKind.STRANGE, RequestErrorKind.SERVER}
"""A total is sent again after these, an addition only after its value was read."""


@pytest.mark.parametrize("kind", RequestErrorKind)
def test_what_is_not_surely_refused_may_have_been_applied(kind: RequestErrorKind) -> None:
    assert kind.surely_not_applied is (kind not in MAY_BE_APPLIED)


@pytest.mark.parametrize("kind", RequestErrorKind)
def test_a_failure_is_about_one_thing(kind: RequestErrorKind) -> None:
    said = (kind.about_the_way, kind.about_the_session, kind.refused_whole, kind.about_the_answer)
    assert said.count(True) == 1


@pytest.mark.parametrize("kind", RequestErrorKind)
def test_a_refusal_says_that_nothing_was_applied(kind: RequestErrorKind) -> None:
    refusals = kind.refused_whole, kind.one_item_may_be_why, kind.hides_values, kind.denies_tokens
    assert kind.surely_not_applied or not any(refusals)
    assert kind.refused_whole or not (kind.one_item_may_be_why or kind.hides_values)


def test_an_error_has_its_fields_in_order_and_says_them() -> None:
    """As dataclasses do, whose methods nobody has to compile here."""
    error = ChangedMeanwhileError(NotPossibleKind.CHANGED_MEANWHILE, theirs="Ours too")

    assert (error.kind, error.what, error.theirs) == (NotPossibleKind.CHANGED_MEANWHILE, "", "Ours too")
    assert repr(NotSavedError(DiskErrorKind.FULL)) == f"NotSavedError(kind={DiskErrorKind.FULL!r}, where='')"
    assert repr(RequestError(RequestErrorKind.SERVER, 503).changed(by_proxy=True)).endswith("by_proxy=True)")
    match error:
        case NotPossibleError(kind, what):
            assert (kind, what) == (error.kind, "")
    kept = pickle.loads(pickle.dumps(NotSavedError(DiskErrorKind.FULL, where="/data")))
    assert (kept.kind, kept.where) == (DiskErrorKind.FULL, "/data")


@pytest.mark.parametrize(("values", "named"), [((), {}), (("a", (), 3), {}), (("a",), {"x": 1})])
def test_an_error_is_not_made_of_something_else(values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        UnknownAttributeError(*values, **named)  # type: ignore[arg-type]
