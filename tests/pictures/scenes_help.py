"""The scenes of Help, with the end of a log, and of the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from exist_desktop import resources
from exist_desktop.ui.dialogs.keys import KeysDialog
from exist_desktop.ui.pages.help.page import HelpPage
from exist_desktop.words.guidance.help import Release
from tests.pictures.stage import Scene, Stage


class MadeFacts:
    """What a log may say, and a version. The texts of a version are translated elsewhere."""

    def __init__(self, say: Callable[[str], str] = str) -> None:
        self._say = say

    pictures = resources.path("help/en")

    async def releases(self) -> Sequence[Release]:
        return [Release("0.2.0", (self._say("A page with everything that is new."), self._say("And a second point.")))]

    async def report(self) -> str:
        lines = (f"2026-11-22 20:0{n},123 INFO exist_desktop.sync: Exist could not be reached" for n in range(10))
        return "\n".join(("Exist Desktop 0.1.0, Python 3.11.7, Qt 6.11.3", "", *lines))


async def shown(stage: Stage) -> QWidget:
    """The whole page."""
    window = stage.furnished(await stage.home())[0]
    page = HelpPage(stage.language, stage.bridge, MadeFacts(stage.look.tongue.say))
    window.add_page("help", stage.language.say("Help"), page, at_foot=True)
    window.open_page("help")
    await stage.show(window)
    page.report.show_log.click()
    await stage.settled()
    return window


async def keys(stage: Stage) -> QWidget:
    """The list of keys alone."""
    dialog = KeysDialog(stage.language)
    width = min(stage.look.width, dialog.sizeHint().width())
    dialog.resize(width, dialog.heightForWidth(width))
    dialog.show()
    stage.keep(dialog)
    return dialog


SCENES: dict[str, Scene] = {"help/whole": shown, "keys/whole": keys}
