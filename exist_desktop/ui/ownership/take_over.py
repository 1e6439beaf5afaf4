"""Asks whether to take attributes over: what that does to who fills them, and their last days as they are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.last_days import LastDays
from exist_desktop.ui.ownership.last_days import LastDaysView
from exist_desktop.ui.ownership.question import AskedAttribute, Buttons, OwnerQuestion
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.words.language import Language
from exist_desktop.words.ownership.taking_over import question


class TakeOverDialog(OwnerQuestion):
    """Accepting takes over the ticked attributes; anything else changes nothing.

    `kept` is whether an entry waits for the answer, `lost` whether this program filled the attribute before.

    Signals:
        page_wanted(): the person wants to see Exist's own page of attributes.
    """

    page_wanted = Signal()

    def __init__(
        self,
        language: Language,
        attribute: Attribute,
        parent: QWidget | None = None,
        *,
        kept: bool = False,
        lost: bool = False,
    ) -> None:
        say = language.say
        self.take_over = AccentButton(say("Take over"), name=say("Take over"))
        self.not_now = PlainButton(say("Not now"), name=say("Not now"))
        page = PlainButton(say("Attributes at Exist…"))
        super().__init__(say("Take over?"), Buttons(self.take_over, self.not_now, (page,)), parent)
        page.clicked.connect(self.page_wanted)
        self._language = language
        self._kept = kept
        self._lost = lost
        self._asked: dict[str, AskedAttribute] = {}
        self._attributes: dict[str, Attribute] = {}
        self._days: dict[str, LastDaysView] = {}
        self._read = TextBlock("", tone=Tone.MUTED, points=-0.5)
        self._read.setObjectName("daysRead")
        self._read.hide()
        self.add([attribute])

    def add(self, attributes: Sequence[Attribute]) -> None:
        """Adds attributes; those already shown keep their ticks."""
        for attribute in attributes:
            if attribute.name not in self._attributes:
                self._attributes[attribute.name] = attribute
                self._add(attribute)
        every = list(self._attributes.values())
        asked = question(self._language, every, kept=self._kept, lost=self._lost)
        for attribute, sentences in zip(every, asked.of_each, strict=True):
            row = self._asked[attribute.name]
            row.let_choose(wanted=len(every) > 1)
            row.say(self._language.sentences(*sentences))
            self._days[attribute.name].open_days(wanted=len(every) == 1)
        self._rows.addWidget(self._read)
        self.say(asked.heading, asked.sentences, (asked.foot,))
        self.adjustSize()

    def _add(self, attribute: Attribute) -> None:
        row = self._asked[attribute.name] = AskedAttribute(attribute.label)
        row.box.toggled.connect(self._on_ticked)
        days = self._days[attribute.name] = LastDaysView(self._language, attribute)
        row.add(days)
        self._rows.addWidget(row)

    def show_days(self, days: Mapping[str, LastDays], read: str) -> None:
        """Shows the last days of these attributes, and when they were read or that they are being read."""
        for name, last in days.items():
            if name in self._days:
                self._days[name].show_days(last)
        self._read.say(read)
        self._read.setVisible(bool(read))

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """All attributes that the question is about."""
        return tuple(self._attributes.values())

    @property
    def chosen(self) -> tuple[Attribute, ...]:
        """The attributes that are ticked."""
        return tuple(one for name, one in self._attributes.items() if self._asked[name].box.isChecked())

    def _on_ticked(self) -> None:
        self.take_over.setEnabled(bool(self.chosen))
