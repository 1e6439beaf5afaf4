"""Which attributes measure the same thing, or parts of each other: that they go together says nothing."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute

_SAME = (
    ("steps", "steps_distance", "steps_active_min", "active_energy", "floors", "steps_elevation"),
    ("cycle_min", "cycle_distance"),
    ("workouts", "workouts_min", "workouts_distance"),
    ("sleep", "time_in_bed", "sleep_light", "sleep_deep", "sleep_rem"),
    ("events", "events_duration"),
    ("energy", "carbohydrates", "fat", "fibre", "protein", "sugar", "sodium", "cholesterol"),
    ("weight", "lean_mass", "body_fat"),
    ("heartrate", "heartrate_max", "heartrate_resting", "heartrate_variability"),
    ("facebook_posts", "facebook_comments", "facebook_reactions"),
    ("mastodon_posts", "mastodon_replies", "mastodon_boosts", "mastodon_favourites"),
    ("weather_temp_max", "weather_temp_min", "day_length"),
    ("coffees", "caffeine"),
)
"""Templates that measure the same thing, or parts of each other."""
SAME_FROM = 0.9
"""Attributes of one group with such a correlation measure the same, whatever they are called."""


def measure_the_same(one: Attribute, two: Attribute, rho: float) -> bool:
    """Whether two attributes go together because they are parts or measures of one thing. Never on different days."""
    for family in _SAME:
        if (one.template or one.name) in family and (two.template or two.name) in family:
            return True
    return one.group.name == two.group.name and abs(rho) >= SAME_FROM
