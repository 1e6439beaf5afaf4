"""What a column, a tag or a mood of a file can be mapped to, as the choices of a combo box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.transfer.mapping import NOTHING, ColumnFacts, Existing, New, Nothing, Target
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.words.language import Language

LEFT_OUT, CREATED, IN_EXIST = "", "new", "in "
"""How a target is marked among the choices; the name of an attribute follows the last one."""
SCALES = ((1.0, 5.0), (5.0, 1.0), (1.0, 9.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
Choice = tuple[object, str]


def mark_of(target: Target) -> str:
    """Returns the mark of a target."""
    match target:
        case Existing(name=name):
            return IN_EXIST + name
        case New():
            return CREATED
        case Nothing():
            return LEFT_OUT


def target_of(mark: object, proposed: Target, new: New, scale: tuple[float, float] | None) -> Target:
    """Returns the target of a mark. What is created is what was proposed, or else `new`."""
    if mark == CREATED:
        return proposed if isinstance(proposed, New) else new
    if isinstance(mark, str) and mark.startswith(IN_EXIST):
        return Existing(mark.removeprefix(IN_EXIST), scale)
    return NOTHING


def column_choices(language: Language, attributes: Mapping[str, Attribute]) -> list[Choice]:
    """Returns what a column can be mapped to."""
    known = [one for one in attributes.values() if one.value_type is not ValueType.UNKNOWN]
    return [*_beside(language, language.say("New attribute")), *_of(known)]


def tag_choices(language: Language, attributes: Mapping[str, Attribute]) -> list[Choice]:
    """Returns what a tag can be mapped to."""
    tags = [one for one in attributes.values() if one.value_type is ValueType.BOOLEAN]
    return [*_beside(language, language.say("New tag")), *_of(tags)]


def _beside(language: Language, created: str) -> Sequence[Choice]:
    return (LEFT_OUT, language.say("Leave out")), (CREATED, created)


def _of(attributes: Sequence[Attribute]) -> list[Choice]:
    return [(IN_EXIST + one.name, one.label) for one in attributes]


def has_scale(mark: object, column: ColumnFacts, attributes: Mapping[str, Attribute]) -> bool:
    """Whether it has to be said from what to what the numbers of a column go."""
    if column.numbers is None or not isinstance(mark, str) or not mark.startswith(IN_EXIST):
        return False
    attribute = attributes.get(mark.removeprefix(IN_EXIST))
    return attribute is not None and (attribute.name == MOOD or attribute.value_type.rules.form is Form.STEP)
