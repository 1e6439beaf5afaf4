"""What every account of the service has in common: value types, groups, services and attribute templates."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

Value = int | float | str | None

LOW_PRIORITY = 10
"""Attributes from this priority on are hidden unless asked for."""


class ValueType(IntEnum):
    """The type of a value; the numbers are the API's."""

    QUANTITY = 0
    DECIMAL = 1
    STRING = 2
    DURATION = 3
    TIME_OF_DAY = 4
    PERCENTAGE = 5
    TIME_FROM_MIDDAY = 6
    BOOLEAN = 7
    SCALE = 8

    @property
    def description(self) -> str:
        """The words of the API for this type."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    ValueType.QUANTITY: "Integer",
    ValueType.DECIMAL: "Float",
    ValueType.STRING: "String",
    ValueType.DURATION: "Duration (minutes as integer)",
    ValueType.TIME_OF_DAY: "Time of day (minutes from midnight as integer)",
    ValueType.PERCENTAGE: "Percentage (float from 0.0 to 1.0)",
    ValueType.TIME_FROM_MIDDAY: "Time of day (minutes from midday as integer)",
    ValueType.BOOLEAN: "Boolean",
    ValueType.SCALE: "Integer scale (1-9)",
}


class Group(Struct, frozen=True):
    """Attributes that belong together."""

    name: str
    label: str
    priority: int


class Template(Struct, frozen=True):
    """A ready-made kind of attribute, whose meaning the service knows."""

    name: str
    label: str
    group: str
    value_type: ValueType
    priority: int


# The order among equal priorities is the server's own.
GROUPS = {
    group.name: group
    for group in (
        Group("activity", "Activity", 1),
        Group("productivity", "Productivity", 2),
        Group("mood", "Mood", 3),
        Group("custom", "Custom tags", 3),
        Group("sleep", "Sleep", 3),
        Group("workouts", "Workouts", 4),
        Group("food", "Food and drink", 5),
        Group("health", "Health and body", 6),
        Group("symptoms", "Symptoms", 7),
        Group("medication", "Medication", 8),
        Group("events", "Events", 9),
        Group("finance", "Finance", 10),
        Group("media", "Media", 11),
        Group("social", "Social", 12),
        Group("location", "Location", 13),
        Group("weather", "Weather", 14),
    )
}

SERVICES = {
    "apple_health": "Apple Health",
    "exist_for_android": "Exist for Android",
    "exist_for_ios": "Exist for iOS",
    "fitbit": "Fitbit",
    "foursquare": "Swarm by Foursquare",
    "garmin": "Garmin",
    "github": "GitHub",
    "google_calendar": "Google Calendar",
    "lastfm": "Last.fm",
    "mastodon": "Mastodon",
    "oura": "Oura",
    "rescuetime": "RescueTime",
    "strava": "Strava",
    "todoist": "Todoist",
    "weather": "Weather",
    "withings": "Withings",
    "ynab": "YNAB",
}

MANUAL_SERVICES = frozenset({"exist_for_android", "exist_for_ios"})
"""The service's own applications, where people type values themselves."""

# group, name, value type, priority, label
_TABLE = """
activity steps 0 1 Steps
activity steps_active_min 3 2 Active minutes
activity steps_distance 1 3 Distance
activity floors 0 4 Floors
activity steps_elevation 1 5 Elevation
activity active_energy 1 6 Active energy
activity stand_hours 0 7 Stand hours
activity cycle_min 3 8 Cycling time
activity cycle_distance 1 9 Cycling distance
productivity productive_min 3 1 Productive time
productivity neutral_min 3 2 Neutral time
productivity distracting_min 3 3 Distracting time
productivity commits 0 4 Commits
productivity tasks_completed 0 5 Tasks completed
productivity words_written 0 6 Words written
productivity emails_sent 0 7 Emails sent
productivity emails_received 0 10 Emails received
productivity pomodoros_min 3 8 Pomodoros
productivity keystrokes 0 11 Keystrokes
mood mood 8 1 Mood
mood mood_note 2 2 Daily note
mood energy_level 8 3 Energy level
mood stress_level 8 4 Stress level
sleep sleep 3 1 Time asleep
sleep time_in_bed 3 2 Time in bed
sleep sleep_start 6 3 Bedtime
sleep sleep_end 4 4 Wake time
sleep sleep_awakenings 0 5 Awakenings
sleep sleep_deep 3 6 Deep sleep
sleep sleep_light 3 7 Light sleep
sleep sleep_rem 3 8 REM sleep
workouts workouts 0 1 Workouts
workouts workouts_min 3 2 Workout time
workouts workouts_distance 1 3 Workout distance
food coffees 0 1 Coffees
food water 0 2 Water
food alcoholic_drinks 0 3 Alcoholic drinks
food energy 1 4 Energy
food protein 1 5 Protein
food carbohydrates 1 6 Carbohydrates
food fat 1 7 Fat
food fibre 1 8 Fibre
food sugar 1 9 Sugar
food caffeine 1 9 Caffeine
food sodium 1 10 Sodium
food cholesterol 1 11 Cholesterol
health weight 1 1 Weight
health body_fat 5 2 Body fat
health lean_mass 1 3 Lean mass
health heartrate_resting 0 4 Resting heart rate
health heartrate_variability 0 5 Heart rate variability
health heartrate 0 6 Heart rate
health heartrate_max 0 7 Highest heart rate
health meditation_min 3 8 Meditation
health menstrual_flow 0 9 Menstrual flow
health sexual_activity 0 10 Sexual activity
events events 0 1 Events
events events_duration 3 2 Time in events
finance money_spent 1 1 Money spent
media tracks 0 1 Tracks played
media pages_read 0 2 Pages read
media articles_read 0 3 Articles read
media mobile_screen_min 3 4 Phone screen time
media gaming_min 3 5 Gaming
media tv_min 3 6 TV
media movies_min 3 7 Films
social mastodon_posts 0 1 Mastodon posts
social mastodon_favourites 0 2 Mastodon favourites
social mastodon_replies 0 10 Mastodon replies
social mastodon_boosts 0 11 Mastodon boosts
social facebook_posts 0 10 Facebook posts
social facebook_comments 0 11 Facebook comments
social facebook_reactions 0 12 Facebook reactions
social tweets 0 10 Tweets
social twitter_mentions 0 11 Twitter mentions
social twitter_username 2 12 Twitter username
location location 2 1 Location
location checkins 0 2 Check-ins
weather weather_temp_max 1 1 Highest temperature
weather weather_temp_min 1 2 Lowest temperature
weather weather_summary 2 3 Weather
weather weather_precipitation 1 4 Precipitation
weather weather_cloud_cover 5 5 Cloud cover
weather day_length 3 6 Day length
weather weather_wind_speed 1 10 Wind speed
weather weather_icon 2 12 Weather icon
"""


def _template(line: str) -> Template:
    group, name, value_type, priority, label = line.split(maxsplit=4)
    return Template(name, label, group, ValueType(int(value_type)), int(priority))


TEMPLATES = {template.name: template for template in map(_template, _TABLE.strip().splitlines())}
