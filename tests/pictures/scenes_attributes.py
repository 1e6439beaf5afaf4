"""Scenes of Attributes: all kinds with what waits and what is selected, nothing yet, and nothing that fits."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute, Group, Service
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store import catalogue, history
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import OwnerViews
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.attributes.listing import Filter
from exist_desktop.ui.pages.attributes.page import AttributesPage
from tests.pictures.home import NOW, PLACE, TODAY, Home, now
from tests.pictures.stage import Scene, Stage
from tests.ui.set_time import SetTime
from tests.using import Using

LONG_LABEL = "A house with more rooms"
OTHERS = Group("other", "Health", 90)
STRANGE = (
    Attribute("of_a_new_kind", "🪴", OTHERS, ValueType.UNKNOWN, service=Service("fitbit", "Fitbit"), position=900),
    Attribute("long", LONG_LABEL * 9, OTHERS, ValueType.TEXT, manual=True, position=901),
    Attribute("hebrew", "הלכת 51 ק״מ", OTHERS, ValueType.DECIMAL, "weight", owned=True, position=902),
    Attribute("gone", "Never read", OTHERS, ValueType.PERCENTAGE, active=False, position=903),
)


def _fill(tx: Transaction) -> None:
    catalogue.put_some(tx, STRANGE, ["hebrew"])
    history.put(tx, "hebrew", {TODAY: 71.4}, NOW)


async def page_of(stage: Stage, home: Home | None, status: SyncStatus) -> AttributesPage:
    """Opens the page in the window; without an account nobody has signed in."""
    home = home or await stage.home()
    window = stage.furnished(home)[0]
    stage.bridge.publish_status(status)
    views = OwnerViews(home.store, Using(home.account if status.condition is not Condition.SIGNED_OUT else None))
    page = AttributesPage(views, stage.bridge, stage.language, stage.days(), SetTime(now, PLACE))
    window.add_page("attributes", stage.language.say("Attributes"), page)
    window.open_page("attributes")
    await stage.show(window)
    return page


async def some(stage: Stage) -> QWidget:
    """Attributes of all kinds; one waits to be taken over, one to be given back, and two are selected."""
    home = await stage.home()
    await home.store.write(home.account, _fill, Change(catalogue=True))
    await home.journal.owners.acquire("steps")
    await home.journal.owners.release("hebrew")
    page = await page_of(stage, home, SyncStatus(Condition.OFFLINE, last_sync=NOW - 3600))
    page.head.hidden.click()
    await stage.settled()
    for row in page.list.rows()[1:3]:
        row.click()
    return page.window()


async def filtered(stage: Stage) -> QWidget:
    """What another service fills, with words that nothing has."""
    page = await page_of(stage, None, SyncStatus(Condition.IDLE, last_sync=NOW - 60))
    page.head.show_filter(Filter.BY_OTHERS)
    page.head.edit.setText("xyz")
    return page.window()


async def none(stage: Stage) -> QWidget:
    """Nobody has signed in."""
    return (await page_of(stage, None, SyncStatus(Condition.SIGNED_OUT))).window()


SCENES: dict[str, Scene] = {"attributes/some": some, "attributes/filtered": filtered, "attributes/none": none}
