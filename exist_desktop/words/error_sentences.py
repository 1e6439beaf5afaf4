"""The sentences of all expected errors, a title and a text for each kind; `error_messages` fills their placeholders."""

from __future__ import annotations

from enum import Enum

from exist_desktop.domain.value_types import Form
from exist_desktop.domain.values import InvalidValueKind
from exist_desktop.errors import (
    DiskErrorKind,
    KeyringErrorKind,
    NotPossibleKind,
    OpenErrorKind,
    RequestErrorKind,
    SignInErrorKind,
)
from exist_desktop.words.language import N_, Sentence

SENTENCES: dict[Enum, tuple[Sentence, Sentence]] = {
    NotPossibleKind.ALREADY_SENDING: (
        N_("{what} is already on its way"),
        N_("It is being sent to Exist just now. In a moment it can be set to another value."),
    ),
    NotPossibleKind.ALREADY_SETTLED: (
        N_("{what} is settled already"),
        N_("It needs no answer any more, and nothing was changed. It can be set to another value."),
    ),
    NotPossibleKind.OVERTAKEN: (
        N_("{what} was replaced by a newer value"),
        N_("There is nothing to take back."),
    ),
    NotPossibleKind.FORMER_NOT_READ: (
        N_("{what} cannot be undone"),
        N_("What it was before had not been read from Exist. It can be set to another value."),
    ),
    NotPossibleKind.NO_FORMER_VALUE: (
        N_("{what} cannot be undone"),
        N_("There was no value before, and Exist cannot go back to none. It can be set to another value."),
    ),
    NotPossibleKind.ALREADY_UNDONE: (N_("{what} was undone already"), N_("Nothing was changed.")),
    NotPossibleKind.NO_SUCH_ENTRY: (
        N_("{what} was not found"),
        N_("It is not in the Outbox any more. Nothing was changed."),
    ),
    NotPossibleKind.NO_SCREEN: (
        N_("No screen to open a window on"),
        N_("The commands add, today, outbox, sync and status work without one."),
    ),
    NotPossibleKind.NEWER_DATA: (
        N_("This data is from a later version"),
        N_("Nothing in it was changed. A newer Exist Desktop opens it."),
    ),
    NotPossibleKind.RUNS_ALREADY: (
        N_("Exist Desktop runs already"),
        N_(
            "It does not answer and cannot be brought to the front from here. "
            "Look for its window, or for its tray icon."
        ),
    ),
    NotPossibleKind.CHANGED_MEANWHILE: (
        N_("{what} has changed meanwhile"),
        N_("What you typed is not saved yet. Look at both texts, then save."),
    ),
    NotPossibleKind.NO_DEMO: (
        N_("The demo could not be started"),
        N_("Its server ended at once. Nothing of yours was touched; try it once more."),
    ),
    NotPossibleKind.ALREADY_THERE: (
        N_("You have that already"),
        N_("{what} is in that group already; enter its value there."),
    ),
    NotPossibleKind.ON_BY_ANOTHER_TAG: (
        N_("It stays on"),
        N_("{what} is on that day in Exist and is shown as one with it. Nothing was changed; take them apart first."),
    ),
    NotPossibleKind.OURS_ALREADY: (N_("{what} is filled from here already"), N_("Nothing was changed.")),
    NotPossibleKind.NOT_OURS: (N_("{what} is not filled from here"), N_("There is nothing to give back.")),
    NotPossibleKind.SIGNED_OUT: (
        N_("Not signed in"),
        N_("Entries are safe on this computer. They are sent after you have signed in again: exist-desktop sign-in."),
    ),
    DiskErrorKind.FULL: (
        N_("Not saved: the disk is full"),
        N_("What you typed is still there. Free some space, then save again."),
    ),
    DiskErrorKind.READ_ONLY: (
        N_("Not saved: the disk cannot be written"),
        N_("What you typed is still there. Allow writing to the data folder, then save again."),
    ),
    DiskErrorKind.BUSY: (
        N_("Not saved: the data is in use"),
        N_("Another program holds it. What you typed is still there; save again in a moment."),
    ),
    DiskErrorKind.FAILED: (
        N_("Not saved: the disk reported an error"),
        N_("What you typed is still there. Save again; if it happens often, the disk may be failing."),
    ),
    DiskErrorKind.UPDATED: (
        N_("Not saved: Exist Desktop was updated"),
        N_("What you typed is still there. Restart Exist Desktop, then save again."),
    ),
    OpenErrorKind.FULL: (
        N_("Your data cannot be opened: the disk is full"),
        N_("Nothing was changed. Free some space, then start again."),
    ),
    OpenErrorKind.READ_ONLY: (
        N_("Your data cannot be opened: the disk cannot be written"),
        N_("Nothing was changed. Allow reading and writing in {where}, then start again."),
    ),
    OpenErrorKind.BUSY: (
        N_("Your data cannot be opened: it is in use"),
        N_("Another program holds it. Nothing was changed; start again in a moment."),
    ),
    OpenErrorKind.FAILED: (
        N_("Your data cannot be opened: the disk reported an error"),
        N_("Nothing was changed. Start again; if it happens often, the disk may be failing."),
    ),
    OpenErrorKind.LINK: (
        N_("Your data cannot be opened: there is a link among the files"),
        N_("Nothing in {where} is opened through a link. Put the file itself in its place, then start again."),
    ),
    OpenErrorKind.NO_FOLDER: (
        N_("Your data cannot be opened: there is no folder"),
        N_("Something else is where the folder {where} should be. Choose another folder, or move that away."),
    ),
    OpenErrorKind.OPEN_FOLDER: (
        N_("This folder is open to others"),
        N_(
            "Others may put files into {where}, so nothing of yours is kept there. "
            "Choose another, such as one inside it."
        ),
    ),
    OpenErrorKind.ANOTHERS_FOLDER: (
        N_("This folder belongs to another user"),
        N_("Nothing of yours is kept in {where}. Choose a folder of your own."),
    ),
    KeyringErrorKind.ABSENT: (
        N_("No keyring on this computer"),
        N_("Exist's tokens are kept until the program ends, then you sign in again. Entries are saved as always."),
    ),
    KeyringErrorKind.LOCKED: (
        N_("The keyring is locked"),
        N_("Unlock it to send entries to Exist. Until then they are saved on this computer."),
    ),
    KeyringErrorKind.SLOW: (
        N_("The keyring does not answer"),
        N_("It may wait for a password in another window. Entries are saved on this computer meanwhile."),
    ),
    KeyringErrorKind.DIFFERS: (
        N_("The keyring did not keep the tokens"),
        N_("They are kept until the program ends, then you sign in again. Entries are saved as always."),
    ),
    SignInErrorKind.PORT_BUSY: (
        N_("Port {detail} is in use"),
        N_("Another program listens there. Close it, use another redirect address, or paste the browser's address."),
    ),
    SignInErrorKind.BAD_REDIRECT: (
        N_("This redirect address cannot be used"),
        N_("It has to be the one of your Exist client, such as http://localhost:8000/."),
    ),
    SignInErrorKind.DENIED: (
        N_("Access was not allowed"),
        N_("You chose Deny in the browser. Nothing was changed."),
    ),
    SignInErrorKind.TIMED_OUT: (
        N_("No answer from the browser"),
        N_("Five minutes have passed, and the sign-in is closed for safety. It can be started again at any time."),
    ),
    SignInErrorKind.TOO_MANY_BAD_REQUESTS: (
        N_("The sign-in was closed for safety"),
        N_("Something on this computer kept sending wrong answers. Nothing was taken from them; start again."),
    ),
    SignInErrorKind.NOT_FOR_THIS_SIGN_IN: (
        N_("That address belongs to another sign-in"),
        N_("Paste the address that the browser shows after this sign-in."),
    ),
    SignInErrorKind.NO_CODE: (
        N_("That address has no code"),
        N_("After you allow access in the browser, copy the whole address from its address bar."),
    ),
    SignInErrorKind.NOT_AN_ADDRESS: (
        N_("That is not the address of the page"),
        N_("It begins with {detail}. Copy the whole of it from the browser's address bar."),
    ),
    SignInErrorKind.REFUSED: (
        N_("Exist did not accept the sign-in"),
        N_("Compare client ID, client secret and redirect address with those on Exist's developer page."),
    ),
    SignInErrorKind.NOT_ME: (N_("Not signed in"), N_("That account was not linked, and its token was forgotten.")),
    SignInErrorKind.BAD_TOKEN: (
        N_("Exist does not know this token"),
        N_("Copy the whole developer token from your client's page in Exist."),
    ),
    SignInErrorKind.CANCELLED: (N_("Sign-in cancelled"), N_("Nothing was changed.")),
    RequestErrorKind.NOT_SENT: (N_("Offline"), N_("Exist cannot be reached. Entries are saved here and sent later.")),
    RequestErrorKind.NOT_PRIVATE: (
        N_("The connection to Exist is not private"),
        N_("Its certificate is not valid, so nothing was sent. Entries are saved here and sent when it is."),
    ),
    RequestErrorKind.NO_ANSWER: (
        N_("No answer from Exist"),
        N_(
            "The connection broke on the way. "
            "Entries are safe, and what arrived is checked before anything is sent again."
        ),
    ),
    RequestErrorKind.STRANGE: (
        N_("Exist answered strangely"),
        N_("The answer made no sense. Entries are safe, and what arrived is checked before anything is sent again."),
    ),
    RequestErrorKind.REFUSED: (N_("Exist did not accept it"), N_("Nothing was changed in Exist.")),
    RequestErrorKind.SIGNED_OUT: (
        N_("Sign in again"),
        N_("Exist does not accept the token any more. Your entries are safe."),
    ),
    RequestErrorKind.FORBIDDEN: (
        N_("Exist refused"),
        N_("The sign-in does not allow it. Sign in again with permission; your entries are safe."),
    ),
    RequestErrorKind.NOT_OFFERED: (
        N_("This version may be out of date"),
        N_("Exist does not offer what was asked for. Entries are saved here; look for a newer version."),
    ),
    RequestErrorKind.TOO_LARGE: (
        N_("Too much at once"),
        N_("Exist takes smaller pieces. Entries are safe and are sent in parts."),
    ),
    RequestErrorKind.PAUSE: (
        N_("Exist asks to pause"),
        N_("The requests of this hour are used up. Entries are safe and sent later."),
    ),
    RequestErrorKind.SERVER: (
        N_("Exist has trouble"),
        N_("Its server reported an error. Entries are saved here and sent later."),
    ),
    InvalidValueKind.EMPTY: (N_("Nothing was typed"), N_("{expected}")),
    InvalidValueKind.NOT_UNDERSTOOD: (N_("Not understood"), N_("{expected}")),
    InvalidValueKind.NOT_WHOLE: (N_("Not a whole number"), N_("{expected}")),
    InvalidValueKind.OUT_OF_RANGE: (N_("Out of range"), N_("It has to lie from {low} to {high}.")),
    InvalidValueKind.TOO_LONG: (N_("Too long"), N_("Exist keeps {high} characters.")),
    InvalidValueKind.NO_INCREMENTS: (
        N_("Cannot be added to"),
        N_("A value of this kind is set as a whole. {expected}"),
    ),
    InvalidValueKind.BELOW_ZERO: (N_("Below zero"), N_("The total would be less than nothing.")),
    InvalidValueKind.TOO_LONG_AGO: (
        N_("That day is too long ago"),
        N_("Entries are taken for days from 1900 on. Nothing was saved."),
    ),
    InvalidValueKind.NO_PLACE: (
        N_("Not a place"),
        N_("It is latitude and longitude, such as 52.52,13.405: up to 90 and up to 180 degrees."),
    ),
    InvalidValueKind.UNKNOWN_TYPE: (
        N_("Not known to this version"),
        N_("This kind of value came after it; a newer one may know it."),
    ),
}

