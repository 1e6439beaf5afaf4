"""The card of Settings with the account: who is signed in, with which permissions, and the three ways to leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal

from exist_desktop.domain.ownership.record import Outlook
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.pages.settings.parts import ActButton, Section, muted
from exist_desktop.ui.pages.settings.question import Offer, Question
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.ownership import leaving
from exist_desktop.words.pages.settings import AccountState, SettingsWords


class AccountSection(Section):
    """Shows who is signed in. `ask_to_sign_out` and `ask_to_remove` explain in the card what leaving means.

    Signals:
        sign_in_wanted(): the person wants to sign in, perhaps with other permissions.
        sign_out_wanted(): the person wants to sign out; `ask_to_sign_out` follows.
        signed_out(bool, bool): the person has confirmed; whether waiting entries are discarded, and whether what is
            filled from here is given back first.
        removal_wanted(): the person wants everything removed; `ask_to_remove` follows.
        removed(bool, bool): the person has confirmed; whether tokens that the keyring does not delete may stay, and
            whether what is filled from here is given back first.
    """

    sign_in_wanted = Signal()
    sign_out_wanted = Signal()
    signed_out = Signal(bool, bool)
    removal_wanted = Signal()
    removed = Signal(bool, bool)

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("Account"))
        self._language = language
        self._words = SettingsWords(language)
        self._who, self._token = TextBlock(""), InlineMessage("tokenState", tone=Tone.MUTED)
        self._who.setObjectName("accountState")
        self._grants = (muted(""), muted(""))
        self._sign_in = ActButton(say("Sign in again with other permissions…"))
        self._sign_out = ActButton(say("Sign out…"))
        self._remove = ActButton(say("Remove everything from this computer…"))
        self._leaving, self._removal = Question("signOutQuestion"), Question("removalQuestion")
        self._giving_back = InlineMessage("givingBack", tone=Tone.MUTED)
        self._sign_in.clicked.connect(self.sign_in_wanted)
        self._sign_out.clicked.connect(self.sign_out_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._leaving.answered.connect(self._on_leaving)
        self._removal.answered.connect(self._on_removal)
        self.add(self._who, self._token, *self._grants, line_of(self._sign_in, self._sign_out), self._leaving)
        self.add(line_of(self._remove), self._removal, self._giving_back)

    def show_standing(self, standing: AccountState, now: float, zone: tzinfo) -> None:
        """Shows who is signed in and what the token allows."""
        self._who.say(self._words.who(standing, now, zone))
        self._token.tell(self._words.token(standing, now, zone))
        grants = self._words.grants(standing)
        for index, line in enumerate(self._grants):
            line.say(grants[index] if index < len(grants) else "")
            line.setVisible(index < len(grants))
        say = self._language.say
        again, first = say("Sign in again with other permissions…"), say("Sign in…")
        self._sign_in.setText(again if standing.signed_in else first)
        self._sign_in.updateGeometry()
        self._sign_out.setVisible(standing.signed_in)

    def ask_to_sign_out(self, unsent: int, filled: Sequence[AttributeRow] = ()) -> None:
        """Says what happens to waiting entries, and asks. `filled` is what is filled from here."""
        say = self._language.say
        ngettext = self._language.ngettext
        keep = ngettext("Sign out and keep it", "Sign out and keep them", unsent) if unsent else say("Sign out")
        discard = ngettext("Sign out and discard it", "Sign out and discard them", unsent)
        discarding = (("discard", discard),) if unsent else ()
        answers = (("keep", keep), *discarding, ("", say("Stay signed in")))
        self._leaving.ask(self._words.unsent_on_leaving(unsent), answers, self._offer(filled))

    def ask_to_remove(self, unsent: int, filled: Sequence[AttributeRow] = ()) -> None:
        """Says what would be lost, and asks; the first answer is to keep everything."""
        say = self._language.say
        answers = (("", say("Keep everything")), ("remove", say("Remove everything and quit")))
        self._removal.ask(self._words.lost_on_removal(unsent), answers, self._offer(filled))

    def _offer(self, filled: Sequence[AttributeRow]) -> Offer:
        """Offers to give back what is filled from here."""
        if not filled:
            return Offer()
        hidden = [row.attribute for row in filled if row.to.outlook is Outlook.HIDDEN]
        text = leaving.offer(self._language, [row.attribute for row in filled])
        return Offer(text, leaving.hidden_then(self._language, hidden))

    def tell_giving_back(self, *, under_way: bool) -> None:
        """Shows that attributes are being given back, which may take a while."""
        self._giving_back.tell(leaving.under_way(self._language) if under_way else "")

    def ask_without_giving_back(self, labels: Sequence[str]) -> None:
        """Asks whether to remove everything, although some attributes are still filled from here."""
        say = self._language.say
        answers = (("", say("Keep everything")), ("remove", say("Remove everything and quit")))
        self._removal.ask(leaving.not_all_given_back(self._language, labels).text(self._language), answers)

    def ask_despite(self, error: Message) -> None:
        """Asks whether to remove the rest, although the keyring did not delete the tokens."""
        say = self._language.say
        sentence = say("Nothing was removed, since the tokens may stay in the keyring.")
        answers = (("", say("Keep everything")), ("despite", say("Remove the rest and quit")))
        self._removal.ask(Message(error.title, sentence).text(self._language), answers)

    def _on_leaving(self, answer: str) -> None:
        if answer:
            self.signed_out.emit(answer == "discard", self._leaving.is_accepted)
        self._sign_out.setFocus()

    def _on_removal(self, answer: str) -> None:
        if answer:
            self.removed.emit(answer == "despite", self._removal.is_accepted)
        self._remove.setFocus()
