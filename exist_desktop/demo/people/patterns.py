"""The formulas for the values of attributes from templates: one per name, from a day and some noise to a value."""

from __future__ import annotations

from collections.abc import Callable

from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.people.days import Day

Pattern = Callable[[Day, float], Value]
"""Returns the day's value, from a day and noise around 0."""


def whole(number: float) -> int:
    """Returns a count: a whole number that is never negative."""
    return max(0, round(number))


def exact(number: float, digits: int = 2) -> float:
    """Returns a measure: never negative, rounded as a device does."""
    return round(max(0.0, number), digits)


def share(number: float) -> float:
    """Returns a percentage from 0.0 to 1.0."""
    return round(min(1.0, max(0.0, number)), 3)


def step(number: float, top: int) -> int:
    """Returns a step of a scale from 1 to `top`; a `number` around 0 is in the middle."""
    return min(top, max(1, round((top + 1) / 2 + number * top / 5)))


def workday(day: Day, amount: float) -> float:
    """Returns an amount that is higher on working days."""
    return amount * (0.15 if day.weekend else 1.0)


def _trained(day: Day) -> bool:
    return day.drive > 0.35 or day.date.weekday() == 1


def _summary(day: Day, _: float) -> Value:
    if day.rain > 0.25:
        return "Rain through the day."
    if day.cloud > 0.6:
        return "Mostly cloudy."
    return "Clear throughout the day." if day.cloud < 0.3 else "Partly cloudy in the afternoon."


def _icon(day: Day, _: float) -> Value:
    if day.rain > 0.25:
        return "rain"
    return "cloudy" if day.cloud > 0.6 else "clear-day"


NOTES = (
    "Slept badly, everything took twice as long.",
    "Rain all day. Stayed in and did the tax papers… finally.",
    "Meetings from nine to four; no time to think.",
    "An ordinary day.",
    "Lunch with Ana & Tom, then a quiet evening.",
    'Finished "The Left Hand of Darkness". <b>Not</b> what I expected.',
    "Long walk by the river, then wrote for two hours.",
    "Swim before work 🏊, best coffee of the month ☕️",
    "Everyone came over. Laughed until it hurt!\nWe should do this more often.",
)


def _note(day: Day, noise: float) -> Value:
    return NOTES[min(len(NOTES) - 1, max(0, round(4 + 2.2 * day.joy + 0.8 * noise)))]


