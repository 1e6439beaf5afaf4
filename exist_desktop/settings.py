"""The person's choices, and the setup of a start: server, data folder, waits for tests.

Choices are one small JSON file in the data folder, written whole. A file that cannot be read counts as no choices.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import msgspec
from msgspec.structs import replace

from exist_desktop.api.http.server_address import EXIST, usable_server
from exist_desktop.domain.attributes import Attribute, add_step
from exist_desktop.domain.day import DAY_ENDS_AT
from exist_desktop.domain.history.progress import HistoryRange
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.undo import UNDO_SECONDS
from exist_desktop.domain.units import Quantity
from exist_desktop.domain.value_types import MINUTES_PER_DAY, EmptyDay
from exist_desktop.files import read_private, replace_whole
from exist_desktop.front.place import usual_folder

if TYPE_CHECKING:
    from exist_desktop.domain.reminders import Reminder

FILE = "settings.json"
REDIRECT_ADDRESS = "http://localhost:8000/"
"""The redirect address that Exist's guide registers."""
SERVER = EXIST
SERVER_VARIABLE = "EXIST_DESKTOP_SERVER"
FOLDER_VARIABLE = "EXIST_DESKTOP_DATA_DIR"
SETTLE_VARIABLE = "EXIST_DESKTOP_SETTLE_SECONDS"
TOKEN_VARIABLE = "EXIST_DESKTOP_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True)
class Setup:
    """The setup of one start. `settling` is in seconds. `token` exists in this process only and is never stored.

    A `demo` has its own server and its own data folder. `settings` are the choices as read for this setup.
    """

    server: str
    folder: Path
    settling: float = SETTLING_SECONDS
    token: str | None = field(default=None, repr=False)
    demo: bool = False
    settings: Settings | None = field(default=None, repr=False, compare=False)

    @property
    def language(self) -> str:
        """The language that was chosen before this start."""
        return self.settings.language if self.settings else AS_THE_SYSTEM


class FolderSettingError(ValueError):
    """The name of the data folder is not text, or contains a line break or a control character."""


class SettlingTimeError(ValueError):
    """The settling time of the environment is not a positive number."""


def setup(server: str | None, folder: str | None, environment: Mapping[str, str]) -> Setup:
    """Returns the setup from the command line, else the environment, else the settings, else the defaults.

    Raises `SettlingTimeError` and `FolderSettingError`.
    """
    place = _place(folder or environment.get(FOLDER_VARIABLE))
    chosen = load(place)
    return Setup(
        server=server or environment.get(SERVER_VARIABLE) or chosen.server,
        folder=place,
        settling=_settling(environment.get(SETTLE_VARIABLE)),
        token=environment.get(TOKEN_VARIABLE) or None,
        settings=chosen,
    )


def load_setup(server: str | None = None, folder: str | None = None) -> Setup:
    """Returns the setup of this start, and removes the token from the environment.

    An invalid server in the settings is ignored. Raises `ServerAddressError` for a server that was typed or comes
    from the environment, `FolderSettingError` and `SettlingTimeError`.
    """
    chosen = setup(server, folder, os.environ)
    os.environ.pop(TOKEN_VARIABLE, None)  # the browser and other programs started from here would inherit it
    named = server or os.environ.get(SERVER_VARIABLE)
    return dataclasses.replace(chosen, server=usable_server(named, chosen.server))


def chosen_language(environment: Mapping[str, str]) -> str:
    """Returns the language chosen in the folder of the environment; for a command before its options are read."""
    try:
        return load(_place(environment.get(FOLDER_VARIABLE))).language
    except FolderSettingError:  # which is said when the setup is read
        return AS_THE_SYSTEM


_NO_TEXT = ("Cc", "Zl", "Zp", "Cs")
"""Categories of characters that end a line or move the cursor, and of bytes that are no UTF-8."""


def _place(chosen: str | None) -> Path:
    """Returns the folder. Its name is also used in desktop files, on the screen and in SQL, so it must be text."""
    try:
        place = Path(chosen).expanduser().absolute() if chosen else default_folder()
    except (OSError, RuntimeError) as error:  # no home of that name, or a folder that was removed
        raise FolderSettingError(chosen or "") from error
    if any(category(letter) in _NO_TEXT for letter in str(place)):
        raise FolderSettingError(str(place))
    return place


