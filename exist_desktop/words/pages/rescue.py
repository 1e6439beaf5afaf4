"""What is said about a database that had lost something: what was wrong, where it is kept, and what of it came back."""

from __future__ import annotations

from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

TITLES: dict[Loss, str] = {
    Loss.DAMAGED: "The database was damaged",
    Loss.GONE: "The database was missing",
    Loss.BEHIND: "The database and its safety copy differed",
}


def rescued(language: Language, rescue: Rescue) -> Message:
    """What the person reads about it."""
    told = [*_done(language, rescue), _counted(language, rescue)]
    return Message(language.say(TITLES[rescue.loss]), " ".join(told))


def _done(language: Language, rescue: Rescue) -> list[str]:
    say = language.say
    if rescue.loss is Loss.BEHIND:
        return [say("What one had lost was taken from the other.")]
    kept = [say("It is kept in {folder}.", folder=rescue.folder)] if rescue.loss is Loss.DAMAGED else []
    if rescue.from_backup:
        return [*kept, say("The last backup took its place; what Exist has is read again.")]
    return [*kept, say("A new one took its place; what Exist has is read again.")]


def _counted(language: Language, rescue: Rescue) -> str:
    waiting = language.count(
        rescue.waiting,
        "1 entry that is not in Exist yet waits to be sent.",
        "{n} entries that are not in Exist yet wait to be sent.",
    )
    if not rescue.doubtful:
        return waiting
    doubtful = language.count(
        rescue.doubtful,
        "1 entry may be in Exist already; the outbox asks you about it.",
        "{n} entries may be in Exist already; the outbox asks you about them.",
    )
    return f"{waiting} {doubtful}" if rescue.waiting else doubtful