NOT_DONE: dict[DiskErrorKind, tuple[Sentence, Sentence]] = {
    DiskErrorKind.FULL: (N_("Not done: the disk is full"), N_("Free some space, then try again.")),
    DiskErrorKind.READ_ONLY: (
        N_("Not done: the disk cannot be written"),
        N_("Allow writing to the data folder, then try again."),
    ),
    DiskErrorKind.BUSY: (N_("Not done: the data is in use"), N_("Another program holds it; try again in a moment.")),
    DiskErrorKind.FAILED: (
        N_("Not done: the disk reported an error"),
        N_("Try again; if it happens often, the disk may be failing."),
    ),
    DiskErrorKind.UPDATED: (N_("Not done: Exist Desktop was updated"), N_("Restart it, then try again.")),
}
"""Messages for a failing disk if nothing was typed: a title, and what to do."""

NOT_UPDATED: dict[DiskErrorKind, Sentence] = {
    DiskErrorKind.FULL: N_(
        "There is no room for a copy of it, which is made before. Free some space, then start again."
    ),
    DiskErrorKind.READ_ONLY: N_("The disk cannot be written. Allow writing to the data folder, then start again."),
    DiskErrorKind.BUSY: N_("The version before is still running. Quit it, in the tray too, then start again."),
    DiskErrorKind.FAILED: N_("Something went wrong on the way. The version before still opens it."),
    DiskErrorKind.UPDATED: N_("A later version has done so already. Start that one."),
}
"""Why the data of an older version cannot be used yet, and what to do."""

EXPECTED: dict[Form, Sentence] = {
    Form.UNKNOWN: N_("Another kind of value is expected."),
    Form.WHOLE_NUMBER: N_("A whole number is expected."),
    Form.NUMBER: N_("A number is expected."),
    Form.TEXT: N_("Text is expected."),
    Form.DURATION: N_("A length of time such as 1:30 is expected."),
    Form.TIME_OF_DAY: N_("A time of day such as 23:08 is expected."),
    Form.PERCENTAGE: N_("A percentage from 0 to 100 is expected."),
    Form.YES_OR_NO: N_("Yes or no is expected."),
    Form.STEP: N_("A step from 1 to 9 is expected."),
}
"""What is expected of a value, by its form."""
