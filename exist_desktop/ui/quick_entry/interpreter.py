"""Interprets the typed text with the data that was read: preview, suggestions, earlier moods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.mood import earlier_moods
from exist_desktop.domain.parsing.line_parser import named_first, names
from exist_desktop.domain.parsing.quick_line import Choices, Vocabulary, line_of_day, meaning
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.statistics.frecency import OwnOrder, suggestions, weights
from exist_desktop.domain.statistics.memories import Memory
from exist_desktop.store.reading.quick_views import QuickVocabulary
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.quick_entry.preview import Preview, not_begun, preview
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language
from exist_desktop.words.pages.quick_entry import QuickWords


class Suggested(Struct, frozen=True):
    """The attributes that a line may mean, and whether Tab completes the name of one."""

    attributes: tuple[Attribute, ...] = ()
    completes: bool = False


class Interpreter:
    """Interprets a line with the known data: the account's attributes, and the days that were read so far."""

    def __init__(self, read: QuickVocabulary, language: Language, days: DayClock) -> None:
        self._read = read
        self._language = language
        self._days = days
        self._names = names(read.known, {}, language.typed_words)
        self.views: dict[date, DayView] = {read.view.day: read.view}

    @property
    def day(self) -> date:
        """The day of the face and the note."""
        return self._read.view.day

    @property
    def memory(self) -> Memory | None:
        """A memory for the day."""
        return self._read.memory

    @property
    def words(self) -> QuickWords:
        """The sentences of quick entry for the current day and zone."""
        return QuickWords(self._language, self._days.calendar_day(), self._days.zone.info)

    @property
    def has_mood(self) -> bool:
        """Whether the account has a mood and a note."""
        return MOOD in self._read.known and MOOD_NOTE in self._read.known

    @property
    def note(self) -> str:
        """The day's note; `""` if it has none."""
        value = self._read.view.note.value if self._read.view.note else None
        return value if isinstance(value, str) else ""

    def earlier(self) -> tuple[str, ...]:
        """Returns the day's moods in words: those logged here with their times, and the day's value if it differs."""
        logged = earlier_moods(self._read.moods, self._read.view.mood_type)
        tile = self._read.view.mood
        step = mood.from_wire(tile.value, self._read.view.mood_type) if tile else None
        sentences = tuple(self.words.earlier(one) for one in logged)
        if step is None or (logged and logged[-1].step == step):
            return sentences
        return (*sentences, self.words.mood_of_day(step, "" if logged else self.note))

    def preview(self, draft: QuickDraft, choices: Choices, *, ahead: bool) -> Preview | date:
        """Returns what Enter would do, or the day that has to be read before that is known.

        `ahead` is whether the person has agreed to a day that has not begun.
        """
        meant = meaning(draft, self._vocabulary(draft.line), self.views, choices)
        if meant.unread is not None:
            return meant.unread
        seen = preview(meant, self._known, self._read.agreed, self.views, self.words)
        return seen if ahead else not_begun(seen, self.words)

    def suggested(self, line: str) -> Suggested:
        """Returns suggestions while the name is still being typed."""
        vocabulary = self._vocabulary(line)
        _, rest = line_of_day(line, self._days.proposed(), vocabulary.names, vocabulary.days)
        named = named_first(rest, vocabulary.names)
        if named is not None and (named[1] or line.endswith(" ")):
            return Suggested()
        weighed = weights(self._read.uses, self._days.here().timestamp(), self._days.zone.info)
        found = tuple(suggestions(rest, self._read.own, self._known, weighed, _order(self._read.view)))
        return Suggested(found, completes=bool(rest) and named is None)

    def completed(self, line: str, attribute: Attribute) -> str:
        """Returns the line with the typed beginning of the name replaced by the attribute's name."""
        vocabulary = self._vocabulary(line)
        _, rest = line_of_day(line, self._days.proposed(), vocabulary.names, vocabulary.days)
        begin = line[: len(line.rstrip()) - len(rest)]
        named = named_first(attribute.label, vocabulary.names)
        name = attribute.label if named and named[0].name == attribute.name else attribute.name
        return f"{begin}#{name}" if attribute.is_tag else f"{begin}{name} "

    @property
    def _known(self) -> Mapping[str, Attribute]:
        return self._read.known

    def _vocabulary(self, line: str) -> Vocabulary:
        today = self._days.calendar_day()
        return Vocabulary(
            self._names,
            self._language.numerals,
            self._language.units(),
            DayWords(self._language, today).named(line),
            f"{self._days.here():%H:%M}",
        )


def _order(view: DayView) -> OwnOrder:
    shown = (*(tile for group in view.groups for tile in group.tiles), *view.tags)  # who means a tag can type `#`
    hidden = frozenset(tile.attribute.name for tile in view.hidden)
    return OwnOrder(tuple(tile.attribute.name for tile in shown), view.pinned, hidden)
