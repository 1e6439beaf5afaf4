"""Explanations that are shown once."""

from __future__ import annotations

from enum import StrEnum

from exist_desktop.words.language import N_, Language, Sentence


class Hint(StrEnum):
    """The occasions for a hint."""

    FACES = "faces"
    UNDO = "undo"
    OFFLINE = "offline"
    OWNER = "owner"


SENTENCES: dict[Hint, Sentence] = {
    Hint.FACES: N_("A face saves when you press it. The note saves with Ctrl+Enter, or when you leave it."),
    Hint.UNDO: N_("Added by mistake? Ctrl+Z takes it back, and so does the Outbox while it waits there."),
    Hint.OFFLINE: N_("No connection is needed: this is saved here, and goes to Exist by itself when there is one."),
    Hint.OWNER: N_("Your entry is kept. The Outbox holds it until you decide who fills the attribute."),
}


def hint_words(language: Language, hint: Hint) -> str:
    """Returns the text of a hint."""
    return language.say_marked(SENTENCES[hint])
