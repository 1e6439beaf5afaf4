"""Every language that is brought along says all that the English says, and nothing else."""

from __future__ import annotations

import configparser
import io
import re
from collections.abc import Sequence
from gettext import c2py
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from exist_desktop import resources
from exist_desktop.app.desktop.language import DOMAIN
from tests.words.messages import FOLDER, opened, template

FILES = sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
MANY = range(1001)
AS_IN_ENGLISH = {
    "de": {
        *("Alt+← · Alt+→", "Alt+↑ · Alt+↓", "Demo:", "Esc", "Exist Desktop", "Exist Desktop {version}"),
        *("F1", "F4", "F5", "?", "Version {version}"),
        *("JSON", "SQLite"),
        *(
            "ID",
            "Imperial ({unit})",
            "N",
            "N · T · A",
            "NAME",
            "Name",
            "Offline",
            "Okay",
            "System",
            "TEXT",
            "Text",
            "Text.",
            "URI",
        ),
        *("URL", "ZONE", "fl oz, oz", "min"),
    }
}
"""Words that a language has in common with English, names of keys, and what is typed the same in every language."""
WORDS_OF_CAUSE = {"de": ("weil", "wegen", "bewirkt", "verursacht", "führt zu", "aufgrund", "verbessert")}
"""What goes together is never called a cause."""

OTHER_WORDS = {
    "de": re.compile(
        r"Einsicht|Rechner|Unterbrech|zusammengeh|verwende|[Ww]oanders|\b[Ff]üllt\b|\w …$|\b(Ihnen|Ihre[nmrs]?)\b|"
        r"(?<!^)(?<![.:?!] )(?<!„)\bSie\b"
    )
}
"""What the head of the catalogue has another word for, dots behind a space, and people who are not "du"."""
NUMBER_AND_NOUN = {"de": re.compile(r"(\{(n|days|most|more|limit|high|on)\}|(?<![\w,.:{+-])\d+) (?=[A-ZÄÖÜ][a-zäöü])")}
"""Where a line must not end: German nouns are known by their first letter."""


@pytest.fixture(params=FILES, ids=[file.parent.parent.name for file in FILES])
def file(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def catalogue(file: Path) -> Catalog:
    return opened(file)


@pytest.fixture
def language(file: Path) -> str:
    return file.parent.parent.name


def _sentences(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _only_for_one(catalogue: Catalog) -> set[int]:
    """The plural forms that no other number than one has; they may say it in words."""
    form = c2py(catalogue.plural_expr)
    return {form(1)} - {form(number) for number in MANY if number != 1}


def test_no_sentence_is_missing(catalogue: Catalog) -> None:
    said = {
        (message.id, message.context) for message in _sentences(catalogue) if message.string and all(message.string)
    }
    wanted = {(message.id, message.context) for message in template() if message.id}
    assert wanted - said == set(), "a language is offered when it is whole"


def test_no_sentence_is_in_doubt(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.fuzzy] == []


def test_every_sentence_keeps_what_is_filled_in(catalogue: Catalog) -> None:
    spare = _only_for_one(catalogue)
    wrong = []
    for message in _sentences(catalogue):
        wanted = _placeholders(_forms(message.id)[-1])
        for number, form in enumerate(_forms(message.string)):
            missing_is_fine = {"n"} if number in spare and isinstance(message.id, tuple | list) else set()
            if not wanted - missing_is_fine <= _placeholders(form) <= wanted:
                wrong.append((message.id, form))
    assert wrong == []


def test_every_sentence_has_all_plural_forms(catalogue: Catalog) -> None:
    wrong = []
    for message in _sentences(catalogue):
        wanted = 1 if isinstance(message.id, str) else catalogue.num_plurals
        if len(_forms(message.string)) != wanted:
            wrong.append(message.id)
    assert wrong == []


def test_every_sentence_begins_and_ends_as_in_english(catalogue: Catalog) -> None:
    """Spaces, line ends, and the dots of a button that asks something first."""
    wrong = []
    for message in _sentences(catalogue):
        english = _forms(message.id)[-1]
        for form in _forms(message.string):
            ends = english.endswith("…") == form.endswith("…")
            if not ends or _margins(english) != _margins(form):
                wrong.append((english, form))
    assert wrong == []


def _margins(text: str) -> tuple[str, str]:
    if not text.strip():
        return text, ""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_a_number_and_its_word_are_not_parted(catalogue: Catalog, language: str) -> None:
    said = [form for message in _sentences(catalogue) for form in _forms(message.string)]
    assert [form for form in said if NUMBER_AND_NOUN[language].search(form)] == []


def test_one_thing_has_one_word_and_people_are_spoken_to_as_friends(catalogue: Catalog, language: str) -> None:
    said = [form for message in _sentences(catalogue) for form in _forms(message.string)]
    assert [form for form in said if OTHER_WORDS[language].search(form)] == []


def test_nothing_is_left_in_english(catalogue: Catalog, language: str) -> None:
    same = {
        form
        for message in _sentences(catalogue)
        for form in _forms(message.string)
        if form in _forms(message.id) and _has_words(form)
    }
    assert same - AS_IN_ENGLISH[language] == set()


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for part, _, _, _ in Formatter().parse(text) for letter in part)


def test_nothing_is_called_a_cause(catalogue: Catalog, language: str) -> None:
    said = [form for message in _sentences(catalogue) for form in _forms(message.string)]
    cause = re.compile(rf"\b({'|'.join(WORDS_OF_CAUSE[language])})\b", re.IGNORECASE)
    assert [form for form in said if cause.search(form)] == []


def test_what_the_program_reads_is_what_the_translator_wrote(file: Path, catalogue: Catalog) -> None:
    written = io.BytesIO()
    write_mo(written, catalogue)
    assert file.with_suffix(".mo").read_bytes() == written.getvalue(), "python3 packaging/dev.py messages compiles it"


def test_the_desktop_entry_speaks_it(language: str) -> None:
    entry = configparser.RawConfigParser(strict=False)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # the names' own letters
    entry.read(resources.path(f"share/applications/{resources.APPLICATION_ID}.desktop"), encoding="utf-8")
    main, quick, today = (entry[f"Desktop {part}"] for part in ("Entry", "Action quick", "Action today"))
    assert {f"{name}[{language}]" for name in ("GenericName", "Comment", "Keywords")} <= set(main)
    said = opened(FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po")
    assert quick[f"Name[{language}]"] == said["Quick entry"].string
    assert today[f"Name[{language}]"] == said["Today"].string
