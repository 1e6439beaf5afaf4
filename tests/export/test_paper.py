"""Days on paper: what a person would look for on the pages, without a screen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from exist_desktop.domain.transfer.export import Period
from exist_desktop.domain.values import Seen
from exist_desktop.paper.diary import DayOnPaper, document, heading
from exist_desktop.paper.prints import PrintRequest, Prints
from exist_desktop.store.transfer.account_data import ShownDay
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.export.exporting import ago, fill
from tests.store.notebook import ATTRIBUTES, TODAY, Notebook, add, with_notebook
from tests.ui.offscreen import quiet
from tests.using import Using
from tests.words.conftest import EnglishFormats

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, EnglishFormats())


def test_a_day_has_its_date_mood_tags_note_and_figures(qapp: QApplication) -> None:
    said: dict[str, Seen] = {
        "mood": 4,
        "mood_note": "<b>Rain</b>\nand 🌧",
        "walk": 1,
        "coffees": 3,
        "weight": 71.5,
        "steps": None,
    }
    shown = ShownDay(TODAY, tuple(said.get(one.name) for one in ATTRIBUTES))
    made = document([DayOnPaper(shown, ATTRIBUTES, LANGUAGE)], "November 2026", LANGUAGE)
    assert made.toPlainText().split("\n") == [
        "November 2026",
        LANGUAGE.formats.long_date(TODAY),
        "4 · Good · Walk",
        "<b>Rain</b>",
        "and 🌧",
        "Food and drink: Coffees 3 · Weight 71.5 kg",
    ]
    nothing = ShownDay(TODAY, (None,) * len(ATTRIBUTES))
    assert DayOnPaper(nothing, ATTRIBUTES, LANGUAGE).is_empty


def test_a_period_is_called_as_people_call_it() -> None:
    formats = LANGUAGE.formats
    assert heading(TODAY.replace(day=1), TODAY.replace(day=30), LANGUAGE) == formats.month(TODAY)
    assert heading(date(2026, 1, 1), date(2026, 12, 31), LANGUAGE) == formats.year(TODAY)
    assert heading(TODAY, TODAY, LANGUAGE) == ""
    assert formats.short_date(ago(3)) in heading(ago(3), TODAY, LANGUAGE)


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@with_notebook
async def test_a_month_begins_on_a_page_and_days_that_were_found_come_alone(book: Notebook, qapp: QApplication) -> None:
    await fill(book)
    await book.journal.save(add(1))
    prints, path = Prints(book.store, Using(book.account), LANGUAGE), book.store.folder.parent / "days.pdf"
    facts = await prints.write(PrintRequest(path))
    assert (facts.days, facts.unsent, pages(path), path.stat().st_mode & 0o777) == (3, 1, 2, 0o600)
    facts = await prints.write(PrintRequest(path, only={ago(100)}, title="coffee"))
    assert (facts.days, pages(path)) == (1, 1)
    facts = await prints.write(PrintRequest(path, Period(ago(60), ago(50))))
    assert (facts.days, pages(path)) == (0, 1)
    assert [one.name for one in path.parent.iterdir() if one.suffix in (".pdf", ".part")] == ["days.pdf"]
