"""Scenes of Relations: those computed here, Exist's five hundred, and an account with too few days."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.domain.value_types import ValueType
from exist_desktop.settings import Preferences
from exist_desktop.ui.pages.relations.page import RelationsPage
from exist_desktop.ui.pages.relations.views import Source
from tests.pictures.home import Home, translated
from tests.pictures.stage import Scene, Stage
from tests.ui.relations_on_store import ATTRIBUTES, DAYS, EXIST, keep, life, relations_of

LONG_LABEL = "Long walk by the river, then wrote for two hours, with the dog asleep."
SENTENCES = (
    *(one.sentence for one in EXIST),
    "השינה שלך ארוכה יותר בימים שאחרי יותר צעדים.",
    "<b>You</b> &amp; your coffee 🎉 are only text, however long what Exist writes about the two of them may be. " * 3,
)
MANY = (
    *EXIST,
    Correlation("coffees", "mood", -0.2, EXIST[0].day, 90, 2, 0.02, 3, SENTENCES[-2]),
    Correlation("coffees", "sleep", 0.1, EXIST[0].day, 90, 0, 0.04, 3, SENTENCES[-1].strip()),
    *(
        Correlation(f"a{n}", "mood", 0.5 - n / 1000, EXIST[0].day, 200, 0, 1e-4, 4, EXIST[0].sentence)
        for n in range(493)
    ),
)
EXTRA = (
    replace(ATTRIBUTES[5], name="split", label="ספלי קפה ביום, עם חלב או בלי"),
    Attribute("long", LONG_LABEL, Group("custom", "Custom tags", 3), ValueType.BOOLEAN, manual=True),
)


async def page_of(stage: Stage, days: int = DAYS, source: Source = Source.HERE) -> tuple[Home, RelationsPage]:
    """Opens the page in the window, with the relations of a life of so many days."""
    home = await stage.home()
    values = life(days)
    values = {**values, "split": values["walk"], "long": values["walk"]} if days == DAYS else values
    labelled = [translated(one, stage.look.tongue.say) for one in ATTRIBUTES]
    await keep(home, [*labelled, *EXTRA], values, MANY if source is Source.EXIST else ())
    window = stage.furnished(home)[0]
    preferences = Preferences(home.store.folder)
    preferences.change(history_recent=("steps",))
    views = relations_of(home.store, home.account, preferences)
    page = RelationsPage(views, stage.bridge, stage.language, stage.days(), preferences)
    window.add_page("relations", stage.language.say("Relations"), page)
    window.open_page("relations")
    await stage.show(window)
    page.show_source(source)
    await stage.settled()
    return home, page


async def here(stage: Stage) -> QWidget:
    """What was computed here, with long labels and labels from the right, and how."""
    _, page = await page_of(stage)
    page.about.how.click()
    await stage.settled()
    return page.window()


async def pair(stage: Stage, words: str) -> QWidget:
    """A relation that is open."""
    _, page = await page_of(stage)
    next(row for row in page.list.rows.rows if words in row.text_shown.place).click()
    await stage.settled()
    return page.window()


async def shown(stage: Stage, days: int, source: Source) -> QWidget:
    """One of the lists."""
    return (await page_of(stage, days, source))[1].window()


SCENES: dict[str, Scene] = {
    "relations/here": here,
    "relations/of exist": partial(shown, days=DAYS, source=Source.EXIST),
    "relations/open": partial(pair, words="long"),
    "relations/too few days": partial(shown, days=20, source=Source.HERE),
}
