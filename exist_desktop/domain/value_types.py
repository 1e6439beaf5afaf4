"""The value types of Exist as one table: what each allows, how it is typed and shown, and what an empty day means.

A new value type is one entry here. If it is written in a way that no other type has, it also needs a `Form`, and mypy
names each `match` that lacks it. Source: the service's list of value types (0 quantity … 8 scale).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntEnum, StrEnum, auto

from msgspec import Struct

from exist_desktop.domain.parsing.numerals import Numerals, number
from exist_desktop.domain.parsing.spelling import key

MINUTES_PER_DAY = 1440
LARGEST_QUANTITY = 2_147_483_647
_MIDDAY = 720
_PERCENT_SIGNS = "%٪﹪"


class Form(Enum):
    """How a value is written; what is typed, shown and expected follows from it."""

    WHOLE_NUMBER = auto()
    NUMBER = auto()
    DURATION = auto()
    TIME_OF_DAY = auto()
    PERCENTAGE = auto()
    YES_OR_NO = auto()
    STEP = auto()
    TEXT = auto()
    UNKNOWN = auto()


class EditorKind(Enum):
    """What a value is entered with: a line, a text of several lines, or one button for each value."""

    LINE = auto()
    TEXT = auto()
    STEPS = auto()


class EmptyDay(StrEnum):
    """What a day without an entry means for sums and averages. The values are written to the settings.

    ZERO counts as zero, but only while the attribute was in use. NOTHING is left out.
    """

    ZERO = "zero"
    NOTHING = "nothing"


Parse = Callable[[str, Numerals], int | float | None]
"""Returns the value of a typed text in the digits 0 to 9, as sent; None if the text is not one."""


class TypeRules(Struct, frozen=True):
    """The rules of one value type.

    `range` has the lowest and the highest value, both included, as sent; None for types without numbers.
    `fractions` is whether Exist stores decimals. `increments` is whether this program uses the increment endpoint,
    `compared` whether a total is compared with Exist's before it is sent. `step` is what an add button adds. Times
    count minutes from `midnight`, which is in minutes of the clock. `creatable` is whether an attribute without a
    template can have the type.
    """

    form: Form
    parse: Parse
    editor: EditorKind
    empty_day: EmptyDay
    range: tuple[float, float] | None = None
    fractions: bool = False
    increments: bool = False
    compared: bool = False
    step: int | None = None
    midnight: int = 0
    creatable: bool = True


class ValueType(IntEnum):
    """The value types by the number that Exist gives them; `UNKNOWN` is any that came after this program."""

    UNKNOWN = -1
    QUANTITY = 0
    DECIMAL = 1
    TEXT = 2
    DURATION = 3
    TIME_OF_DAY = 4
    PERCENTAGE = 5
    TIME_FROM_MIDDAY = 6
    BOOLEAN = 7
    SCALE = 8

    @classmethod
    def from_wire(cls, number: int) -> ValueType:
        """Returns the type with that number; `UNKNOWN` if the number is a new one."""
        try:
            return cls(number)
        except ValueError:
            return cls.UNKNOWN

    @property
    def rules(self) -> TypeRules:
        """The rules of the type."""
        return TYPES[self]

    @property
    def takes_increments(self) -> bool:
        """Whether this program uses the increment endpoint for it."""
        return self.rules.increments


def _duration(typed: str, numerals: Numerals) -> int | None:
    from exist_desktop.domain.parsing import clock_times  # compiling its patterns takes longer than most of a start

    return clock_times.duration(typed, numerals)


def _time_of_day(typed: str, numerals: Numerals) -> int | None:
    from exist_desktop.domain.parsing import clock_times

    return clock_times.time_of_day(typed, numerals)


def _time_from_midday(typed: str, numerals: Numerals) -> int | None:
    minutes = _time_of_day(typed, numerals)
    return None if minutes is None else (minutes - _MIDDAY) % MINUTES_PER_DAY


def _percentage(typed: str, numerals: Numerals) -> float | None:
    """Returns a share, typed as a percentage with or without its sign, on either side: `0.5` is half of one percent."""
    bare = typed
    if typed[0] in _PERCENT_SIGNS:
        bare = typed[1:]
    elif typed[-1] in _PERCENT_SIGNS:
        bare = typed[:-1]
    found = number(bare, numerals)
    return None if found is None else found / 100


def _yes_or_no(typed: str, numerals: Numerals) -> int | None:
    word = key(typed)
    if word in numerals.words.yes:
        return 1
    return 0 if word in numerals.words.no else None


def _no_number(_: str, __: Numerals) -> None:
    return None


TYPES: dict[ValueType, TypeRules] = {
    ValueType.QUANTITY: TypeRules(
        Form.WHOLE_NUMBER,
        number,
        EditorKind.LINE,
        EmptyDay.ZERO,
        range=(0, LARGEST_QUANTITY),
        increments=True,
        compared=True,
        step=1,
    ),
    ValueType.DECIMAL: TypeRules(
        Form.NUMBER,
        number,
        EditorKind.LINE,
        EmptyDay.NOTHING,
        range=(-1e12, 1e12),
        fractions=True,
        increments=True,
        compared=True,
    ),
    ValueType.DURATION: TypeRules(
        Form.DURATION,
        _duration,
        EditorKind.LINE,
        EmptyDay.NOTHING,
        range=(0, MINUTES_PER_DAY),
        increments=True,
        compared=True,
        step=15,
    ),
    ValueType.TIME_OF_DAY: TypeRules(
        Form.TIME_OF_DAY, _time_of_day, EditorKind.LINE, EmptyDay.NOTHING, range=(0, MINUTES_PER_DAY - 1)
    ),
    ValueType.PERCENTAGE: TypeRules(
        Form.PERCENTAGE, _percentage, EditorKind.LINE, EmptyDay.NOTHING, range=(0.0, 1.0), fractions=True
    ),
    ValueType.SCALE: TypeRules(Form.STEP, number, EditorKind.STEPS, EmptyDay.NOTHING, range=(1, 9)),
    ValueType.BOOLEAN: TypeRules(Form.YES_OR_NO, _yes_or_no, EditorKind.STEPS, EmptyDay.ZERO, range=(0, 1)),
    ValueType.TEXT: TypeRules(Form.TEXT, _no_number, EditorKind.TEXT, EmptyDay.NOTHING, compared=True),
    ValueType.TIME_FROM_MIDDAY: TypeRules(
        Form.TIME_OF_DAY,
        _time_from_midday,
        EditorKind.LINE,
        EmptyDay.NOTHING,
        range=(0, MINUTES_PER_DAY - 1),
        midnight=_MIDDAY,
        creatable=False,
    ),
    ValueType.UNKNOWN: TypeRules(Form.UNKNOWN, number, EditorKind.LINE, EmptyDay.NOTHING, creatable=False),
}
"""The types, those that most people want first."""

RANGES: dict[ValueType, tuple[float, float]] = {
    value_type: rules.range for value_type, rules in TYPES.items() if rules.range is not None
}
"""Lowest and highest value of each type of numbers, both included, as sent."""

TYPE_CODES: dict[ValueType, str] = {
    ValueType.QUANTITY: "quantity",
    ValueType.DECIMAL: "decimal",
    ValueType.TEXT: "text",
    ValueType.DURATION: "duration",
    ValueType.TIME_OF_DAY: "time",
    ValueType.PERCENTAGE: "percentage",
    ValueType.TIME_FROM_MIDDAY: "time-from-midday",
    ValueType.BOOLEAN: "yes-no",
    ValueType.SCALE: "scale",
    ValueType.UNKNOWN: "unknown",
}
"""The value types as files, programs and shells know them; they do not change between versions."""
