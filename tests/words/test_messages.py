"""Translators get every sentence of the source, and the program finds their catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from exist_desktop.app.desktop.language import translations
from exist_desktop.words.language import UNTRANSLATED
from tests.silence import Logs
from tests.translations import pseudo, pseudo_catalogue
from tests.words.messages import FOLDER, TEMPLATE, as_text, compile_catalog, template, updated


def test_the_template_has_the_sentences_of_the_source() -> None:
    written = TEMPLATE.read_text(encoding="utf-8")
    assert written == as_text(template()), "python3 packaging/dev.py messages writes it anew"


def test_the_template_says_nothing_of_who_made_it_and_when() -> None:
    written = TEMPLATE.read_text(encoding="utf-8")
    assert "@" not in written.replace("@{", "")
    assert "Date" not in written.split("\n\n")[0]
    assert str(Path.home()) not in written


def test_a_sentence_a_plural_form_and_a_context_reach_the_translators() -> None:
    found = {(message.id, message.context) for message in template()}
    assert ("Offline", None) in found
    assert ("Low", "mood") in found
    assert (("1 entry waits", "{n} entries wait"), None) in found


def test_the_program_speaks_the_first_language_that_there_is(tmp_path: Path) -> None:
    compile_catalog(pseudo_catalogue(), tmp_path)
    for wanted in (["eo"], ["eo-XX", "eo", "en-GB"], ["tlh", "eo"]):
        assert translations(wanted, tmp_path).gettext("Offline") == pseudo("Offline")
    assert translations(["tlh"], tmp_path).gettext("Offline") == "Offline"


@pytest.mark.parametrize("wanted", [[], ["C"], ["en-GB", "eo"]])
def test_english_reads_no_file(wanted: list[str], tmp_path: Path) -> None:
    assert translations(wanted, tmp_path / "none") is UNTRANSLATED


@pytest.mark.parametrize(
    "damage", [b"", b"no catalogue", b"\xde\x12\x04\x95", None], ids=["empty", "text", "cut", "half"]
)
def test_a_damaged_catalogue_is_english_and_not_the_end(damage: bytes | None, tmp_path: Path, logs: Logs) -> None:
    logs.expect("the catalogue of eo cannot be read")
    compile_catalog(pseudo_catalogue(), tmp_path)
    file = tmp_path / "eo" / "LC_MESSAGES" / "exist-desktop.mo"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert translations(["eo"], tmp_path).gettext("Offline") == "Offline"


def test_new_sentences_come_into_a_catalogue_and_what_is_translated_stays(tmp_path: Path) -> None:
    file = tmp_path / "eo" / "LC_MESSAGES" / "exist-desktop.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Offline"\nmsgstr "Senrete"\n'
    )
    catalogue = updated(file, template())
    translated = catalogue.get("Offline")
    assert translated is not None
    assert translated.string == "Senrete"
    assert len(catalogue) == len(template())
    assert all(name.is_dir() for name in FOLDER.iterdir() if name != TEMPLATE)
