"""The files that the documents name are there, and a shell understands the lines that they show."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.cli.grammar.parser import parser
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "tests/README.md", "packaging/README.md")
FILE = re.compile(r"`([\w./-]*\w\.(?:py|md|toml|txt|po|pot|json|yml)|[\w.-]+/[\w./-]*)`")
LINK = re.compile(r"\]\(([\w./-]+)\)")
NOT_HERE = {"oauth2/access_token", "formats.json", "10.0.0.0/8"}
"""What looks like a file of this repository and is none."""
MADE = ("build/", "dist/", "run/", "fr/LC_MESSAGES/")
"""Parts of paths that come to be elsewhere or later."""
PLACES = (".", "exist_desktop", "tests", "packaging", "resources")


def named(text: str) -> list[str]:
    """The files that a text names, by their paths or by their names alone; absolute paths are not of here."""
    found = [*FILE.findall(text), *LINK.findall(text)]
    return [one for one in found if one[0] != "/" and one not in NOT_HERE and not any(part in one for part in MADE)]


def is_here(name: str, document: Path) -> bool:
    """Whether a file is there: from the root, from a room, beside the document, or anywhere by its name alone."""
    places = (*(ROOT / place for place in PLACES), document.parent)
    return any((place / name).exists() for place in places) or ("/" not in name and any(ROOT.glob(f"*/**/{name}")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    path = ROOT / document
    names = named(path.read_text("utf-8"))
    assert names
    assert [name for name in names if not is_here(name, path)] == []


def test_the_lines_of_the_readme_are_understood() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    shown = chain(*(block.splitlines() for block in blocks))
    lines = [shlex.split(line.partition("<")[0], comments=True) for line in shown]
    typed = [words[1:] for words in lines if words[:1] == ["exist-desktop"]]
    assert len(typed) > 10
    language = Language(UNTRANSLATED, QtFormats(QLocale.c()))
    for words in typed:
        parser(language, first=words[0]).parse_args(words)  # an error would end the program
