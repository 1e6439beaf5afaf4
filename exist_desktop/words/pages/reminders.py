"""The texts of a reminder and of its buttons."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, Attribute
from exist_desktop.domain.mood import STEPS
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.reminders import Due
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

ADD, LEAVE = "add", "leave"
"""The answers beside a step of mood."""


class ReminderWords(Struct, frozen=True):
    """Puts a reminder into a question, a sentence, and buttons."""

    language: Language

    def question(self, due: Due, attribute: Attribute, today: date) -> str:
        """Returns the question."""
        say = self.language.say
        if due.attribute != MOOD:
            if due.day == today:
                return say("{label} today?", label=attribute.label)
            return say("{label} yesterday?", label=attribute.label)
        return say("How is today?") if due.day == today else say("How was yesterday?")

    def reason(self, due: Due, attribute: Attribute) -> str:
        """Returns the reason."""
        day = self.language.formats.long_day(due.day)
        return self.language.say("{label} is not logged for {day} yet.", label=attribute.label, day=day)

    def buttons(self, due: Due, tile: Tile, today: date) -> tuple[tuple[str, str], ...]:
        """Returns the answers with their texts: the steps of mood, or the attribute's step; and skipping it."""
        say = self.language.say
        leave = (LEAVE, say("Not today") if due.day == today else say("Leave it empty"))
        if due.attribute == MOOD:
            return (*((str(step), str(step)) for step in STEPS), leave)
        if tile.step is None:
            return (leave,)
        return ((ADD, Values(self.language).step_text(tile.attribute, tile.step)), leave)
