"""The question whether to take an attribute over from the service that fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.buttons import AccentButton, PlainButton, line_of
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.words import Language


class OwnerDialog(QDialog):
    """Explains what taking over does; accepted means take over, anything else leaves all as it is.

    `kept` says that an entry waits for the answer, `lost` that this program filled the attribute before.

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
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language.say("Take over?"))
        self.take_over = AccentButton(language.say("Take over"), name="Take over")
        self.not_now = PlainButton(language.say("Not now"), name="Not now")
        page = PlainButton(language.say("Attributes at Exist…"))
        self.take_over.clicked.connect(self.accept)
        self.not_now.clicked.connect(self.reject)
        page.clicked.connect(self.page_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        heading, *sentences = sentences_of(language, attribute, kept=kept, lost=lost)
        column.addWidget(TextBlock(heading, bold=True, points=2))
        for sentence in sentences:
            column.addWidget(TextBlock(sentence))
        column.addWidget(
            TextBlock(
                language.say("It can be given to another service again on Exist's page of attributes."),
                tone=Tone.MUTED,
                points=-0.5,
            )
        )
        column.addSpacing(4)
        column.addWidget(line_of(self.take_over, self.not_now, page))
        self.setMinimumWidth(300)
        self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)  # a key that was meant for a note takes nothing over


def sentences_of(language: Language, attribute: Attribute, *, kept: bool, lost: bool) -> tuple[str, ...]:
    """The heading and the sentences of the question."""
    label = attribute.label
    service = attribute.service.label if attribute.service else language.say("another service")
    say = language.say
    if lost:
        heading = say("{label} is now filled by {service}", label=label, service=service)
    else:
        heading = say("{service} fills {label}", label=label, service=service)
    if attribute.manual:
        effect = say("Exist will show Exist Desktop as its source; other Exist apps may show it differently.")
    else:
        effect = say("{service} stops filling {label} until you give it back.", label=label, service=service)
    if not kept:
        return heading, effect
    return (
        heading,
        say("Your entry is saved on this computer. It goes to Exist when Exist Desktop fills {label}.", label=label),
        effect,
    )
