"""What is said of another program's file: how it compares, what was left out and waits, and one is not several."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason
from exist_desktop.domain.transfer.mapping import DateOrder, FileFacts, ImportMapping, OnDifference, ProposedKind
from exist_desktop.domain.transfer.proposed import Comparison, Plan, ProposedEntry, Totals
from exist_desktop.domain.value_types import ValueType
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.proposals import ProposalWords

DAY = date(2026, 11, 22)


def plan(number: int) -> Plan:
    """A plan with so many of everything."""
    mapping = ImportMapping(FileKind.DAYLIO, moods={"Gut": 4})
    names = [f"a{n}" for n in range(number)]
    found = [
        ProposedEntry(Key(name, DAY - timedelta(days=n)), 1, ProposedKind.VALUE, Comparison.NEW, None)
        for n, name in enumerate([*names, *(f"new:{name}" for name in names)])
    ]
    return Plan(
        mapping,
        {ProposedKind.MOOD: Totals(number, number, number, number)},
        Totals(new=number),
        tuple(found),
        tuple(names),
        tuple(
            PendingAttribute(f"new:{name}", name.upper(), Group("custom", "Custom", 3), ValueType.BOOLEAN)
            for name in names
        ),
        (Refused(2, RefusedReason.TEXT),) * number,
    )


def test_one_is_said_as_one_and_many_are_named_up_to_twenty(english: Language) -> None:
    words = ProposalWords(english, {"a0": "Steps"})
    assert list(words.compared(plan(1))) == [
        "1 day has something new.",
        "1 value is here already.",
        "1 value is different here.",
        "What is here stays.",
        "1 of the new ones is on a day that was not read yet. Exist is asked before it is sent.",
    ]
    assert words.would_enter(plan(1)) == "It would bring 2 entries."
    assert list(words.held(plan(1))) == ["1 attribute is not filled from here, so its entries wait for you: Steps."]
    assert list(words.agreed(plan(1))) == ["New in Exist: A0."]
    (created,) = words.agreed(plan(22))
    assert created.endswith("A19 and 2 more.")
    agreed = replace(plan(1), mapping=replace(plan(1).mapping, take_over=("a0",)))
    assert list(words.agreed(agreed)) == ["New in Exist: A0.", "Taken over from who fills them now: Steps."]
    assert list(words.held(agreed)) == []


def test_every_question_names_how_many_it_is_about(english: Language) -> None:
    words, facts = ProposalWords(english), FileFacts(FileKind.DAYLIO, moods={"GUT": 3, "Yay": 1})
    assert [words.replacing(kind, 2)[:2] for kind in ProposedKind] == ["2 "] * len(ProposedKind)
    assert words.shortening(1) == "1 text is too long for Exist. Shorten it? [y/N]"
    assert list(words.may_be_shortened(plan(1))) == ["With shortens in a mapping, texts that are too long are cut."]
    assert list(words.unmapped_moods(facts, plan(1).mapping)) == ["1 mood is not mapped to a face: Yay."]
    assert list(words.not_created(["a", "b"])) == ["2 names that Exist does not have were left out: a, b."]
    assert [words.order(order) for order in DateOrder][1] == "day, month, year"
    assert words.entered(0) == "Nothing of it is new here."
    replacing = replace(plan(1).mapping, differences={ProposedKind.MOOD: OnDifference.REPLACE})
    assert "What is here stays." not in list(words.compared(plan(1).decided(replacing)))
