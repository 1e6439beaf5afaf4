"""Scenes of quick entry, over the account's own store, and of the message that follows it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.store.reading.quick_views import QuickViews
from exist_desktop.ui.quick_entry.window import QuickWindow
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.ui.windows.toast_window import ToastWindow
from tests.pictures.home import NOW, TODAY, Home
from tests.pictures.stage import Scene, Stage
from tests.using import At

LONG_WORDS = "Long walk by the river, then wrote for two hours and nothing of it was any good"


async def empty(stage: Stage) -> QWidget:
    """As it opens: nothing typed, what is usual now suggested, a memory, streaks."""
    home = await stage.home()
    await home.journal.save(Increment(Key("coffees", TODAY), 1), SetValue(Key("weight", TODAY), 71.4))
    window = await _opened(stage, home)
    window.form.streaks.tell(await QuickViews(home.store, home, At(NOW)).streaks(TODAY))
    return window


async def typed(stage: Stage, *, line: str, step: int | None = None, words: str = "") -> QWidget:
    """Something typed, and what Enter would do."""
    return await _opened(stage, await stage.home(), QuickDraft(TODAY, step, words, line))


async def again(stage: Stage) -> QWidget:
    """A second mood on a day: the first one is told, and the words join its note unless they replace it."""
    home = await stage.home()
    await home.journal.save(SetValue(Key("mood", TODAY), 3), SetValue(Key("mood_note", TODAY), "slept badly"))
    await home.journal.save(SetValue(Key("mood", TODAY), 2), SetValue(Key("mood_note", TODAY), LONG_WORDS))
    return await _opened(stage, home, QuickDraft(TODAY, 4, "better"))


async def begun(stage: Stage) -> QWidget:
    """What was left half written on another day."""
    left = QuickDraft(TODAY.replace(day=20), 2, LONG_WORDS)
    return await _opened(stage, await stage.home(), left)


async def toast(stage: Stage) -> QWidget:
    """What was saved, with Undo."""
    window, say = ToastWindow(stage.language), stage.language.say
    stage.keep(window)
    window.line.tell_saved(SavedToast(say("Saved on this computer"), "+1"))
    return window


class Remembers:
    def wanted_on(self, _day: date) -> bool:
        return True


async def _opened(stage: Stage, home: Home, left: QuickDraft | None = None) -> QuickWindow:
    views = QuickViews(home.store, home, At(NOW))
    if left is not None:
        await views.keep(left)
    window = QuickWindow(
        views,
        home.journal,
        stage.bridge,
        stage.language,
        stage.days(),
        Remembers(),
    )
    window.activation_wanted.connect(window.activateWindow)
    stage.keep(window)
    window.open()
    await stage.settled()
    return window


def _nothing() -> None:
    """Nobody takes anything back in a picture."""


SCENES: dict[str, Scene] = {
    "quick/empty": empty,
    "quick/mood": partial(typed, line="", step=4, words="tea"),
    "quick/anything": partial(typed, line="coffees +1"),
    "quick/suggested": partial(typed, line="co"),
    "quick/lower": partial(typed, line="water 1"),
    "quick/unknown": partial(typed, line="cofeees 3"),
    "quick/held": partial(typed, line="weight 71.4", step=5, words=LONG_WORDS),
    "quick/again": again,
    "quick/begun": begun,
    "quick/notice": toast,
}
