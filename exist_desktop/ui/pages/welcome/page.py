"""Welcome: three ways in, waiting for the browser, and the question who signed in. It only shows and emits.

An error is shown at the field or button that it is about, which gets the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.pages.welcome.fields import ErrorBox
from exist_desktop.ui.pages.welcome.form import WelcomeForm
from exist_desktop.ui.pages.welcome.steps import QuestionCard, WaitingCard
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import Permission

WIDEST = 640
"""Greatest width of a single card in pixels."""
FORM_WIDEST = 1000
"""Greatest width in pixels of the ways in side by side."""


class WelcomePage(PageScroll):
    """Asks for what a sign-in needs; shows one of form, waiting and question at a time.

    Signals:
        sign_in_requested(str, str, str, tuple[str, ...]): client ID, client secret, redirect address and scopes.
        token_given(str): a developer token.
        demo_requested(): the person wants the demo.
        address_pasted(str): the address that the browser showed at the end.
        identity_confirmed(bool): whether the account that signed in is the person's own.
        cancelled(): the person does not want to wait for the browser.
        browser_wanted(str): open the browser at that address again.
        left(): the person who wanted to sign in again goes back to the pages.
    """

    sign_in_requested = Signal(str, str, str, object)
    token_given = Signal(str)
    demo_requested = Signal()
    address_pasted = Signal(str)
    identity_confirmed = Signal(object)
    cancelled = Signal()
    browser_wanted = Signal(str)
    left = Signal()

    def __init__(self, language: Language, permissions: Sequence[Permission], parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.keep_reading_order()
        self._language = language
        self._column = QWidget()
        self.form = WelcomeForm(language, permissions)
        self.waiting = WaitingCard(language)
        self.question = QuestionCard(language)
        self._busy = TextBlock("", tone=Tone.MUTED)
        self._busy.setObjectName("welcomeBusy")
        self._busy.hide()
        self._error = ErrorBox(language, self._column)
        self._parts = (self.form, self.waiting, self.question)
        self._shown: WelcomeForm | WaitingCard | QuestionCard = self.form
        self._lay_out(content)
        self._connect()
        self.welcome()
        self.show_form()

    def _lay_out(self, content: QWidget) -> None:
        self._heading = Heading("", points=8, bold=True)
        self._heading.setObjectName("welcomeHeading")
        self._promise = TextBlock("", tone=Tone.MUTED)
        column_of(self._column, self._heading, self._promise, self._busy, *self._parts, gap=14).addStretch(1)
        line = QHBoxLayout(content)
        line.setContentsMargins(16, 28, 16, 28)
        line.addStretch(1)
        line.addWidget(self._column, 1000)
        line.addStretch(1)

    def _connect(self) -> None:
        self.form.sign_in.submitted.connect(self.sign_in_requested)
        self.form.token.submitted.connect(self.token_given)
        self.form.demo.submitted.connect(self.demo_requested)
        self.waiting.pasted.connect(self.address_pasted)
        self.waiting.cancelled.connect(self.cancelled)
        self.waiting.browser_wanted.connect(self.browser_wanted)
        self.question.answered.connect(self.identity_confirmed)
        self.form.left.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)

    def welcome(self) -> None:
        """Shows all ways in, for a new person."""
        say = self._language.say
        self._heading.say(say("Welcome to Exist Desktop"))
        self._promise.say(
            say("Log your day in seconds, online or not. What you enter is saved on this computer first.")
        )
        self.form.offer_everything()

    def welcome_again(self, username: str, unsent: int) -> None:
        """Shows the way used before, for a signed-out person; `unsent` entries wait for the sign-in."""
        self._heading.say(self._language.say("Sign in again as @{username}", username=username))
        waiting = self._language.ngettext(
            "1 entry is saved on this computer. It is sent once you are signed in.",
            "{n} entries are saved on this computer. They are sent once you are signed in.",
            unsent,
        )
        nothing = self._language.say("Everything you entered is in Exist. Your days can be seen meanwhile.")
        self._promise.say(waiting if unsent else nothing)
        self.form.offer_return()

    def fill_in(self, client_id: str, redirect: str, scopes: AbstractSet[str] | None) -> None:
        """Fills in known values; if `scopes` are given, ticks their permissions."""
        card = self.form.sign_in
        card.client_id.edit.setText(client_id)
        card.redirect.edit.setText(redirect)
        if scopes is not None:
            card.permissions.tick(scopes)

    def show_form(self) -> None:
        """Shows the form with its former contents."""
        self._show(self.form)

    def show_waiting(self, address: str) -> None:
        """Shows that the browser is open at that address."""
        self.waiting.wait_for(address)
        self._show(self.waiting)

    def show_question(self, username: str) -> None:
        """Asks whether that account is the person's own."""
        self.question.ask(username)
        self._show(self.question)

    def show_error(self, message: Message) -> None:
        """Shows an error at the part that it is about, which is enabled again."""
        self._end_busy()
        self._shown.place_error(self._error)
        self._error.tell(message)
        self.ensureWidgetVisible(self._error)

    def forget_token(self) -> None:
        """Clears the field with another person's token."""
        self.form.token.token.edit.clear()

    def _on_escape(self) -> None:
        if self._shown is self.waiting:
            self.cancelled.emit()
        elif self._shown is self.form and self.form.is_return:
            self.left.emit()

    def show_busy(self, text: str) -> None:
        """Shows what is being done; nothing can be pressed meanwhile."""
        self._error.hide()
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
        """Focuses the first field, also if the window was built before it was shown."""
        super().showEvent(event)
        self._shown.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: WelcomeForm | WaitingCard | QuestionCard) -> None:
        self._shown = shown
        self._end_busy()
        self._error.hide()
        for part in self._parts:
            part.setVisible(part is shown)
        self._column.setMaximumWidth(FORM_WIDEST if shown is self.form else WIDEST)
        shown.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)
