"""The steps after Welcome's form: waiting for the browser, and the question who signed in."""

from __future__ import annotations

from PySide6.QtCore import Signal

from exist_desktop.ui.pages.welcome.fields import ErrorBox
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.ui.widgets.controls.copy_button import CopyButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language


class WaitingCard(Card):
    """Shown while the browser is open: the address to copy, and a field for the address at which the browser ended.

    Signals:
        pasted(str): the address that the browser showed at the end.
        cancelled(): the person does not want to wait.
        browser_wanted(str): open the browser at that address again.
    """

    pasted = Signal(str)
    cancelled = Signal()
    browser_wanted = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        say = language.say
        self._missing = say("Copy the whole address from the browser's address bar.")
        copy = CopyButton(language, say("Copy sign-in address"))
        self.address = NamedField(say("Sign-in address"), tail=copy)
        self.address.edit.setReadOnly(True)
        copy.copies(self.address.edit)
        self.paste = NamedField(say("Paste address"))
        self.paste.entered.connect(self._on_pasted)
        use = PlainButton(say("Use address"))
        use.clicked.connect(self._on_pasted)
        cancel = PlainButton(say("Cancel"))
        cancel.clicked.connect(self.cancelled)
        again = PlainButton(say("Open the browser again"))
        again.clicked.connect(self._on_again)
        column_of(
            self,
            Heading(say("Waiting for your browser"), bold=True, points=2),
            TextBlock(say("Allow access on Exist's page there. This window goes on by itself.")),
            line_of(again),
            TextBlock(say("If no browser has opened, copy this address into one."), tone=Tone.MUTED),
            self.address,
            TextBlock(
                say("If the browser ends at a page that cannot be shown, paste its address here."), tone=Tone.MUTED
            ),
            self.paste,
            line_of(use, cancel),
        )
        self.start = cancel

    def wait_for(self, address: str) -> None:
        """Shows the address that the browser was sent to."""
        self.address.edit.setText(address)
        self.address.edit.setCursorPosition(0)
        self.paste.edit.clear()
        self.paste.inline_message.tell("")

    def place_error(self, box: ErrorBox) -> None:
        """Shows an error about the pasted address."""
        self.paste.place_error(box)

    def _on_again(self) -> None:
        self.browser_wanted.emit(self.address.text)

    def _on_pasted(self) -> None:
        if self.paste.require(self._missing):
            self.pasted.emit(self.paste.text)


class QuestionCard(Card):
    """Asks whether the account that signed in is the person's own.

    Signals:
        answered(bool): whether it is the person's own.
    """

    answered = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._question = Heading("", bold=True, points=2)
        self._question.setObjectName("identityQuestion")
        yes, no = AccentButton(language.say("This is me")), PlainButton(language.say("Not me"))
        yes.value, no.value = True, False
        for button in (yes, no):
            button.picked.connect(self.answered)
        sentence = language.say("Nothing is linked before you say so. If it is not you, the token is forgotten.")
        self._error = column_of(None)
        column = column_of(self, self._question, TextBlock(sentence))
        column.addLayout(self._error)
        column.addWidget(line_of(yes, no))
        self.start = yes

    def place_error(self, box: ErrorBox) -> None:
        """Shows why the account could not be linked."""
        self._error.addWidget(box)

    def ask(self, username: str) -> None:
        """Shows the name of the account that signed in."""
        self._question.say(self._language.say("Signed in as @{username}, is this you?", username=username))
