"""Texts of findings: what a higher or lower attribute means, and values as people read them."""

from __future__ import annotations

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.correlations import Correlation
from exist_desktop.demo.people.people import Attribute

_DAY = 1440
_NOON = 720
_TIMES = frozenset({ValueType.TIME_OF_DAY, ValueType.TIME_FROM_MIDDAY})

# name, what people do when it is higher, what they do when it is lower
_TABLE = """
steps|you walk more|you walk less
steps_distance|you walk further|you walk less far
steps_active_min|you are more active|you are less active
floors|you climb more floors|you climb fewer floors
workouts_min|you spend more time working out|you spend less time working out
productive_min|you are more productive|you are less productive
distracting_min|you are more distracted|you are less distracted
tasks_completed|you complete more tasks|you complete fewer tasks
mood|you have a better day|you have a worse day
energy_level|you have more energy|you have less energy
stress_level|you are more stressed|you are less stressed
sleep|you spend more time asleep|you spend less time asleep
time_in_bed|you spend more time in bed|you spend less time in bed
sleep_start|you go to bed later|you go to bed earlier
sleep_end|you wake up later|you wake up earlier
sleep_awakenings|you wake up more often|you wake up less often
coffees|you drink more coffee|you drink less coffee
water|you drink more water|you drink less water
alcoholic_drinks|you drink more alcohol|you drink less alcohol
weight|you weigh more|you weigh less
heartrate_resting|your resting heart rate is higher|your resting heart rate is lower
events_duration|you spend more time in events|you spend less time in events
money_spent|you spend more money|you spend less money
tracks|you listen to more music|you listen to less music
pages_read|you read more pages|you read fewer pages
weather_temp_max|the day is warmer|the day is colder
weather_temp_min|the night is warmer|the night is colder
weather_cloud_cover|it is cloudier|it is clearer
weather_precipitation|it rains more|it rains less
day_length|the day is longer|the day is shorter
"""
_PHRASES = {name: (more, less) for name, more, less in (line.split("|") for line in _TABLE.strip().splitlines())}

_STRENGTHS = (
    (0.8, "Nearly always go together"),
    (0.5, "Quite often go together"),
    (0.3, "Sometimes go together"),
    (0.0, "Rarely go together"),
)
_STARS = {5: "Certain to be related", 4: "Almost certainly related", 3: "Probably related"}


def elements(found: Correlation) -> list[str]:
    """Returns the parts of the sentence about a correlation, which names no cause; the later attribute comes first."""
    link = "on days after" if found.offset else "when"
    return [phrase(found.attribute2), link, phrase(found.attribute, more=found.value > 0)]


def strength(found: Correlation) -> str:
    """Returns how closely the two go together."""
    return next(words for least, words in _STRENGTHS if abs(found.value) >= least)


def certainty(found: Correlation) -> str:
    """Returns how certain it is that they do."""
    return _STARS[found.stars]


def phrase(attribute: Attribute, *, more: bool = True) -> str:
    """Returns what a higher, or lower, attribute means."""
    if attribute.template in _PHRASES:
        return _PHRASES[attribute.template][0 if more else 1]
    if attribute.value_type is ValueType.BOOLEAN:
        return f"you {'use' if more else 'do not use'} the tag ‘{attribute.label}’"
    if attribute.value_type in _TIMES:
        return f"‘{attribute.label}’ is {'later' if more else 'earlier'}"
    return f"‘{attribute.label}’ is {'higher' if more else 'lower'}"


def shown(attribute: Attribute, number: float) -> str:
    """Returns the value as people read it."""
    match attribute.value_type:
        case ValueType.DURATION:
            return _duration(number)
        case ValueType.TIME_OF_DAY | ValueType.TIME_FROM_MIDDAY:
            shift = _NOON if attribute.value_type is ValueType.TIME_FROM_MIDDAY else 0
            hours, minutes = divmod((round(number) + shift) % _DAY, 60)
            return f"{hours:02}:{minutes:02}"
        case ValueType.PERCENTAGE:
            return f"{number:.0%}"
        case _:
            return f"{number:,.1f}".removesuffix(".0")


def change(attribute: Attribute, now: float, before: float) -> str:
    """Returns how a week or a month compares with the one before."""
    if attribute.value_type in _TIMES:
        minutes = round(now - before)
        return f"{_duration(abs(minutes))} {'later' if minutes > 0 else 'earlier'} than" if minutes else "The same as"
    share = round(100 * (now - before) / before) if before else 0
    return f"{abs(share)}% {'more' if share > 0 else 'less'} than" if share else "About the same as"


def _duration(number: float) -> str:
    hours, minutes = divmod(round(number), 60)
    return f"{hours}h {minutes:02}" if hours else f"{minutes} min"
