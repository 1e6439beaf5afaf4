"""The template for translators: every sentence of the source. `python3 packaging/dev.py messages` writes it.

It has no line numbers, dates and addresses, so that it changes only if a sentence does. Existing catalogues get the new
sentences, and are compiled.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import redirect_stderr
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from exist_desktop.app.desktop.language import DOMAIN

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "say": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "N_": None,
    "NC_": ((1, "c"), 2),
    "NP_": (1, 2),
}
"""The ways in which `Language` says a sentence, and the marks."""


class PlainCatalog(Catalog):
    """A catalogue whose header says nothing that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        own = [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)] if self.locale else []
        return [*own, ("Content-Type", "text/plain; charset=UTF-8"), ("Content-Transfer-Encoding", "8bit")]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Leaves out what other programs write there."""


def template() -> PlainCatalog:
    """Returns every sentence of the source, without translations."""
    catalog = PlainCatalog(header_comment=f"# The sentences of {DOMAIN}.", charset="utf-8", fuzzy=False)
    for name, _, sentence, comments, context in _sentences():
        if sentence:
            place = (f"exist_desktop/{Path(name).as_posix()}", 0)
            catalog.add(sentence, locations=[place], auto_comments=comments, context=context)
    return catalog


@cache
def _sentences() -> tuple[tuple[str, int, str | tuple[str, ...], list[str], str | None], ...]:
    with redirect_stderr(io.StringIO()):  # it warns of `label.say("")`, which is no sentence
        return tuple(extract_from_dir(ROOT / "exist_desktop", [("**.py", "python")], keywords=KEYWORDS))


def as_text(catalog: Catalog) -> str:
    """Returns a catalogue as it is in its file."""
    written = io.BytesIO()
    write_po(written, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return written.getvalue().decode("utf-8")


def compile_catalog(catalog: Catalog, folder: Path) -> None:
    """Writes what the program reads, below a folder of translations."""
    compiled = folder / str(catalog.locale_identifier) / "LC_MESSAGES" / f"{DOMAIN}.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, catalog)


def opened(file: Path) -> PlainCatalog:
    """Returns a language's catalogue as it is in its file, with what its head says."""
    locale = file.parent.parent.name
    with file.open("rb") as read:
        known = read_po(read, locale=locale)
    catalog = PlainCatalog(locale, header_comment=known.header_comment, charset="utf-8", fuzzy=False)
    for message in known:
        if message.id:
            catalog[message.id] = message
    return catalog


def updated(file: Path, sentences: Catalog) -> PlainCatalog:
    """Returns a language's catalogue with all sentences of the source; those that changed a little are marked fuzzy."""
    catalog = opened(file)
    catalog.update(sentences, update_header_comment=False)
    return catalog


def main() -> None:
    """Writes the template, and updates and compiles each language's catalogue."""
    sentences = template()
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_text(as_text(sentences), encoding="utf-8")
    for file in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalog = updated(file, sentences)
        file.write_text(as_text(catalog), encoding="utf-8")
        compile_catalog(catalog, FOLDER)


if __name__ == "__main__":
    main()
