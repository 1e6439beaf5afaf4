"""What the Outbox says about a batch, which is what one import has entered: how far it is, and what can be done."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.words.language import Language


class BatchWords(Struct, frozen=True):
    """Puts batches into words."""

    language: Language

    def title(self, line: BatchLine) -> str:
        """Returns what it is, with the name of the file."""
        say = self.language.say
        if line.batch.undoes:
            return say("Undo of {file}", file=line.batch.file)
        return say("Import of {file}", file=line.batch.file)

    def state(self, line: BatchLine) -> str:
        """Returns how far it is, in one line without a full stop."""
        return self.language.facts(*self._far(line), *self._besides(line))

    def whole(self, line: BatchLine) -> str:
        """Returns what it is and how far, in one line."""
        return self.language.say("{title}: {state}", title=self.title(line), state=self.state(line))

    def _far(self, line: BatchLine) -> tuple[str, str]:
        integer = self.language.formats.integer
        paused = self.language.pgettext("a batch", "Paused") if line.waiting and line.is_paused else ""
        sent, total = integer(line.sent), integer(line.total)
        return paused, self.language.say("In Exist: {sent} of {total}", sent=sent, total=total)

    def _besides(self, line: BatchLine) -> tuple[str, ...]:
        ngettext = self.language.ngettext
        return (
            ngettext("1 waits", "{n} wait", line.waiting) if line.waiting else "",
            ngettext("1 needs you", "{n} need you", line.held) if line.held else "",
            ngettext("1 stayed as Exist has it", "{n} stayed as Exist has them", line.kept) if line.kept else "",
            ngettext("1 undone", "{n} undone", line.undone) if line.undone else "",
        )

    def pausing(self, line: BatchLine) -> str:
        """Returns what the button says that pauses it, or lets it go on."""
        return self.language.say("Go on") if line.is_paused else self.language.pgettext("a batch", "Pause")

    def withdrawing(self, line: BatchLine) -> str:
        """Returns what the button says that undoes what has not left."""
        return self.language.ngettext(
            "Undo the 1 that is not in Exist", "Undo the {n} that are not in Exist", line.waiting + line.held
        )

    def taking_back(self, line: BatchLine) -> str:
        """Returns what the button says that undoes what is in Exist."""
        return self.language.ngettext(
            "Take back the 1 that is in Exist", "Take back the {n} that are in Exist", line.may_be_taken_back
        )

    def named(self, act: str, line: BatchLine) -> str:
        """Returns the accessible name of a button of the batch: what it does, and to which."""
        return self.language.say("{act}: {title}", act=act, title=self.title(line))

    def withdrawn(self, number: int) -> str:
        """Returns what came of undoing what had not left."""
        return self.language.ngettext("1 entry was undone.", "{n} entries were undone.", number)

    def taken_back(self, number: int, line: BatchLine) -> str:
        """Returns what came of taking back what was in Exist. What Exist cannot be without any more stays."""
        stays = line.may_be_taken_back - number
        ngettext = self.language.ngettext
        return self.language.sentences(
            ngettext("1 is being taken back.", "{n} are being taken back.", number),
            ngettext(
                "1 stays: it was changed since, or Exist cannot be without a value there any more.",
                "{n} stay: they were changed since, or Exist cannot be without a value there any more.",
                stays,
            )
            if stays > 0
            else "",
        )
