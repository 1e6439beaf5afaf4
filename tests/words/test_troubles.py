"""Every known trouble is told in words: a title, what is safe, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from exist_desktop import errors
from exist_desktop.domain.values import Problem, ValueProblem, ValueType
from exist_desktop.words import Language
from exist_desktop.words.sentences import EXPECTED, SENTENCES
from exist_desktop.words.troubles import Message, Troubles

Told = errors.Trouble | ValueProblem


def all_troubles() -> Iterator[Told]:
    yield errors.UnknownAttribute("cofee", ("coffees",))
    yield errors.FutureDay(date(2026, 11, 25), date(2026, 11, 23))
    yield errors.WouldLower("Coffees", 3, 1)
    yield errors.NeverSignedIn()
    yield errors.Unexpected()
    for obstacle in errors.Obstacle:
        yield errors.NotPossible(obstacle)
        yield errors.NotPossible(obstacle, "Coffees")
    yield from (errors.NotSaved(fault) for fault in errors.DiskFault)
    yield from (errors.NotDone(fault) for fault in errors.DiskFault)
    yield from (errors.NotGiven(fault) for fault in errors.DiskFault)
    yield from (errors.NotOpened(fault, "/somewhere") for fault in errors.OpenFault)
    yield from (errors.NotUpdated(fault) for fault in errors.DiskFault)
    yield from (errors.KeyringTrouble(fault) for fault in errors.KeyringFault)
    yield from (errors.SignInTrouble(fault, "8000") for fault in errors.SignInFault)
    for failure in errors.Failure:
        yield errors.WireFailure(failure)
        yield errors.WireFailure(failure, 400, 90.0, "No {braces} here")
    for problem in Problem:
        yield from (ValueProblem(problem, value_type, 0, 1440) for value_type in ValueType)


@pytest.mark.parametrize("trouble", list(all_troubles()), ids=repr)
def test_every_trouble_has_a_title_and_whole_sentences(english: Language, trouble: Told) -> None:
    message = Troubles(english).message(trouble)

    assert message.title
    assert not message.title.endswith((".", "!"))
    assert message.sentence.endswith((".", "?", "here"))
    assert "please" not in (message.title + message.sentence).lower()


def test_no_trouble_is_forgotten() -> None:
    assert {type(trouble) for trouble in all_troubles()} == {
        *errors.Trouble.__subclasses__(),
        *errors.NotSaved.__subclasses__(),
        ValueProblem,
    }


def test_every_code_has_its_own_words() -> None:
    codes = [
        *errors.Obstacle,
        *errors.DiskFault,
        *errors.OpenFault,
        *errors.KeyringFault,
        *errors.SignInFault,
        *errors.Failure,
        *Problem,
    ]

    assert set(SENTENCES) == set(codes)
    assert set(EXPECTED) == set(ValueType)


def test_names_and_numbers_stand_in_the_sentence(english: Language) -> None:
    words = Troubles(english)

    assert words.message(errors.WouldLower("Coffees", 3, 1)) == Message(
        "Coffees would become less",
        "It is 3 now; 1 would be its new total. To add, type +1. To set it all the same, say --set. Nothing was saved.",
    )
    assert words.message(errors.WouldLower("Coffees", 3, 0)).sentence == (
        "It is 3 now. To set it to 0 all the same, say --set. Nothing was saved."
    )
    assert words.message(errors.UnknownAttribute("cofee", ("coffees", "coffee_late"))).sentence.endswith(
        "Did you mean coffees, coffee_late?"
    )
    assert words.message(errors.SignInTrouble(errors.SignInFault.PORT_BUSY, "8000")).title == "Port 8000 is in use"
    assert "Monday, 23 November" in words.message(errors.FutureDay(date(2026, 11, 25), date(2026, 11, 23))).sentence


def test_a_typed_value_is_told_what_is_expected(english: Language) -> None:
    words = Troubles(english)

    assert words.message(ValueProblem(Problem.NOT_WHOLE, ValueType.QUANTITY)) == Message(
        "Not a whole number", "A whole number is expected."
    )
    assert words.message(ValueProblem(Problem.TOO_LONG, ValueType.TEXT, high=1000)).sentence == (
        "Exist keeps 1,000 characters."
    )


def test_what_the_server_says_is_quoted_as_it_is(english: Language) -> None:
    failure = errors.WireFailure(errors.Failure.REFUSED, 400, text="Value {must} be <b>a float</b>")

    assert Troubles(english).message(failure).sentence.endswith("Exist says: Value {must} be <b>a float</b>")


def test_a_pause_tells_how_long_it_is(english: Language) -> None:
    words = Troubles(english)

    assert words.message(errors.WireFailure(errors.Failure.PAUSE, 429, 20)).sentence.endswith("Again in a minute.")
    assert words.message(errors.WireFailure(errors.Failure.PAUSE, 429, 601)).sentence.endswith("Again in 11 minutes.")
