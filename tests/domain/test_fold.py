"""What a person types finds what they mean, in all scripts, and what is marked is what they typed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.text.fold import fold, spans
from exist_desktop.domain.text.search import Search

FOUND = [
    ("cafe", "In the Café with Ana"),
    ("CAFÉ", "in the cafe"),
    ("cafe", "in the cafe\N{COMBINING ACUTE ACCENT}"),
    ("alk", "a long walk"),
    ("strasse", "Berliner Straße"),
    ("alesund", "Ålesund"),
    ("lodz", "Łódź"),
    ("oresund", "Øresund"),
    ("istanbul", "İstanbul"),
    ("don't", "I don’t know"),
    ("公園", "今日は公園を散歩した"),
    ("散歩", "今日は公園を散歩した"),
    ("สวน", "ไปเดินเล่นที่สวนสาธารณะ"),
    ("🎉", "born today 🎉🎂"),
    ("👍", "fine 👍🏽"),
    ("❤", "with love ❤️"),
    ("مدرسة", "ذهبت إلى الْمَدْرَسَةِ"),
    ("שלום", "שָׁלוֹם"),
    ("ΟΔΟΣ", "οδός"),
    ("ｗａｌｋ", "a walk"),
    ("прогулка", "Прогулка"),
    ("a b", "a\N{NO-BREAK SPACE}b"),
    ("line second", "first line\r\nsecond line"),
    ("two  spaces", "two \N{ZERO WIDTH SPACE} spaces"),
]


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_it_is_found_and_marked_as_it_stands_there(typed: str, text: str) -> None:
    ((begin, end),) = spans(text, [fold(typed)])
    assert fold(text[begin:end]) == fold(typed)


@pytest.mark.parametrize(("typed", "text"), [("はは", "ばば"), ("walk", "wok"), ("公", "園")])
def test_another_word_is_not_found(typed: str, text: str) -> None:
    assert spans(text, [fold(typed)]) == ()


def test_marks_of_the_last_letter_belong_to_the_hit() -> None:
    assert spans("cafe\N{COMBINING ACUTE ACCENT}!", ["cafe"]) == ((0, 5),)


def test_hits_that_touch_are_one() -> None:
    assert spans("walking walk", ["walk", "king"]) == ((0, 7), (8, 12))


@given(st.text(), st.text())
def test_every_place_is_a_place_of_the_text(text: str, typed: str) -> None:
    found = spans(text, [fold(typed)])
    assert all(0 <= begin < end <= len(text) for begin, end in found)
    assert all(end < later for (_, end), (later, _) in itertools.pairwise(found))
    assert bool(found) == (bool(fold(typed)) and fold(typed) in fold(text))


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("  long  Walk ", ("long", "walk")),
        ('"long walk" ana', ("long walk", "ana")),
        ("“long walk”", ("long walk",)),
        ('"long', ("long",)),
        ('"" \N{COMBINING ACUTE ACCENT}', ()),
        ("walk WALK", ("walk",)),
        ("a:b AND ca-fe* ^", ("a:b", "and", "ca-fe*", "^")),
    ],
)
def test_words_and_phrases(typed: str, terms: tuple[str, ...]) -> None:
    assert Search(typed).terms == terms
