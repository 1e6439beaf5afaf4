"""Attributes as Exist describes them, their groups and owners, and the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import TEXT_LIMIT
from exist_desktop.errors import AppError

MOOD = "mood"
MOOD_NOTE = "mood_note"
TAG_GROUP = "custom"
LOW_PRIORITY = 10
"""Attributes of this priority or more are hidden by the service unless asked for."""

UNITS: dict[str, str] = {
    "steps_elevation": "km",
    "steps_distance": "km",
    "cycle_distance": "km",
    "active_energy": "kJ",
    "workouts_distance": "km",
    "energy": "kJ",
    "water": "ml",
    "carbohydrates": "g",
    "fat": "g",
    "fibre": "g",
    "protein": "g",
    "sugar": "g",
    "sodium": "mg",
    "cholesterol": "mg",
    "caffeine": "mg",
    "weight": "kg",
    "lean_mass": "kg",
    "weather_temp_max": "°C",
    "weather_temp_min": "°C",
    "weather_precipitation": "in/h",
    "weather_wind_speed": "km/h",
}
"""The metric unit of each template that has one; values are sent and received in it."""


class Service(Struct, frozen=True):
    """A service connected to the person's account: its name in the API and its label for people."""

    name: str
    label: str


class Group(Struct, frozen=True):
    """A group of attributes; `priority` orders groups, ascending, and ties keep the server's order."""

    name: str
    label: str
    priority: int


class Owner(Enum):
    """Who fills an attribute, as this client sees it. Source: `attributes/owned/`, and `service` of the attribute."""

    NOBODY = auto()
    THIS_CLIENT = auto()
    ANOTHER_SERVICE = auto()


class JoinedTag(Struct, frozen=True):
    """A tag that is shown as one with another, which alone is written: its name in the API, and its label for people.

    `exist_label` as that of `Attribute`.
    """

    name: str
    label: str
    exist_label: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All labels that people may know it by."""
        return tuple(dict.fromkeys(filter(None, (self.label, self.exist_label))))


class Attribute(Struct, frozen=True):
    """One attribute of the person's account.

    `name` is its identifier in the API, `label` any text. `template` is None for custom ones. `manual` ones are typed
    by people, others are filled by their `service`. `position` is its place in the server's answers; it breaks ties.
    `available` are the connected services that can fill it, None if the answer did not say; only answers have them.

    If the person has another name for it on this computer, `label` is that, and `exist_label` what Exist calls it.
    `joined` are the tags that are shown as one with this one, `part_of` is the name of the tag with which this one is.
    """

    name: str
    label: str
    group: Group
    value_type: ValueType
    template: str | None = None
    priority: int = 1
    manual: bool = False
    active: bool = True
    service: Service | None = None
    owned: bool = False
    position: int = 0
    available: tuple[Service, ...] | None = None
    exist_label: str = ""
    joined: tuple[JoinedTag, ...] = ()
    part_of: str = ""

    @property
    def as_in_exist(self) -> Attribute:
        """The same with Exist's own label: for Exist, for programs, and for files."""
        return replace(self, label=self.exist_label, exist_label="") if self.exist_label else self

    @property
    def by_itself(self) -> Attribute:
        """The same as Exist has it: by its own label, and shown as one with no other."""
        return replace(self.as_in_exist, joined=(), part_of="") if self.joined or self.part_of else self.as_in_exist

    @property
    def spellings(self) -> tuple[str, ...]:
        """All labels that people may know it by, the shown one first; those of tags shown as one with it are last."""
        if not self.exist_label and not self.joined:
            return (self.label,)
        others = (spelling for tag in self.joined for spelling in tag.spellings)
        return tuple(dict.fromkeys(filter(None, (self.label, self.exist_label, *others))))

    @property
    def series_names(self) -> tuple[str, ...]:
        """The names of which the days are its days: its own, and those of tags that are shown as one with it."""
        return (self.name, *(tag.name for tag in self.joined))

    @property
    def owner(self) -> Owner:
        """Who fills it. It is this client if the server lists the attribute as owned."""
        if self.owned:
            return Owner.THIS_CLIENT
        return Owner.NOBODY if self.service is None else Owner.ANOTHER_SERVICE

    @property
    def unit(self) -> str:
        """The unit of its template; empty if it has none."""
        return UNITS.get(self.template or "", "")

    @property
    def is_tag(self) -> bool:
        """Whether people see it as a tag: a yes/no attribute in the custom group."""
        return self.value_type is ValueType.BOOLEAN and self.group.name == TAG_GROUP

    @property
    def in_mood_card(self) -> bool:
        """Whether it is shown in the mood card and not as a tile."""
        return self.is_tag or self.name in (MOOD, MOOD_NOTE)

    @property
    def editable(self) -> bool:
        """Whether a person types its values, so that its tile opens an editor."""
        return (self.manual or self.owned) and self.value_type is not ValueType.UNKNOWN


class AmbiguousNameError(AppError):
    """Several attributes are called that; `names` distinguish them."""

    typed: str
    names: tuple[str, ...]


class UnknownTemplateError(AppError):
    """Exist offers no template of that name or label."""

    typed: str


class AttributesNotReadError(AppError):
    """Exist has not given the account's attributes yet, so that none can be found by its name."""


class Template(Struct, frozen=True):
    """An attribute that the service offers and the person may not have yet."""

    name: str
    label: str
    group: Group
    value_type: ValueType
    priority: int = 1


def in_order(attributes: Iterable[Attribute]) -> list[tuple[Group, list[Attribute]]]:
    """Returns the groups by priority, and the attributes of each by priority; ties keep the server's order."""
    by_group: dict[str, list[Attribute]] = {}
    for attribute in sorted(attributes, key=lambda item: item.position):
        by_group.setdefault(attribute.group.name, []).append(attribute)
    members = sorted(by_group.values(), key=lambda items: items[0].group.priority)
    return [(items[0].group, sorted(items, key=lambda item: item.priority)) for items in members]


def text_limit(name: str, mood_type: ValueType) -> int:
    """Returns the longest text in characters: 255 for a mood note if the account's mood is a quantity, else 1000."""
    return 255 if name == MOOD_NOTE and mood_type is ValueType.QUANTITY else TEXT_LIMIT


def is_count(attribute: Attribute) -> bool:
    """Whether it is counted over the day, so that a smaller total than before is probably meant as an addition."""
    return (
        attribute.value_type.rules.form is Form.WHOLE_NUMBER
        and attribute.name != MOOD
        and not (attribute.template or "").startswith("heartrate")
    )


def is_compared(name: str, value_type: ValueType) -> bool:
    """Whether a total is compared with Exist's before it is sent: numbers and texts, but not moods."""
    return name != MOOD and value_type.rules.compared


def add_step(attribute: Attribute) -> int | None:
    """Returns what the tile's add button adds: 250 for water, else the step of the type; None for no button."""
    if attribute.name == "water":
        return 250
    return None if attribute.name == MOOD else attribute.value_type.rules.step
