"""The sentences about exports: what was written, and what to know about it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from exist_desktop.domain.transfer.export import ExportFacts
from exist_desktop.words.language import Language


class ExportWords(Struct, frozen=True):
    """Puts exports into words."""

    language: Language

    def done(self, facts: ExportFacts) -> str:
        """Returns what was written, and where."""
        say, formats = self.language.say, self.language.formats
        main, *beside = facts.files
        counted = say(
            "{values} values of {attributes} attributes, from {days} days, are in {file}.",
            values=formats.integer(facts.values),
            attributes=formats.integer(facts.attributes),
            days=formats.integer(facts.days),
            file=main,
        )
        named = say("What the attributes are stands in {file}.", file=beside[0]) if beside else ""
        return self.language.sentences(counted, named)

    def notes(self, facts: ExportFacts) -> Iterator[str]:
        """Yields what a reader of the file should know."""
        ngettext = self.language.ngettext
        if facts.guarded:
            yield ngettext(
                "1 text looks like a formula. An apostrophe stands before it, so that a spreadsheet does not run it.",
                "{n} texts look like formulas. An apostrophe stands before each, so that a spreadsheet runs none.",
                facts.guarded,
            )
        if facts.unsent:
            yield ngettext(
                "1 entry in it is not in Exist yet.", "{n} entries in it are not in Exist yet.", facts.unsent
            )
        if facts.unread:
            yield ngettext(
                "1 field is empty because its day was not read yet.",
                "{n} fields are empty because their days were not read yet.",
                facts.unread,
            )
