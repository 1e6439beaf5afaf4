"""The head of Attributes: the ways to make a new one, the search field, the filters, and the order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.attributes.listing import Filter, Listing, Sort
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip, PlainButton, RadioChip
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.controls.search_field import SearchField
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import N_, NC_, Language, Sentence

BESIDE_FROM = 640
"""Width in pixels from which the buttons are beside the heading, for text of the usual size."""
FILTERS: dict[Filter, Sentence] = {
    Filter.ALL: NC_("attributes", "All"),
    Filter.FROM_HERE: NC_("attributes", "Filled from here"),
    Filter.BY_OTHERS: NC_("attributes", "By others"),
    Filter.BY_HAND: NC_("attributes", "By hand"),
    Filter.TAGS: NC_("attributes", "Tags"),
    Filter.OFF_TODAY: NC_("attributes", "Hidden on Today"),
    Filter.INACTIVE: NC_("attributes", "Inactive"),
}
SORTS: dict[Sort, Sentence] = {
    Sort.GROUP: NC_("attributes", "Sorted by group"),
    Sort.LABEL: NC_("attributes", "Sorted by name"),
    Sort.LAST_VALUE: NC_("attributes", "Sorted by last value"),
    Sort.OWNER: NC_("attributes", "Sorted by who fills them"),
}
NOTHING: dict[Filter, Sentence] = {
    Filter.ALL: N_("All your attributes are hidden in Exist. “Also hidden ones” shows them here."),
    Filter.FROM_HERE: N_("Nothing is filled from here yet. Take over what you want to enter on this computer."),
    Filter.BY_OTHERS: N_("No other service fills anything."),
    Filter.BY_HAND: N_("Nothing is filled by hand."),
    Filter.TAGS: N_("There are no tags yet. “New tag” makes the first one."),
    Filter.OFF_TODAY: N_("Nothing is hidden on Today."),
    Filter.INACTIVE: N_("Nothing is inactive: all your attributes are in use."),
}


class AttributesHead(QWidget):
    """Says what is to be listed.

    Signals:
        listing_changed(Listing): the person wants to see others, or the same in another order.
        new_attribute_wanted(), new_tag_wanted(): the person wants to make one.
        changes_wanted(): the person wants to see who filled what.
    """

    listing_changed = Signal(object)
    new_attribute_wanted = Signal()
    new_tag_wanted = Signal()
    changes_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say, marked = language.say, language.say_marked
        self.heading = Heading(say("Attributes"), points=6, bold=True, lines=1)
        self.count = TextBlock("", tone=Tone.MUTED)
        self.count.setObjectName("attributesCount")
        self.new_tag = PlainButton(say("New tag"))
        self.new_tag.clicked.connect(self.new_tag_wanted)
        self.new_attribute = AccentButton(say("New attribute"))
        self.new_attribute.clicked.connect(self.new_attribute_wanted)
        self.edit = SearchField(say("Find an attribute"), say("Find an attribute"))
        self.edit.textChanged.connect(self._on_changed)
        self.sort = ComboBox(say("Order of the attributes"), [(one, marked(name)) for one, name in SORTS.items()])
        self.sort.setObjectName("attributesOrder")
        self.sort.chosen.connect(self._on_changed)
        self.changes = Chip(say("Who filled what…"), name=say("Who filled what"))
        self.changes.setCheckable(False)
        self.changes.clicked.connect(self.changes_wanted)
        self.filters = {one: RadioChip(marked(name)) for one, name in FILTERS.items()}
        for one, chip in self.filters.items():
            chip.value = one
            chip.setChecked(one is Filter.ALL)
            chip.picked.connect(self._on_filter_picked)
        self.hidden = Chip(say("Also hidden ones"))
        self.hidden.set_tip(say("Shows inactive ones, too, and those that Exist shows only when asked."))
        self.hidden.toggled.connect(self._on_changed)
        self._lay_out()

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.heading)
        titles.addWidget(self.count)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.GAP)
        self._top.addLayout(titles, 1)
        self._top.addWidget(line_of(self.new_tag, self.new_attribute), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(self._top)
        self._order = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._order.setSpacing(theme.GAP)
        self._order.addWidget(Field(self.edit), 1)
        self._order.addWidget(line_of(self.sort, self.changes), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._order)
        column.addWidget(line_of(*self.filters.values(), self.hidden))

    @property
    def listing(self) -> Listing:
        """What the person wants to see."""
        chosen = next((one for one, chip in self.filters.items() if chip.isChecked()), Filter.ALL)
        return Listing(chosen, self.sort.currentData(), self.edit.text(), self.hidden.isChecked())

    @property
    def last_stop(self) -> QWidget:
        """The last stop of Tab."""
        return self.hidden

    def show_filter(self, chosen: Filter) -> None:
        """Limits the list."""
        for one, chip in self.filters.items():
            chip.setChecked(one is chosen)
        self._on_changed()

    def _on_filter_picked(self, chosen: Filter) -> None:
        self.show_filter(chosen)

    def _on_changed(self, *_: object) -> None:
        self.listing_changed.emit(self.listing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= BESIDE_FROM * theme.scale(self.font())
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        for line in (self._top, self._order):
            if line.direction() != direction:
                line.setDirection(direction)


def nothing_listed(language: Language, listing: Listing) -> str:
    """Returns why none of the attributes is listed."""
    if listing.text.strip():
        return language.say("Nothing has “{text}” in its name, group or source.", text=listing.text.strip())
    return language.say_marked(NOTHING[listing.filter])
