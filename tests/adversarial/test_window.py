"""A server that puts markup, absurd numbers and endless texts everywhere: the window shows plain text and lives on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from exist_desktop.api.sanitize import one_line
from exist_desktop.app.application import Application
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.outbox.op_outcome import WasHeld
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.parsing.day_parser import WEEKDAYS
from exist_desktop.engine import Engine
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.settings import Setup
from exist_desktop.store.outbox import ops
from exist_desktop.sync.status import Condition
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.widgets.tiles.tile import TileView
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.adversarial.canary import canary
from tests.adversarial.plainness import rich, told_apart
from tests.adversarial.roughness import CANARY
from tests.adversarial.service import GOOD, TOKEN, Json, Service
from tests.adversarial.spoiling import MARKUP, NUMBERS, STRINGS
from tests.api.odd_server import odd_server
from tests.qt_events import delivered
from tests.report import tried
from tests.ui.offscreen import quiet

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
BAIT = QColor("#ff00ff")
"""The colour of a picture that no window shows unless it has taken a label for rich text."""
_DAYS = [(date.today() + timedelta(days=ahead)).isoformat() for ahead in (1, 0, -1, -2)]  # noqa: DTZ011
"""Around now, wherever the person lives."""
_TEXTS = [text[:40_000] for text in STRINGS]
"""So that one answer has room for all of them."""


def _on_days(value: Json) -> list[Json]:
    return [{"date": day, "value": value} for day in _DAYS]


def attributes() -> list[Json]:
    """An attribute for each absurdity: texts in every label and value, numbers in every type of value."""
    base = GOOD["with-values"]["results"][0]
    found = []
    for number, text in enumerate(_TEXTS):
        found.append(
            base
            | {
                "name": f"text_{number}",
                "template": None,
                "label": text,
                "group": {"name": f"group_{number % 5}", "label": text, "priority": NUMBERS[number % 4]},
                "service": {"name": "other", "label": text},
                "value_type": 2,
                "values": _on_days(text),
            }
        )
        found.append(
            base
            | {
                "name": f"tag_{number}",
                "label": text,
                "group": {"name": "custom", "label": text, "priority": 1},
                "value_type": 7,
                "values": _on_days(1),
            }
        )
    for kind in range(10):
        for number, value in enumerate((*NUMBERS, "not a number", None, True)):
            name = f"number_{kind}_{number}"
            values = _on_days(value)
            found.append(
                base | {"name": name, "template": "weight", "label": name, "value_type": kind, "values": values}
            )
    for name, kind, value in (("mood", 8, 10**30), ("mood_note", 2, MARKUP[0])):
        found.append(
            base
            | {"name": name, "template": name, "label": MARKUP[1], "value_type": kind}
            | {"values": _on_days(value)}
        )
    return found


def averages() -> list[Json]:
    """Averages as absurd as the values, and mostly others."""
    base = GOOD["averages"]["results"][0]
    return [
        base
        | {"attribute": f"number_{kind}_{number}", "user_attribute": None, "date": _DAYS[-1]}
        | {"overall": value}
        | {weekday: NUMBERS[(number + place) % len(NUMBERS)] for place, weekday in enumerate(WEEKDAYS)}
        for kind in range(10)
        for number, value in enumerate(NUMBERS)
    ]


def baited(document: Json, host: str, picture: Path) -> Json:
    """The document with addresses that would be noticed: the canary's, and that of a picture in a loud colour."""
    if isinstance(document, dict):
        return {name: baited(member, host, picture) for name, member in document.items()}
    if isinstance(document, list):
        return [baited(item, host, picture) for item in document]
    if isinstance(document, str):
        return document.replace(CANARY.decode(), host).replace("/etc/passwd", str(picture))
    return document


@dataclass(frozen=True)
class Scene:
    """The window, and the server below it."""

    desk: Application
    engine: Engine
    bridge: Bridge
    bait: str

    async def settled(self) -> None:
        for _ in range(3):
            await self.bridge.stop()
            await delivered()
        for board in self.desk.window.findChildren(TileBoard):
            board.build_all()
        await delivered()

    def judge(self) -> None:
        """Everything is plain, and nothing of the bait's colour is to be seen."""
        assert rich(self.desk.window) == []
        assert not shows_bait(self.desk.window)


