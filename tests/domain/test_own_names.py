"""What is typed means an attribute by each of its names; two tags that are shown as one are one, and come apart."""

from __future__ import annotations

import pytest

from exist_desktop.domain.arranging import names
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED, Arrangement, Placed
from exist_desktop.domain.attributes import AmbiguousNameError, Attribute, Group, Template
from exist_desktop.domain.ownership.rules import twin
from exist_desktop.domain.parsing.line_parser import names as names_of
from exist_desktop.domain.parsing.line_parser import understand
from exist_desktop.domain.parsing.value_parser import ENGLISH
from exist_desktop.domain.statistics.frecency import suggestions
from exist_desktop.domain.value_types import ValueType

CUSTOM = Group("custom", "Custom tags", 3)
LABELS = {"gym": "Gym", "gymm": "Gymm", "long_walk": "Long walk", "tea": "Tea"}
TAGS = {name: Attribute(name, label, CUSTOM, ValueType.BOOLEAN) for name, label in LABELS.items()}


def _called(arrangement: Arrangement) -> dict[str, Attribute]:
    return names.called(TAGS, arrangement.attributes)


def _typed(line: str, arrangement: Arrangement) -> str:
    return understand(line, names_of(_called(arrangement), {}), ENGLISH).attribute


RENAMED = names.renamed(names.renamed(NOTHING_ARRANGED, "gym", "Weights"), "tea", "gym")


@pytest.mark.parametrize("line", ["weights", "#Weights", "WEIGHTS", "gym"])  # the last is Exist's own name for it
def test_both_names_mean_it(line: str) -> None:
    assert _typed(line, RENAMED) == "gym"


@pytest.mark.parametrize(
    ("line", "meant"), [("Long walk", "long_walk"), ("gymm", "gym"), ("Gymm", "gym"), ("#gymm", "gym"), ("gym", "gym")]
)
def test_each_name_of_a_tag_that_is_part_of_another_means_the_one_that_is_written(line: str, meant: str) -> None:
    assert _typed(line, names.joined(NOTHING_ARRANGED, "gymm", "gym")) == meant


def test_a_name_of_ones_own_that_is_also_that_of_another_in_exist_is_asked_about() -> None:
    arrangement = names.renamed(NOTHING_ARRANGED, "gym", "Long walk")
    with pytest.raises(AmbiguousNameError) as asked:
        _typed("Long walk", arrangement)
    assert (asked.value.typed, set(asked.value.names)) == ("Long walk", {"gym", "long_walk"})
    assert _typed("long_walk", arrangement) == "long_walk"  # a name of the API means one alone
    capital = names.renamed(NOTHING_ARRANGED, "gym", "LONG WALK")
    assert (_typed("LONG WALK", capital), _typed("Long walk", capital)) == ("gym", "long_walk")


def test_a_template_that_the_account_lacks_does_not_take_a_name_of_ones_own() -> None:
    template = Template("water", "Water", Group("food", "Food", 1), ValueType.QUANTITY)
    called = _called(names.renamed(NOTHING_ARRANGED, "gym", "Water"))
    for line in ("water", "Water"):
        assert understand(line, names_of(called, {"water": template}), ENGLISH).attribute == "gym"


def test_quick_entry_suggests_it_by_each_name() -> None:
    called = _called(names.joined(RENAMED, "gymm", "gym"))
    for typed in ("weig", "gymm"):
        assert [one.name for one in suggestions(typed, {"gym": called["gym"]}, {}, {})] == ["gym"]


def test_a_name_that_another_one_has_is_found_however_it_is_written() -> None:
    called = _called(names.joined(NOTHING_ARRANGED, "gymm", "gym"))
    every = called.values()
    for wanted, other in (("  long  WALK", "long_walk"), ("#Tea", "tea"), ("Gymm", None), ("Gym", None), ("Run", None)):
        found = names.called_so(wanted, called["gym"], every)
        assert (found.name if found else None) == other, wanted


def test_tags_that_were_one_with_a_tag_go_with_it() -> None:
    two = names.joined(names.joined(NOTHING_ARRANGED, "gymm", "gym"), "gym", "tea")
    called = _called(two)
    assert [tag.name for tag in called["tea"].joined] == ["gym", "gymm"]
    assert {one.name for one in called.values() if not one.part_of} == {"long_walk", "tea"}
    found = twin("gymm", called.values())
    assert found is not None
    assert found.name == "tea"
    back = _called(names.taken_apart(two, ["gym", "gymm"]))
    assert all(one.joined == () and one.part_of == "" for one in back.values())


def test_the_one_that_was_a_part_becomes_the_kept_one() -> None:
    turned = names.joined(names.joined(NOTHING_ARRANGED, "gymm", "gym"), "gym", "gymm")
    called = _called(turned)
    assert (called["gym"].part_of, called["gymm"].part_of) == ("gymm", "")


@pytest.mark.parametrize("of", ["gymm", "coffees", "gone"])
def test_a_tag_is_part_of_no_circle_of_no_number_and_of_nothing_that_is_gone(of: str) -> None:
    chosen = {"gym": Placed(part_of=of), "gymm": Placed(part_of="gym")}
    coffees = Attribute("coffees", "Coffees", CUSTOM, ValueType.QUANTITY)
    called = names.called({**TAGS, "coffees": coffees}, chosen)
    assert called["gym"].part_of == ""
    assert called["gymm"].part_of == ("" if of == "gymm" else "gym")
