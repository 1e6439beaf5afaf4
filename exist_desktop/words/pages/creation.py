"""What the making of a new attribute says: the types that it may have, in plain words."""

from __future__ import annotations

from exist_desktop.domain.values import ValueType
from exist_desktop.words.language import Language

TYPE_NAMES: dict[ValueType, str] = {
    ValueType.QUANTITY: "Count",
    ValueType.DECIMAL: "Number",
    ValueType.DURATION: "Time spent",
    ValueType.TIME_OF_DAY: "Time of day",
    ValueType.PERCENTAGE: "Percentage",
    ValueType.SCALE: "Scale 1–9",
    ValueType.BOOLEAN: "Yes or no",
    ValueType.TEXT: "Text",
}
"""The types of a new attribute, those that most people want first."""


def type_name(language: Language, value_type: ValueType) -> str:
    """What people call a type."""
    return language.say(TYPE_NAMES[value_type])
