"""The person's own order: favourites, what is hidden, places of attributes and groups, and what is new meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import (
    FAVOURITES,
    NOTHING_ARRANGED,
    Arrangement,
    TileSize,
    arrange,
    in_own_order,
)
from exist_desktop.domain.attributes import Attribute, Group, in_order
from exist_desktop.domain.projection import DayView, day_view
from exist_desktop.domain.statistics.frecency import OwnOrder, suggestions
from exist_desktop.domain.value_types import ValueType
from tests.ui.made_tiles import SUNDAY

ACTIVITY, FOOD, CUSTOM, MOOD = (
    Group(name, name.title(), place) for place, name in enumerate(("activity", "food", "custom", "mood"))
)


def _attribute(name: str, group: Group, place: int, kind: ValueType = ValueType.QUANTITY) -> Attribute:
    return Attribute(name, name.title(), group, kind, name, manual=True, position=place)


ALL = (
    _attribute("steps", ACTIVITY, 0),
    _attribute("floors", ACTIVITY, 1),
    _attribute("distance", ACTIVITY, 2),
    _attribute("coffees", FOOD, 3),
    _attribute("water", FOOD, 4),
    _attribute("walk", CUSTOM, 5, ValueType.BOOLEAN),
    _attribute("tea", CUSTOM, 6, ValueType.BOOLEAN),
    _attribute("pages", CUSTOM, 7),
    _attribute("mood", MOOD, 8),
)


def names(arrangement: Arrangement, attributes: Iterable[Attribute] = ALL) -> dict[str, list[str]]:
    return {group.name: [one.name for one in members] for group, members in arrange(attributes, arrangement).groups}


def off(arrangement: Arrangement) -> list[str]:
    return [one.name for one in arrange(ALL, arrangement).hidden]


def test_nothing_arranged_is_the_order_of_exist() -> None:
    assert names(NOTHING_ARRANGED) == {group.name: [one.name for one in members] for group, members in in_order(ALL)}
    assert in_own_order(ALL, NOTHING_ARRANGED) == in_order(ALL)


def test_favourites_are_a_group_of_their_own_above_all_others_in_the_order_of_their_pinning() -> None:
    arranged = moves.pinned(moves.pinned(NOTHING_ARRANGED, "water"), "steps")
    assert list(names(arranged).items())[:2] == [
        (FAVOURITES.name, ["water", "steps"]),
        ("activity", ["floors", "distance"]),
    ]
    assert names(moves.in_its_group(arranged, "water"))["food"] == ["coffees", "water"]


def test_what_is_hidden_comes_back_to_its_place() -> None:
    arranged = moves.in_this_order(NOTHING_ARRANGED, ["distance", "steps", "floors"])
    without = moves.hidden(arranged, "steps")
    assert (names(without)["activity"], off(without)) == (["distance", "floors"], ["steps"])
    assert names(moves.in_its_group(without, "steps"))["activity"] == ["distance", "steps", "floors"]


def test_a_group_of_which_all_is_hidden_or_pinned_is_not_there() -> None:
    arranged = moves.pinned(moves.hidden(NOTHING_ARRANGED, "coffees"), "water")
    assert "food" not in names(arranged)


def test_the_mood_is_neither_hidden_nor_a_favourite_and_a_tag_is_no_tile() -> None:
    for act in (moves.hidden, moves.pinned):
        assert names(act(NOTHING_ARRANGED, "mood"))["mood"] == ["mood"]
    assert names(moves.pinned(NOTHING_ARRANGED, "walk"))["custom"] == ["walk", "tea", "pages"]
    assert off(moves.hidden(NOTHING_ARRANGED, "walk")) == ["walk"]


def test_what_exist_lists_anew_is_behind_what_was_arranged() -> None:
    arranged = moves.groups_in_this_order(
        moves.in_this_order(NOTHING_ARRANGED, ["floors", "steps", "distance"]), ["mood", "custom", "food", "activity"]
    )
    new = (_attribute("energy", ACTIVITY, -1), _attribute("sleep", Group("sleep", "Sleep", -9), -2))
    assert names(arranged, (*ALL, *new))["activity"] == ["floors", "steps", "distance", "energy"]
    assert list(names(arranged, (*ALL, *new)))[-1] == "sleep"


def test_an_attribute_moves_among_its_own_kind_and_as_far_as_it_goes() -> None:
    down = moves.stepped(NOTHING_ARRANGED, ALL, "steps", 1)
    assert down is not None
    assert (names(down[0])["activity"], down[1:]) == (["floors", "steps", "distance"], (2, 3))
    assert moves.stepped(NOTHING_ARRANGED, ALL, "steps", -1) is None
    assert moves.stepped(NOTHING_ARRANGED, ALL, "distance", 1) is None
    assert moves.stepped(NOTHING_ARRANGED, ALL, "unknown", 1) is None
    assert moves.stepped(moves.hidden(NOTHING_ARRANGED, "steps"), ALL, "steps", 1) is None
    tag = moves.stepped(NOTHING_ARRANGED, ALL, "walk", 5)
    assert tag is not None
    assert ([name for name in names(tag[0])["custom"] if name != "pages"], tag[1:]) == (["tea", "walk"], (2, 2))
    assert moves.stepped(NOTHING_ARRANGED, ALL, "pages", 1) is None, "it is the only tile of its group"


def test_sizes_are_chosen_for_all_or_for_one_group() -> None:
    one = moves.sized(NOTHING_ARRANGED, "food", TileSize.COMPACT)
    assert [one.size_of(name) for name in ("food", "activity")] == [TileSize.COMPACT, TileSize.USUAL]
    every = moves.all_sized(one, TileSize.USUAL)
    assert every.size_of("food") is TileSize.USUAL


CHOICES = st.lists(
    st.tuples(
        st.sampled_from([moves.pinned, moves.hidden, moves.in_its_group]), st.sampled_from([one.name for one in ALL])
    ),
    max_size=12,
)


@given(CHOICES, st.permutations([one.name for one in ALL]))
def test_whatever_is_arranged_everything_is_there_exactly_once(
    choices: list[tuple[object, str]], order: list[str]
) -> None:
    arranged = moves.in_this_order(NOTHING_ARRANGED, order)
    for act, name in choices:
        arranged = act(arranged, name)  # type: ignore[operator]
    shown = [name for members in names(arranged).values() for name in members]
    assert sorted([*shown, *off(arranged)]) == sorted(one.name for one in ALL)
    assert all(names(arranged).values()), "no group is empty"


def _day(arrangement: Arrangement, **values: int) -> DayView:
    recent = {one.name: (values.get(one.name),) * 14 for one in ALL}
    return day_view(SUNDAY, ALL, recent, {}, arrangement=arrangement)


def test_a_day_is_arranged_anew_without_being_read_again() -> None:
    arranged = moves.pinned(moves.hidden(moves.hidden(NOTHING_ARRANGED, "walk"), "tea"), "water")
    day = _day(arranged, tea=1)
    assert [tag.attribute.name for tag in day.tags] == ["tea"], "hidden, and yet a tag of the day"
    assert [tile.attribute.name for tile in day.hidden] == ["walk"]
    assert day.pinned == ("water",)
    assert day.mood is not None
    assert _day(NOTHING_ARRANGED, tea=1).arranged(arranged) == day
    assert day.arranged(NOTHING_ARRANGED) == _day(NOTHING_ARRANGED, tea=1)


def test_suggestions_begin_with_favourites_and_hidden_ones_are_named_only_when_typed() -> None:
    attributes = {one.name: one for one in ALL}
    order = OwnOrder(("floors", "steps", "water"), ("water", "floors"), frozenset({"coffees"}))
    used = {"coffees": 9.0, "walk": 2.0, "floors": 1.0, "tea": 0.5}

    def suggested(typed: str) -> list[str]:
        return [one.name for one in suggestions(typed, attributes, {}, used, order)]

    assert suggested("") == ["water", "floors", "walk", "tea"]
    assert suggested("cof") == ["coffees"]