def shows_bait(window: QWidget) -> bool:
    """Whether a spot of the picture's colour is on the window."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    return bytes((BAIT.red(), BAIT.green(), BAIT.blue(), 255)) in bytes(image.constBits())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "bait.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(BAIT)
    assert image.save(str(path))
    return path


@pytest.fixture(autouse=True)
def _own_look(qapp: QApplication) -> Iterator[None]:
    style, palette = qapp.style().objectName(), qapp.palette()
    yield
    qapp.setStyle(style)
    qapp.setPalette(palette)


@asynccontextmanager
async def scene(qapp: QApplication, folder: Path, picture: Path) -> AsyncIterator[Scene]:
    """The window after everything absurd has been read."""
    service = Service()
    async with canary() as where, odd_server(service) as server:
        catalogue = baited(attributes(), where.host, picture)
        bare = [{name: member for name, member in item.items() if name != "values"} for item in catalogue]
        service.documents["with-values"]["results"] = catalogue
        service.documents["attributes"]["results"] = service.documents["templates"]["results"] = bare
        service.documents["owned"]["results"] = bare[::2]
        service.documents["averages"]["results"] = baited(averages(), where.host, picture)
        bridge = Bridge()
        engine = Engine(Setup(server.url, folder, token=TOKEN), observer=bridge)
        await engine.open()
        await engine.connect()
        assert engine.link is not None
        assert (await engine.link.schedule.sync()).condition is Condition.IDLE
        engine.preferences.change(send_after=0)
        desk = Application(qapp, engine, bridge, LANGUAGE)
        try:
            await desk.show()
            shown = Scene(desk, engine, bridge, baited(MARKUP[0] + MARKUP[1], where.host, picture))
            await shown.settled()
            yield shown
        finally:
            await desk.stop()
            await engine.close()
            desk.window.deleteLater()
            QCoreApplication.sendPostedEvents(desk.window, QEvent.Type.DeferredDelete)


async def test_the_control_shows_what_is_looked_for(qapp: QApplication, picture: Path) -> None:
    """A label as Qt makes it loads the picture: so it would be seen here if a label of ours did."""
    careless = QLabel(f"<img src='file://{picture}'>")
    careless.resize(100, 100)
    assert shows_bait(careless)
    assert rich(careless)
    assert list(told_apart(f"<p><img src='file://{picture}'></p>"))
    careless.deleteLater()
    await delivered()


async def test_the_pages_show_plain_text(qapp: QApplication, tmp_path: Path, picture: Path) -> None:
    async with scene(qapp, tmp_path / "data", picture) as shown:
        assert len(shown.desk.window.findChildren(TileView)) > 100
        shown.judge()
        for page in ("outbox", "settings", "today"):
            shown.desk.window.open_page(page)
            await shown.settled()
            shown.judge()
            tried("hostile servers and neighbours", "window: pages")


async def test_every_editor_opens_on_every_absurd_value(qapp: QApplication, tmp_path: Path, picture: Path) -> None:
    async with scene(qapp, tmp_path / "data", picture) as shown:
        for tile in shown.desk.window.findChildren(TileView)[::2]:
            tile.button.click()
            await delivered()
            tried("hostile servers and neighbours", "window: editors")
        shown.judge()


async def test_dialogs_and_notices_show_plain_text(qapp: QApplication, tmp_path: Path, picture: Path) -> None:
    async with scene(qapp, tmp_path / "data", picture) as shown:
        window, said = shown.desk.window, shown.bait
        for tile in [view.tile for view in window.findChildren(TileView)][::11]:
            dialog = TakeOverDialog(LANGUAGE, tile.attribute, window, kept=True)
            dialog.open()
            assert rich(dialog) == []
            assert not shows_bait(dialog)
            dialog.reject()
            tried("hostile servers and neighbours", "window: dialogs")
        for error in RequestErrorKind:
            window.tell_error(RequestError(error, 500, 60.0, one_line(said)))
            shown.judge()
            tried("hostile servers and neighbours", "window: notices")
        window.tell_saved(SavedToast(said))
        shown.judge()
        window.show_sign_in()
        welcome = window.findChildren(WelcomePage)[0]
        for show in (welcome.show_question, welcome.show_busy, welcome.show_waiting):
            show(said)
            await shown.settled()
            shown.judge()
            tried("hostile servers and neighbours", "window: sign-in")
        welcome.show_form()
        welcome.show_error(Message(said, said))
        await shown.settled()
        shown.judge()


async def test_held_entries_quote_the_server_in_plain_text(qapp: QApplication, tmp_path: Path, picture: Path) -> None:
    async with scene(qapp, tmp_path / "data", picture) as shown:
        day = date.fromisoformat(_DAYS[1])
        for number in range(4):
            await shown.engine.journal.save(SetValue(Key(f"text_{2 * number}", day), shown.bait))
        store, account = shown.engine.store, shown.engine.account
        assert account is not None
        standing = await store.read(account, ops.outbox)
        for op, reason in zip(
            standing.ops, (Reason.INVALID, Reason.REFUSED, Reason.OWNER, Reason.STRANGE), strict=True
        ):
            await store.settle(account, [WasHeld(op.id, reason, shown.bait)], shown.engine.clock.wall())
        shown.desk.window.open_page("outbox")
        await shown.settled()
        assert len(await shown.engine.views.outbox()) == 4
        shown.judge()
