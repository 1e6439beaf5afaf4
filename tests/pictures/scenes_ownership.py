"""Scenes of the acts of ownership: the questions before taking over and giving back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QWidget

from exist_desktop.domain.ownership.last_days import LastDays, days_until
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.words.ownership.last_days import as_read
from tests.pictures.home import NOW, TODAY, ZONE, translated
from tests.pictures.stage import Scene, Stage
from tests.ui.made_tiles import DISTANCE, NOTE, PHONE, PLACE, STEPS, WATER

LONG = "🪴🌱 Plants watered before breakfast, in the kitchen, in the hall, and on the balcony towards the river"
FEW = LastDays(tuple((day, None if day != TODAY else 1250) for day in days_until(TODAY)), NOW - 780)


async def one(stage: Stage, *, kept: bool = False, lost: bool = False, typed: bool = False) -> QWidget:
    """The question whether to take an attribute over."""
    attribute = PLACE if typed else replace(STEPS, service=PHONE) if lost else STEPS
    made = translated(attribute, stage.look.tongue.say)
    dialog = TakeOverDialog(stage.language, made, kept=kept, lost=lost)
    last = _days(stage.look.tongue.say("By the river") if typed else 8412)
    dialog.show_days({made.name: last}, as_read(stage.language, last.read_at, NOW, ZONE))
    return _shown(stage, dialog)


async def several(stage: Stage) -> QWidget:
    """The same for attributes of several services."""
    note = replace(NOTE, owned=False, service=PHONE, label=LONG)
    water = replace(WATER, owned=False, active=False)
    every = [translated(made, stage.look.tongue.say) for made in (STEPS, DISTANCE, note, water)]
    dialog = TakeOverDialog(stage.language, every[0])
    dialog.add(every[1:])
    days = [_days(8412), _days(6.1), LastDays(tuple((day, NOT_READ) for day in days_until(TODAY))), FEW]
    read = as_read(stage.language, days[2].read_at, NOW, ZONE)
    dialog.show_days({made.name: last for made, last in zip(every, days, strict=True)}, read)
    return _shown(stage, dialog)


def _days(value: Seen) -> LastDays:
    days = [(day, None if day == TODAY - timedelta(days=3) else value) for day in days_until(TODAY)]
    return LastDays(tuple(days), NOW - 780)


def _shown(stage: Stage, dialog: QDialog) -> QWidget:
    width = min(stage.look.width, dialog.sizeHint().width())
    dialog.resize(width, dialog.heightForWidth(width))
    dialog.show()
    stage.keep(dialog)
    return dialog


SCENES: dict[str, Scene] = {
    "owner/automatic": one,
    "owner/manual": partial(one, typed=True, kept=True),
    "owner/lost": partial(one, lost=True, kept=True),
    "owner/several": several,
}
