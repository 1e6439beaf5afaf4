"""Settings, "Your data": a file is written and comes back; what was not in Exist is offered, never sent by itself."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.ui.pages.history.page import HistoryPage
from exist_desktop.ui.pages.settings.page import SettingsPage
from exist_desktop.ui.pages.settings.your_data.card import YourDataSection
from tests.app.offline_window import Offline, button, offline, texts, ticks
from tests.export.exporting import ago
from tests.patience import until
from tests.qt_events import delivered
from tests.store.notebook import NOW, add, put
from tests.ui.offscreen import quiet

pytestmark = quiet


async def card(shown: Offline) -> YourDataSection:
    shown.application.window.open_page("settings")
    await shown.settle()
    return shown.application.window.findChildren(SettingsPage)[0].data


async def test_a_file_is_written_and_what_it_brings_is_said_before_it_is_taken_in(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "all.json"
    async with offline(qapp, tmp_path / "data") as shown:
        entered = await shown.engine.journal.save(add(2), put(72.5, "weight"))
        data = await card(shown)
        button(data, "JSON").click()
        data.export_to(str(path))
        await shown.settle()
        assert str(path) in texts(data)
        assert "2 entries in it are not in Exist yet." in texts(data)
        assert not button(data, "Export…").isHidden()
        document = json.loads(path.read_text(encoding="utf-8"))
        for entry in document["entries"]:
            entry["uid"] += "elsewhere"
        path.write_text(json.dumps(document), encoding="utf-8")
        for one in entered:
            await shown.engine.journal.undo(one.id)

        data.look_at(str(path))
        await shown.settle()
        assert "It would bring 0 values" in texts(data)
        button(data, "Import it").click()
        await shown.settle()
        assert ticks(data.proposed) == {
            "Coffees, 22 Nov 2026: 2 more (may already be counted)": False,
            "Weight, 22 Nov 2026: 72.5": True,
        }
        assert (await shown.engine.views.counts()).open == 0, "nothing waits again by itself"
        button(data, "Enter what is ticked").click()
        await shown.settle()
        assert "1 entry is in the Outbox again." in texts(data)
        assert (await shown.engine.views.counts()).open == 1

        data.look_at(str(path))
        await shown.settle()
        button(data, "Import it").click()
        await shown.settle()
        assert list(ticks(data.proposed)) == ["Coffees, 22 Nov 2026: 2 more (may already be counted)"]


async def test_an_archive_is_shown_as_one_after_the_person_said_whose_it_is(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "exist.zip"
    with zipfile.ZipFile(path, "w") as made:
        days = [{"date": ago(back).isoformat(), "value": 3} for back in (200, 201)]
        made.writestr(zipfile.ZipInfo("coffees.json", (2024, 5, 3, 12, 0, 0)), json.dumps(days))
        made.writestr(zipfile.ZipInfo("trip_2019.json", (2024, 5, 3, 12, 0, 0)), json.dumps(days[:1]))
    async with offline(qapp, tmp_path / "data") as shown:
        data = await card(shown)
        data.look_at(str(path))
        await shown.settle()
        assert "It has 3 values of days that were not read here." in texts(data)
        unpacked = tmp_path / "unpacked"
        with zipfile.ZipFile(path) as packed:
            packed.extractall(unpacked)
        data.look_at(str(unpacked))
        await shown.settle()
        assert "It has 3 values of days that were not read here." in texts(data)
        data.look_at(str(path))
        await shown.settle()
        assert "It does not say whose it is. Is it yours, @josh?" in texts(data)
        button(data, "It is mine, import it").click()
        await shown.settle()
        assert "3 values are shown as from your archive of 3 May 2024" in texts(data)
        assert "1 name is not in your account and stays on this computer: trip_2019." in texts(data)
        shown.application.window.open_page("history")
        await shown.settle()
        page = shown.application.window.findChildren(HistoryPage)[0]
        page.show_attribute("coffees")
        await shown.settle()
        assert "2 days are from your archive of 3 May 2024" in texts(page)
        page.show_attribute("trip_2019")
        await shown.settle()
        assert "only in your archive · 1 day is from your archive of 3 May 2024" in texts(page)
        found = await shown.engine.findings.averages("trip_2019")
        assert (found.averages, found.error) == ((), None), "Exist is not asked about what it does not have"
        assert await shown.engine.findings.pair("coffees", "trip_2019") is None


async def test_quitting_ends_an_export_and_leaves_nothing_of_it(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    async with offline(qapp, tmp_path / "data") as shown:
        years = {ago(back): back for back in range(12_000)}

        def work(tx: Transaction) -> None:
            history.put_all(tx, dict.fromkeys(("coffees", "weight", "steps"), years), NOW)

        await shown.engine.store.write(shown.account, work, Change(days=None))
        data = await card(shown)
        data.export_to(str(target / "days.csv"))
        await until(lambda: any(target.iterdir()))
        await shown.application.stop()
        assert list(target.iterdir()) == []


async def test_what_is_wrong_with_a_file_is_said_in_the_card(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")
    async with offline(qapp, tmp_path / "data") as shown:
        data = await card(shown)
        data.look_at(str(tmp_path / "diary.txt"))
        await shown.settle()
        assert "Nothing was imported." in texts(data)
        data.export_to(str(tmp_path / "missing" / "days.csv"))
        await shown.settle()
        assert "There is no folder" in texts(data)


async def test_a_backup_takes_the_place_of_what_is_here_after_a_question(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path / "data") as shown:
        data = await card(shown)
        await shown.engine.journal.save(put(72.5, "weight"))
        data.back_up_to(str(tmp_path / "backup"))
        await shown.settle()
        assert f"Everything is backed up in {tmp_path / 'backup'}." in texts(data)
        await shown.engine.journal.save(add(2))
        data.ask_to_restore(str(tmp_path / "backup"))
        button(data, "Leave everything as it is").click()
        await shown.settle()
        data.ask_to_restore(str(tmp_path / "backup"))
        button(data, "Restore it").click()
        await shown.settle()
        assert "The backup is in its place." in texts(data)
        counts = await shown.engine.views.counts()
        assert (counts.waiting, counts.held) == (1, 1), "the total waits, and the difference may have been counted"
        data.ask_to_restore(str(tmp_path / "missing"))
        button(data, "Restore it").click()
        await shown.settle()
        assert "Nothing was imported." in texts(data)


async def test_the_days_that_were_found_go_on_paper(qapp: QApplication, tmp_path: Path) -> None:
    async with offline(qapp, tmp_path / "data") as shown:
        await shown.engine.journal.save(put("Rain and a book", "mood_note"), put("Sun", "mood_note", ago(1)))
        shown.application.window.open_page("find")
        await shown.settle()
        page = shown.application.window.findChildren(FindPage)[0]
        assert not page.printing.isVisible(), "all days are printed from Settings"
        page.head.edit.setText("rain")
        await shown.settle()
        page.printing.click()
        await delivered()
        (dialog,) = shown.application.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "rain.pdf"))
        dialog.reject()
        await shown.settle()
        assert (tmp_path / "rain.pdf").read_bytes().startswith(b"%PDF-")
        assert f"1 day is in {tmp_path / 'rain.pdf'}." in texts(shown.application.window)
