"""The message about a damaged database: what was wrong, where it is, and what was restored."""

from __future__ import annotations

from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import N_, Language, Sentence

TITLES: dict[Loss, Sentence] = {
    Loss.DAMAGED: N_("The database was damaged"),
    Loss.GONE: N_("The database was missing"),
    Loss.BEHIND: N_("The database and its safety copy differed"),
    Loss.RESTORED: N_("The backup is in its place"),
}


def rescued(language: Language, rescue: Rescue) -> Message:
    """Returns the message about a rescued database."""
    sentence = language.sentences(*_done(language, rescue), *_counted(language, rescue))
    return Message(language.say_marked(TITLES[rescue.loss]), sentence)


def _done(language: Language, rescue: Rescue) -> list[str]:
    say = language.say
    if rescue.loss is Loss.BEHIND:
        return [say("Each got back from the other what it had lost.")]
    if rescue.loss is Loss.RESTORED:
        aside = say("What was here before is kept in {folder}.", folder=rescue.folder)
        return [aside, say("What Exist has is read again.")]
    kept = [say("It is kept in {folder}.", folder=rescue.folder)] if rescue.loss is Loss.DAMAGED else []
    if rescue.from_backup:
        return [*kept, say("The last backup took its place; what Exist has is read again.")]
    return [*kept, say("A new one took its place; what Exist has is read again.")]


def _counted(language: Language, rescue: Rescue) -> list[str]:
    waiting = language.ngettext(
        "1 entry that is not in Exist yet waits to be sent.",
        "{n} entries that are not in Exist yet wait to be sent.",
        rescue.waiting,
    )
    if not rescue.doubtful:
        return [waiting]
    doubtful = language.ngettext(
        "1 entry may be in Exist already; the outbox asks you about it.",
        "{n} entries may be in Exist already; the outbox asks you about them.",
        rescue.doubtful,
    )
    return [waiting, doubtful] if rescue.waiting else [doubtful]
