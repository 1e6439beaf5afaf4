"""The tray's menu: filled on each change, not when it opens, since a desktop that draws it itself asks long before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from exist_desktop.domain.mood import STEPS, from_wire
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import is_on
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.tray.picture import face_icon
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.words.language import Language
from exist_desktop.words.pages.tray import TrayWords, can_send, face_line

MOST_TAGS = 40
"""A menu longer than a screen is no shortcut, and a desktop that draws it itself receives all lines."""


class TrayView(Struct, frozen=True):
    """The contents of icon and menu: today, the attributes that are often added to, and the sync status.

    `today` is None if nobody has signed in yet. `asked` is a reminder that cannot be shown elsewhere, else empty.
    `in_one_colour` is whether the icon shows no face, as the person has chosen.
    """

    today: DayView | None
    often: tuple[Tile, ...]
    status: SyncStatus
    zone: tzinfo
    asked: str = ""
    in_one_colour: bool = False

    @property
    def step(self) -> float | None:
        """Today's mood as a step from 1 to 5."""
        tile = self.today.mood if self.today else None
        return from_wire(tile.value, tile.attribute.value_type) if tile else None


class TrayMenu(QObject):
    """Shows a `TrayView` and emits what the person chose.

    Signals:
        mood_chosen(int), stepped(str, float), tag_toggled(str, bool): an entry for today.
        quick_entry_wanted(), send_now_wanted(), window_wanted(), settings_wanted(), quit_wanted(): the other lines.
    """

    mood_chosen = Signal(int)
    stepped = Signal(str, float)
    tag_toggled = Signal(str, bool)
    quick_entry_wanted = Signal()
    send_now_wanted = Signal()
    window_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._faces = QActionGroup(self)
        self._faces.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._adding, self._tagging = QActionGroup(self), QActionGroup(self)
        for group in (self._adding, self._tagging):
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._faces.triggered.connect(self._on_mood)
        self._adding.triggered.connect(self._on_added)
        self._tagging.triggered.connect(self._on_tagged)
        say = language.say
        self.menu = QMenu()
        set_name(self.menu, say("Exist Desktop"))
        self._tags = QMenu(say("Tags"), self.menu)
        self._added: tuple[QAction, ...] = ()
        self._ticked: tuple[QAction, ...] = ()
        self.menu.setDefaultAction(self._line(say("Quick entry…"), self.quick_entry_wanted))
        self.menu.addSeparator()
        self._moods = tuple(self._mood_line(step) for step in STEPS)
        self._below_moods = self.menu.addSeparator()
        self._further = self._tags.addAction(say("More in quick entry…"))
        self._further.triggered.connect(self.quick_entry_wanted)
        self._below_added = self.menu.addMenu(self._tags)
        self._below_tags = self.menu.addSeparator()
        self._send = self._line(say("Send now"), self.send_now_wanted)
        self._line(say("Open Exist Desktop"), self.window_wanted)
        self._line(say("Settings"), self.settings_wanted)
        self.menu.addSeparator()
        self._line(say("Quit"), self.quit_wanted)

    def _line(self, text: str, wanted: SignalInstance) -> QAction:
        line = self.menu.addAction(text)
        line.triggered.connect(wanted)
        return line

    def _mood_line(self, step: int) -> QAction:
        line = self.menu.addAction(face_line(self._language, step))
        line.setData(step)
        line.setIcon(face_icon(step))
        line.setCheckable(True)
        self._faces.addAction(line)
        return line

    def show_view(self, view: TrayView) -> None:
        """Updates the lines."""
        words, known = TrayWords(self._language, view.zone), view.today is not None
        for step, line in zip(STEPS, self._moods, strict=True):
            line.setEnabled(known)
            line.setChecked(view.step == step)
            line.setFont(theme.font(self.menu.font(), 0, bold=view.step == step))
        self._added = self._relist(self._adding, self.menu, self._below_added, self._added, view.often)
        for line, tile in zip(self._added, view.often, strict=True):
            line.setText(plain(words.adding(tile)))
        tags = _few(view.today.tags if view.today else ())
        self._ticked = self._relist(self._tagging, self._tags, self._further, self._ticked, tags)
        for line, tag in zip(self._ticked, tags, strict=True):
            line.setText(plain(words.tag(tag)))
            line.setChecked(is_on(tag.value))
        self._below_added.setVisible(bool(tags))
        self._further.setVisible(view.today is not None and len(tags) < len(view.today.tags))
        self._send.setText(words.send_now(view.status.counts))
        self._send.setEnabled(can_send(view.status))

    def _relist(
        self,
        group: QActionGroup,
        menu: QMenu,
        before: QAction,
        lines: tuple[QAction, ...],
        tiles: Sequence[Tile],
    ) -> tuple[QAction, ...]:
        """Returns the lines of these tiles, reusing those that are already there for the same attributes."""
        wanted = [(tile.attribute.name, tile.step or 0) for tile in tiles]
        if [line.data() for line in lines] == wanted:
            return lines
        for line in lines:
            menu.removeAction(line)
            line.deleteLater()
        made = []
        for name, step in wanted:
            line = QAction(group)
            line.setCheckable(group is self._tagging)
            line.setData((name, step))
            menu.insertAction(before, line)
            made.append(line)
        return tuple(made)

    def _on_mood(self, line: QAction) -> None:
        self.mood_chosen.emit(line.data())

    def _on_added(self, line: QAction) -> None:
        name, step = line.data()
        self.stepped.emit(name, step)

    def _on_tagged(self, line: QAction) -> None:
        name, _step = line.data()
        self.tag_toggled.emit(name, line.isChecked())


def _few(tags: Sequence[Tile]) -> Sequence[Tile]:
    """Returns as many tags as fit in a menu: those of the day, and the first of the others, in their order."""
    if len(tags) <= MOST_TAGS:
        return tags
    by_day = sorted(range(len(tags)), key=lambda place: not is_on(tags[place].value))
    return [tags[place] for place in sorted(by_day[:MOST_TAGS])]


def plain(text: str) -> str:
    """Returns the text, escaped so that no letter becomes a shortcut."""
    return text.replace("&", "&&")
