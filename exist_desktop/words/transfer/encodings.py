"""The sentences about the encoding of another program's text, which a person sees to be right by its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.mapping import FileFacts
from exist_desktop.words.language import N_, Language, Sentence

_NAMES: dict[Encoding, Sentence] = {
    Encoding.WESTERN: N_("Western European (Windows-1252)"),
    Encoding.CENTRAL: N_("Central European (Windows-1250)"),
    Encoding.CYRILLIC: N_("Cyrillic (Windows-1251)"),
    Encoding.GREEK: N_("Greek (Windows-1253)"),
    Encoding.TURKISH: N_("Turkish (Windows-1254)"),
    Encoding.BALTIC: N_("Baltic (Windows-1257)"),
    Encoding.MAC: N_("Western European (an old Mac)"),
    Encoding.JAPANESE: N_("Japanese (Shift JIS)"),
    Encoding.CHINESE: N_("Chinese (GB 18030)"),
    Encoding.KOREAN: N_("Korean (Windows-949)"),
}


class EncodingWords(Struct, frozen=True):
    """Puts encodings into words."""

    language: Language

    def name(self, encoding: Encoding) -> str:
        """Returns what an encoding is called."""
        return self.language.say_marked(_NAMES[encoding])

    def choices(self) -> Sequence[tuple[object, str]]:
        """Returns all that can be chosen."""
        return [(one, self.name(one)) for one in Encoding]

    def read_as(self, facts: FileFacts) -> Iterator[str]:
        """Yields how a file was read that is not in Unicode, with words by which that is seen to be right or wrong."""
        if facts.guessed is None:
            return
        say, name = self.language.say, self.name(facts.guessed.encoding)
        yield say("Its text is not in UTF-8, and is read as {encoding}.", encoding=name)
        if facts.guessed.words:
            yield say("Look at these words: {words}", words=self.language.listed(facts.guessed.words))
