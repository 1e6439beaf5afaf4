"""In the pseudo-language the command line answers without a word of English."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.cli.acts.act import AnswerFormat
from exist_desktop.cli.parser import act_of, parser
from exist_desktop.cli.run import run
from exist_desktop.demo.server.thread import DemoServer
from exist_desktop.settings import load_setup
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import Language
from tests.translations import english_words, pseudo_translations

STILL_ENGLISH = "what argparse says (usage, --help, options that do not fit), and the words that are typed for `add`"
"""Why the tests below leave these out."""


@pytest.mark.parametrize("command", ["status", "outbox", "sync", "history"])
def test_an_answer_is_translated(
    command: str, demo: DemoServer, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXIST_DESKTOP_TOKEN", demo.token("josh"))
    language = Language(pseudo_translations(), QtFormats(QLocale(QLocale.Language.Russian)))
    setup = load_setup(demo.base_url, str(folder))
    assert run(setup, act_of(parser().parse_args([command])), AnswerFormat.WORDS, language) == 0
    out, err = capsys.readouterr()
    said = (out + err).replace(demo.base_url, "").replace("josh", "").replace(str(folder), "")
    assert out.strip()
    assert english_words(said) == []
