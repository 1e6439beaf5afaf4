"""The two people with an account on the demo server, and which attributes each of them tracks with which services."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.demo.people.catalogue import GROUPS, LOW_PRIORITY, MANUAL_SERVICES, TEMPLATES, ValueType
from exist_desktop.demo.people.customs import JOSH_CUSTOMS, MIA_CUSTOMS, Custom
from exist_desktop.demo.people.days import Climate


@dataclass(slots=True)
class Attribute:
    """What an account tracks. `providers` are the services that could fill it, `owner` the one that may."""

    name: str
    label: str
    group: str
    template: str | None
    value_type: ValueType
    priority: int
    manual: bool
    active: bool = True
    owner: str | None = None
    providers: list[str] = field(default_factory=list)
    longest: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether lists leave it out."""
        return not self.active or self.priority >= LOW_PRIORITY


DAYS_TOLD = 1830
"""Five years and a few days, so that each day has the same day of one, two and five years ago."""
YEAR_DAYS = 366
"""What findings and averages rest on, and how long people have had what is hidden."""


class Person(Struct, frozen=True):
    """One account: the profile, and what it tracks. `services` maps an owner to the templates it fills.

    `days` is how many days the person has had the account, at least `YEAR_DAYS`.
    """

    username: str
    first_name: str
    last_name: str
    avatar: str | None
    timezone: str
    place: tuple[float, float]
    climate: Climate
    imperial: bool
    mood_type: ValueType
    note_length: int
    services: dict[str, str]
    unowned: str
    inactive: frozenset[str]
    customs: tuple[Custom, ...]
    averages_key: str = "attribute"
    trial: bool = False
    days: int = DAYS_TOLD

    @property
    def full_name(self) -> str:
        """The name on the sign-in page."""
        return f"{self.first_name} {self.last_name}"


ALTERNATIVES = {
    "steps": ("oura", "withings"),
    "steps_distance": ("oura", "withings"),
    "active_energy": ("oura",),
    "sleep": ("fitbit", "withings"),
    "time_in_bed": ("fitbit",),
    "weight": ("garmin",),
    "heartrate_resting": ("oura",),
    "coffees": ("exist_for_android",),
}
"""Other connected services that can fill the attribute."""

JOSH = Person(
    username="josh",
    first_name="Josh",
    last_name="Sharp",
    avatar="https://exist.example/avatars/josh.png",
    timezone="Australia/Melbourne",
    place=(-37.8136, 144.9631),
    climate=Climate(mean=20.5, swing=6.5, rain=0.35, south=True),
    imperial=False,
    mood_type=ValueType.QUANTITY,
    note_length=255,
    services={
        "fitbit": "steps steps_active_min steps_distance floors steps_elevation active_energy heartrate_resting",
        "oura": "sleep time_in_bed sleep_start sleep_end sleep_awakenings sleep_deep sleep_light sleep_rem"
        " heartrate_variability",
        "rescuetime": "productive_min neutral_min distracting_min",
        "github": "commits",
        "todoist": "tasks_completed",
        "strava": "workouts workouts_min workouts_distance cycle_min",
        "withings": "weight body_fat",
        "google_calendar": "events events_duration",
        "ynab": "money_spent",
        "lastfm": "tracks",
        "mastodon": "mastodon_posts mastodon_favourites mastodon_replies mastodon_boosts",
        "foursquare": "location checkins",
        "weather": "weather_temp_max weather_temp_min weather_summary weather_precipitation weather_cloud_cover"
        " day_length weather_wind_speed weather_icon",
        "exist_for_android": "mood mood_note stress_level pages_read",
    },
    unowned="energy_level coffees water alcoholic_drinks protein caffeine meditation_min tv_min",
    inactive=frozenset({"cycle_min", "tv_min"}),
    customs=JOSH_CUSTOMS,
)

MIA = Person(
    username="mia",
    first_name="Mia",
    last_name="Brandt",
    avatar=None,
    timezone="Europe/Berlin",
    place=(52.52, 13.405),
    climate=Climate(mean=14.0, swing=11.0, rain=0.45, south=False),
    imperial=True,
    mood_type=ValueType.SCALE,
    note_length=1000,
    services={
        "garmin": "steps steps_active_min steps_distance floors active_energy cycle_min cycle_distance heartrate"
        " heartrate_max heartrate_resting",
        "apple_health": "stand_hours menstrual_flow energy carbohydrates fat fibre sugar sodium",
        "oura": "sleep time_in_bed sleep_start sleep_end sleep_awakenings sleep_deep sleep_light sleep_rem"
        " heartrate_variability",
        "rescuetime": "productive_min neutral_min distracting_min emails_received keystrokes",
        "strava": "workouts workouts_min workouts_distance",
        "withings": "weight body_fat lean_mass",
        "google_calendar": "events events_duration",
        "lastfm": "tracks",
        "mastodon": "mastodon_posts mastodon_favourites",
        "foursquare": "location checkins",
        "weather": "weather_temp_max weather_temp_min weather_summary weather_precipitation weather_cloud_cover"
        " day_length weather_wind_speed",
        "exist_for_android": "mood mood_note energy_level",
    },
    unowned="stress_level coffees water alcoholic_drinks meditation_min words_written gaming_min money_spent",
    inactive=frozenset({"gaming_min"}),
    customs=MIA_CUSTOMS,
    averages_key="user_attribute",
    trial=True,
)

PEOPLE = {person.username: person for person in (JOSH, MIA)}


def people_in(zone: str | None, days: int = DAYS_TOLD) -> dict[str, Person]:
    """Returns the same people with so many days, all in this time zone, or each at home if it is None."""
    return {name: replace(person, timezone=zone or person.timezone, days=days) for name, person in PEOPLE.items()}


def attributes_of(person: Person) -> dict[str, Attribute]:
    """Returns the person's attributes as they are on the first day of the demo."""
    found = [_templated(person, name, owner) for owner, names in person.services.items() for name in names.split()] + [
        _templated(person, name, None) for name in person.unowned.split()
    ]
    found += [_custom(custom) for custom in person.customs]
    return {attribute.name: attribute for attribute in found}


def server_order(attribute: Attribute) -> tuple[int, int, int]:
    """Returns the sort key of the service: groups by priority, and attributes by priority within them."""
    group = GROUPS[attribute.group]
    return (group.priority, list(GROUPS).index(attribute.group), attribute.priority)


def _templated(person: Person, name: str, owner: str | None) -> Attribute:
    template = TEMPLATES[name]
    first = () if owner is None else (owner,)
    return Attribute(
        name=name,
        label=template.label,
        group=template.group,
        template=name,
        value_type=person.mood_type if name == "mood" else template.value_type,
        priority=template.priority,
        manual=owner is None or owner in MANUAL_SERVICES,
        active=name not in person.inactive,
        owner=owner,
        providers=list(dict.fromkeys((*first, *ALTERNATIVES.get(name, ())))),
        longest=person.note_length if name == "mood_note" else None,
    )


def _custom(custom: Custom) -> Attribute:
    return Attribute(
        name=custom.name,
        label=custom.label,
        group=custom.group,
        template=None,
        value_type=custom.value_type,
        priority=custom.priority,
        manual=True,
        owner=custom.owner,
        providers=[] if custom.owner is None else [custom.owner],
    )
