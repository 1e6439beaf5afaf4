"""Settings, "Your data": a file of another program is mapped, looked at, and entered after the person agreed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox

from exist_desktop.ui.pages.settings.your_data.card import YourDataSection
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from tests.app.offline_window import Offline, button, offline, texts, ticks
from tests.app.test_your_data import card
from tests.export.exporting import ago
from tests.store.notebook import put
from tests.ui.offscreen import quiet

pytestmark = quiet
DAYLIO = (
    "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\r\n"
    '2026-11-20,20 Nov,Friday,21:00,good,"walk | tea","",Long day\r\n'
    '2026-11-19,19 Nov,Thursday,20:00,brilliant,"walk","",\r\n'
    '2026-11-18,18 Nov,Wednesday,20:00,bad,"","",Rain\r\n'
)


def box(root: YourDataSection, name: str) -> ComboBox:
    """The choice for a column, a mood or a tag of the file."""
    return next(one for one in root.findChildren(ComboBox) if one.isVisible() and one.accessibleName() == name)


def choose(root: YourDataSection, name: str, text: str) -> None:
    one = box(root, name)
    one.setCurrentIndex(one.findText(text))
    one.activated.emit(one.currentIndex())


async def look_at(shown: Offline, path: Path) -> YourDataSection:
    data = await card(shown)
    data.look_at(str(path))
    await shown.settle()
    return data


async def test_a_file_is_mapped_looked_at_and_entered_and_brings_nothing_twice(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO, encoding="utf-8")
    async with offline(qapp, tmp_path / "data") as shown:
        await shown.engine.journal.save(put("Sun", "mood_note", ago(2)))
        data = await look_at(shown, path)
        assert "daylio.csv · 3 rows · 2 tags" in texts(data)
        assert box(data, "good").currentText() == "4 Good"
        assert box(data, "walk").currentText() == "Walk"
        choose(data, "brilliant", "5 Great")
        choose(data, "tea", "Leave out")
        button(data, "See what it would bring").click()
        await shown.settle()
        assert "3 days have something new." in texts(data)
        assert "1 text is different here" in texts(data)
        button(data, "Change the mapping").click()
        assert box(data, "brilliant").currentText() == "5 Great"
        button(data, "See what it would bring").click()
        await shown.settle()
        button(data, "1 text is different here: Take what the file has").click()
        button(data, "Enter it").click()
        await shown.settle()
        assert "7 entries are saved on this computer. They are one batch in the Outbox." in texts(data)
        (batch,) = await shown.engine.views.batches()
        assert (batch.batch.file, batch.total) == ("daylio.csv", 7)
        day = await shown.engine.views.day(ago(2))
        tile = day.tile("mood_note")
        assert tile is not None
        assert tile.value == "Long day"

        data.look_at(str(path))
        await shown.settle()
        assert box(data, "brilliant").currentText() == "5 Great", "what was mapped before is proposed"
        button(data, "See what it would bring").click()
        await shown.settle()
        assert "Nothing of it is new here." in texts(data)
        assert not button(data, "Enter it").isEnabled()
        button(data, "Leave it").click()
        assert not [one for one in data.findChildren(QComboBox) if one.isVisible()]


async def test_the_encoding_of_a_file_is_chosen_by_its_words(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_bytes("day,Notes\n2026-11-20,Привет\n".encode("windows-1251"))
    async with offline(qapp, tmp_path / "data") as shown:
        data = await look_at(shown, path)
        assert "Ïðèâåò" in texts(data)
        choose(data, "Read as", "Cyrillic (Windows-1251)")
        await shown.settle()
        assert "Привет" in texts(data)
        path.write_bytes("day,Notes\n2026-11-20,メモ\n".encode("cp932"))
        data.look_at(str(path))
        await shown.settle()
        assert "Line 2 of" in texts(data)
        choose(data, "Read as", "Japanese (Shift JIS)")
        await shown.settle()
        assert "メモ" in texts(data)


async def test_what_another_service_fills_is_entered_only_after_a_tick(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("day,Steps\n2026-11-20,8000\n2026-11-19,9000\n", encoding="utf-8")
    async with offline(qapp, tmp_path / "data") as shown:
        data = await look_at(shown, path)
        button(data, "See what it would bring").click()
        await shown.settle()
        assert ticks(data).items() >= {"Take Steps over from Fitbit": False}.items()
        button(data, "Enter it").click()
        await shown.settle()
        assert await shown.engine.views.batches() == ()
        data.look_at(str(path))
        await shown.settle()
        button(data, "See what it would bring").click()
        await shown.settle()
        button(data, "Take Steps over from Fitbit").click()
        button(data, "Enter it").click()
        await shown.settle()
        (batch,) = await shown.engine.views.batches()
        assert (batch.waiting, batch.held) == (2, 0)
