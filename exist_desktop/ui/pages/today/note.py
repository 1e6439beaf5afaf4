"""The note of the Today page: its draft for each day, and the outcome of saving it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from exist_desktop.domain.attributes import MOOD_NOTE
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.projection import DayView
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.drafts import TodayDrafts
from exist_desktop.ui.pages.today.saver import EntrySaver
from exist_desktop.ui.widgets.mood.note_box import NoteBox
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language


class TodayNote(QObject):
    """Connects the note box with the drafts and the saver.

    Signals:
        told(str): the note of a day that is no longer shown was not saved.
    """

    told = Signal(str)

    def __init__(
        self, box: NoteBox, drafts: TodayDrafts, saver: EntrySaver, language: Language, days: DayClock
    ) -> None:
        super().__init__(box)
        self._box = box
        self._drafts = drafts
        self._saver = saver
        self._language = language
        self._days = days
        self._view: DayView | None = None
        drafts.replaced.connect(self._on_drafts_replaced)
        box.written.connect(self._on_written)
        box.drafted.connect(self._on_drafted)

    def show_day(self, view: DayView) -> None:
        """Shows the note of a day, or its newer state. A note that could not be saved stays with its day as a draft."""
        former, self._view = self._view, view
        if former is not None and former.day == view.day:
            return
        typed = self._box.draft
        if former is not None and typed is not None:
            self._drafts.put(Draft(former.day, MOOD_NOTE, typed, self._box.shown))
            day = self._long_day(Key(MOOD_NOTE, former.day))
            self.told.emit(self._language.say("The note of {day} is not saved. It stays there as typed.", day=day))
        self._box.turn_to(self._drafts.of(Key(MOOD_NOTE, view.day)))

    def keep_draft(self) -> None:
        """Stores what is typed now as the day's draft, or deletes the draft."""
        if self._view is None:
            return
        if self._box.draft is None:
            self._drafts.drop(Key(MOOD_NOTE, self._view.day))
        else:
            self._drafts.put(Draft(self._view.day, MOOD_NOTE, self._box.draft, self._box.shown))

    def is_shown(self, key: Key) -> bool:
        """Returns whether the page still shows the day of that note."""
        return self._view is not None and self._view.day == key.day

    def on_saved(self, key: Key) -> None:
        """The note of that day is on the disk."""
        if self.is_shown(key):
            self._box.saved()
            self.keep_draft()
        else:
            self._drafts.drop(key)

    def on_refused(self, draft: Draft, sentence: str) -> None:
        """The note was not saved: its text stays in the box, or as the draft of its day."""
        key = Key(MOOD_NOTE, draft.day)
        if self.is_shown(key):
            self._box.refuse(sentence)
            return
        self._drafts.put(draft)
        day = self._long_day(key)
        self.told.emit(self._language.say("The note of {day}: {problem}", day=day, problem=sentence))

    def on_changed_meanwhile(self, key: Key, theirs: str) -> bool:
        """Asks which text to save if the page still shows the day; returns whether it did."""
        if self.is_shown(key):
            self._box.ask_about(theirs)
            return True
        return False

    def _on_written(self, text: str) -> None:
        if self._view is not None:
            draft = Draft(self._view.day, MOOD_NOTE, text, self._box.shown)
            key = Key(MOOD_NOTE, draft.day)
            self._saver.save(SetValue(key, text), NoteOrigin(self, draft), {key: draft.shown})

    def _on_drafted(self) -> None:
        self.keep_draft()

    def _on_drafts_replaced(self) -> None:
        """Another account signed in, or a sign-out deleted all drafts."""
        if self._view is not None:
            self._box.turn_to(self._drafts.of(Key(MOOD_NOTE, self._view.day)))

    def _long_day(self, key: Key) -> str:
        return DayWords(self._language, self._days.calendar_day()).long(key.day)


class NoteOrigin:
    """A note that is being saved; the page may show another day by then."""

    def __init__(self, note: TodayNote, draft: Draft) -> None:
        self._note = note
        self._draft = draft
        self._key = Key(MOOD_NOTE, draft.day)

    def saved(self) -> None:
        """Settles the box, or deletes the draft of a day that is not shown."""
        self._note.on_saved(self._key)

    def refused(self, sentence: str) -> None:
        """Keeps the text and says why it was not saved."""
        self._note.on_refused(self._draft, sentence)

    def changed_meanwhile(self, theirs: str) -> bool:
        """Asks in the box if the day is still shown; returns whether it did."""
        return self._note.on_changed_meanwhile(self._key, theirs)
