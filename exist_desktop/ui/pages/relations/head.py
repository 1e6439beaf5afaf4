"""The head of the Relations page: whose relations, of which attribute, and which of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Filters
from exist_desktop.ui.pages.attribute_chooser import AttributeChooser
from exist_desktop.ui.pages.relations.views import Source
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language


class SourceChip(Chip):
    """One of the lists."""

    controlled = True
    one_of_many = True


class RelationsHead(QWidget):
    """Title, chips and the choice of an attribute.

    Signals:
        source_chosen(object): the person wants to see the list of that `Source`.
        attribute_chosen(str): the person asks about that attribute; empty for all of them.
        compared(str, str): the person wants to see these two attributes side by side.
        filters_changed(): the person wants to see fewer relations, or more.
        apart_changed(bool): whether attributes are compared up to a week apart.
    """

    source_chosen = Signal(object)
    attribute_chosen = Signal(str)
    compared = Signal(str, str)
    filters_changed = Signal()
    apart_changed = Signal(bool)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self._language = language
        self._attributes: Sequence[Attribute] = ()
        self._recent: Sequence[str] = ()
        self.heading = Heading(say("Relations"), points=6, bold=True, lines=1)
        self.sources = {
            Source.HERE: SourceChip(say("Computed here")),
            Source.EXIST: SourceChip(say("From Exist")),
        }
        for source, chip in self.sources.items():
            chip.value = source
            chip.picked.connect(self.source_chosen)
        self.attribute = PlainButton(say("Attribute…"), name=say("Attribute"))
        self.strong, self.certain = Chip(say("Strong")), Chip(say("Certain"))
        self.news = Chip(say("New or changed"))
        self.news.hide()
        self.apart = Chip(say("Up to a week apart"))
        self.compare = PlainButton(say("Compare two…"), name=say("Compare two"))
        self._first = ""
        self.chooser = AttributeChooser(language, "relationsChooser")
        self.chooser.hide()
        self.which = TextBlock("")
        self.pair_chooser = AttributeChooser(language, "pairChooser")
        self.compare.clicked.connect(self._on_compare_pressed)
        self.pair_chooser.chosen.connect(self._on_one_of_pair_chosen)
        self.pair_chooser.closed.connect(self._close_pair_chooser)
        for part in (self.which, self.pair_chooser):
            part.hide()
        self.attribute.clicked.connect(self._on_attribute_pressed)
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.closed.connect(self._close)
        for narrowing in (self.strong, self.certain, self.news):
            narrowing.clicked.connect(self.filters_changed)
        self.apart.clicked.connect(self.apart_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        parts = (*self.sources.values(), self.attribute, self.strong, self.certain, self.news, self.apart, self.compare)
        for below in (self.heading, line_of(*parts), self.chooser, self.which, self.pair_chooser):
            column.addWidget(below)

    @property
    def filters(self) -> Filters:
        """The filters as they are set, of whichever attribute."""
        news = self.news.isChecked() and not self.news.isHidden()
        return Filters(strong=self.strong.isChecked(), certain=self.certain.isChecked(), news=news)

    def show_source(self, source: Source) -> None:
        """Shows whose relations are listed."""
        for one, chip in self.sources.items():
            chip.setChecked(one is source)
        self.apart.setVisible(source is Source.HERE)

    def offer(self, attributes: Sequence[Attribute], recent: Sequence[str]) -> None:
        """Sets the attributes that can be asked about."""
        was_empty = not self._attributes
        self._attributes, self._recent = attributes, recent
        if was_empty and self._first and not self.pair_chooser.isHidden():  # asked for before anything was read
            self.ask_for_second(self._first)
        self.attribute.setEnabled(bool(attributes))
        self.compare.setEnabled(len(attributes) > 1)

    def _on_attribute_pressed(self) -> None:
        if self.chooser.isVisible():
            self._close()
            return
        self._hide_pair_chooser()
        self.chooser.offer(self._attributes, self._recent, none=self._language.say("All attributes"))
        self.chooser.show()
        self.chooser.search.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_chosen(self, chosen: Attribute | None) -> None:
        self._close()
        self.attribute_chosen.emit("" if chosen is None else chosen.name)

    def _on_compare_pressed(self) -> None:
        if self.pair_chooser.isVisible():
            self._close_pair_chooser()
        else:
            self._ask(self._language.say("Which is the first of the two?"), self._attributes, "")

    def ask_for_second(self, first: str) -> None:
        """Asks what an attribute is compared with."""
        others = [one for one in self._attributes if one.name != first]
        label = next((one.label for one in self._attributes if one.name == first), first)
        self._ask(self._language.say("What is {label} compared with?", label=label), others, first)

    def _ask(self, question: str, offered: Sequence[Attribute], first: str) -> None:
        self._first = first
        self.chooser.hide()
        self.which.say(question)
        self.pair_chooser.offer(offered, self._recent)
        for part in (self.which, self.pair_chooser):
            part.show()
        self.pair_chooser.search.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_one_of_pair_chosen(self, chosen: Attribute) -> None:
        if self._first:
            self._close_pair_chooser()
            self.compared.emit(self._first, chosen.name)
        else:
            self.ask_for_second(chosen.name)

    def _hide_pair_chooser(self) -> None:
        for part in (self.which, self.pair_chooser):
            part.hide()

    def _close_pair_chooser(self) -> None:
        self._hide_pair_chooser()
        self.compare.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> None:
        self.chooser.hide()
        self.attribute.setFocus(Qt.FocusReason.TabFocusReason)


def of_attribute(filters: Filters, name: str) -> Filters:
    """Returns the filters for relations of one attribute, or of all if the name is empty."""
    return replace(filters, attribute=name)
