"""`outbox` with many entries: each is put into words once, for the one form that is asked for. Counted, not timed."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.cli.acts.act import Act, AnswerFormat
from exist_desktop.cli.acts.show import OutboxArguments, outbox
from exist_desktop.cli.run import run
from exist_desktop.domain.transfer.proposed import Entering
from exist_desktop.settings import Setup
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.store.notebook import SERVER, TODAY, add, notebook, put
from tests.translations import ByRule

MANY = 200


async def _fill(folder: Path) -> None:
    async with notebook(folder) as book:
        await book.journal.save(*(add(1, day=TODAY - timedelta(days=ago)) for ago in range(MANY)))
        await book.journal.save(put(70, "weight"))
        await book.journal.save(put(71, "weight"))


@pytest.mark.parametrize("as_json", [False, True])
def test_each_entry_is_put_into_words_once(tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    said: Counter[str] = Counter()

    def say(words: str) -> str:
        said[words] += 1
        return words

    language = Language(ByRule(say), QtFormats(QLocale.c()))
    asyncio.run(_fill(tmp_path))
    form = AnswerFormat.JSON if as_json else AnswerFormat.WORDS
    assert run(Setup(SERVER, tmp_path), Act(outbox, OutboxArguments()), form, language) == 0
    out = capsys.readouterr().out
    if as_json:
        assert not said, "a document says the same in every language"
        document = json.loads(out)
        assert (len(document["entries"]), document["waiting"]) == (MANY + 1, MANY + 1)
    else:
        assert said["Waiting"] == MANY + 1, "what a later entry replaces has no line of its own"
        assert len(out.splitlines()) == MANY + 1


@pytest.mark.parametrize("everything", [False, True])
def test_an_import_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], everything: bool) -> None:
    async def fill() -> None:
        async with notebook(tmp_path) as book:
            commands = tuple(put(1, day=TODAY - timedelta(days=ago)) for ago in range(1, MANY + 1))
            await book.journal.batches.enter("daylio.csv", Entering(commands), UTC)
            await book.journal.save(put(70, "weight"))

    asyncio.run(fill())
    act = Act(outbox, OutboxArguments(everything=everything))
    language = Language(UNTRANSLATED, QtFormats(QLocale.c()))
    assert run(Setup(SERVER, tmp_path), act, AnswerFormat.WORDS, language) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Import of daylio.csv: In Exist: 0 of 200 · 200 wait"
    assert "Weight" in second
    assert run(Setup(SERVER, tmp_path), act, AnswerFormat.JSON, language) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["waiting"], len(document["entries"])) == (MANY + 1, 1)
    (batch,) = document["batches"]
    assert (batch["file"], batch["total"], batch["waiting"], batch["paused"]) == ("daylio.csv", MANY, MANY, False)