PATTERNS: dict[str, Pattern] = {
    "steps": lambda d, _: whole(d.steps),
    "steps_active_min": lambda d, z: whole(d.steps / 130 + 6 * z),
    "steps_distance": lambda d, z: exact(d.steps * 0.00074 + 0.1 * z),
    "floors": lambda d, z: whole(d.steps / 780 + 2 * z),
    "steps_elevation": lambda d, z: exact(d.steps / 250_000 + 0.005 * z, 3),
    "active_energy": lambda d, z: exact(900 + d.steps * 0.14 + 120 * z, 1),
    "stand_hours": lambda d, z: whole(9 + d.drive + z),
    "cycle_min": lambda d, z: whole(25 + 20 * d.drive + 8 * z),
    "cycle_distance": lambda d, z: exact(7 + 6 * d.drive + 2 * z),
    "productive_min": lambda d, z: whole(workday(d, 290 + 45 * d.rest + 35 * z)),
    "neutral_min": lambda d, z: whole(workday(d, 95) + 18 * z),
    "distracting_min": lambda d, z: whole(70 - 18 * d.rest + (45 if d.weekend else 0) + 15 * z),
    "commits": lambda d, z: whole(workday(d, 5 + 2 * d.rest + 2.5 * z)),
    "tasks_completed": lambda d, z: whole(workday(d, 6 + 1.5 * d.drive + 2 * z)),
    "words_written": lambda d, z: whole(420 + 160 * d.joy + 220 * z),
    "emails_sent": lambda d, z: whole(workday(d, 9 + 3 * z)),
    "emails_received": lambda d, z: whole(workday(d, 34 + 8 * z)),
    "keystrokes": lambda d, z: whole(workday(d, 11_500 + 2_500 * z)),
    "mood": lambda d, z: step(1.1 * d.joy + 0.25 * z, 5),
    "mood_note": _note,
    "energy_level": lambda d, z: step(d.rest + 0.5 * z, 9),
    "stress_level": lambda d, z: step(-0.7 * d.joy + workday(d, 0.6) + 0.4 * z, 9),
    "sleep": lambda d, _: d.asleep,
    "time_in_bed": lambda d, z: d.asleep + 18 + whole(12 + 8 * z),
    "sleep_start": lambda d, z: whole(678 + (38 if d.weekend else 0) - 14 * d.rest + 14 * z),
    "sleep_end": lambda d, z: whole(412 + (62 if d.weekend else 0) + 14 * d.rest + 12 * z),
    "sleep_awakenings": lambda d, z: whole(2.2 - 1.1 * d.rest + z),
    "sleep_deep": lambda d, z: whole(d.asleep * (0.17 + 0.02 * d.rest) + 6 * z),
    "sleep_light": lambda d, z: whole(d.asleep * 0.57 + 8 * z),
    "sleep_rem": lambda d, z: whole(d.asleep * 0.23 + 8 * z),
    "workouts": lambda d, _: 1 if _trained(d) else 0,
    "workouts_min": lambda d, z: whole(42 + 9 * d.drive + 8 * z) if _trained(d) else 0,
    "workouts_distance": lambda d, z: exact(6 + 1.6 * d.drive + z) if _trained(d) else 0.0,
    "coffees": lambda d, z: whole(2.4 - 0.7 * d.rest - (0.6 if d.weekend else 0) + 0.6 * z),
    "water": lambda d, z: 250 * whole(6 + 0.8 * d.summer + d.drive + z),
    "alcoholic_drinks": lambda d, z: whole((1.6 if d.date.weekday() in {4, 5} else 0.2) + 0.7 * z),
    "energy": lambda d, z: exact(8_900 + 350 * d.drive + 600 * z, 0),
    "protein": lambda _, z: exact(84 + 12 * z, 1),
    "carbohydrates": lambda _, z: exact(230 + 30 * z, 1),
    "fat": lambda _, z: exact(78 + 10 * z, 1),
    "fibre": lambda _, z: exact(27 + 5 * z, 1),
    "sugar": lambda d, z: exact(52 - 6 * d.rest + 9 * z, 1),
    "caffeine": lambda d, z: exact(95 * whole(2.4 - 0.7 * d.rest + 0.6 * z), 0),
    "sodium": lambda _, z: exact(2_100 + 300 * z, 0),
    "weight": lambda d, z: exact(74.5 - 0.9 * d.summer + 0.35 * z, 1),
    "body_fat": lambda d, z: share(0.198 - 0.006 * d.summer + 0.003 * z),
    "lean_mass": lambda _, z: exact(59.3 + 0.3 * z, 1),
    "heartrate_resting": lambda d, z: whole(58 - 2 * d.rest - d.drive + z),
    "heartrate_variability": lambda d, z: whole(52 + 7 * d.rest + 4 * z),
    "heartrate": lambda _, z: whole(72 + 2 * z),
    "heartrate_max": lambda d, z: whole(128 + 14 * d.drive + 6 * z),
    "meditation_min": lambda d, z: 5 * whole(2 + 0.6 * d.joy + z),
    "menstrual_flow": lambda d, _: max(0, 4 - d.date.toordinal() % 28),
    "events": lambda d, z: whole(workday(d, 3.5) + z),
    "events_duration": lambda d, z: whole(workday(d, 150) + 25 * z),
    "money_spent": lambda d, z: exact(38 + (24 if d.weekend else 0) + 16 * z),
    "tracks": lambda d, z: whole(22 + 5 * d.joy + 9 * z),
    "pages_read": lambda d, z: whole(18 + (12 if d.weekend else 0) + 9 * z),
    "articles_read": lambda _, z: whole(4 + 2 * z),
    "mobile_screen_min": lambda d, z: whole(140 - 16 * d.joy + 22 * z),
    "gaming_min": lambda d, z: whole((70 if d.weekend else 10) + 25 * z),
    "tv_min": lambda d, z: whole(45 + 40 * d.rain + 25 * z),
    "movies_min": lambda d, z: 118 if d.date.weekday() == 5 and z > 0 else 0,
    "mastodon_posts": lambda _, z: whole(1.5 + 1.2 * z),
    "mastodon_favourites": lambda _, z: whole(5 + 4 * z),
    "mastodon_replies": lambda _, z: whole(2 + 1.5 * z),
    "mastodon_boosts": lambda _, z: whole(1 + z),
    "checkins": lambda d, z: whole((1.6 if d.weekend else 0.6) + 0.8 * z),
    "weather_temp_max": lambda d, _: round(d.warmth, 1),
    "weather_temp_min": lambda d, z: round(d.warmth - 8.5 + 1.2 * z, 1),
    "weather_summary": _summary,
    "weather_icon": _icon,
    "weather_precipitation": lambda d, _: exact(d.rain * 0.04, 4),
    "weather_cloud_cover": lambda d, _: share(d.cloud),
    "weather_wind_speed": lambda _, z: exact(14 + 5 * z, 1),
    "day_length": lambda d, _: whole(732 + 150 * d.summer),
}
