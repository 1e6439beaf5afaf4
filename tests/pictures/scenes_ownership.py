"""Scenes of the acts of ownership: the questions before taking over and giving back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import JoinedTag, Owner, Service, Template
from exist_desktop.domain.ownership.last_days import LastDays, days_until
from exist_desktop.domain.ownership.offers import offers
from exist_desktop.domain.ownership.record import NOBODY, Filler, Outlook, OwnerChange, Successor, Why
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.dialogs.scrolled_dialog import ScrolledDialog
from exist_desktop.ui.naming.as_one import AsOneDialog
from exist_desktop.ui.naming.own_name import OwnNameDialog
from exist_desktop.ui.ownership.changes import ChangeLine, ChangesDialog
from exist_desktop.ui.ownership.give_back import GiveBackDialog
from exist_desktop.ui.ownership.new_attribute import CreationDialog, NewAttributePanel
from exist_desktop.ui.ownership.notice import OwnerNotice, Way
from exist_desktop.ui.ownership.take_over import TakeOverDialog
from exist_desktop.ui.windows.notice import WayOut
from exist_desktop.words.days import moment
from exist_desktop.words.ownership import changes as words
from exist_desktop.words.ownership import losses
from exist_desktop.words.ownership.last_days import as_read
from exist_desktop.words.ownership.outcomes import handover
from tests.pictures.home import NOW, TODAY, ZONE, translated
from tests.pictures.stage import Scene, Stage
from tests.ui.made_tiles import COFFEES, DISTANCE, FITBIT, MOOD, NOTE, PHONE, PLACE, STEPS, WALK, WATER

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


async def back(stage: Stage) -> QWidget:
    """The question whether to give attributes back: to a service, to one of several, to nobody, and mood."""
    every = [translated(made, stage.look.tongue.say) for made in (COFFEES, replace(WALK, label=LONG), MOOD)]
    fitbit, phone = _named(stage, FITBIT), _named(stage, PHONE)
    to = [Successor(Outlook.ONE_OF_SEVERAL, (fitbit, phone)), Successor(Outlook.HIDDEN)]
    to.append(Successor(Outlook.NAMED, (phone,), delicate=True))
    unsent = [(3, 2), (0, 0), (1, 0)]
    rows = [
        AttributeRow(made, None, goes, unsent=waiting, undecided=undecided)
        for made, goes, (waiting, undecided) in zip(every, to, unsent, strict=True)
    ]
    return _shown(stage, GiveBackDialog(stage.language, rows))


async def changes(stage: Stage) -> QWidget:
    """Who filled an attribute."""
    language, made = stage.language, translated(STEPS, stage.look.tongue.say)
    ours, fitbit, phone = (
        Filler(Owner.THIS_CLIENT),
        Filler.of(made),
        Filler(Owner.ANOTHER_SERVICE, _named(stage, PHONE)),
    )
    found = [
        OwnerChange(3, "steps", NOW - 600, fitbit, ours, Why.TAKEN_OVER),
        OwnerChange(2, "steps", NOW - 90_000, phone, fitbit, Why.ELSEWHERE),
        OwnerChange(1, "steps", NOW - 40_000_000, NOBODY, phone, Why.ELSEWHERE),
    ]
    dialog = ChangesDialog(language, words.heading(language, made))
    lines = [ChangeLine(words.line(language, one), moment(language, one.at, NOW, ZONE), one) for one in found]
    lines[1:] = [replace(line, undo=None) for line in lines[1:]]
    first = handover(language, made, (TODAY - timedelta(days=1), 8412), (TODAY, 30), TODAY)
    dialog.show_lines(first, lines)
    return _shown(stage, dialog)


async def loss(stage: Stage) -> QWidget:
    """An attribute was lost, and entries wait for it."""
    window = stage.window()
    window.add_page("today", stage.language.say("Today"), QWidget())
    language, made = stage.language, translated(STEPS, stage.look.tongue.say)
    notice = OwnerNotice(language, window)
    window.add_notice(notice)
    await stage.show(window)
    ways = [
        WayOut(Way.TAKE_OVER, losses.take_back(language, [made], 3)),
        WayOut(Way.DISCARD, losses.discard(language, 3), deletes=True),
        WayOut(Way.LEAVE, language.say("Later")),
    ]
    notice.show_notice(losses.lost(language, [made], made.service, 3), ways)
    return window


async def new(stage: Stage, *, typed: str = "") -> QWidget:
    """A new attribute: templates to choose from, or one of them chosen."""
    say = stage.look.tongue.say
    known = [translated(made, say) for made in (STEPS, COFFEES, WATER)]
    templates = [(Template(one.name, one.label, one.group, one.value_type), one) for one in known[:2]]
    fresh = [(Template(one.name, one.label, one.group, one.value_type), None) for one in known[2:]]
    every = offers([*templates, *fresh], [translated(replace(WALK, label=LONG), say)])
    groups = list({one.group.name: one.group for one in known}.values())
    panel = NewAttributePanel(stage.language, groups, TODAY, every)
    panel.name(say(typed))
    return _shown(stage, CreationDialog(panel, stage.language.say("New attribute")))


async def own_name(stage: Stage) -> QWidget:
    """The question for a name of the person's own, which another attribute has."""
    made = replace(translated(WALK, stage.look.tongue.say), exist_label=stage.look.tongue.say(LONG))
    dialog = OwnNameDialog(stage.language, made, [made, translated(STEPS, stage.look.tongue.say)])
    dialog.edit.setText(stage.look.tongue.say(STEPS.label))
    dialog.edit.returnPressed.emit()
    return _shown(stage, dialog)


async def as_one(stage: Stage) -> QWidget:
    """The tags with which another can be shown as one."""
    part = JoinedTag("strolls", stage.look.tongue.say("Strolls"))
    tags = [replace(WALK, name=f"walk_{number}", joined=(part,) * (number == 1)) for number in range(12)]
    others = [translated(made, stage.look.tongue.say) for made in tags]
    return _shown(
        stage, AsOneDialog(stage.language, translated(replace(WALK, label=LONG), stage.look.tongue.say), others)
    )


def _named(stage: Stage, service: Service) -> Service:
    return replace(service, label=stage.look.tongue.say(service.label))


def _days(value: Seen) -> LastDays:
    days = [(day, None if day == TODAY - timedelta(days=3) else value) for day in days_until(TODAY)]
    return LastDays(tuple(days), NOW - 780)


def _shown(stage: Stage, dialog: ScrolledDialog) -> QWidget:
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
    "owner/give back": back,
    "owner/changes": changes,
    "owner/lost notice": loss,
    "owner/new": new,
    "owner/new from template": partial(new, typed="Water"),
    "owner/new double": partial(new, typed="Steps"),
    "owner/own name": own_name,
    "owner/as one": as_one,
}
