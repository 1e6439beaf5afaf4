"""The cards of Settings that only offer choices: look, mood, the end of the day, units, and sync."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from exist_desktop.domain.account import Imperial
from exist_desktop.domain.units import Quantity
from exist_desktop.settings import CHOICES, ONLY_WHEN_ASKED, Settings
from exist_desktop.ui.pages.settings.parts import Labelled, Options, Section, muted
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.words.language import Language
from exist_desktop.words.pages.settings import UNIT_TITLES, SettingsWords


class ChoiceSection(Section):
    """A card that shows choices and emits the one that the person makes.

    Signals:
        chosen(str, object): the name of the setting, and its new value.
    """

    chosen = Signal(str, object)

    def offer(self, part: Options | ComboBox, setting: str) -> None:
        """Connects a control with a setting."""
        part.chosen.connect(partial(self.chosen.emit, setting))

    def show_settings(self, settings: Settings) -> None:
        """Shows the settings in force."""
        raise NotImplementedError


class LookSection(ChoiceSection):
    """Light or dark."""

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("Look"))
        options = (
            ("system", language.pgettext("theme", "System")),
            ("light", language.pgettext("theme", "Light")),
            ("dark", language.pgettext("theme", "Dark")),
        )
        self._theme = Options(language, say("Theme"), options)
        self.offer(self._theme, "theme")
        self.add(self._theme)

    def show_settings(self, settings: Settings) -> None:
        """Shows the theme."""
        self._theme.show_value(settings.theme)


class DaySection(ChoiceSection):
    """The steps of mood, when the person's day ends, memories, streaks, and insights."""

    def __init__(self, language: Language) -> None:
        say, clock = language.say, language.formats.clock
        super().__init__(say("Mood and day"))
        sentence = say("Your account keeps mood on a scale of nine. With five steps, every other one of them is used.")
        self._steps = Options(language, say("Steps of mood"), ((5, say("Five")), (9, say("Nine"))), sentence)
        title = say("My day ends at")
        self._end = ComboBox(
            title, [(hour, clock(hour * 60)) for hour in CHOICES["day_ends_at"] if isinstance(hour, int)]
        )
        self.offer(self._steps, "mood_steps")
        self.offer(self._end, "day_ends_at")
        sentence = say("Until then, an entry after midnight goes to the day before, unless you choose another.")
        options = ((True, language.pgettext("memories", "Show")), (False, language.pgettext("memories", "None")))
        self._memories = Options(language, say("Memories"), options, say("How you felt a year, a month or a week ago."))
        self.offer(self._memories, "show_memories")
        options = ((True, language.pgettext("streaks", "Show")), (False, language.pgettext("streaks", "None")))
        self._streaks = Options(language, say("Streaks"), options, say("How many days in a row, on Today."))
        self.offer(self._streaks, "show_streaks")
        options = ((True, language.pgettext("insights", "Show")), (False, language.pgettext("insights", "None")))
        self._insights = Options(language, say("Insights"), options, say("What Exist noticed last, on Today."))
        self.offer(self._insights, "show_insights")
        shown_unasked = (self._memories, self._streaks, self._insights)
        self.add(self._steps, Labelled(title, self._end), muted(sentence), *shown_unasked)
        self.show_mood(nine=False)

    def show_mood(self, *, nine: bool) -> None:
        """Offers nine steps if the account's mood has them."""
        self._steps.setVisible(nine)

    def show_settings(self, settings: Settings) -> None:
        """Shows the steps, the hour, and whether there are memories, streaks, and insights."""
        self._steps.show_value(settings.mood_steps)
        self._end.show_value(settings.day_ends_at)
        self._memories.show_value(settings.show_memories)
        self._streaks.show_value(settings.show_streaks)
        self._insights.show_value(settings.show_insights)


class UnitsSection(ChoiceSection):
    """The units in which values are shown and typed."""

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("Units"))
        self._words = SettingsWords(language)
        self._units: dict[str, str] = {}
        self._selects: dict[str, ComboBox] = {}
        for kind in Quantity:
            title = language.say_marked(UNIT_TITLES[kind])
            select = ComboBox(title, self._words.unit_options(kind, imperial=False))
            select.chosen.connect(partial(self._on_chosen, kind))
            self._selects[kind] = select
            self.add(Labelled(title, select))

    def show_profile(self, imperial: Imperial) -> None:
        """Says which units Exist's own settings ask for."""
        for kind, select in self._selects.items():
            select.set_options(self._words.unit_options(kind, imperial=getattr(imperial, kind)))

    def show_settings(self, settings: Settings) -> None:
        """Shows which units were chosen differently from Exist."""
        self._units = settings.units
        for kind, select in self._selects.items():
            select.show_value(settings.units.get(kind, ""))

    def _on_chosen(self, kind: str, system: str) -> None:
        others = {other: chosen for other, chosen in self._units.items() if other != kind}
        self.chosen.emit("units", others | ({kind: system} if system else {}))


class SyncSection(ChoiceSection):
    """When entries are sent and how often Exist is read."""

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("Sending and reading"))
        only = (ONLY_WHEN_ASKED, say("Only when I say so"))
        sending = ((10, say("After 10 seconds")), (60, say("After 1 minute")), only)
        reading = ((3600, say("Every hour")), (10_800, say("Every 3 hours")), (21_600, say("Every 6 hours")), only)
        self._send = Options(
            language,
            say("Send entries"),
            sending,
            say("Until then an entry can be taken back. “Send now” in the Outbox sends at once."),
        )
        self._read = Options(
            language,
            say("Read from Exist"),
            reading,
            say("“Refresh” reads at once. Exist asks not to be read more than once an hour."),
        )
        self.offer(self._send, "send_after")
        self.offer(self._read, "read_every")
        self.add(self._send, self._read)

    def show_settings(self, settings: Settings) -> None:
        """Shows the settings in force."""
        self._send.show_value(settings.send_after)
        self._read.show_value(settings.read_every)
