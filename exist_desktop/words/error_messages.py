"""The message for each expected error, a title and a sentence: what happened, what is safe, what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from enum import Enum

from msgspec import Struct

from exist_desktop.domain.account import AccountNotKnownError
from exist_desktop.domain.attributes import AmbiguousNameError, AttributesNotReadError, UnknownTemplateError
from exist_desktop.domain.ownership.errors import EntriesWaitError, TwinError
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import InvalidValueError, Value, WouldLowerError
from exist_desktop.errors import (
    AppError,
    DiskErrorKind,
    FutureDayError,
    KeyringError,
    NeverSignedInError,
    NotPossibleError,
    NotReadableError,
    NotRecordedError,
    NotSavedError,
    OpenError,
    RequestError,
    SignInError,
    UnexpectedError,
    UnknownAttributeError,
    UpgradeError,
)
from exist_desktop.words.error_sentences import EXPECTED, NOT_DONE, NOT_UPDATED, SENTENCES
from exist_desktop.words.language import N_, Language, Sentence


class Message(Struct, frozen=True):
    """A message: a title of a few words, and one or two sentences."""

    title: str
    sentence: str

    def text(self, language: Language) -> str:
        """Returns title and sentence as one text; the title becomes a sentence."""
        return language.sentences(language.as_sentence(self.title), self.sentence)

    def lead(self, language: Language) -> int:
        """Returns how many characters of `text` the title takes."""
        return len(language.as_sentence(self.title))


_ONLY_TO_LOOK: dict[DiskErrorKind, Sentence] = {
    DiskErrorKind.FULL: N_("The disk is full. Free some space, then saving works again."),
    DiskErrorKind.READ_ONLY: N_("The disk cannot be written. Allow that, then saving works again."),
    DiskErrorKind.FAILED: N_("The disk reported an error. If it happens often, the disk may be failing."),
}


def updated(language: Language) -> Message:
    """Returns the message of a running program after a later version was installed."""
    return Message(language.say("Exist Desktop was updated"), language.say("Restart it to go on. Nothing is lost."))


def only_to_look(language: Language, fault: DiskErrorKind) -> Message:
    """Returns the message of a start with a disk that cannot be written to: the person can look, but not save."""
    title = language.say("Your days can be seen, and nothing can be saved")
    return Message(title, language.say_marked(_ONLY_TO_LOOK[fault]))


class ErrorMessages(Struct, frozen=True):
    """Puts every expected error into words."""

    language: Language

    def message(self, error: AppError) -> Message:
        """Returns the message for an error."""
        match error:
            case UnknownAttributeError() | UnknownTemplateError() | AttributesNotReadError() | AmbiguousNameError():
                return self._named(error)
            case FutureDayError() | WouldLowerError():
                return self._future(error) if isinstance(error, FutureDayError) else self._would_lower(error)
            case TwinError() | EntriesWaitError():
                return self._of_owners(error)
            case RequestError() | InvalidValueError():
                return self._transport(error) if isinstance(error, RequestError) else self._value(error)
            case NotPossibleError(kind=code, what=what):
                return self._coded(code, what=what or self.language.say("The entry"))
            case SignInError(kind=fault, detail=detail):
                return self._coded(fault, detail=detail)
            case NotSavedError() | OpenError() | UpgradeError():
                return self._disk(error)
            case KeyringError(kind=cause):
                return self._coded(cause)
            case UnexpectedError() | NeverSignedInError() | AccountNotKnownError():
                return self._unexpected() if isinstance(error, UnexpectedError) else self._without_account(error)
            case _:
                return self._of_files(error)

    def _of_files(self, error: AppError) -> Message:
        """Returns the message for an error of an export or an import, which hardly anybody ever sees."""
        from exist_desktop.domain.transfer.export import ExportError
        from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
        from exist_desktop.words.transfer.errors import TRANSFER_SENTENCES, UNTOUCHED_SENTENCES

        assert isinstance(error, ExportError | UnreadableError)
        title, sentence = TRANSFER_SENTENCES[error.kind]
        if isinstance(error, ExportError):
            return Message(self.language.say_marked(title), self.language.say_marked(sentence, where=error.where))
        if not error.taken_in:
            title, sentence = (
                TRANSFER_SENTENCES[UnreadableKind.MISSING][0],
                UNTOUCHED_SENTENCES.get(error.kind, sentence),
            )
        parts = {"line": error.line, "whose": error.whose, "detail": error.detail}
        return Message(self.language.say_marked(title), self.language.say_marked(sentence, where=error.where, **parts))

    def _disk(self, error: NotSavedError | OpenError | UpgradeError) -> Message:
        match error:
            case OpenError(kind=cause, where=where):
                return self._coded(cause, where=where)
            case NotReadableError(kind=DiskErrorKind.UPDATED):
                return updated(self.language)
            case NotReadableError():
                return self._not_read()
            case UpgradeError(kind=fault):
                return self._not_updated(fault)
            case NotRecordedError(kind=fault):
                return self._not_done(fault)
            case _:
                return self._coded(error.kind)

    def _coded(self, code: Enum, **parts: object) -> Message:
        title, sentence = SENTENCES[code]
        return Message(self.language.say_marked(title, **parts), self.language.say_marked(sentence, **parts))

    def _named(
        self, error: UnknownAttributeError | UnknownTemplateError | AttributesNotReadError | AmbiguousNameError
    ) -> Message:
        match error:
            case UnknownAttributeError():
                return self._unknown(error)
            case AmbiguousNameError(typed=typed, names=names):
                return self._ambiguous(typed, names)
            case _:
                return self._not_offered(error)

    def _unknown(self, error: UnknownAttributeError) -> Message:
        say = self.language.say
        sentence = say("Your account has nothing by the name “{typed}”. Nothing was saved.", typed=error.typed)
        if error.similar:
            names = self.language.listed(error.similar)
            sentence = self.language.sentences(sentence, say("Did you mean {names}?", names=names))
        return Message(say("No such attribute"), sentence)

    def _not_offered(self, error: AttributesNotReadError | UnknownTemplateError) -> Message:
        say = self.language.say
        if isinstance(error, UnknownTemplateError):
            return Message(
                say("No such template"),
                say(
                    "Exist offers nothing by the name “{typed}”; exist-desktop templates shows what it has. "
                    "Nothing was saved.",
                    typed=error.typed,
                ),
            )
        return Message(
            say("Your attributes are not known yet"),
            say(
                "They are read from Exist first, and that has not succeeded yet. "
                "exist-desktop sync tries it and says what is in the way. Nothing was saved."
            ),
        )

    def _of_owners(self, error: TwinError | EntriesWaitError) -> Message:
        return self._twin(error) if isinstance(error, TwinError) else self._entries_wait(error)

    def _twin(self, error: TwinError) -> Message:
        say = self.language.say
        title = say("There is {label} already", label=error.label)
        if error.offered:
            return Message(title, say("Exist has a template for it: {name}. Create it from that.", name=error.name))
        if not error.active:
            return Message(title, say("It is switched off. Take over {name} to use it again.", name=error.name))
        return Message(title, say("Your account has it by the name {name}.", name=error.name))

    def _entries_wait(self, error: EntriesWaitError) -> Message:
        sentence = self.language.ngettext(
            "1 entry of it needs you first; the Outbox says why.",
            "{n} entries of it need you first; the Outbox says why.",
            error.undecided,
        )
        return Message(self.language.say("{label} cannot be given back yet", label=error.label), sentence)

    def _ambiguous(self, typed: str, names: Sequence[str]) -> Message:
        say = self.language.say
        sentence = say("Name one of them: {names}. Nothing was changed.", names=self.language.listed(names))
        return Message(say("Several are called {typed}", typed=typed), sentence)

    def _future(self, error: FutureDayError) -> Message:
        say = self.language.say
        return Message(
            say("That day is too far ahead"),
            say(
                "{day} lies after {latest}, the last day that entries are taken for. Nothing was saved.",
                day=self._day(error.day, error.latest),
                latest=self._day(error.latest, error.day),
            ),
        )

    def _day(self, day: date, other: date) -> str:
        """Returns a day, with its year if the other day is in a different one."""
        formats = self.language.formats
        return formats.long_day(day) if day.year == other.year else formats.long_date(day)

    def _would_lower(self, error: WouldLowerError) -> Message:
        say, before, after = self.language.say, self._number(error.before), self._number(error.after)
        if error.after == 0:  # nobody means to add zero
            sentence = say(
                "It is {before} now. To set it to {after} all the same, say --set. Nothing was saved.",
                before=before,
                after=after,
            )
        else:
            sentence = say(
                "It is {before} now; {after} would be its new total. To add, type +{after}. "
                "To set it all the same, say --set. Nothing was saved.",
                before=before,
                after=after,
            )
        return Message(say("{label} would become less", label=error.label), sentence)

    def _transport(self, error: RequestError) -> Message:
        message = self._coded(error.kind)
        return Message(message.title, self.language.sentences(message.sentence, *self._particulars(error)))

    def _particulars(self, error: RequestError) -> Sequence[str]:
        """Returns what is known of this one failure: until when to wait, and what was said about it."""
        say, extra = self.language.say, list[str]()
        if error.retry_after is not None:
            minutes = max(1, math.ceil(error.retry_after / 60))
            extra.append(self.language.ngettext("Again in a minute.", "Again in {n} minutes.", minutes))
        if error.reason and error.kind.never_left:
            reason = error.reason.rstrip(".")
            extra.append(say("This computer reports: {reason}.", reason=reason))
        if error.by_proxy:
            extra.append(say("The request went to the proxy in this computer's settings."))
        if error.text:
            extra.append(say("Exist says: {text}", text=error.text))
        return extra

    def _value(self, problem: InvalidValueError) -> Message:
        return self._coded(
            problem.kind,
            expected=self.language.say_marked(EXPECTED[problem.value_type.rules.form]),
            low=self._limit(problem.low, problem.value_type),
            high=self._limit(problem.high, problem.value_type),
        )

    def _limit(self, limit: float | None, value_type: ValueType) -> str:
        """Returns an end of a range as people would type it; 0 if there is none."""
        if value_type.rules.form is Form.PERCENTAGE:
            return self.language.formats.percent(limit or 0)
        return self._number(limit or 0)

    def _not_read(self) -> Message:
        say = self.language.say
        return Message(
            say("The data cannot be read"),
            say("The disk reported an error. Nothing was changed; if it happens often, the disk may be failing."),
        )

    def _not_updated(self, fault: DiskErrorKind) -> Message:
        say = self.language.say
        sentence = self.language.sentences(
            say("Nothing in it was changed."), self.language.say_marked(NOT_UPDATED[fault])
        )
        return Message(say("Your data is not ready for this version"), sentence)

    def _not_done(self, fault: DiskErrorKind) -> Message:
        title, what_to_do = map(self.language.say_marked, NOT_DONE[fault])
        return Message(title, self.language.sentences(self.language.say("What was saved before is safe."), what_to_do))

    def _unexpected(self) -> Message:
        say = self.language.say
        return Message(
            say("Something went wrong in Exist Desktop"),
            say("Everything that was saved is on this computer. What happened is in the log, which Settings shows."),
        )

    def _without_account(self, error: NeverSignedInError | AccountNotKnownError) -> Message:
        say = self.language.say
        if isinstance(error, AccountNotKnownError):
            first = say("This token is new here, and Exist has to say whose it is. Nothing was saved.")
            sentence = self.language.sentences(first, *self._particulars(error.cause))
            return Message(self._coded(error.cause.kind).title, sentence)
        return Message(
            say("Not signed in yet"),
            say(
                "Sign in once with exist-desktop sign-in, or try exist-desktop --demo; "
                "from then on entries are saved, online or not. Nothing was saved."
            ),
        )

    def _number(self, value: Value) -> str:
        formats = self.language.formats
        if isinstance(value, str):
            return value
        return formats.integer(int(value)) if value == int(value) else formats.decimal(value)
