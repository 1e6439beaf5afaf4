"""The texts of the tray: its tooltip, and each line of its menu."""

from __future__ import annotations

from datetime import tzinfo

from msgspec import Struct

from exist_desktop.domain.mood import from_wire
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import NotRead
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.language import Language
from exist_desktop.words.status import StatusWords
from exist_desktop.words.values import Values

LONGEST_LABEL = 40
"""A menu is as wide as its longest line; labels of custom attributes may have any length."""


class TrayWords(Struct, frozen=True):
    """Puts the day and the worker's state into the lines of a tooltip and a menu; instants are shown in `zone`."""

    language: Language
    zone: tzinfo

    def tooltip(self, view: DayView | None, status: SyncStatus, now: float, asked: str) -> str:
        """Returns what a reminder asks or the program's name, today's mood, and the state of the sync."""
        state = StatusWords(self.language, self.zone).headline(status, now)
        return "\n".join(line for line in (asked or self.language.say("Exist Desktop"), self.mood(view), state) if line)

    def mood(self, view: DayView | None) -> str:
        """Returns today's mood in words; empty if it is not known whether there is one."""
        if view is None or view.mood is None:
            return ""
        if isinstance(view.mood.value, NotRead):
            return self.language.say("Mood not read yet")
        step = from_wire(view.mood.value, view.mood.attribute.value_type)
        if step is None:
            return self.language.say("No mood yet today")
        return self.language.say("Mood {mood}", mood=self._step(step))

    def _step(self, step: float) -> str:
        return face_line(self.language, int(step)) if step == int(step) else self.language.formats.decimal(step)

    def adding(self, tile: Tile) -> str:
        """Returns a line that adds the attribute's step, `Coffees 2 → add 1`."""
        assert tile.step is not None
        values = Values(self.language)
        step = values.step_text(tile.attribute, tile.step).removeprefix("+")
        label = short(tile.attribute.label)
        if tile.value is None or isinstance(tile.value, NotRead):
            return self.language.say("{label} → add {step}", label=label, step=step)
        shown = values.shown(tile.attribute, tile.value)
        return self.language.say("{label} {value} → add {step}", label=label, value=shown, step=step)

    def tag(self, tile: Tile) -> str:
        """Returns a line that ticks a tag; it says so if the tag was not read."""
        label = short(tile.attribute.label)
        unread = isinstance(tile.value, NotRead)
        return self.language.say("{label} (not read yet)", label=label) if unread else label

    def send_now(self, counts: Counts) -> str:
        """Returns the line that sends at once, with how many entries wait."""
        if not counts.waiting:
            return self.language.say("Send now")
        return self.language.say("Send now ({n})", n=self.language.formats.integer(counts.waiting))


def face_line(language: Language, step: int) -> str:
    """Returns a line that saves a mood, `4 · Good`."""
    return language.facts(language.formats.integer(step), Values(language).mood_name(step))


def can_send(status: SyncStatus) -> bool:
    """Whether sending at once makes sense."""
    return bool(status.counts.waiting) and status.condition is not Condition.SIGNED_OUT


def short(label: str) -> str:
    """Returns a label that fits on one line of the menu."""
    line = " ".join(label.split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"
