"""Asks whether to give attributes back: to whom each goes, and what becomes of entries that are not in Exist yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.ownership.record import Outlook
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.ownership.question import AskedAttribute, Buttons, OwnerQuestion
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.words.language import Language
from exist_desktop.words.ownership import giving_back as words
from exist_desktop.words.pages.owners import on_giving_back


class GiveBackDialog(OwnerQuestion):
    """Accepting gives the ticked attributes back; anything else changes nothing.

    One with entries that need the person is given back only if they are discarded.

    Signals:
        outbox_wanted(): the person wants to see the entries that need them.
    """

    outbox_wanted = Signal()

    def __init__(self, language: Language, rows: Sequence[AttributeRow], parent: QWidget | None = None) -> None:
        say = language.say
        keep = language.ngettext("Keep filling it", "Keep filling them", len(rows))
        self.give_back = AccentButton(say("Give back"), name=say("Give back"))
        outbox = PlainButton(say("Open the Outbox"))
        others = (outbox,) if any(row.undecided for row in rows) else ()
        super().__init__(say("Give back?"), Buttons(self.give_back, PlainButton(keep), others), parent)
        outbox.clicked.connect(self.outbox_wanted)
        outbox.clicked.connect(self.reject)
        self._language = language
        self._asked: dict[str, AskedAttribute] = {}
        self._discards: dict[str, CheckBox] = {}
        for row in rows:
            self._add(row, one_of_several=len(rows) > 1)
        attributes = [row.attribute for row in rows]
        self.say(words.question(language, attributes), (), (words.values_stay(language, attributes),))
        self._on_ticked()
        self.adjustSize()

    def _add(self, row: AttributeRow, *, one_of_several: bool) -> None:
        language, name = self._language, row.attribute.name
        asked = self._asked[name] = AskedAttribute(row.attribute.label)
        goes, *uncertain = on_giving_back(language, row.attribute, row.to)
        asked.say(goes, Tone.DANGER if row.to.outlook is Outlook.HIDDEN else Tone.PLAIN)
        asked.let_choose(wanted=one_of_several)
        asked.box.toggled.connect(self._on_ticked)
        asked.add(*(TextBlock(sentence) for sentence in uncertain))
        if row.undecided:
            discard = self._discards[name] = CheckBox(words.discarding(language, row.unsent))
            discard.toggled.connect(asked.allow)
            asked.allow(False)  # noqa: FBT003 - a signal's argument
            asked.add(TextBlock(words.undecided(language, row.undecided)), discard)
        elif row.unsent:
            asked.add(TextBlock(words.sent_first(language, row.unsent), tone=Tone.MUTED))
        self._rows.addWidget(asked)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the attributes that are given back."""
        return tuple(name for name, asked in self._asked.items() if asked.box.isChecked())

    @property
    def discarded(self) -> tuple[str, ...]:
        """Those of them whose entries are discarded before."""
        return tuple(name for name in self.chosen if name in self._discards)

    def _on_ticked(self) -> None:
        self.give_back.setEnabled(bool(self.chosen))
