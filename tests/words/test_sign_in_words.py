"""Welcome asks for no more than it says, and says what each permission is for."""

from __future__ import annotations

from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import SignInWords


def test_by_default_everything_is_read_and_the_usual_groups_are_written(english: Language) -> None:
    asked = [scope for tick in SignInWords(english).permissions() if tick.asked for scope in tick.scopes]

    assert [scope for scope in asked if scope.endswith("_write")] == [
        "mood_write", "food_write", "health_write", "custom_write", "manual_write",
    ]  # fmt: skip
    assert len([scope for scope in asked if scope.endswith("_read")]) == 17


def test_each_permission_tells_what_it_is_for(english: Language) -> None:
    ticks = SignInWords(english).permissions()

    assert all(tick.title and tick.sentence.endswith(".") for tick in ticks)
    assert len({tick.title for tick in ticks}) == len(ticks)


def test_ownership_is_told_in_two_sentences(english: Language) -> None:
    assert SignInWords(english).ownership().count(".") == 2
