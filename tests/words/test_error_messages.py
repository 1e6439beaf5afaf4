"""Every known trouble is told in words: a title, what is safe, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from exist_desktop import errors
from exist_desktop.domain.account import AccountNotKnownError
from exist_desktop.domain.attributes import AmbiguousNameError, AttributesNotReadError, UnknownTemplateError
from exist_desktop.domain.ownership.errors import EntriesWaitError, TwinError
from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, WouldLowerError
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.error_sentences import EXPECTED, SENTENCES
from exist_desktop.words.language import Language
from tests.translations import english_words, pseudo_translations
from tests.words.conftest import EnglishFormats

Told = errors.AppError


def all_troubles() -> Iterator[Told]:
    yield errors.UnknownAttributeError("cofee", ("coffees",))
    yield errors.FutureDayError(date(2026, 11, 25), date(2026, 11, 23))
    yield WouldLowerError("Coffees", 3, 1)
    yield AmbiguousNameError("sleep", ("sleep", "sleep_tag"))
    yield UnknownTemplateError("cofee")
    yield AttributesNotReadError()
    yield TwinError("Coffees", "coffees")
    yield TwinError("Water", "water", active=False)
    yield TwinError("Words written", "words_written", offered=True)
    yield from (EntriesWaitError("Coffees", undecided) for undecided in (1, 2))
    yield errors.NeverSignedInError()
    for cause in errors.RequestErrorKind:
        yield AccountNotKnownError(errors.RequestError(cause, 400, 90.0, "No {braces} here"))
    yield errors.UnexpectedError()
    for obstacle in errors.NotPossibleKind:
        yield errors.NotPossibleError(obstacle)
        yield errors.NotPossibleError(obstacle, "Coffees")
    yield from (errors.NotSavedError(fault) for fault in errors.DiskErrorKind)
    yield from (errors.NotRecordedError(fault) for fault in errors.DiskErrorKind)
    yield from (errors.NotReadableError(fault) for fault in errors.DiskErrorKind)
    yield from (errors.OpenError(fault, "/somewhere") for fault in errors.OpenErrorKind)
    yield from (errors.UpgradeError(fault) for fault in errors.DiskErrorKind)
    yield from (errors.KeyringError(fault) for fault in errors.KeyringErrorKind)
    yield from (errors.SignInError(fault, "8000") for fault in errors.SignInErrorKind)
    for error in errors.RequestErrorKind:
        yield errors.RequestError(error)
        yield errors.RequestError(error, 400, 90.0, "No {braces} here")
    yield errors.RequestError(errors.RequestErrorKind.NOT_SENT, reason="All connection attempts failed", by_proxy=True)
    yield from (ExportError(fault, "/somewhere") for fault in ExportErrorKind)
    yield from (UnreadableError(fault, "/somewhere", 7, "josh", "9.") for fault in UnreadableKind)
    for problem in InvalidValueKind:
        yield from (InvalidValueError(problem, value_type, 0, 1440) for value_type in ValueType)


@pytest.mark.parametrize("error", list(all_troubles()), ids=repr)
def test_every_trouble_has_a_title_and_whole_sentences(english: Language, error: Told) -> None:
    message = ErrorMessages(english).message(error)

    assert message.title
    assert not message.title.endswith((".", "!"))
    assert message.sentence.endswith((".", "?", "here"))
    assert "please" not in (message.title + message.sentence).lower()


def test_every_trouble_is_translated() -> None:
    words = ErrorMessages(Language(pseudo_translations(), EnglishFormats()))
    said = {repr(error): words.message(error) for error in all_troubles()}
    given = {
        "cofee",
        "coffees",
        "Coffees",
        "Monday",
        "Wednesday",
        "November",
        "Water",
        "Words",
        "sleep",
        "somewhere",
        "josh",
    }
    given |= {
        *english_words("No {braces} here. All connection attempts failed"),
        "words",
        "written",
        "water",
        "tag",
        "josh",
    }
    english = {name: {*english_words(f"{one.title} {one.sentence}")} - given for name, one in said.items()}
    assert {name: words for name, words in english.items() if words} == {}


def test_no_trouble_is_forgotten() -> None:
    assert {type(error) for error in all_troubles()} == {
        *errors.AppError.__subclasses__(),
        *errors.NotSavedError.__subclasses__(),
        InvalidValueError,
    }


def test_every_code_has_its_own_words() -> None:
    codes = [
        *errors.NotPossibleKind,
        *errors.DiskErrorKind,
        *errors.OpenErrorKind,
        *errors.KeyringErrorKind,
        *errors.SignInErrorKind,
        *errors.RequestErrorKind,
        *InvalidValueKind,
    ]

    assert set(SENTENCES) == set(codes)
    assert set(EXPECTED) == set(Form)


def test_names_and_numbers_stand_in_the_sentence(english: Language) -> None:
    words = ErrorMessages(english)

    assert words.message(WouldLowerError("Coffees", 3, 1)) == Message(
        "Coffees would become less",
        "It is 3 now; 1 would be its new total. To add, type +1. To set it all the same, say --set. Nothing was saved.",
    )
    assert words.message(WouldLowerError("Coffees", 3, 0)).sentence == (
        "It is 3 now. To set it to 0 all the same, say --set. Nothing was saved."
    )
    assert words.message(errors.UnknownAttributeError("cofee", ("coffees", "coffee_late"))).sentence.endswith(
        "Did you mean coffees, coffee_late?"
    )
    assert words.message(errors.SignInError(errors.SignInErrorKind.PORT_BUSY, "8000")).title == "Port 8000 is in use"
    assert (
        "Monday, 23 November" in words.message(errors.FutureDayError(date(2026, 11, 25), date(2026, 11, 23))).sentence
    )


def test_a_typed_value_is_told_what_is_expected(english: Language) -> None:
    words = ErrorMessages(english)

    assert words.message(InvalidValueError(InvalidValueKind.NOT_WHOLE, ValueType.QUANTITY)) == Message(
        "Not a whole number", "A whole number is expected."
    )
    assert words.message(InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=1000)).sentence == (
        "Exist keeps 1,000 characters."
    )


def test_what_the_server_says_is_quoted_as_it_is(english: Language) -> None:
    error = errors.RequestError(errors.RequestErrorKind.REFUSED, 400, text="Value {must} be <b>a float</b>")

    assert ErrorMessages(english).message(error).sentence.endswith("Exist says: Value {must} be <b>a float</b>")


def test_a_pause_tells_how_long_it_is(english: Language) -> None:
    words = ErrorMessages(english)

    assert words.message(errors.RequestError(errors.RequestErrorKind.PAUSE, 429, 20)).sentence.endswith(
        "Again in a minute."
    )
    assert words.message(errors.RequestError(errors.RequestErrorKind.PAUSE, 429, 601)).sentence.endswith(
        "Again in 11 minutes."
    )
