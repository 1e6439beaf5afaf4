"""Welcome: three ways in, waiting for the browser, and the question who signed in. It shows and tells, no more."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.welcome_fields import column_of
from exist_desktop.ui.pages.welcome_form import WelcomeForm
from exist_desktop.ui.pages.welcome_steps import QuestionCard, WaitingCard
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.ui.widgets.painting import Surface, paint_surface
from exist_desktop.ui.widgets.scroll import PageScroll
from exist_desktop.words import Language
from exist_desktop.words.sign_in import Permission
from exist_desktop.words.troubles import Message

WIDEST = 640
"""How wide a single card becomes."""
FORM_WIDEST = 1000
"""How wide the ways in become beside each other."""


class TroubleBox(QFrame):
    """What went wrong, above the part that it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(18, 14, 18, 14)
        self._text = TextBlock("", tone=Tone.NOTICE)
        self._text.setObjectName("welcomeTrouble")
        column_of(self, self._text)
        self.hide()

    def tell(self, message: Message) -> None:
        """Shows the message."""
        self._text.say(f"{message.title}. {message.sentence}", lead=len(message.title) + 1)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one surface
        """Paints the surface."""
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            surface = Surface(QColor(colours.notice), QColor(colours.on_notice))
            paint_surface(painter, QRectF(self.rect()), theme.RADIUS, surface)


class WelcomePage(PageScroll):
    """Takes what is needed to sign in; one of form, waiting and question is shown at a time.

    Signals:
        sign_in_requested(str, str, str, tuple[str, ...]): client ID, client secret, redirect address and scopes.
        token_given(str): a developer token.
        demo_requested(): the person wants the demo.
        address_pasted(str): the address that the browser showed at the end.
        identity_confirmed(bool): whether the account that signed in is the person's own.
        cancelled(): the person does not want to wait for the browser.
    """

    sign_in_requested = Signal(str, str, str, object)
    token_given = Signal(str)
    demo_requested = Signal()
    address_pasted = Signal(str)
    identity_confirmed = Signal(bool)
    cancelled = Signal()

    def __init__(self, language: Language, permissions: Sequence[Permission], parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._column = QWidget()
        self.form = WelcomeForm(language, permissions)
        self.waiting = WaitingCard(language)
        self.question = QuestionCard(language)
        self._busy = TextBlock("", tone=Tone.MUTED)
        self._busy.setObjectName("welcomeBusy")
        self._busy.hide()
        self._trouble = TroubleBox()
        self._parts = (self.form, self.waiting, self.question)
        self._shown: WelcomeForm | WaitingCard | QuestionCard = self.form
        self._lay_out(content, language)
        self._connect()
        self.show_form()

    def _lay_out(self, content: QWidget, language: Language) -> None:
        heading = TextBlock(language.say("Welcome to Exist Desktop"), points=8, bold=True)
        promise = TextBlock(
            language.say("Log your day in seconds, online or not. What you enter is saved on this computer first."),
            tone=Tone.MUTED,
        )
        column = self._column
        column_of(column, heading, promise, self._busy, self._trouble, *self._parts, gap=14).addStretch(1)
        line = QHBoxLayout(content)
        line.setContentsMargins(16, 28, 16, 28)
        line.addStretch(1)
        line.addWidget(column, 1000)
        line.addStretch(1)

    def _connect(self) -> None:
        self.form.sign_in.submitted.connect(self.sign_in_requested)
        self.form.token.submitted.connect(self.token_given)
        self.form.demo.submitted.connect(self.demo_requested)
        self.waiting.pasted.connect(self.address_pasted)
        self.waiting.cancelled.connect(self.cancelled)
        self.question.answered.connect(self.identity_confirmed)

    def fill_in(self, client_id: str, redirect: str, scopes: AbstractSet[str] | None) -> None:
        """Fills in what is known from before; where `scopes` are known, the permissions that they are."""
        card = self.form.sign_in
        card.client_id.edit.setText(client_id)
        card.redirect.edit.setText(redirect)
        if scopes is not None:
            card.permissions.tick(scopes)

    def show_form(self) -> None:
        """Shows the ways in; what was typed is still there."""
        self._show(self.form)

    def show_waiting(self, address: str) -> None:
        """The browser is open at that address."""
        self.waiting.wait_for(address)
        self._show(self.waiting)

    def show_question(self, username: str) -> None:
        """Asks whether that account is the person's own."""
        self.question.ask(username)
        self._show(self.question)

    def show_trouble(self, message: Message) -> None:
        """Tells what went wrong; the part that is shown can be used again."""
        self._end_busy()
        self._trouble.tell(message)
        self.verticalScrollBar().setValue(0)

    def show_busy(self, text: str) -> None:
        """Says what is being done; nothing can be pressed meanwhile."""
        self._trouble.hide()
        self._busy.say(text)
        self._busy.show()
        for part in self._parts:
            part.setEnabled(False)
        self.verticalScrollBar().setValue(0)

    def _end_busy(self) -> None:
        self._busy.hide()
        for part in self._parts:
            part.setEnabled(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Begins where typing begins, also when the window was built before it was shown."""
        super().showEvent(event)
        self._shown.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: WelcomeForm | WaitingCard | QuestionCard) -> None:
        self._shown = shown
        self._end_busy()
        self._trouble.hide()
        for part in self._parts:
            part.setVisible(part is shown)
        self._column.setMaximumWidth(FORM_WIDEST if shown is self.form else WIDEST)
        shown.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)