def _settling(text: str | None) -> float:
    if not text:
        return SETTLING_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise SettlingTimeError(text)
    return seconds


def default_folder() -> Path:
    """Returns this user's data folder on this system."""
    if found := usual_folder():
        return Path(found)
    import platformdirs

    return Path(platformdirs.user_data_dir("exist-desktop", appauthor=False))


ONLY_WHEN_ASKED = 0
"""The interval of what is done only when the person asks for it."""
UNIT_SYSTEMS = ("metric", "imperial")
AS_THE_SYSTEM = "system"
LANGUAGES = {"en": "English", "de": "Deutsch"}
"""The languages that can be chosen, each by its own name. All but English have a catalogue in `resources`."""
CHOICES: dict[str, tuple[str, ...] | tuple[int, ...]] = {
    "theme": ("system", "light", "dark"),
    "language": (AS_THE_SYSTEM, *LANGUAGES),
    "day_ends_at": tuple(range(13)),
    "mood_steps": (5, 9),
    "send_after": (UNDO_SECONDS, 60, ONLY_WHEN_ASKED),
    "read_every": (3600, 3 * 3600, 6 * 3600, ONLY_WHEN_ASKED),
    "history": tuple(HistoryRange),
    "night_begins": tuple(range(0, MINUTES_PER_DAY, 30)),
    "night_ends": tuple(range(0, MINUTES_PER_DAY, 30)),
}
"""The possible values of settings that have few. Exist asks clients to read at most once an hour."""


class Settings(msgspec.Struct, frozen=True):
    """The person's choices. `geometry` is the window's place as Qt describes it, in hexadecimal digits.

    `language` is a key of `LANGUAGES`, or the system's; a window speaks it from its next start on.
    `units` has the quantities whose units differ from Exist's profile. `add_steps` has what an add button adds if that
    is not the default; 0 means no button. `send_after` and `read_every` are in seconds; `ONLY_WHEN_ASKED` is never.
    `history` is a `HistoryRange`. In the night, given in minutes after midnight, no reminder comes; if both times are
    the same there is no night. `quick_key` is the key that opens quick entry from anywhere, as Qt writes it, while
    `quick_key_on`. `told_tray`, `told_minimised` and `told_hints` record messages that are shown once.
    `insights_put_away` has the insights that Today does not show, by their instant and kind.
    `show_weeks` is whether a week is shown in words when it is over, `week_seen` the Monday of the last one that was
    shown, an ISO date.
    `streaks_hidden` has the attributes whose streaks are shown in History only.
    `memories_put_away` has the days, as ISO dates, whose memory is hidden. `put_off` has the attributes about whose
    take-over the person will decide later; it holds on the day `put_off_on`, an ISO date. `find_figures` has the
    attributes whose values are shown beside each day in Find. `empty_days` has what a day without a value means if that
    is not the default, `history_recent` the attributes that were opened last.
    """

    theme: str = "system"
    language: str = AS_THE_SYSTEM
    server: str = SERVER
    client_id: str = ""
    redirect_address: str = REDIRECT_ADDRESS
    day_ends_at: int = DAY_ENDS_AT
    mood_steps: int = 5
    units: dict[str, str] = msgspec.field(default_factory=dict)
    add_steps: dict[str, int | float] = msgspec.field(default_factory=dict)
    send_after: int = UNDO_SECONDS
    read_every: int = 3600
    history: str = HistoryRange.EVERYTHING
    history_paused: bool = False
    reminders: tuple[Reminder, ...] = ()
    night_begins: int = 23 * 60
    night_ends: int = 7 * 60
    keep_running: bool = True
    tray_in_one_colour: bool = False
    quick_key_on: bool = False
    quick_key: str = "Ctrl+Alt+Space"
    told_tray: bool = False
    told_minimised: bool = False
    show_memories: bool = True
    memories_put_away: tuple[str, ...] = ()
    show_streaks: bool = True
    show_insights: bool = True
    insights_put_away: tuple[str, ...] = ()
    show_weeks: bool = True
    week_seen: str = ""
    streaks_hidden: tuple[str, ...] = ()
    told_hints: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    put_off_on: str = ""
    find_figures: tuple[str, ...] = ()
    empty_days: dict[str, str] = msgspec.field(default_factory=dict)
    history_recent: tuple[str, ...] = ()
    geometry: str = ""

    def offers_week(self, first: date) -> bool:
        """Returns whether the week from that Monday on, which is over, should be shown unasked."""
        return self.show_weeks and self.week_seen < first.isoformat()


