"""Values as people read them, and what each editor expects."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.outbox.ops import Entry, EntryKind
from exist_desktop.domain.parsing.ranges import LOCATION, degrees, range_of
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.units import SMALLER, Step, Units
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, NotRead, Seen, Value, clock_minutes
from exist_desktop.words.language import N_, NC_, Language, Sentence
from exist_desktop.words.transfer.archive import in_archive

MOOD_NAMES = (
    NC_("mood", "Awful"),
    NC_("mood", "Low"),
    NC_("mood", "Okay"),
    NC_("mood", "Good"),
    NC_("mood", "Great"),
)
PLACES: dict[tuple[bool, bool], Sentence] = {
    (True, True): N_("{lat}° N, {lng}° E"),
    (True, False): N_("{lat}° N, {lng}° W"),
    (False, True): N_("{lat}° S, {lng}° E"),
    (False, False): N_("{lat}° S, {lng}° W"),
}
"""A geographic position, by whether it is north of the equator and east of Greenwich."""
BELOW_ZERO = ("°C",)
"""Units whose values are often negative."""
SHORTLY_WRONG: dict[InvalidValueKind, Sentence] = {
    InvalidValueKind.NO_PLACE: N_("Not a place."),
    InvalidValueKind.OUT_OF_RANGE: N_("Out of range."),
    InvalidValueKind.EMPTY: N_("Nothing was typed."),
    InvalidValueKind.NOT_UNDERSTOOD: N_("Not understood."),
}
WITH_WHAT_IS_EXPECTED = frozenset({*SHORTLY_WRONG, InvalidValueKind.NO_INCREMENTS})
"""What is wrong with a value, together with what is expected."""
MINUS = "\N{MINUS SIGN}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
"""Shown for a value that was not read yet."""


class Values(Struct, frozen=True):
    """Puts values, differences and problems with typed values into words, in the displayed units."""

    language: Language

    @property
    def units(self) -> Units:
        """The displayed units."""
        return self.language.units()

    def number_and_unit(self, attribute: Attribute, value: Seen) -> tuple[str, str]:
        """Returns the value and its unit; `—` if there is none, `…` if it was not read."""
        if value is None or value == "":
            return (self._off() if attribute.is_tag else "—"), ""
        if isinstance(value, NotRead):
            return ELLIPSIS, ""
        shown = self._bare(attribute, value)
        return shown, self.units.name(attribute.unit) if isinstance(value, int | float) else ""

    def at_a_glance(self, attribute: Attribute, value: Seen) -> tuple[str, str]:
        """Returns the value and its unit as a tile shows them: values that nobody typed have few digits."""
        if isinstance(value, float) and attribute.unit and not attribute.editable:
            number, unit = self.units.at_a_glance(value, attribute.unit)
            return self.language.formats.decimal(number), unit
        if attribute.template == LOCATION and isinstance(value, str) and (where := degrees(value)) is not None:
            return self._place(*where), ""
        return self.number_and_unit(attribute, value)

    def _place(self, lat: float, lng: float) -> str:
        decimal = self.language.formats.decimal
        return self.language.say_marked(PLACES[lat >= 0, lng >= 0], lat=decimal(abs(lat)), lng=decimal(abs(lng)))

    def _off(self) -> str:
        return self.language.pgettext("yes or no", "off")

    def shown(self, attribute: Attribute, value: Seen) -> str:
        """Returns the value with its unit, `6.1 km`; words if there is none or it was not read."""
        if value is None or value == "":
            return self._off() if attribute.is_tag else self.language.pgettext("value", "none")
        if isinstance(value, NotRead):
            return self.language.say("{ellipsis} (not read yet)", ellipsis=ELLIPSIS)
        return self.language.measured(*self.number_and_unit(attribute, value))

    def glanced(self, attribute: Attribute, value: Seen) -> str:
        """Returns the value with its unit as a tile shows it: `30 m`, where `shown` has `0.03 km`."""
        if value is None or value == "" or isinstance(value, NotRead):
            return self.shown(attribute, value)
        return self.language.measured(*self.at_a_glance(attribute, value))

    def tile_name(self, tile: Tile) -> str:
        """Returns a tile's accessible name, `Steps: 8,412`."""
        return self.language.say("{label}: {value}", label=tile.attribute.label, value=self.tile_value(tile))

    def tile_value(self, tile: Tile) -> str:
        """Returns a tile's value as one text, with what is added to an unread value: `… (not read yet), +1`."""
        if tile.archived is not None:
            return in_archive(self.language, self.glanced(tile.attribute, tile.archived.value), tile.archived.made)
        shown = self.glanced(tile.attribute, tile.value)
        return self.language.listed([shown, self.added(tile.attribute, tile.adds) if tile.adds is not None else ""])

    def added(self, attribute: Attribute, added: Value) -> str:
        """Returns what is added to a value, `+250 ml` or `+ “short walk”`."""
        if isinstance(added, str):
            return self.language.say("+ “{words}”", words=added)
        return self.change(attribute, added)

    def difference(self, attribute: Attribute, value: Value) -> str:
        """Returns a difference of two values, `0.5 km`; for temperatures it is converted without the zero point."""
        if attribute.unit and self.units.scale(attribute.unit) and isinstance(value, int | float):
            number = self.language.formats.decimal(self.units.difference(value, attribute.unit))
            return self.language.measured(number, self.units.name(attribute.unit))
        return self.shown(attribute, value)

    def small_difference(self, attribute: Attribute, number: float) -> str | None:
        """Returns a difference below one unit in the next smaller one, `13 m`; None if it is no such difference."""
        if attribute.unit not in SMALLER or not 0 < self.units.difference(number, attribute.unit) < 1:
            return None
        small, unit = self.units.at_a_glance(number, attribute.unit)
        return self.language.measured(self.language.formats.decimal(small), unit) if small else None

    def change(self, attribute: Attribute, delta: float) -> str:
        """Returns what is added, with its sign, `+250 ml`."""
        return ("+" if delta >= 0 else MINUS) + self.difference(attribute, abs(delta))

    def step_text(self, attribute: Attribute, step: Step) -> str:
        """Returns the text of an add button, `+250 ml`; in other units a round number, `+8 fl oz`."""
        if attribute.value_type.rules.form is Form.DURATION:
            return "+" + self.duration(round(step))
        return "+" + self.language.measured(self._step(attribute, step), self.units.name(attribute.unit))

    def step_name(self, attribute: Attribute, step: Step) -> str:
        """Returns an add button's accessible name, `Add 1 to Coffees`."""
        return self.language.say("Add {step} to {label}", step=self._step(attribute, step), label=attribute.label)

    def _step(self, attribute: Attribute, step: Step) -> str:
        shown = self.units.step(step, attribute.unit)
        return self.language.formats.integer(shown) if isinstance(shown, int) else self.language.formats.decimal(shown)

    def mood_name(self, step: int) -> str:
        """Returns the word below a face, for a step from 1 to 5."""
        return self.language.say_marked(MOOD_NAMES[step - 1])

    def amount(self, attribute: Attribute, entry: Entry) -> str:
        """Returns an entry's value, `+250 ml`, `4 · Good` or `+ “short walk”`."""
        value, say = entry.amount, self.language.say
        if entry.kind in (EntryKind.ADD, EntryKind.APPEND):
            return self.added(attribute, value)
        if entry.kind is EntryKind.TAKE_OUT:
            return say("{minus} “{words}”", minus=MINUS, words=value)
        if value == "":
            return say("emptied")
        if attribute.name == MOOD:
            step = mood.from_wire(value, attribute.value_type)
            if step is not None and step == int(step):
                return self.language.facts(self.shown(attribute, value), self.mood_name(int(step)))
        return self.shown(attribute, value)

    def _bare(self, attribute: Attribute, value: Value) -> str:
        formats = self.language.formats
        if isinstance(value, str):
            return value
        if attribute.name == MOOD:
            step = mood.from_wire(value, attribute.value_type)
            return formats.decimal(step) if step is not None else formats.decimal(value)
        match attribute.value_type.rules.form:
            case Form.DURATION:
                return self.duration(round(value))
            case Form.TIME_OF_DAY:
                return formats.clock(clock_minutes(round(value), attribute.value_type))
            case Form.PERCENTAGE:
                return formats.percent(value)
            case Form.YES_OR_NO:
                return self.language.pgettext("yes or no", "on") if value else self._off()
            case Form.WHOLE_NUMBER | Form.NUMBER | Form.STEP | Form.TEXT | Form.UNKNOWN:
                number = self.units.shown(value, attribute.unit)
                return formats.integer(number) if isinstance(number, int) else formats.decimal(number)
            case form:
                assert_never(form)

    def duration(self, minutes: int) -> str:
        """Returns minutes as hours and minutes, `1h 04`; below an hour `45 min`."""
        if abs(minutes) < 60:
            return self.language.say("{minutes} min", minutes=self.language.formats.integer(minutes))
        rest = f"{minutes % 60:02d}"
        return self.language.say("{hours}h {minutes}", hours=minutes // 60, minutes=rest)

    def expected(self, attribute: Attribute) -> str:
        """Returns what an editor expects, with examples, and how to add to a value."""
        alone, say = self.expected_first(attribute), self.language.say
        if attribute.name == MOOD:
            return alone
        match attribute.value_type.rules.form:
            case Form.WHOLE_NUMBER | Form.NUMBER:
                below = say("=-3 is a value below zero.") if attribute.unit in BELOW_ZERO else ""
                return self.language.sentences(alone, say("+2 adds 2."), below)
            case Form.DURATION:
                return self.language.sentences(alone, say("+15 adds 15 minutes."))
            case Form.TIME_OF_DAY | Form.PERCENTAGE | Form.YES_OR_NO | Form.STEP | Form.TEXT | Form.UNKNOWN:
                return alone
            case form:
                assert_never(form)

    def expected_first(self, attribute: Attribute) -> str:
        """Returns what is expected if there is no value yet, with examples."""
        say = self.language.say
        if attribute.name == MOOD:
            return say("A mood from 1 to 5.")
        if attribute.template == LOCATION:
            return say("A place by latitude and longitude, such as 52.52,13.405.")
        match attribute.value_type.rules.form:
            case Form.WHOLE_NUMBER | Form.NUMBER:
                return self._expected_number(attribute)
            case Form.DURATION:
                return say("A length of time: 1:30, 1h30 or 90 minutes.")
            case Form.TIME_OF_DAY:
                return say("A time of day: 23:08 or 11pm.")
            case Form.PERCENTAGE:
                return say("A percentage from 0 to 100: 42 or 42%. 0.5 is half of one percent.")
            case Form.YES_OR_NO:
                return say("Yes or no.")
            case Form.STEP:
                return say("A step from 1 to 9.")
            case Form.TEXT | Form.UNKNOWN:
                return say("Text.")
            case form:
                assert_never(form)

    def _expected_number(self, attribute: Attribute) -> str:
        say, unit = self.language.say, self.units.name(attribute.unit)
        if range_of(attribute) != attribute.value_type.rules.range:
            low, high = map(self.language.formats.decimal, range_of(attribute))
            return say("A whole number from {low} to {high}.", low=low, high=high)
        if attribute.value_type.rules.form is Form.WHOLE_NUMBER and unit == attribute.unit:
            return say("A whole number in {unit}.", unit=unit) if unit else say("A whole number, such as 3.")
        return say("A number in {unit}.", unit=unit) if unit else say("A number, such as 2.5.")

    def problem(self, attribute: Attribute, problem: InvalidValueError) -> str:
        """Returns what is wrong with a typed value, and what is expected."""
        wrong = self._wrong(attribute, problem)
        says_all = problem.kind not in WITH_WHAT_IS_EXPECTED
        return wrong if says_all else self.language.sentences(wrong, self.expected(attribute))

    def _wrong(self, attribute: Attribute, problem: InvalidValueError) -> str:
        say, label = self.language.say, attribute.label
        match problem.kind:
            case InvalidValueKind.TOO_LONG:
                limit = self.language.formats.integer(int(problem.high or 0))
                return say("Too long: Exist keeps {limit} characters.", limit=limit)
            case InvalidValueKind.NO_INCREMENTS:
                return say("{label} cannot be added to.", label=label)
            case InvalidValueKind.BELOW_ZERO:
                return say("{label} would go below zero.", label=label)
            case InvalidValueKind.NOT_WHOLE:
                return say("{label} takes whole numbers only.", label=label)
            case InvalidValueKind.TOO_LONG_AGO:
                return say("Entries are taken for days from 1900 on.")
            case InvalidValueKind.UNKNOWN_TYPE:
                return say("{label} has a type that this version does not know.", label=label)
            case kind:
                return self.language.say_marked(SHORTLY_WRONG[kind])


def type_name(language: Language, value_type: ValueType) -> str:
    """Returns the name of a type."""
    say = language.say
    match value_type:
        case ValueType.QUANTITY:
            return say("Count")
        case ValueType.DECIMAL:
            return say("Number")
        case ValueType.DURATION:
            return say("Time spent")
        case ValueType.TIME_OF_DAY | ValueType.TIME_FROM_MIDDAY:
            return say("Time of day")
        case ValueType.PERCENTAGE:
            return say("Percentage")
        case ValueType.SCALE:
            return say("Scale 1–9")
        case ValueType.BOOLEAN:
            return say("Yes or no")
        case ValueType.TEXT:
            return say("Text")
        case ValueType.UNKNOWN:
            return say("Unknown")
        case _:
            assert_never(value_type)
