"""Scenes of the Today page: days of the demo account, and the editors of all types on an account made for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.domain.arranging import moves
from exist_desktop.domain.arranging.arrangement import NOTHING_ARRANGED, TileSize
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.outbox.op_outcome import AnswerLost
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.domain.value_types import ValueType
from exist_desktop.store.arranging.arrangement import put_arrangement
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.today.found_lines import FoundLines
from exist_desktop.ui.pages.today.grid.dialog import TagGrid
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.error_messages import Message
from exist_desktop.words.guidance.hints import Hint, hint_words
from tests.pictures import scenes_insights
from tests.pictures.home import NOW, TODAY, translated
from tests.pictures.stage import Scene, Stage
from tests.ui.made_tiles import BEDTIME, VALUES, attribute
from tests.ui.today_on_store import READ_DAYS, Values

WAKE_TIME = attribute("sleep_end", "Wake time", "sleep", ValueType.TIME_OF_DAY)
EDITORS = {
    "count": "coffees",
    "decimal": "protein",
    "text": "thoughts",
    "duration": "sleep",
    "time": "sleep_end",
    "percentage": "body_fat",
    "bedtime": "sleep_start",
    "yes-no": "pill",
    "scale": "energy_level",
}
"""An attribute of each type."""


async def filled(stage: Stage, *, back: int = 0) -> QWidget:
    """A day of the demo account, all of it in Exist."""
    home = await stage.home()
    stage.bridge.publish_status(SyncStatus(Condition.IDLE, last_sync=NOW - 840))
    window, today, _ = stage.furnished(home)
    await stage.show(window)
    if back:
        today.go_to(TODAY - timedelta(days=back))
        await stage.settled()
    return window


async def marked(stage: Stage) -> QWidget:
    """Entries that wait, are being checked and need the person, and one that was saved just now."""
    home = await stage.home()
    await home.journal.save(SetValue(Key("steps", TODAY), 9000))  # held at once: another service fills it
    await home.journal.save(Increment(Key("water", TODAY), 250))
    await home.settle(partial(AnswerLost, fence_until=NOW + 330))
    await home.journal.save(SetValue(Key("mood", TODAY), 4), Increment(Key("coffees", TODAY), 1))
    stage.bridge.publish_status(SyncStatus(Condition.OFFLINE, Counts(waiting=2, checking=1, held=1)))
    window, _, _ = stage.furnished(home)
    await stage.show(window)
    window.tell_saved(SavedToast(stage.language.say("Saved on this computer"), "+1"))
    return window


async def elsewhere(stage: Stage) -> QWidget:
    """The computer is in another zone than the account."""
    home = await stage.home()
    window, _, _ = stage.furnished(home, computer=UTC)
    await stage.show(window)
    return window


async def calendar(stage: Stage) -> QWidget:
    """The month that the date opens."""
    home = await stage.home()
    window, today, _ = stage.furnished(home)
    await stage.show(window)
    today.open_calendar()
    return window


async def empty(stage: Stage) -> QWidget:
    """An account that has not been read yet."""
    return await _over(stage, {})


async def without_history(stage: Stage) -> QWidget:
    """Values of every kind, and no days before them to compare with."""
    return await _over(stage, _values(stage), days=(TODAY,))


async def editor(stage: Stage, name: str, typed: str = "") -> QWidget:
    """The editor of an attribute, where `typed` is typed into it."""
    window = await _over(stage, _values(stage))
    page = _page(window)
    tile = page.board.tile(name)
    assert tile is not None
    tile.button.click()
    await stage.settled()
    if typed:
        line = next(edit for edit in page.findChildren(QLineEdit) if edit.isVisible())
        line.setText(typed)
        line.textEdited.emit(typed)
    return window


async def note(stage: Stage, typed: str) -> QWidget:
    """A note that is being written."""
    window = await _over(stage, _values(stage))
    _page(window).card.note.edit.setPlainText(typed)
    return window


async def refused(stage: Stage) -> QWidget:
    """A face that could not be kept, and the window's own line about something else."""
    window = await _over(stage, _values(stage))
    say = stage.language.say
    title = say("Not saved: the disk is full")
    sentence = say("What you typed is still there. Free some space, then save again.")
    _page(window).card.refuse(f"{title}. {sentence}")
    window.tell(Message(title, sentence))
    return window


def _values(stage: Stage) -> Values:
    thoughts = attribute("thoughts", "Thoughts", "health", ValueType.TEXT)
    values = VALUES | {WAKE_TIME: 412, thoughts: "Long walk", BEDTIME: 668}
    return {translated(kind, stage.look.tongue.say): value for kind, value in values.items()}


