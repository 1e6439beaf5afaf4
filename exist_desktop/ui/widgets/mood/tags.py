"""The day's tags as chips: on is tagged, off is not, pale is not read yet.

If there are many, only some are shown, and a chip that shows more. A field finds a tag by its name, also one that is
hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.arranging.arrangement import Arrangement
from exist_desktop.domain.arranging.moves import shifted
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import NOT_READ, is_on
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.widgets.controls.field import Field
    from exist_desktop.ui.widgets.mood.tag_field import TagField

FIELD_FROM = 12
"""With more tags than that, the field is there from the beginning."""
AT_ONCE = 100
"""The number of chips made at once, besides those of the day: thousands would take seconds and fill the page."""


class TagChips(QWidget):
    """One chip per tag, reused from day to day so that the focus stays.

    Beyond `AT_ONCE` tags, the first ones and those of the day are shown, and a tag that was shown once stays.

    Signals:
        toggled(str, bool): the tag of that name was switched on or off.
        new_wanted(): the person wants a tag that is not there yet.
        named(str): the same, of a tag with that name.
        menu_wanted(str): the person wants to see what can be done with the tag of that name.
        moved(str, int): the tag of that name shall go to the place before (-1) or behind (1).
        ordered(str, list[str]): that tag was dropped, and those that are shown are in this order.
    """

    toggled = Signal(str, bool)
    new_wanted = Signal()
    named = Signal(object)
    menu_wanted = Signal(object)
    moved = Signal(str, int)
    ordered = Signal(str, object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.chips: dict[str, Chip] = {}
        self._tags: tuple[Tile, ...] = ()
        self._hidden: tuple[Tile, ...] = ()
        self._arranging = False
        self._held = ""
        self._before: tuple[str, ...] = ()
        self.field: TagField | None = None
        self._frame: Field | None = None
        self._chosen: tuple[date, Arrangement] | None = None
        self._room = AT_ONCE
        self._flow = FlowLayout(self)
        self.more = Chip("", self)
        self.new = Chip(language.say("+ tag"), self, name=language.say("New tag"))
        for chip, wanted in ((self.more, self._on_more_wanted), (self.new, self._on_new_wanted)):
            chip.setCheckable(False)
            chip.clicked.connect(wanted)
            self._flow.addWidget(chip)
        self.more.hide()

    @property
    def first_stop(self) -> QWidget:
        """The field, else the first tag, else the chip for a new one."""
        return self.field if self.field is not None else next(iter(self.chips.values()), self.new)

    def begin_search(self) -> None:
        """Focuses the field that finds a tag, and makes it if it is not there."""
        self._make_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_field(self) -> TagField:
        if self.field is None:
            from exist_desktop.ui.widgets.controls.field import Field
            from exist_desktop.ui.widgets.mood.tag_field import TagField

            self.field = TagField(self._language)
            self.field.textChanged.connect(self._show_tags)
            self.field.taken.connect(self._on_taken)
            self.field.ended.connect(self._focus_first)
            self.field.left_downwards.connect(self._focus_first)
            self._frame = Field(self.field, self)
            self._frame.show()
            self._put_in_order()
        return self.field

    def _focus_first(self) -> None:
        next(iter(self.chips.values()), self.new).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _typed(self) -> str:
        return "" if self.field is None else " ".join(self.field.text().split())

    def _on_taken(self) -> None:
        """Switches the tag of exactly the typed name, else the first that was found, else wants a new one."""
        typed, found = self._typed, self._shown()
        if not typed:
            return
        from exist_desktop.domain.text.fold import fold

        named = (tag for tag in found if fold(typed) in map(fold, tag.attribute.spellings))
        first = next(named, found[0] if found else None)
        if first is None:
            self._on_new_wanted()
            return
        self._make_field().clear()
        self.toggled.emit(first.attribute.name, not is_on(first.value))

    def _on_new_wanted(self) -> None:
        name = self._typed
        if self.field is not None:
            self.field.clear()
        if name:
            self.named.emit(name)
        else:
            self.new_wanted.emit()

    def set_tags(self, tags: Iterable[Tile]) -> None:
        """Shows these tags in this order."""
        self._tags = tuple(tags)
        self._show_tags()

    def set_tags_of(self, view: DayView) -> None:
        """Shows the tags of a day. While it stays the same day in the same order, none moves when it is pressed."""
        tags, chosen = view.tags, (view.day, view.arrangement)
        names = {tag.attribute.name: tag for tag in tags}
        if chosen == self._chosen and names.keys() == {tag.attribute.name for tag in self._tags}:
            tags = tuple(names[tag.attribute.name] for tag in self._tags)
        self._chosen = chosen
        self._hidden = tuple(tile for tile in view.hidden if tile.attribute.is_tag)
        if len(tags) + len(self._hidden) > FIELD_FROM:
            self._make_field()
        self.set_tags(tags)

    def let_move(self) -> None:
        """Lets the tags be put in another order, since nobody looks at them now."""
        self._chosen = None

    def _show_tags(self) -> None:
        shown = self._shown()
        if [tag.attribute.name for tag in shown] != list(self.chips):
            self._rebuild(shown)
        for tag in shown:
            chip = self.chips[tag.attribute.name]
            if chip.text() != tag.attribute.label:
                chip.setText(tag.attribute.label)
                set_name(chip, tag.attribute.label)
            chip.setChecked(is_on(tag.value))
            chip.tell_unread(self._language.say("not read yet") if tag.value is NOT_READ else "")
            chip.tell_about(self._also_called(tag.attribute))
        typed = self._typed
        self._tell_of_more(0 if typed else len(self._tags) - len(shown))
        self.new.setText(self._language.say("+ {tag}", tag=typed) if typed else self._language.say("+ tag"))

    def _also_called(self, tag: Attribute) -> str:
        """Returns what Exist calls it and which tags are shown as one with it; few people have named any."""
        if not tag.exist_label and not tag.joined:
            return ""
        from exist_desktop.words.arranging.names import also_called

        return also_called(self._language, tag)

    def _shown(self) -> Sequence[Tile]:
        """Returns the tags with a chip: those that had one, those of the day, and the first of the others.

        While a name is typed, those that have all of its words, the hidden ones last.
        """
        if self._typed:
            return self._found()[: self._room]
        if len(self._tags) <= self._room:
            return self._tags
        wanted = [tag for tag in self._tags if tag.attribute.name in self.chips]
        wanted += islice((t for t in self._tags if is_on(t.value) and t.attribute.name not in self.chips), AT_ONCE)
        names = {tag.attribute.name for tag in wanted}
        others = (tag.attribute.name for tag in self._tags if tag.attribute.name not in names)
        names.update(islice(others, max(0, self._room - len(names))))
        return [tag for tag in self._tags if tag.attribute.name in names]

    def _found(self) -> Sequence[Tile]:
        from exist_desktop.domain.text.fold import fold  # both are loaded when something is typed
        from exist_desktop.domain.text.search import spelled

        typed = fold(self._typed).split()
        folded = ((tag, spelled(tag.attribute)) for tag in (*self._tags, *self._hidden))
        return [tag for tag, labels in folded if all(word in labels for word in typed)]

    def _tell_of_more(self, count: int) -> None:
        self.more.setVisible(count > 0)
        if count:
            self.more.setText(self._language.ngettext("1 more tag", "{n} more tags", count))
            set_name(self.more, self._language.ngettext("Show 1 more tag", "Show {n} more tags", count))

    def _on_more_wanted(self) -> None:
        """Shows more tags and focuses the first of them."""
        before = set(self.chips)
        self._room = len(before) + AT_ONCE
        self._show_tags()
        first = next((chip for name, chip in self.chips.items() if name not in before), self.new)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _rebuild(self, tags: Sequence[Tile]) -> None:
        """Makes the missing chips, and puts all in their order."""
        former, self.chips = self.chips, {}
        for tag in tags:
            name = tag.attribute.name
            self.chips[name] = former.pop(name) if name in former else self._chip(name, tag.attribute.label)
        self._put_in_order()
        for chip in former.values():
            chip.hide()
            chip.deleteLater()

    def _put_in_order(self) -> None:
        frame = [] if self._frame is None else [self._frame]
        self._flow.put_in_order([*frame, *self.chips.values(), self.more, self.new])
        field = [] if self.field is None else [self.field]
        last = self.new  # what was made late is put at its place
        for before, after in pairwise([last, *field, *self.chips.values(), self.more, self.new]):
            QWidget.setTabOrder(before, after)

    def set_arranging(self, *, arranging: bool) -> None:
        """Lets the mouse move the tags instead of switching them, or ends that."""
        self._arranging = arranging
        for chip in self.chips.values():
            chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, arranging)

    def _at(self, event: QMouseEvent) -> str:
        place = event.position().toPoint()
        return next((name for name, chip in self.chips.items() if chip.geometry().contains(place)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._arranging and event.button() is Qt.MouseButton.LeftButton:
            self._held, self._before = self._at(event), tuple(self.chips)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the tag that is held to the place of the one under the pointer."""
        over = self._at(event)
        if self._held and over not in ("", self._held):
            names = list(self.chips)
            there = shifted(names, self._held, names.index(over) - names.index(self._held))
            self.chips = {name: self.chips[name] for name in there or names}
            self._put_in_order()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drops the tag; one that has not been moved opens its menu."""
        held, self._held = self._held, ""
        if held and tuple(self.chips) != self._before:
            self.ordered.emit(held, list(self.chips))
        elif held and self._at(event) == held:
            self.menu_wanted.emit(held)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of the tag under the pointer, or of the one with the focus for the key."""
        chip = self.childAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            chip = self.window().focusWidget()
        if (name := self._name_of(chip)) is not None:
            self.menu_wanted.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the tag with the focus by Alt+Up and Alt+Down."""
        toward = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        name = self._name_of(self.window().focusWidget())
        if toward and name is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(name, toward)
        else:
            super().keyPressEvent(event)

    def _name_of(self, widget: QWidget | None) -> str | None:
        return next((name for name, chip in self.chips.items() if chip is widget), None)

    def _on_picked(self, name: str) -> None:
        self.toggled.emit(name, self.chips[name].isChecked())

    def _chip(self, name: str, label: str) -> Chip:
        chip = Chip(label, self, name=label)
        chip.value = name
        chip.picked.connect(self._on_picked)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, self._arranging)
        chip.show()
        return chip
