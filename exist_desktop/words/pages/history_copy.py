"""The texts about the copy of the history: its progress, how long it takes, and what removing it means."""

from __future__ import annotations

import math
from datetime import tzinfo

from msgspec import Struct

from exist_desktop.domain.day import HOUR_SECONDS
from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.words.days import moment
from exist_desktop.words.language import Language

MINUTE = 60.0


class HistoryCopyWords(Struct, frozen=True):
    """Puts the progress of the copy into words; instants are shown in `zone`."""

    language: Language
    zone: tzinfo

    def line(self, progress: HistoryProgress, now: float) -> str:
        """Returns one or two short sentences while there is something to copy, else an empty text."""
        say = self.language.say
        share = self.language.formats.percent(progress.fraction)
        match progress.state:
            case HistoryState.COPYING:
                return self.language.sentences(
                    say("History: {share} is here.", share=share), self._time_left(progress.seconds_left)
                )
            case HistoryState.WAITING if progress.resumes_at is not None:
                resumes = say("It goes on at {time}.", time=moment(self.language, progress.resumes_at, now, self.zone))
                return self.language.sentences(say("History: {share} is here.", share=share), resumes)
            case HistoryState.WAITING:
                return say("History: {share} is here.", share=share)
            case HistoryState.PAUSED:
                return say("History: {share} is here. The rest is paused.", share=share)
            case _:
                return ""

    def state(self, progress: HistoryProgress, now: float) -> str:
        """Returns the state of the copy for Settings, in every state."""
        say, formats = self.language.say, self.language.formats
        share = formats.percent(progress.fraction)
        if progress.state is HistoryState.COMPLETE and progress.first is not None:
            return say("All of it is here, back to {day}.", day=formats.long_day(progress.first))
        if progress.state is HistoryState.COMPLETE:
            return say("All of it is here.")
        if progress.state is HistoryState.OFF:
            return say("Nothing more is read. What is here stays.")
        if progress.state is HistoryState.ON_REQUEST:
            return say("{share} of it is here. The rest waits, since Exist is read only when you say so.", share=share)
        return self.line(progress, now) or say("It begins after Exist was read for the first time.")

    def _time_left(self, seconds: float | None) -> str:
        if seconds is None:
            return ""
        if seconds < HOUR_SECONDS:
            return self.language.ngettext(
                "About 1 minute left.", "About {n} minutes left.", max(1, math.ceil(seconds / MINUTE))
            )
        return self.language.ngettext("About 1 hour left.", "About {n} hours left.", round(seconds / HOUR_SECONDS))