def _page(window: QWidget) -> TodayPage:
    page = window.findChild(TodayPage)
    assert isinstance(page, TodayPage)
    return page


async def _over(stage: Stage, values: Values, days: Sequence[date] = READ_DAYS) -> MainWindow:
    home = await stage.home_with(values, days)
    page = TodayPage(home.views, home.journal, stage.bridge, stage.language, stage.days())
    window = stage.window()
    window.add_page("today", stage.language.say("Today"), page)
    window.add_page("outbox", stage.language.say("Outbox"), QWidget())
    await stage.show(window)
    return window


async def hinted(stage: Stage, hint: Hint) -> QWidget:
    """A hint above the day."""
    window = await filled(stage)
    window.findChildren(TodayPage)[0].hint.tell(hint_words(stage.language, hint))
    return window


async def noticed(stage: Stage) -> QWidget:
    """What Exist noticed last, below the day."""
    window = await filled(stage)
    found = FoundLines(stage.language)
    window.findChildren(TodayPage)[0].foot.addWidget(found)
    found.insight.say(scenes_insights.SENTENCES[3][3])
    found.settle()
    return window


async def wrong_clock_told(stage: Stage) -> QWidget:
    """The computer's clock is wrong."""
    window = await filled(stage)
    assert isinstance(window, MainWindow)
    stage.bridge.publish_status(SyncStatus(Condition.IDLE, last_sync=NOW - 840, clock_ahead=725.0))
    window.tell(wrong_clock(stage.language, 725.0))
    return window


async def arranged(stage: Stage, *, size: TileSize = TileSize.USUAL, arranging: bool = False) -> QWidget:
    """Favourites, and some that are hidden."""
    home = await stage.home()
    arrangement = moves.all_sized(NOTHING_ARRANGED, size)
    for name in ("water", "mood_note", "steps", "weight"):
        arrangement = moves.pinned(arrangement, name)
    for name in ("floors", "tired", "sleep_awakenings"):
        arrangement = moves.hidden(arrangement, name)
    await home.store.write(home.account, lambda tx: put_arrangement(tx, arrangement))
    window, today, _ = stage.furnished(home)
    await stage.show(window)
    today.board.foot.hidden.click()
    if arranging:
        today.arranging.begin()
        await stage.settled()
        today.board.build_all()
        await stage.settled()
    return window


async def tags_found(stage: Stage) -> QWidget:
    """Many tags, and the field that finds one."""
    names = ("walk", "writing", "coffee late", "family", "tired", "headache", "run", "cinema", "garden", "rain")
    tags = [attribute(name, name, "custom", ValueType.BOOLEAN) for name in (*names, "sea", "guests", "music", "travel")]
    values = _values(stage) | {translated(tag, stage.look.tongue.say): int(len(tag.name) == 4) for tag in tags}
    window = await _over(stage, values)
    field = _page(window).card.tags.field
    assert field is not None
    field.setFocus()
    return window


async def tag_grid(stage: Stage) -> QWidget:
    """Tags of several days at once."""
    window = await filled(stage)
    _page(window).tagging.open_grid()
    await stage.settled()
    dialog = window.findChild(TagGrid)
    assert isinstance(dialog, TagGrid)
    return dialog


SCENES: dict[str, Scene] = {
    "today/filled": filled,
    "today/marked": marked,
    "today/past day": partial(filled, back=3),
    "today/elsewhere": elsewhere,
    "today/empty": empty,
    "today/calendar": calendar,
    "today/without history": without_history,
    "today/explanation": partial(editor, name="steps"),
    "today/wrong value": partial(editor, name="sleep", typed="a while"),
    "today/before and after": partial(editor, name="coffees", typed="+2"),
    "today/note": partial(note, typed="Long walk by the river, then wrote for two hours."),
    "today/note too long": partial(note, typed="Long walk by the river. " * 60),
    "today/refused": refused,
    **{f"today/hint {hint}": partial(hinted, hint=hint) for hint in Hint},
    "today/noticed": noticed,
    "today/wrong clock": wrong_clock_told,
    "today/arranging": partial(arranged, arranging=True),
    "today/tags": tags_found,
    "today/tag grid": tag_grid,
    "today/compact": partial(arranged, size=TileSize.COMPACT),
    **{f"today/editor {kind}": partial(editor, name=name) for kind, name in EDITORS.items()},
}
