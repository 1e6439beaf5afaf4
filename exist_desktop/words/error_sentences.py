"""The sentences of known trouble, one title and one text for each code; `troubles` fills in their parts."""

from __future__ import annotations

from enum import Enum

from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueKind
from exist_desktop.errors import (
    DiskErrorKind,
    KeyringErrorKind,
    NotPossibleKind,
    OpenErrorKind,
    RequestErrorKind,
    SignInErrorKind,
)

SENTENCES: dict[Enum, tuple[str, str]] = {
    NotPossibleKind.ALREADY_SENDING: (
        "{what} is already on its way",
        "It is being sent to Exist just now. In a moment it can be set to another value.",
    ),
    NotPossibleKind.ALREADY_SETTLED: (
        "{what} is settled already",
        "It needs no answer any more, and nothing was changed. It can be set to another value.",
    ),
    NotPossibleKind.OVERTAKEN: (
        "{what} was replaced by a newer value",
        "There is nothing to take back.",
    ),
    NotPossibleKind.FORMER_NOT_READ: (
        "{what} cannot be undone",
        "What it was before had not been read from Exist. It can be set to another value.",
    ),
    NotPossibleKind.NO_FORMER_VALUE: (
        "{what} cannot be undone",
        "There was no value before, and Exist cannot go back to none. It can be set to another value.",
    ),
    NotPossibleKind.ALREADY_UNDONE: ("{what} was undone already", "Nothing was changed."),
    NotPossibleKind.NO_SUCH_ENTRY: ("{what} was not found", "It is not in the Outbox any more. Nothing was changed."),
    NotPossibleKind.NO_SCREEN: (
        "No screen to open a window on",
        "The commands add, today, outbox, sync and status work without one.",
    ),
    NotPossibleKind.NEWER_DATA: (
        "This data is from a later version",
        "Nothing in it was changed. A newer Exist Desktop opens it.",
    ),
    NotPossibleKind.RUNS_ALREADY: (
        "Exist Desktop runs already",
        "It does not answer and cannot be brought to the front from here. Look for its window, or for its tray icon.",
    ),
    NotPossibleKind.CHANGED_MEANWHILE: (
        "{what} has changed meanwhile",
        "What you typed is not saved yet. Look at both texts, then save.",
    ),
    NotPossibleKind.NO_DEMO: (
        "The demo could not be started",
        "Its server ended at once. Nothing of yours was touched; try it once more.",
    ),
    NotPossibleKind.ALREADY_THERE: (
        "You have that already",
        "{what} is in that group already; enter its value there.",
    ),
    NotPossibleKind.SIGNED_OUT: (
        "Not signed in",
        "Entries are safe on this computer. They are sent after you have signed in again: exist-desktop sign-in.",
    ),
    DiskErrorKind.FULL: (
        "Not saved: the disk is full",
        "What you typed is still there. Free some space, then save again.",
    ),
    DiskErrorKind.READ_ONLY: (
        "Not saved: the disk cannot be written",
        "What you typed is still there. Allow writing to the data folder, then save again.",
    ),
    DiskErrorKind.BUSY: (
        "Not saved: the data is in use",
        "Another program holds it. What you typed is still there; save again in a moment.",
    ),
    DiskErrorKind.FAILED: (
        "Not saved: the disk reported an error",
        "What you typed is still there. Save again; if it happens often, the disk may be failing.",
    ),
    DiskErrorKind.UPDATED: (
        "Not saved: Exist Desktop was updated",
        "What you typed is still there. Restart Exist Desktop, then save again.",
    ),
    OpenErrorKind.FULL: (
        "Your data cannot be opened: the disk is full",
        "Nothing was changed. Free some space, then start again.",
    ),
    OpenErrorKind.READ_ONLY: (
        "Your data cannot be opened: the disk cannot be written",
        "Nothing was changed. Allow reading and writing in {where}, then start again.",
    ),
    OpenErrorKind.BUSY: (
        "Your data cannot be opened: it is in use",
        "Another program holds it. Nothing was changed; start again in a moment.",
    ),
    OpenErrorKind.FAILED: (
        "Your data cannot be opened: the disk reported an error",
        "Nothing was changed. Start again; if it happens often, the disk may be failing.",
    ),
    OpenErrorKind.LINK: (
        "Your data cannot be opened: there is a link among the files",
        "Nothing in {where} is opened through a link. Put the file itself in its place, then start again.",
    ),
    OpenErrorKind.NO_FOLDER: (
        "Your data cannot be opened: there is no folder",
        "Something else is where the folder {where} should be. Choose another folder, or move that away.",
    ),
    OpenErrorKind.OPEN_FOLDER: (
        "This folder is open to others",
        "Others may put files into {where}, so nothing of yours is kept there. Choose another, such as one inside it.",
    ),
    OpenErrorKind.ANOTHERS_FOLDER: (
        "This folder belongs to another user",
        "Nothing of yours is kept in {where}. Choose a folder of your own.",
    ),
    KeyringErrorKind.ABSENT: (
        "No keyring on this computer",
        "Exist's tokens are kept until the program ends, then you sign in again. Entries are saved as always.",
    ),
    KeyringErrorKind.LOCKED: (
        "The keyring is locked",
        "Unlock it to send entries to Exist. Until then they are saved on this computer.",
    ),
    KeyringErrorKind.SLOW: (
        "The keyring does not answer",
        "It may wait for a password in another window. Entries are saved on this computer meanwhile.",
    ),
    KeyringErrorKind.DIFFERS: (
        "The keyring did not keep the tokens",
        "They are kept until the program ends, then you sign in again. Entries are saved as always.",
    ),
    SignInErrorKind.PORT_BUSY: (
        "Port {detail} is in use",
        "Another program listens there. Close it, use another redirect address, or paste the browser's address.",
    ),
    SignInErrorKind.BAD_REDIRECT: (
        "This redirect address cannot be used",
        "It has to be the one of your Exist client, such as http://localhost:8000/.",
    ),
    SignInErrorKind.DENIED: (
        "Access was not allowed",
        "You chose Deny in the browser. Nothing was changed.",
    ),
    SignInErrorKind.TIMED_OUT: (
        "No answer from the browser",
        "Five minutes have passed, and the sign-in is closed for safety. It can be started again at any time.",
    ),
    SignInErrorKind.TOO_MANY_BAD_REQUESTS: (
        "The sign-in was closed for safety",
        "Something on this computer kept sending wrong answers. Nothing was taken from them; start again.",
    ),
    SignInErrorKind.NOT_FOR_THIS_SIGN_IN: (
        "That address belongs to another sign-in",
        "Paste the address that the browser shows after this sign-in.",
    ),
    SignInErrorKind.NO_CODE: (
        "That address has no code",
        "After you allow access in the browser, copy the whole address from its address bar.",
    ),
    SignInErrorKind.NOT_AN_ADDRESS: (
        "That is not the address of the page",
        "It begins with {detail}. Copy the whole of it from the browser's address bar.",
    ),
    SignInErrorKind.REFUSED: (
        "Exist did not accept the sign-in",
        "Compare client ID, client secret and redirect address with those on Exist's developer page.",
    ),
    SignInErrorKind.NOT_ME: ("Not signed in", "That account was not linked, and its token was forgotten."),
    SignInErrorKind.BAD_TOKEN: (
        "Exist does not know this token",
        "Copy the whole developer token from your client's page in Exist.",
    ),
    SignInErrorKind.CANCELLED: ("Sign-in cancelled", "Nothing was changed."),
    RequestErrorKind.NOT_SENT: ("Offline", "Exist cannot be reached. Entries are saved here and sent later."),
    RequestErrorKind.NOT_PRIVATE: (
        "The connection to Exist is not private",
        "Its certificate is not valid, so nothing was sent. Entries are saved here and sent when it is.",
    ),
    RequestErrorKind.NO_ANSWER: (
        "No answer from Exist",
        "The connection broke on the way. Entries are safe, and what arrived is checked before anything is sent again.",
    ),
    RequestErrorKind.STRANGE: (
        "Exist answered strangely",
        "The answer made no sense. Entries are safe, and what arrived is checked before anything is sent again.",
    ),
    RequestErrorKind.REFUSED: ("Exist did not accept it", "Nothing was changed in Exist."),
    RequestErrorKind.SIGNED_OUT: ("Sign in again", "Exist does not accept the token any more. Your entries are safe."),
    RequestErrorKind.FORBIDDEN: (
        "Exist refused",
        "The sign-in does not allow it. Sign in again with permission; your entries are safe.",
    ),
    RequestErrorKind.NOT_OFFERED: (
        "This version may be out of date",
        "Exist does not offer what was asked for. Entries are saved here; look for a newer version.",
    ),
    RequestErrorKind.TOO_LARGE: (
        "Too much at once",
        "Exist takes smaller pieces. Entries are safe and are sent in parts.",
    ),
    RequestErrorKind.PAUSE: (
        "Exist asks to pause",
        "The requests of this hour are used up. Entries are safe and sent later.",
    ),
    RequestErrorKind.SERVER: (
        "Exist has trouble",
        "Its server reported an error. Entries are saved here and sent later.",
    ),
    InvalidValueKind.EMPTY: ("Nothing was typed", "{expected}"),
    InvalidValueKind.NOT_UNDERSTOOD: ("Not understood", "{expected}"),
    InvalidValueKind.NOT_WHOLE: ("Not a whole number", "{expected}"),
    InvalidValueKind.OUT_OF_RANGE: ("Out of range", "It has to lie from {low} to {high}."),
    InvalidValueKind.TOO_LONG: ("Too long", "Exist keeps {high} characters."),
    InvalidValueKind.NO_INCREMENTS: ("Cannot be added to", "A value of this kind is set as a whole. {expected}"),
    InvalidValueKind.BELOW_ZERO: ("Below zero", "The total would be less than nothing."),
    InvalidValueKind.TOO_LONG_AGO: (
        "That day is too long ago",
        "Entries are taken for days from 1900 on. Nothing was saved.",
    ),
    InvalidValueKind.NO_PLACE: (
        "Not a place",
        "It is latitude and longitude, such as 52.52,13.405: up to 90 and up to 180 degrees.",
    ),
    InvalidValueKind.UNKNOWN_TYPE: (
        "Not known to this version",
        "This kind of value came after it; a newer one may know it.",
    ),
}

