"""What is said of a relation: in units, with both counts, and never as a cause."""

from __future__ import annotations

import pytest

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.relations.effect import Effect
from exist_desktop.domain.relations.family import Findings, Relation
from exist_desktop.domain.relations.pair import Evidence
from exist_desktop.domain.value_types import ValueType
from exist_desktop.words.findings.relations import RelationWords
from exist_desktop.words.language import Language
from tests.words.messages import template

CAUSAL = ("because", "cause", "make", "makes", "improve", "improves", "leads to", "thanks to", "due to", "effect of")
NO_CAUSE = "Going together does not mean that one causes the other."
HEALTH = Group("health", "Health", 1)
ATTRIBUTES = {
    name: Attribute(name, label, HEALTH, kind, template=name)
    for name, label, kind in (
        ("walk", "walk", ValueType.BOOLEAN),
        ("cake", "cake", ValueType.BOOLEAN),
        ("steps", "Steps", ValueType.QUANTITY),
        ("coffees", "Coffees", ValueType.QUANTITY),
        ("sleep", "Time asleep", ValueType.DURATION),
        ("sleep_start", "Bedtime", ValueType.TIME_FROM_MIDDAY),
        ("weight", "Weight", ValueType.DECIMAL),
        ("mood", "Mood", ValueType.SCALE),
        ("early", "Asleep before 11.", ValueType.BOOLEAN),
        ("steps_elevation", "Elevation", ValueType.DECIMAL),
    )
}
EVIDENCE = Evidence(0.42, 364, 190.4, 0.3, 355.0)


def relation(by: str, measured: str, difference: float, later: int = 0, threshold: float | None = None) -> Relation:
    around = abs(difference) * 0.2
    found = Effect(by, measured, difference, difference - around, difference + around, 123, 241, threshold)
    return Relation(by, measured, later, EVIDENCE, 1e-6, 1e-4, found)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            relation("walk", "steps", 3090),
            "On days with walk: Steps 3,090 more, 2,472 to 3,708; 123 days and 241 others",
        ),
        (
            relation("walk", "sleep", -30, 1),
            "The day after walk: Time asleep 30 min less, 24 min to 36 min; 123 days and 241 others",
        ),
        (
            relation("coffees", "sleep_start", 45, 2, 3),
            "2 days after Coffees of 3 or more: Bedtime 45 min later, 36 min to 54 min; 123 days and 241 others",
        ),
        (
            relation("walk", "cake", 0.25),
            "On days with walk: cake on 25% more of the days, 20% to 30%; 123 days and 241 others",
        ),
        (
            relation("sleep_start", "weight", -0.5, 0, 1445),
            "On days with Bedtime at 00:05 or later: Weight 0.5 kg less, 0.4 kg to 0.6 kg; 123 days and 241 others",
        ),
        (
            relation("walk", "steps_elevation", 0.015),
            "On days with walk: Elevation 15 m more, 12 m to 18 m; 123 days and 241 others",
        ),
        (relation("walk", "steps_elevation", 0.0004), "On days with walk: Elevation about as usual"),
        (relation("walk", "coffees", 0.04), "On days with walk: Coffees about as usual"),
    ],
)
def test_a_difference_is_told_in_units_with_both_counts(english: Language, found: Relation, sentence: str) -> None:
    assert RelationWords(english, ATTRIBUTES).text(found) == sentence


def test_a_label_with_a_full_stop_has_no_colon_after_it(english: Language) -> None:
    text = RelationWords(english, ATTRIBUTES).text(relation("early", "steps", 3090))
    assert text.startswith("On days with Asleep before 11: Steps 3,090 more")


def test_days_before_what_is_yes_or_no(english: Language) -> None:
    found = Effect("walk", "sleep", 20, 10, 30, 40, 200)
    one = Relation("sleep", "walk", 1, EVIDENCE, 0.001, 0.01, found)
    assert RelationWords(english, ATTRIBUTES).text(one).startswith("The day before walk: Time asleep 20 min more")


def test_a_difference_that_may_be_none_is_not_given_a_number(english: Language) -> None:
    one = Relation("walk", "steps", 0, EVIDENCE, 0.5, 0.8, Effect("walk", "steps", 100, -300, 500, 40, 200))
    assert RelationWords(english, ATTRIBUTES).text(one) == "On days with walk: Steps about as usual"


def test_strength_comes_from_the_size_and_certainty_from_q(english: Language) -> None:
    words = RelationWords(english, ATTRIBUTES)
    assert words.figures(relation("walk", "steps", 3090)) == (
        "Strong · almost certain · 364 days · worth about 190 independent ones"
    )
    weak = Relation("walk", "steps", 0, Evidence(-0.15, 3000, 2000, 0, 0), 0.0, 0.2)
    assert words.figures(weak).startswith("Weak · may well be chance")


def test_what_was_looked_through_is_said(english: Language) -> None:
    words = RelationWords(english, ATTRIBUTES)
    assert words.looked_at(Findings(tests=447)) == (
        "447 comparisons were made. Chance alone would bring about 22 of them; that is allowed for."
    )
    assert "30 common days are needed" in words.looked_at(Findings(too_few=3))


def test_no_sentence_of_relations_speaks_of_causes() -> None:
    texts = [
        text
        for message in template()
        if any("relations" in file for file, _ in message.locations)
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    ]
    assert NO_CAUSE in texts
    said = [text for text in texts if text != NO_CAUSE]
    assert len(said) > 20
    assert [text for text in said for word in CAUSAL if word in text.lower()] == []
