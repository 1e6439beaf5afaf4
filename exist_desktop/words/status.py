"""The sync status in words: a headline, and a line that says what is safe and what comes next."""

from __future__ import annotations

import math
from datetime import tzinfo

from msgspec import Struct

from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.days import moment
from exist_desktop.words.language import N_, NP_, Language, Plural, Sentence

HEADLINES: dict[Condition, Sentence] = {
    Condition.STARTING: N_("Starting"),
    Condition.IDLE: N_("All in Exist"),
    Condition.SENDING: N_("Sending…"),
    Condition.READING: N_("Reading from Exist…"),
    Condition.OFFLINE: N_("Offline"),
    Condition.PAUSED: N_("Paused"),
    Condition.TROUBLE: N_("Exist has trouble"),
    Condition.NOT_PRIVATE: N_("Connection not private"),
    Condition.SIGNED_OUT: N_("Sign in again"),
    Condition.READ_ONLY: N_("Reading only"),
    Condition.UPDATED: N_("Exist Desktop was updated"),
    Condition.FAULT: N_("Something went wrong here"),
}

DETAILS: dict[Condition, Sentence] = {
    Condition.STARTING: N_("Looking for what is new."),
    Condition.IDLE: N_("Nothing has been read yet."),
    Condition.SENDING: N_("Entries are on their way to Exist."),
    Condition.READING: N_("Everything can be used meanwhile."),
    Condition.OFFLINE: N_("Exist is read when the connection is back."),
    Condition.PAUSED: N_("The requests of this hour are used up; it goes on by itself."),
    Condition.TROUBLE: N_("Its server reports errors; the next try comes by itself."),
    Condition.NOT_PRIVATE: N_("Exist's certificate is not valid, so nothing is sent."),
    Condition.SIGNED_OUT: N_("Exist does not accept the token any more."),
    Condition.READ_ONLY: N_("This token may only read. Sign in with Exist to send entries."),
    Condition.UPDATED: N_("Restart it to go on."),
    Condition.FAULT: N_("What happened is in the log; the next try comes by itself."),
}

WAITING: dict[Condition, Plural] = {
    Condition.STARTING: NP_(
        "Saved on this computer. It is sent in a moment.",
        "Saved on this computer. They are sent in a moment.",
    ),
    Condition.IDLE: NP_(
        "Saved on this computer. It is sent in a moment.",
        "Saved on this computer. They are sent in a moment.",
    ),
    Condition.SENDING: NP_(
        "Saved on this computer and on its way to Exist.",
        "Saved on this computer and on their way to Exist.",
    ),
    Condition.READING: NP_(
        "Saved on this computer. It is sent in a moment.",
        "Saved on this computer. They are sent in a moment.",
    ),
    Condition.OFFLINE: NP_(
        "Saved on this computer. It is sent when the connection is back.",
        "Saved on this computer. They are sent when the connection is back.",
    ),
    Condition.PAUSED: NP_(
        "Saved on this computer. It is sent when the pause is over.",
        "Saved on this computer. They are sent when the pause is over.",
    ),
    Condition.TROUBLE: NP_(
        "Saved on this computer. It is sent when Exist works again.",
        "Saved on this computer. They are sent when Exist works again.",
    ),
    Condition.NOT_PRIVATE: NP_(
        "Saved on this computer. Nothing is sent until the certificate is valid.",
        "Saved on this computer. Nothing is sent until the certificate is valid.",
    ),
    Condition.SIGNED_OUT: NP_(
        "Saved on this computer. It is sent after you have signed in.",
        "Saved on this computer. They are sent after you have signed in.",
    ),
    Condition.READ_ONLY: NP_(
        "Saved on this computer. This token may only read; sign in with Exist to send it.",
        "Saved on this computer. This token may only read; sign in with Exist to send them.",
    ),
    Condition.UPDATED: NP_(
        "Saved on this computer. Restart Exist Desktop to send it.",
        "Saved on this computer. Restart Exist Desktop to send them.",
    ),
    Condition.FAULT: NP_(
        "Saved on this computer. Sending it is tried again by itself.",
        "Saved on this computer. Sending them is tried again by itself.",
    ),
}
"""What is safe and what comes next, for one waiting entry and for several."""

SENT_SOON = frozenset({Condition.STARTING, Condition.IDLE, Condition.READING})
"""Conditions in which what waits is sent in a moment, but for what an import has entered."""

TO_SIGN_IN = frozenset({Condition.SIGNED_OUT, Condition.READ_ONLY})
"""Conditions that signing in ends."""

COULD_NOT: dict[Condition, Sentence] = {
    Condition.OFFLINE: N_("Exist could not be reached."),
    Condition.PAUSED: N_("Exist asks to pause."),
    Condition.TROUBLE: N_("Exist has trouble."),
    Condition.NOT_PRIVATE: N_("The connection to Exist is not private, so nothing was sent."),
    Condition.FAULT: N_("Something failed on this computer."),
}
"""Why what the person asked for could not be done."""

