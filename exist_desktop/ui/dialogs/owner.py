"""Asks whether to take attributes over from the service that fills them; one question for all of a service."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.dialogs.frame import FirstKeys, frame
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language
from exist_desktop.words.pages.owners import question


class OwnerDialog(QDialog):
    """Explains what taking over does. Accepting takes over the ticked attributes; anything else changes nothing.

    `kept` is whether an entry waits for the answer, `lost` whether this program filled the attribute before. Several
    attributes have a tick box each, ticked at first.

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
        super().__init__(parent)
        self._language = language
        self._kept = kept
        self._lost = lost
        self._ticks: dict[str, CheckBox] = {}
        self._attributes: dict[str, Attribute] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language.say("Take over?"))
        frame(self)
        self.first_keys = FirstKeys(self)
        self.take_over = AccentButton(language.say("Take over"), name=language.say("Take over"))
        self.not_now = PlainButton(language.say("Not now"), name=language.say("Not now"))
        page = PlainButton(language.say("Attributes at Exist…"))
        self.take_over.clicked.connect(self.accept)
        self.not_now.clicked.connect(self.reject)
        page.clicked.connect(self.page_wanted)
        self._heading = Heading("", bold=True, points=2)
        self._sentences = TextBlock("")
        self._boxes = QVBoxLayout()
        back = TextBlock(
            language.say("It can be given to another service again on Exist's page of attributes."),
            tone=Tone.MUTED,
            points=-0.5,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addLayout(self._boxes)
        for part in (self._sentences, back):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(line_of(self.take_over, self.not_now, page))
        self.setMinimumWidth(300)
        self.add([attribute])
        self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)  # a key typed for a note takes nothing over

    def add(self, attributes: Sequence[Attribute]) -> None:
        """Adds attributes that the same service fills; those already shown keep their ticks."""
        for attribute in attributes:
            if attribute.name not in self._attributes:
                self._attributes[attribute.name] = attribute
                box = self._ticks[attribute.name] = CheckBox(attribute.label, self)
                box.setChecked(True)
                box.toggled.connect(self._on_ticked)
                self._boxes.addWidget(box)
        several = len(self._attributes) > 1
        for box in self._ticks.values():
            box.setVisible(several)
        every = list(self._attributes.values())
        heading, *sentences = question(self._language, every, kept=self._kept, lost=self._lost)
        self._heading.say(heading)
        self._sentences.say("\n".join(sentences))
        self.adjustSize()

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """All attributes that the question is about."""
        return tuple(self._attributes.values())

    @property
    def chosen(self) -> tuple[Attribute, ...]:
        """The attributes that are ticked."""
        return tuple(one for name, one in self._attributes.items() if self._ticks[name].isChecked())

    def _on_ticked(self) -> None:
        self.take_over.setEnabled(bool(self.chosen))