_LISTS = (
    *("told_hints", "memories_put_away", "insights_put_away"),
    *("streaks_hidden", "put_off", "find_figures", "history_recent"),
)
"""Settings that are lists of texts."""
_SWITCHES = (
    "keep_running",
    "tray_in_one_colour",
    "quick_key_on",
    "history_paused",
    "told_tray",
    "told_minimised",
    "show_memories",
    "show_streaks",
    "show_insights",
    "show_weeks",
)
"""Settings that are on or off."""


def load(folder: Path) -> Settings:
    """Returns the choices stored in a data folder. Invalid ones are ignored."""
    try:
        found = json.loads(read_private(folder / FILE))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return Settings(**sensible(found)) if isinstance(found, dict) else Settings()


def sensible(found: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the choices among what was found that can be made."""
    kept = {
        name: found[name] for name in Settings.__struct_fields__ if name in found and _makes_sense(name, found[name])
    }
    for name in kept.keys() & set(_LISTS):
        kept[name] = tuple(kept[name])
    if "reminders" in kept:
        kept["reminders"] = _reminders(kept["reminders"])
    return kept


def _makes_sense(name: str, value: object) -> bool:
    """Whether a stored value is one that can be chosen."""
    match name, value:
        case ("units", dict()):
            return all(kind in tuple(Quantity) and system in UNIT_SYSTEMS for kind, system in value.items())
        case ("add_steps", dict()):
            return all(type(step) in (int, float) and 0 <= step < float("inf") for step in value.values())
        case ("empty_days", dict()):
            return all(meaning in tuple(EmptyDay) for meaning in value.values())
        case (_, list()) if name in _LISTS:
            return all(isinstance(text, str) for text in value)
        case ("reminders", _):
            return _reminders(value) is not None
        case _ if name in _SWITCHES:
            return isinstance(value, bool)
        case ("geometry", str()):
            return _is_hexadecimal(value)
        case _ if name in CHOICES:
            return isinstance(CHOICES[name][0], type(value)) and value in CHOICES[name]
        case _:
            return isinstance(value, str) and bool(value.isprintable())


def _reminders(value: object) -> tuple[Reminder, ...] | None:
    if value == []:
        return ()  # most people have none, and then a start need not load the module
    from exist_desktop.domain.reminders import parse_reminders

    return parse_reminders(value)


def _is_hexadecimal(text: str) -> bool:
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


def save(folder: Path, settings: Settings) -> None:
    """Saves the choices. The former file stays until the new one is complete. Raises `OSError`."""
    replace_whole(folder / FILE, json.dumps(msgspec.to_builtins(settings), indent=2).encode())


class Preferences:
    """The choices of a data folder while a process runs. A change takes effect at once, is saved, and is published.

    `chosen` are choices that the start has read already. Without them the file is read.
    """

    def __init__(self, folder: Path, chosen: Settings | None = None) -> None:
        self._folder = folder
        self._listeners: list[Callable[[], None]] = []
        self.chosen = chosen or load(folder)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` after each change. Returns a function that ends this."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def change(self, **choices: object) -> None:
        """Changes choices. Raises `OSError` if they hold for this process only."""
        self.chosen = replace(self.chosen, **choices)
        try:
            save(self._folder, self.chosen)
        finally:
            for listener in tuple(self._listeners):
                listener()

    def mood_steps(self) -> int:
        """Returns how many steps of mood the person wants, 5 or 9, for an account whose mood has nine."""
        return self.chosen.mood_steps

    def add_step(self, attribute: Attribute) -> int | float | None:
        """Returns what the attribute's add button adds: as chosen, else the default; None if it has no button."""
        chosen = self.chosen.add_steps.get(attribute.name)
        return add_step(attribute) if chosen is None else chosen or None
