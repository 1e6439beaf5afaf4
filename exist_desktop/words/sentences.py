"""The sentences of known trouble, one title and one text for each code; `troubles` fills in their parts."""

from __future__ import annotations

from enum import Enum

from exist_desktop.domain.values import Problem, ValueType
from exist_desktop.errors import DiskFault, Failure, KeyringFault, Obstacle, OpenFault, SignInFault

SENTENCES: dict[Enum, tuple[str, str]] = {
    Obstacle.ALREADY_SENDING: (
        "{what} is already on its way",
        "It is being sent to Exist just now. In a moment it can be set to another value.",
    ),
    Obstacle.ALREADY_SETTLED: (
        "{what} is settled already",
        "It needs no answer any more, and nothing was changed. It can be set to another value.",
    ),
    Obstacle.OVERTAKEN: (
        "{what} was replaced by a newer value",
        "There is nothing to take back.",
    ),
    Obstacle.FORMER_NOT_READ: (
        "{what} cannot be undone",
        "What it was before had not been read from Exist. It can be set to another value.",
    ),
    Obstacle.NO_FORMER_VALUE: (
        "{what} cannot be undone",
        "There was no value before, and Exist cannot go back to none. It can be set to another value.",
    ),
    Obstacle.ALREADY_UNDONE: ("{what} was undone already", "Nothing was changed."),
    Obstacle.NO_SUCH_ENTRY: ("{what} was not found", "It is not in the Outbox any more. Nothing was changed."),
    Obstacle.NO_SCREEN: (
        "No screen to open a window on",
        "The commands add, today, outbox, sync and status work without one.",
    ),
    Obstacle.NEWER_DATA: (
        "This data is from a later version",
        "Nothing in it was changed. A newer Exist Desktop opens it.",
    ),
    Obstacle.RUNS_ALREADY: (
        "Exist Desktop runs already",
        "It does not answer and cannot be brought to the front from here. Look for its window, or for its tray icon.",
    ),
    Obstacle.CHANGED_MEANWHILE: (
        "{what} has changed meanwhile",
        "What you typed is not saved yet. Look at both texts, then save.",
    ),
    Obstacle.NO_DEMO: (
        "The demo could not be started",
        "Its server ended at once. Nothing of yours was touched; try it once more.",
    ),
    Obstacle.ALREADY_THERE: (
        "You have that already",
        "{what} is in that group already; enter its value there.",
    ),
    Obstacle.SIGNED_OUT: (
        "Not signed in",
        "Entries are safe on this computer. They are sent after you have signed in again: exist-desktop sign-in.",
    ),
    DiskFault.FULL: ("Not saved: the disk is full", "What you typed is still there. Free some space, then save again."),
    DiskFault.READ_ONLY: (
        "Not saved: the disk cannot be written",
        "What you typed is still there. Allow writing to the data folder, then save again.",
    ),
    DiskFault.BUSY: (
        "Not saved: the data is in use",
        "Another program holds it. What you typed is still there; save again in a moment.",
    ),
    DiskFault.FAILED: (
        "Not saved: the disk reported an error",
        "What you typed is still there. Save again; if it happens often, the disk may be failing.",
    ),
    DiskFault.UPDATED: (
        "Not saved: Exist Desktop was updated",
        "What you typed is still there. Restart Exist Desktop, then save again.",
    ),
    OpenFault.FULL: (
        "Your data cannot be opened: the disk is full",
        "Nothing was changed. Free some space, then start again.",
    ),
    OpenFault.READ_ONLY: (
        "Your data cannot be opened: the disk cannot be written",
        "Nothing was changed. Allow reading and writing in {where}, then start again.",
    ),
    OpenFault.BUSY: (
        "Your data cannot be opened: it is in use",
        "Another program holds it. Nothing was changed; start again in a moment.",
    ),
    OpenFault.FAILED: (
        "Your data cannot be opened: the disk reported an error",
        "Nothing was changed. Start again; if it happens often, the disk may be failing.",
    ),
    OpenFault.LINK: (
        "Your data cannot be opened: there is a link among the files",
        "Nothing in {where} is opened through a link. Put the file itself in its place, then start again.",
    ),
    OpenFault.NO_FOLDER: (
        "Your data cannot be opened: there is no folder",
        "Something else is where the folder {where} should be. Choose another folder, or move that away.",
    ),
    OpenFault.OPEN_FOLDER: (
        "This folder is open to others",
        "Others may put files into {where}, so nothing of yours is kept there. Choose another, such as one inside it.",
    ),
    OpenFault.ANOTHERS_FOLDER: (
        "This folder belongs to another user",
        "Nothing of yours is kept in {where}. Choose a folder of your own.",
    ),
    KeyringFault.ABSENT: (
        "No keyring on this computer",
        "Exist's tokens are kept until the program ends, then you sign in again. Entries are saved as always.",
    ),
    KeyringFault.LOCKED: (
        "The keyring is locked",
        "Unlock it to send entries to Exist. Until then they are saved on this computer.",
    ),
    KeyringFault.SLOW: (
        "The keyring does not answer",
        "It may wait for a password in another window. Entries are saved on this computer meanwhile.",
    ),
    KeyringFault.DIFFERS: (
        "The keyring did not keep the tokens",
        "They are kept until the program ends, then you sign in again. Entries are saved as always.",
    ),
    SignInFault.PORT_BUSY: (
        "Port {detail} is in use",
        "Another program listens there. Close it, use another redirect address, or paste the browser's address.",
    ),
    SignInFault.BAD_REDIRECT: (
        "This redirect address cannot be used",
        "It has to be the one of your Exist client, such as http://localhost:8000/.",
    ),
    SignInFault.DENIED: (
        "Access was not allowed",
        "You chose Deny in the browser. Nothing was changed.",
    ),
    SignInFault.TIMED_OUT: (
        "No answer from the browser",
        "Five minutes have passed, and the sign-in is closed for safety. It can be started again at any time.",
    ),
    SignInFault.TOO_MANY_BAD_REQUESTS: (
        "The sign-in was closed for safety",
        "Something on this computer kept sending wrong answers. Nothing was taken from them; start again.",
    ),
    SignInFault.NOT_FOR_THIS_SIGN_IN: (
        "That address belongs to another sign-in",
        "Paste the address that the browser shows after this sign-in.",
    ),
    SignInFault.NO_CODE: (
        "That address has no code",
        "After you allow access in the browser, copy the whole address from its address bar.",
    ),
    SignInFault.NOT_AN_ADDRESS: (
        "That is not the address of the page",
        "It begins with {detail}. Copy the whole of it from the browser's address bar.",
    ),
    SignInFault.REFUSED: (
        "Exist did not accept the sign-in",
        "Compare client ID, client secret and redirect address with those on Exist's developer page.",
    ),
    SignInFault.NOT_ME: ("Not signed in", "That account was not linked, and its token was forgotten."),
    SignInFault.BAD_TOKEN: (
        "Exist does not know this token",
        "Copy the whole developer token from your client's page in Exist.",
    ),
    SignInFault.CANCELLED: ("Sign-in cancelled", "Nothing was changed."),
    Failure.NOT_SENT: ("Offline", "Exist cannot be reached. Entries are saved here and sent later."),
    Failure.NOT_PRIVATE: (
        "The connection to Exist is not private",
        "Its certificate is not valid, so nothing was sent. Entries are saved here and sent when it is.",
    ),
    Failure.NO_ANSWER: (
        "No answer from Exist",
        "The connection broke on the way. Entries are safe, and what arrived is checked before anything is sent again.",
    ),
    Failure.STRANGE: (
        "Exist answered strangely",
        "The answer made no sense. Entries are safe, and what arrived is checked before anything is sent again.",
    ),
    Failure.REFUSED: ("Exist did not accept it", "Nothing was changed in Exist."),
    Failure.SIGNED_OUT: ("Sign in again", "Exist does not accept the token any more. Your entries are safe."),
    Failure.FORBIDDEN: (
        "Exist refused",
        "The sign-in does not allow it. Sign in again with permission; your entries are safe.",
    ),
    Failure.NOT_OFFERED: (
        "This version may be out of date",
        "Exist does not offer what was asked for. Entries are saved here; look for a newer version.",
    ),
    Failure.TOO_LARGE: ("Too much at once", "Exist takes smaller pieces. Entries are safe and are sent in parts."),
    Failure.PAUSE: ("Exist asks to pause", "The requests of this hour are used up. Entries are safe and sent later."),
    Failure.SERVER: ("Exist has trouble", "Its server reported an error. Entries are saved here and sent later."),
    Problem.EMPTY: ("Nothing was typed", "{expected}"),
    Problem.NOT_UNDERSTOOD: ("Not understood", "{expected}"),
    Problem.NOT_WHOLE: ("Not a whole number", "{expected}"),
    Problem.OUT_OF_RANGE: ("Out of range", "It has to lie from {low} to {high}."),
    Problem.TOO_LONG: ("Too long", "Exist keeps {high} characters."),
    Problem.NO_INCREMENTS: ("Cannot be added to", "A value of this kind is set as a whole. {expected}"),
    Problem.BELOW_ZERO: ("Below zero", "The total would be less than nothing."),
    Problem.TOO_LONG_AGO: ("That day is too long ago", "Entries are taken for days from 1900 on. Nothing was saved."),
    Problem.NO_PLACE: (
        "Not a place",
        "It is latitude and longitude, such as 52.52,13.405: up to 90 and up to 180 degrees.",
    ),
    Problem.UNKNOWN_TYPE: ("Not known to this version", "This kind of value came after it; a newer one may know it."),
}

NOT_DONE: dict[DiskFault, tuple[str, str]] = {
    DiskFault.FULL: ("Not done: the disk is full", "Free some space, then try again."),
    DiskFault.READ_ONLY: ("Not done: the disk cannot be written", "Allow writing to the data folder, then try again."),
    DiskFault.BUSY: ("Not done: the data is in use", "Another program holds it; try again in a moment."),
    DiskFault.FAILED: (
        "Not done: the disk reported an error",
        "Try again; if it happens often, the disk may be failing.",
    ),
    DiskFault.UPDATED: ("Not done: Exist Desktop was updated", "Restart it, then try again."),
}
"""What the disk did not take of an act in which nothing was typed: a title, and what to do."""

NOT_UPDATED: dict[DiskFault, str] = {
    DiskFault.FULL: "There is no room for a copy of it, which is made before. Free some space, then start again.",
    DiskFault.READ_ONLY: "The disk cannot be written. Allow writing to the data folder, then start again.",
    DiskFault.BUSY: "The version before is still running. Quit it, in the tray too, then start again.",
    DiskFault.FAILED: "Something went wrong on the way. The version before still opens it.",
    DiskFault.UPDATED: "A later version has done so already. Start that one.",
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