FIRST_THINGS = frozenset({Condition.SIGNED_OUT, Condition.READ_ONLY, Condition.NOT_PRIVATE, Condition.UPDATED})
"""Conditions that block all sending."""


class StatusWords(Struct, frozen=True):
    """Puts the worker's state into words; instants are shown in `zone`."""

    language: Language
    zone: tzinfo

    def headline(self, status: SyncStatus, now: float) -> str:
        """Returns the state in a few words, and how many entries wait, `Offline · 3 entries wait`."""
        return self.language.facts(*self.parts(status, now))

    def parts(self, status: SyncStatus, now: float) -> tuple[str, str]:
        """Returns the two halves of the headline: the state, and how many entries are not in Exist yet."""
        if status.condition is Condition.SIGNED_OUT:
            return self._signed_out(status.counts), ""
        counted = self.open_entries(status.counts)
        if status.condition is Condition.IDLE and counted:
            return counted, ""
        if status.condition is Condition.PAUSED and status.until is not None:
            return self.language.say("Paused until {time}", time=self._moment(status.until, now)), counted
        return self.language.say_marked(HEADLINES[status.condition]), counted

    def detail(self, status: SyncStatus, now: float) -> str:
        """Returns what is safe and what comes next."""
        if status.counts.held and status.condition not in FIRST_THINGS:
            return self.language.say("The Outbox says why, and what you can do.")
        if status.counts.batched and status.condition in SENT_SOON:
            return self.language.say("Saved on this computer. An import is sent little by little.")
        if status.counts.waiting:
            return self.language.count_marked(WAITING[status.condition], status.counts.waiting)
        if status.counts.checking:
            return self.language.say("The answer was lost on the way; Exist's total tells whether it arrived.")
        if status.condition is Condition.IDLE and status.clock_ahead is not None:
            from exist_desktop.words.clock import wrong_clock

            return self.language.as_sentence(wrong_clock(self.language, status.clock_ahead).title)
        if status.condition is Condition.IDLE and status.last_sync is not None:
            return self.language.say("Last read {time}.", time=self._moment(status.last_sync, now))
        if status.condition is Condition.PAUSED and status.last_sync is None:
            return self.language.say("A large account is read over several hours; it goes on by itself.")
        return self.language.say_marked(DETAILS[status.condition])

    def open_entries(self, counts: Counts) -> str:
        """Returns how many entries are not in Exist yet, those that need the person first; empty if there are none."""
        ngettext = self.language.ngettext
        if counts.held:
            needing = ngettext("1 entry needs you", "{n} entries need you", counts.held)
            waiting = self.language.npgettext("entries", "1 waits", "{n} wait", counts.waiting)
            return self.language.listed([needing, waiting if counts.waiting else ""])
        if counts.waiting:
            return ngettext("1 entry waits", "{n} entries wait", counts.waiting)
        if counts.checking:
            return ngettext("1 entry is being checked", "{n} entries are being checked", counts.checking)
        return ""

    def way_on(self, status: SyncStatus) -> str:
        """Returns the label of the status button, which names what it opens; empty if it opens nothing."""
        if status.condition in TO_SIGN_IN:
            return self.language.say("Open the sign-in")
        return self.language.say("Open the Outbox") if status.counts.open else ""

    def nothing_to_send(self, counts: Counts) -> str:
        """Returns the answer to "Send now" if there is nothing to send."""
        if counts.held:
            return self.language.ngettext(
                "Nothing to send: 1 entry needs you.", "Nothing to send: {n} entries need you.", counts.held
            )
        return self.language.say("Nothing to send: all is in Exist.")

    def just_read(self, wait: float) -> str:
        """Returns the answer if the person wants to read again too soon; `wait` is in seconds."""
        return self.language.ngettext(
            "Exist was read just now. It is read again in 1 second.",
            "Exist was read just now. It is read again in {n} seconds.",
            max(1, math.ceil(wait)),
        )

    def could_not(self, status: SyncStatus, now: float) -> str:
        """Returns why sending or reading could not be done; empty if it could."""
        if status.condition not in COULD_NOT:
            return ""
        why, say = self.language.say_marked(COULD_NOT[status.condition]), self.language.say
        if status.until is None or status.until <= now:
            return self.language.sentences(why, say("It is tried again by itself."))
        return self.language.sentences(why, say("Next try {time}.", time=self._moment(status.until, now)))

    def _signed_out(self, counts: Counts) -> str:
        if not counts.open:
            return self.language.say("Sign in again")
        return self.language.ngettext(
            "Sign in again. 1 entry is safe", "Sign in again. {n} entries are safe", counts.open
        )

    def _moment(self, instant: float, now: float) -> str:
        return moment(self.language, instant, now, self.zone)
