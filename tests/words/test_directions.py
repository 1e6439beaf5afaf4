"""A name of the other direction does not pull what is beside it to its other side; programs see no marks of that."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from exist_desktop.words.directions import isolated, without_marks
from exist_desktop.words.language import UNTRANSLATED, Language, Translations
from tests.translations import ByRule, pseudo_translations
from tests.words.conftest import EnglishFormats

PLANT = "🪴 نبات (2)"
HEBREW = "קפה"
ENGLISH = Language(UNTRANSLATED, EnglishFormats())
FROM_RIGHT = Language(pseudo_translations(from_right=True), EnglishFormats())


def test_a_label_from_the_right_is_isolated_in_an_english_sentence() -> None:
    said = ENGLISH.say("{label}: {value}", label=PLANT, value="3")
    assert said == f"\u2068{PLANT}\u2069: 3"


@pytest.mark.parametrize("label", ["Coffees", "Café", "咖啡", "🪴", "8,412", "−3", ""])
def test_an_english_sentence_of_one_direction_has_no_marks(label: str) -> None:
    assert ENGLISH.say("{label}: {value}", label=label, value=3) == f"{label}: 3"


@pytest.mark.parametrize("part", ["Coffees", "josh", "−3", "8,412", "7:30", "12–14", "https://exist.io"])
def test_latin_names_and_numbers_are_isolated_in_a_sentence_from_the_right(part: str) -> None:
    assert f"\u2068{part}\u2069" in FROM_RIGHT.say("Signed in as {name}.", name=part)


def test_a_label_of_its_own_direction_has_no_marks_in_a_sentence_from_the_right() -> None:
    assert "\u2068" not in FROM_RIGHT.say("Signed in as {name}.", name=HEBREW)


def test_counts_lists_facts_and_titles_isolate_as_well() -> None:
    assert "\u20685\u2069" in FROM_RIGHT.ngettext("1 entry waits", "{n} entries wait", 5)
    assert ENGLISH.listed(["Mood", HEBREW, "Sleep"]) == f"Mood, \u2068{HEBREW}\u2069, Sleep"
    assert ENGLISH.facts(HEBREW, "Offline") == f"\u2068{HEBREW}\u2069 · Offline"
    assert ENGLISH.as_sentence(HEBREW) == f"\u2068{HEBREW}\u2069."


def test_a_sentence_in_a_sentence_is_isolated_once() -> None:
    inner = ENGLISH.say("{label}: {value}", label=HEBREW, value=3)
    assert ENGLISH.sentences(inner, "Saved on this computer.") == f"\u2068{HEBREW}\u2069: 3 Saved on this computer."


@pytest.mark.parametrize("spoiled", [f"{HEBREW}\u2069", f"\u2068{HEBREW}", f"\u2069\u2067{HEBREW}\u2066"])
def test_a_name_cannot_end_or_begin_an_isolate_of_the_sentence(spoiled: str) -> None:
    said = isolated(spoiled, right_to_left=False)
    depth = 0
    for character in said:
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth >= 0
    assert depth == 0
    assert said[0] in "\u2067\u2068"


def test_marks_are_left_out_for_programs() -> None:
    assert without_marks(ENGLISH.say("{label}: {value}", label=PLANT, value=3)) == f"{PLANT}: 3"
    assert FROM_RIGHT.for_programs.say("{label}: {value}", label=PLANT, value=3) == f"{PLANT}: 3"


@pytest.mark.parametrize(
    ("translations", "from_right"),
    [
        (UNTRANSLATED, False),
        (NullTranslations(), False),
        (pseudo_translations(), False),
        (pseudo_translations(from_right=True), True),
        (ByRule(lambda _: f"3 {HEBREW} English"), True),
    ],
)
def test_the_direction_is_that_of_the_sentences(translations: Translations, from_right: bool) -> None:
    assert Language(translations, EnglishFormats()).is_right_to_left is from_right
