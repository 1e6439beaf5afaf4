"""The texts of quick entry: what would be saved, what prevents it, the day's earlier moods, and memories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD_NOTE, AmbiguousNameError, Attribute
from exist_desktop.domain.commands import Append, Command, Increment, SetValue
from exist_desktop.domain.day import local
from exist_desktop.domain.mood import EarlierMood
from exist_desktop.domain.parsing.line_commands import after
from exist_desktop.domain.parsing.quick_line import Lowering
from exist_desktop.domain.statistics.memories import Ago, Memory
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NotRead, Seen, one_form
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.values import Values

AGO: dict[Ago, Sentence] = {
    Ago.YEAR: N_("A year ago you felt {mood}"),
    Ago.TWO_YEARS: N_("Two years ago you felt {mood}"),
    Ago.FIVE_YEARS: N_("Five years ago you felt {mood}"),
    Ago.MONTH: N_("A month ago you felt {mood}"),
    Ago.WEEK: N_("A week ago you felt {mood}"),
}


class QuickWords(Struct, frozen=True):
    """Puts what is about to be saved into words; instants are shown in `zone`."""

    language: Language
    today: date
    zone: tzinfo

    def day(self, day: date) -> str:
        """Returns a short form of a day, `Saturday 21 Nov`."""
        return DayWords(self.language, self.today).short(day)

    def change(self, attribute: Attribute, command: Command, before: Seen) -> str:
        """Returns what would be saved: `Coffees 2 → 3 · today`, `Mood 3 on Saturday 21 Nov`."""
        values, say, made = Values(self.language), self.language.say, after(before, command)
        if attribute.name == MOOD_NOTE:
            what = self._note(attribute, command, before)
        elif attribute.value_type is ValueType.BOOLEAN and made:
            what = attribute.label
        elif isinstance(made, NotRead):
            what = self._addition(attribute, command)
        elif before is None or isinstance(before, str | NotRead) or before == made:
            what = say("{label} {after}", label=attribute.label, after=values.shown(attribute, made))
        else:
            shown = {"before": values.shown(attribute, before), "after": values.shown(attribute, made)}
            what = say("{label} {before} → {after}", label=attribute.label, **shown)
        if command.key.day == self.today:
            return self.language.facts(what, say("today"))
        return say("{what} on {day}", what=what, day=self.day(command.key.day))

    def _addition(self, attribute: Attribute, command: Command) -> str:
        """Returns what would be added to a value that was not read: `Coffees +1 (not read yet)`."""
        assert isinstance(command, Increment)
        change = Values(self.language).change(attribute, command.delta)
        return self.language.say("{label} {change} (not read yet)", label=attribute.label, change=change)

    def _note(self, attribute: Attribute, command: Command, before: Seen) -> str:
        """Returns the words that are appended to the note, or that replace it."""
        assert isinstance(command, Append | SetValue)
        empty = before is None or (isinstance(before, str) and not one_form(before))
        replaces = isinstance(command, SetValue) and not empty
        words = " ".join((str(command.value) if isinstance(command, SetValue) else command.words).split())
        if replaces:
            return self.language.say("{label} becomes “{words}”", label=attribute.label, words=words)
        return self.language.say("{label} + “{words}”", label=attribute.label, words=words)

    def with_characters_left(self, change: str, left: int) -> str:
        """Returns a change of the note, and how many characters are left."""
        counted = self.language.ngettext("{n} character left", "{n} characters left", left)
        return self.language.facts(change, counted)

    def unknown(self, error: UnknownAttributeError) -> str:
        """Returns that no attribute has the typed name."""
        return self.language.say("Nothing of yours is called “{typed}”.", typed=error.typed)

    def ambiguous(self, error: AmbiguousNameError) -> str:
        """Returns that several attributes have the typed name, one of them in Exist and another here."""
        return self.language.say("Several are called “{typed}”, here or in Exist. Which one?", typed=error.typed)

    def lowering(self, lowering: Lowering) -> str:
        """Returns the question about a bare number below the current count."""
        values = Values(self.language)
        return self.language.say(
            "{label} is {before} now. Add {after} to it, or is {after} the total?",
            label=lowering.attribute.label,
            before=values.shown(lowering.attribute, lowering.before),
            after=values.shown(lowering.attribute, lowering.after),
        )

    def not_begun(self, day: date) -> str:
        """Returns the question about a day that has not begun."""
        return self.language.say("That day has not begun. Save it for {day}?", day=self.day(day))

    def too_long_ago(self) -> str:
        """Returns that the typed day is too early."""
        return self.language.say("Entries are taken for days from 1900 on.")

    def held(self, attributes: Sequence[Attribute]) -> str:
        """Returns that other services fill the attributes, so that the entries will be held."""
        by_service: dict[str, list[str]] = {}
        for one in attributes:
            service = one.service.label if one.service else self.language.say("another service")
            by_service.setdefault(service, []).append(one.label)
        return self.language.sentences(
            *(
                self.language.say(
                    "{service} fills {labels}. It is saved here and held until you take over.",
                    service=service,
                    labels=self.language.listed(labels),
                )
                for service, labels in by_service.items()
            )
        )

    def begun(self, day: date) -> str:
        """Returns that the draft is for another day."""
        return self.language.say("Begun for {day}, and still for that day.", day=self.day(day))

    def earlier(self, one: EarlierMood) -> str:
        """Returns a mood that was logged on the day, `09:10  3 · Okay: slept badly`."""
        there = local(one.at, self.zone)
        clock = self.language.formats.clock(there.hour * 60 + there.minute)
        if there.date() != self.today:
            clock = self.language.say("{day}, {clock}", day=self.language.formats.short_day(there.date()), clock=clock)
        return self.language.say("{clock}  {mood}", clock=clock, mood=mood_words(self.language, one.step, one.words))

    def mood_of_day(self, step: float, note: str) -> str:
        """Returns the day's mood if it was entered elsewhere, so that its time is unknown."""
        return self.language.say("Now {mood}", mood=mood_words(self.language, step, note))


def mood_words(language: Language, step: float, note: str = "") -> str:
    """Returns a step of mood with its words, `4 · Good: long walk`; a half has no name of its own."""
    shown = language.formats.decimal(step)
    named = language.facts(shown, Values(language).mood_name(int(step))) if step in mood.STEPS else shown
    one_line = " ".join(note.split())
    return language.say("{mood}: {words}", mood=named, words=one_line) if one_line else named


def memory_sentence(language: Language, memory: Memory) -> str:
    """Returns how the person felt then: `A year ago you felt 4 · Good: long walk`."""
    return language.say_marked(AGO[memory.ago], mood=mood_words(language, memory.step, memory.words))
