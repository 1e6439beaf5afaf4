"""The texts of Help, topic by topic, in the words that the rest of the window uses."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.words.language import N_, NC_, Language, Sentence
from exist_desktop.words.pages.sign_in import SignInWords


class Term(Struct, frozen=True):
    """A word that is seen in the window, and what it means."""

    name: str
    meaning: str


class Shown(Struct, frozen=True):
    """A picture by the name of its files, and what it shows, for people who do not see it."""

    name: str
    says: str


class Topic(Struct, frozen=True):
    """A title, paragraphs below it, terms below these, and pictures at the end."""

    title: str
    paragraphs: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    pictures: tuple[Shown, ...] = ()


class Release(Struct, frozen=True):
    """A version, and what is new in it."""

    version: str
    points: tuple[str, ...]


STATES: tuple[tuple[Sentence, Sentence], ...] = (
    (N_("Waiting"), N_("Saved on this computer. It is sent in a few seconds, or when there is a connection.")),
    (N_("Sending…"), N_("On its way. If the answer is lost, it is found out first whether it arrived.")),
    (
        N_("Checking with Exist…"),
        N_("The answer was lost. Exist is asked for its value, so that nothing is counted twice."),
    ),
    (N_("Needs you"), N_("It is kept and not sent. The Outbox says why, and what you can do.")),
    (NC_("entry", "Sent"), N_("Exist has it.")),
    (N_("Undone"), N_("You have taken it back.")),
)
TROUBLE: tuple[tuple[Sentence, Sentence], ...] = (
    (
        N_("Nothing is sent."),
        N_(
            "The foot of the sidebar says why: no connection, a pause that Exist asked for, or a sign-in that has "
            "ended. Your entries wait on this computer meanwhile, for as long as it takes."
        ),
    ),
    (
        N_("Exist asks to sign in again."),
        N_(
            "A sign-in ends when it was not renewed for long, or was ended in Exist. Sign in again; what waits is kept."
        ),
    ),
    (
        N_("The keyring is locked, or there is none."),
        N_("Tokens are kept there alone. Unlock it, or sign in again for as long as the window is open."),
    ),
    (
        N_("A value is not the one that was entered."),
        N_(
            "Another service or another of your devices may fill the attribute as well. The Outbox shows what was "
            "sent, Attributes who fills what."
        ),
    ),
    (
        N_("An entry has the wrong day."),
        N_(
            "Until the hour chosen in Settings, a new day has not begun. The title of Today names the day, and opens "
            "others."
        ),
    ),
    (
        N_("A number is refused."),
        N_("Numbers and times are read as your language writes them; what was understood is shown before it is saved."),
    ),
)


class HelpWords(Struct, frozen=True):
    """The topics, in a language."""

    language: Language

    def topics(self) -> tuple[Topic, ...]:
        """Returns the topics in the order in which they are read."""
        return (self._days(), self._connection(), self._owners(), self._states(), self._history(), self._trouble())

    def _days(self) -> Topic:
        say = self.language.say
        return Topic(
            say("Filling in a day"),
            (
                say("On Today press a face, a +1 or a tile, and type. Enter saves; there is nothing else to press."),
                say(
                    "Quick entry does the same over any other program: “coffee”, “+2 water”, “yesterday 8000 steps”, "
                    "or 1 to 5 for the mood. It is in the tray's menu, and opens with: exist-desktop quick"
                ),
                say("Each entry is saved on this computer first, and Ctrl+Z takes it back."),
            ),
            pictures=(
                Shown("today", say("Today: five faces with a note and tags, and below them a tile for each attribute")),
                Shown("quick", say("Quick entry: five faces, a note, and a line that says what it would save")),
            ),
        )

    def _connection(self) -> Topic:
        say = self.language.say
        return Topic(
            say("A client on Exist"),
            (
                say("Exist lets programs in by a client that you make once on its pages, and can remove there."),
                say(
                    "The page for signing in names each step, with the address to enter. Settings opens it again, also "
                    "for other permissions."
                ),
                say("A developer token from the same page works without a browser, until Exist ends it."),
            ),
            pictures=(Shown("client", say("The page for signing in, with the steps for making a client")),),
        )

    def _owners(self) -> Topic:
        say = self.language.say
        return Topic(
            say("Who fills an attribute"),
            (
                SignInWords(self.language).ownership(),
                say(
                    "Taking over stops the other service from filling it, also on days to come. You are shown its last "
                    "days first. Attributes shows who fills each, and gives it back."
                ),
            ),
            pictures=(
                Shown("owner", say("The question before Steps is taken over: what it means, and the last days")),
            ),
        )

    def _states(self) -> Topic:
        say = self.language.say
        return Topic(
            say("What becomes of an entry"),
            (say("The Outbox has every entry with its state:"),),
            self._terms(STATES),
            (Shown("outbox", say("The Outbox: each entry with its state, and buttons for what can be done")),),
        )

    def _history(self) -> Topic:
        say = self.language.say
        return Topic(
            say("Looking back"),
            (
                say(
                    "Your history is copied to this computer in the background, newest days first, so that every page "
                    "works without a connection. Settings chooses how much of it."
                ),
                say(
                    "“Not read” is not “none”: a day that Exist was not asked about yet is never counted as empty "
                    "or as zero."
                ),
                say("Relations say what goes together. They do not say that one causes the other."),
            ),
            pictures=(Shown("history", say("History: four months of steps as bars, with their average as a line")),),
        )

    def _trouble(self) -> Topic:
        return Topic(self.language.say("If something is wrong"), (), self._terms(TROUBLE))

    def _terms(self, table: tuple[tuple[Sentence, Sentence], ...]) -> tuple[Term, ...]:
        marked = self.language.say_marked
        return tuple(Term(marked(name), marked(meaning)) for name, meaning in table)