NOT_DONE: dict[DiskErrorKind, tuple[str, str]] = {
    DiskErrorKind.FULL: ("Not done: the disk is full", "Free some space, then try again."),
    DiskErrorKind.READ_ONLY: (
        "Not done: the disk cannot be written",
        "Allow writing to the data folder, then try again.",
    ),
    DiskErrorKind.BUSY: ("Not done: the data is in use", "Another program holds it; try again in a moment."),
    DiskErrorKind.FAILED: (
        "Not done: the disk reported an error",
        "Try again; if it happens often, the disk may be failing.",
    ),
    DiskErrorKind.UPDATED: ("Not done: Exist Desktop was updated", "Restart it, then try again."),
}
"""What the disk did not take of an act in which nothing was typed: a title, and what to do."""

NOT_UPDATED: dict[DiskErrorKind, str] = {
    DiskErrorKind.FULL: "There is no room for a copy of it, which is made before. Free some space, then start again.",
    DiskErrorKind.READ_ONLY: "The disk cannot be written. Allow writing to the data folder, then start again.",
    DiskErrorKind.BUSY: "The version before is still running. Quit it, in the tray too, then start again.",
    DiskErrorKind.FAILED: "Something went wrong on the way. The version before still opens it.",
    DiskErrorKind.UPDATED: "A later version has done so already. Start that one.",
}
"""Why data of an older version is not here yet, and what to do."""
"""A title and a sentence for every code; `{}` parts are filled in by `Troubles`."""

EXPECTED: dict[ValueType, str] = {
    ValueType.UNKNOWN: "another kind of value is expected",
    ValueType.QUANTITY: "a whole number is expected",
    ValueType.DECIMAL: "a number is expected",
    ValueType.TEXT: "text is expected",
    ValueType.DURATION: "a length of time such as 1:30 is expected",
    ValueType.TIME_OF_DAY: "a time of day such as 23:08 is expected",
    ValueType.PERCENTAGE: "a percentage from 0 to 100 is expected",
    ValueType.TIME_FROM_MIDDAY: "a time of day such as 23:08 is expected",
    ValueType.BOOLEAN: "yes or no is expected",
    ValueType.SCALE: "a step from 1 to 9 is expected",
}
"""What each type takes, as the second half of a sentence."""
