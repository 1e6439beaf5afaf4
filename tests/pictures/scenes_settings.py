"""Scenes of Settings: signed in, with a token that may only read, signed out, and while files come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from exist_desktop.app.desktop.autostart import XdgAutostart
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Key
from exist_desktop.domain.creation import PendingAttribute
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.domain.outbox.ops import Counts, EntryKind
from exist_desktop.domain.reminders import Reminder
from exist_desktop.domain.transfer.encodings import Encoding, Guessed
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, Refused, RefusedReason, Waiting
from exist_desktop.domain.transfer.mapping import (
    ColumnFacts,
    ColumnUse,
    DateOrder,
    Existing,
    FileFacts,
    ImportMapping,
    New,
    ProposedKind,
)
from exist_desktop.domain.transfer.proposed import Comparison, Plan, ProposedEntry, Totals
from exist_desktop.domain.value_types import ValueType
from exist_desktop.settings import Preferences
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.global_key.binding import Binding, Desktop
from exist_desktop.ui.global_key.global_key import GlobalKey, KeyGiver
from exist_desktop.ui.pages.settings.about import UsedLibrary
from exist_desktop.ui.pages.settings.page import PageContext, SettingsPage
from exist_desktop.words.pages.settings import AccountState
from exist_desktop.words.pages.sign_in import GROUPS
from exist_desktop.words.transfer.imports import ImportWords
from tests.pictures.home import NOW, PLACE, TODAY, now
from tests.pictures.stage import Scene, Stage
from tests.store.notebook import ATTRIBUTES
from tests.ui.set_time import SetTime

SERVER = "https://exist.io"
COMMAND = "/home/josh/.local/bin/exist-desktop quick"
SIGNED_IN = AccountState(
    "josh",
    SERVER,
    True,
    NOW - 86_400,
    NOW + 300 * 86_400,
    True,
    scopes=frozenset(f"{group}_read" for group, _ in GROUPS),
)
READ_ONLY = AccountState("josh", SERVER, True, NOW - 86_400, read_only=True)
SIGNED_OUT = AccountState("josh", SERVER)
USED = (UsedLibrary("PySide6-Essentials", "6.11.3", "LGPL-3.0-only"), UsedLibrary("httpx", "0.28.1", "BSD-3-Clause"))
REMINDERS = (Reminder(21 * 60), Reminder(8 * 60, (5, 6), "coffees"))


PROGRESS = HistoryProgress(HistoryState.COPYING, done=430, total=1000, seconds_left=5400.0)


@dataclass(frozen=True)
class Program:
    """What the page asks of the program, in one state."""

    state: AccountState
    open_entries: int

    def check_server(self, typed: str) -> tuple[str, str]:
        return typed, ""

    async def account_state(self) -> AccountState:
        return self.state

    async def filled_here(self) -> Sequence[AttributeRow]:
        return ()

    async def unsent(self) -> int:
        return self.open_entries

    async def history_progress(self) -> HistoryProgress:
        return PROGRESS

    def used_libraries(self) -> Sequence[UsedLibrary]:
        return USED


async def settings(stage: Stage, standing: AccountState, unsent: int = 0, giver: KeyGiver = KeyGiver.NOBODY) -> QWidget:
    """The page with an account in one state."""
    home = await stage.home()
    stage.bridge.publish_status(SyncStatus(Condition.IDLE, Counts(waiting=unsent), NOW - 840, history=PROGRESS))
    folder = home.store.folder
    login = XdgAutostart(("exist-desktop",), folder)
    preferences = Preferences(folder)
    preferences.change(reminders=REMINDERS)
    key = GlobalKey(preferences, stage.bridge, giver, "exist-desktop", "", stage.bridge)
    surroundings = PageContext(
        SERVER, folder, folder / "log", "0.1.0", Program(standing, unsent), login, key, Binding(COMMAND, Desktop.GNOME)
    )
    page = SettingsPage(preferences, home.views, stage.bridge, stage.language, surroundings, SetTime(now, PLACE))
    window, _, _ = stage.furnished(home)
    window.add_page("settings", stage.language.say("Settings"), page, at_foot=True)
    window.open_page("settings")
    await stage.show(window)
    return window


async def your_data(stage: Stage) -> QWidget:
    """An import that asks, entries that it has brought, and an export that goes on."""
    window = await settings(stage, SIGNED_IN)
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    page.data.ask_to_restore("backup.sqlite3")
    more = Waiting("b", "coffees", TODAY, EntryKind.ADD, 2)
    labels = {name: stage.look.tongue.say(label) for name, label in (("water", "Water"), ("coffees", "Coffees"))}
    page.data.propose([Waiting("a", "water", TODAY, EntryKind.SET, 250), more], ImportWords(stage.language, labels))
    page.data.show_progress(0.4)
    await stage.settled()
    return window


FOUND = FileFacts(
    FileKind.DAYLIO,
    rows=1204,
    columns=(
        ColumnFacts("Stimmung", ColumnUse.MOODS, 1204, ("Gut", "Ok")),
        ColumnFacts("Schlaf", ColumnUse.VALUES, 900, ("7", "6", "8"), (1.0, 10.0)),
        ColumnFacts("Notiz", ColumnUse.VALUES, 800, ("Regen", "Zu Hause")),
    ),
    moods={"Super": 80, "Gut": 700, "Prima": 3},
    tags={"Spaziergang": 410, "Meditation": 200, "Essen mit Freunden": 12},
    orders=(DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST),
    several=True,
    guessed=Guessed(Encoding.WESTERN, ("Köln", "Käsekuchen")),
    languages={"hr": "hrvatski", "pl": "polski"},
)
"""What a German file has, so that its words are told from those of the program."""
PROPOSED = ImportMapping(
    FileKind.DAYLIO,
    columns={"Stimmung": Existing("mood"), "Schlaf": Existing("mood", (1.0, 10.0)), "Notiz": Existing("mood_note")},
    moods={"Super": 5, "Gut": 4},
    tags={"Spaziergang": Existing("walk"), "Meditation": New("Meditation")},
)
PLANNED = Plan(
    PROPOSED,
    {ProposedKind.MOOD: Totals(800, 300, 12, 700), ProposedKind.TEXT: Totals(600, 100, 40, 500)},
    Totals(900, 280, 24),
    (ProposedEntry(Key("mood", TODAY), 4, ProposedKind.MOOD, Comparison.NEW, None),),
    ("steps",),
    (PendingAttribute("new:a", "Meditation", Group("custom", "Custom tags", 3), ValueType.BOOLEAN),),
    (Refused(17, RefusedReason.DATE),),
    3,
)


async def mapping(stage: Stage) -> QWidget:
    """A file of another program, to be mapped; what is proposed is shown."""
    window = await settings(stage, SIGNED_IN)
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    known = {one.name: replace(one, label=stage.look.tongue.say(one.label)) for one in ATTRIBUTES}
    page.data.foreign.ask(Path("daylio_export_2026_11_20.csv"), FOUND, PROPOSED, known)
    await stage.settled()
    return window


async def planned(stage: Stage) -> QWidget:
    """What such a file would bring, with what is decided once."""
    window = await settings(stage, SIGNED_IN)
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    known = {one.name: replace(one, label=stage.look.tongue.say(one.label)) for one in ATTRIBUTES}
    facts = ImportFacts(FileKind.DAYLIO, refused=PLANNED.refused, refused_more=PLANNED.refused_more)
    refused = stage.language.sentences(*ImportWords(stage.language).refusals(facts))
    page.data.foreign.show_plan(PLANNED, known, refused)
    await stage.settled()
    return window


SCENES: dict[str, Scene] = {
    "settings/signed in": partial(settings, standing=SIGNED_IN, unsent=3, giver=KeyGiver.X_SERVER),
    "settings/read only": partial(settings, standing=READ_ONLY),
    "settings/signed out": partial(settings, standing=SIGNED_OUT),
    "settings/your data": your_data,
    "settings/mapping": mapping,
    "settings/planned": planned,
}
