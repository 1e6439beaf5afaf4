"""Every way in which a request fails, met while entries are sent and while the person signs in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from exist_desktop.api.http.transport import Transport
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.demo.server.tokens import ALL_SCOPES
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.errors import RequestErrorKind
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.words.days import moment
from tests.api.certificate import own_certificate
from tests.journeys.conftest import Enter
from tests.journeys.room import Room
from tests.journeys.strangers import unvouched
from tests.report import tried
from tests.sync.engine_harness import QUICK, USER
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet

pytestmark = quiet

Walk = Callable[[Room, int], Awaitable[None]]


async def away(room: Room, entry: int) -> None:
    room.premises.shut()
    await room.sync()
    assert "Waiting for a connection" in await room.row(entry)
    await room.reads("Offline · 1 entry waits", "It is sent when the connection is back.")
    room.premises.reopen()
    await room.sync()


async def over(room: Room) -> None:
    """The trouble is over; the first try may still be on its way for a while."""
    room.demo.world.faults.clear()
    await room.sync()
    await room.reads("Waiting, no answer came; it is sent again by itself")
    room.pass_(seconds=SETTLING_SECONDS + 1)
    await room.sync()


async def unanswered(room: Room, entry: int) -> None:
    room.error("*", FaultKind.LOST_BEFORE, times=9)
    await room.sync()
    assert "Waiting for a connection" in await room.row(entry)
    await over(room)


async def answered_strangely(room: Room, entry: int) -> None:
    room.error("*", FaultKind.GARBAGE, times=9)
    await room.sync()
    assert "Waiting, Exist has trouble" in await room.row(entry)
    await over(room)


async def refused(room: Room, entry: int) -> None:
    room.error("update", FaultKind.STATUS, status=400)
    await room.sync()
    assert "Needs you: Exist refused it" in await room.row(entry)
    await room.press("Try again Coffees")
    await room.sync()


async def signed_out(room: Room, entry: int) -> None:
    room.demo.world.tokens.revoke(user=USER)
    await room.sync()
    assert "Waiting until you sign in again" in await room.row(entry)
    await room.reads("Sign in again. 1 entry is safe", "It is sent after you have signed in.")
    await room.press("Send now")
    await room.reads("Exist does not accept the token any more. Your entries are safe.")
    await room.press("Sign in to send")
    await room.sign_in_by_token(room.demo.token(USER, ALL_SCOPES))
    await room.is_sent(entry)


async def forbidden(room: Room, entry: int) -> None:
    room.error("update", FaultKind.STATUS, status=403)
    await room.sync()
    assert "Needs you: sign in again to allow Food and drink" in await room.row(entry)
    await room.press("Sign in Coffees")
    await room.sign_in_by_token(room.demo.token(USER))
    await room.is_sent(entry)


async def not_offered(room: Room, entry: int) -> None:
    room.error("update", FaultKind.STATUS, status=404)
    await room.sync()
    assert "Needs you: this version may be out of date" in await room.row(entry)
    room.pass_(hours=25)  # once a day it is tried by itself
    await room.sync()


async def too_large(room: Room, entry: int) -> None:
    others = [await room.set("water", 500), await room.set("caffeine", 80)]
    room.error("update", FaultKind.STATUS, status=413)
    await room.sync()
    assert [await room.state(other) for other in others] == ["sent", "sent"]
    assert "Sent" in await room.row(entry)


async def paused(room: Room, entry: int) -> None:
    room.error("update", FaultKind.STATUS, status=429, retry_after="600")
    await room.sync()
    until = moment(LANGUAGE, room.clock.wall() + 600, room.clock.wall(), ComputerZone())
    assert f"Waiting, Exist asks to pause until {until}" in await room.row(entry)
    await room.reads(f"Paused until {until} · 1 entry waits", "It is sent when the pause is over.")
    room.pass_(seconds=601)
    await room.sync()


async def broken_server(room: Room, entry: int) -> None:
    room.error("*", FaultKind.STATUS, status=503, times=9)
    await room.sync()
    assert "Waiting, Exist has trouble" in await room.row(entry)
    await room.reads("Exist has trouble · 1 entry waits", "It is sent when Exist works again.")
    await over(room)


SENDING: dict[RequestErrorKind, Walk] = {
    RequestErrorKind.NOT_SENT: away,
    RequestErrorKind.NO_ANSWER: unanswered,
    RequestErrorKind.STRANGE: answered_strangely,
    RequestErrorKind.REFUSED: refused,
    RequestErrorKind.SIGNED_OUT: signed_out,
    RequestErrorKind.FORBIDDEN: forbidden,
    RequestErrorKind.NOT_OFFERED: not_offered,
    RequestErrorKind.TOO_LARGE: too_large,
    RequestErrorKind.PAUSE: paused,
    RequestErrorKind.SERVER: broken_server,
}


@pytest.mark.parametrize("error", SENDING, ids=lambda error: error.name)
async def test_a_failure_while_sending_is_told_and_the_entry_arrives_all_the_same(
    enter: Enter, error: RequestErrorKind
) -> None:
    async with enter(owned=["coffees", "water", "caffeine"]) as room:
        entry = await room.set("coffees", 9)
        await SENDING[error](room, entry)
        assert await room.state(entry) == "sent"
        assert (room.value("coffees"), set(room.written("coffees"))) == (9, {9})
        tried("walks from a trouble to its way out", "failures")


SIGNING_IN: dict[RequestErrorKind, tuple[dict[str, Any], str]] = {
    RequestErrorKind.NO_ANSWER: (
        {"kind": FaultKind.LOST_BEFORE},
        "No answer from Exist. The connection broke on the way.",
    ),
    RequestErrorKind.STRANGE: ({"kind": FaultKind.GARBAGE}, "Exist answered strangely. The answer made no sense."),
    RequestErrorKind.REFUSED: ({"kind": FaultKind.STATUS, "status": 400}, "Exist did not accept it."),
    RequestErrorKind.FORBIDDEN: (
        {"kind": FaultKind.STATUS, "status": 403},
        "Exist refused. The sign-in does not allow it.",
    ),
    RequestErrorKind.NOT_OFFERED: ({"kind": FaultKind.STATUS, "status": 404}, "This version may be out of date."),
    RequestErrorKind.TOO_LARGE: ({"kind": FaultKind.STATUS, "status": 413}, "Too much at once."),
    RequestErrorKind.PAUSE: ({"kind": FaultKind.STATUS, "status": 429}, "Exist asks to pause."),
    RequestErrorKind.SERVER: (
        {"kind": FaultKind.STATUS, "status": 500},
        "Exist has trouble. Its server reported an error.",
    ),
    RequestErrorKind.SIGNED_OUT: (
        {"kind": FaultKind.STATUS, "status": 401, "times": 2},
        "Exist does not know this token.",
    ),
}


@pytest.mark.parametrize("error", SIGNING_IN, ids=lambda error: error.name)
async def test_a_failure_while_signing_in_is_told_on_welcome_and_a_second_try_succeeds(
    enter: Enter, error: RequestErrorKind
) -> None:
    fault, words = SIGNING_IN[error]
    async with enter(signed_in=False) as room:
        room.error("profile", **fault)
        await room.type("Developer token", room.demo.token(USER))
        await room.press("Use token")
        await room.reads(words)
        await room.sign_in_by_token(room.demo.token(USER))
        await room.reads("How was today?")
        tried("walks from a trouble to its way out", "failures")


async def test_offline_the_sign_in_says_so_and_can_be_tried_again(enter: Enter) -> None:
    async with enter(signed_in=False) as room:
        room.premises.shut()
        await room.type("Developer token", room.demo.token(USER))
        await room.press("Use token")
        await room.reads("Offline. Exist cannot be reached.")
        room.premises.reopen()
        await room.sign_in_by_token(room.demo.token(USER))
        await room.reads("How was today?")
        tried("walks from a trouble to its way out", "failures")


async def test_a_connection_that_is_not_private_is_never_used(enter: Enter) -> None:
    async with enter(signed_in=False) as room, unvouched(own_certificate(room.folder)) as address:
        room.engine.transport = Transport(address, room.clock, limits=QUICK)
        await room.type("Developer token", room.demo.token(USER))
        await room.press("Use token")
        await room.reads("The connection to Exist is not private. Its certificate is not valid, so nothing was sent.")
        assert "Use token" in room.names(), "the form is there for another try"
        tried("walks from a trouble to its way out", "failures")


def test_every_failure_has_a_walk() -> None:
    told_elsewhere = {RequestErrorKind.NOT_PRIVATE, RequestErrorKind.NOT_SENT}
    assert set(SENDING) | {RequestErrorKind.NOT_PRIVATE} == set(RequestErrorKind)
    assert set(SIGNING_IN) | told_elsewhere == set(RequestErrorKind)


async def test_who_wants_to_send_hears_why_it_could_not_be_and_when_it_is_tried_again(enter: Enter) -> None:
    async with enter() as room:
        await room.set("coffees", 9)
        room.premises.shut()
        await room.sync()
        await room.open("outbox")
        await room.press("Send now")
        await room.sync()
        await room.reads("Exist could not be reached. Next try ")
        room.premises.reopen()
        await room.sync()


async def test_who_wants_to_read_what_was_just_read_hears_that_and_when_it_is_read_again(enter: Enter) -> None:
    async with enter() as room:
        await room.sync()
        await room.press("Refresh")
        await room.reads("Exist was read just now. It is read again in ")


async def test_who_wants_to_send_where_nothing_waits_hears_that(enter: Enter) -> None:
    async with enter() as room:
        await room.sync()
        room.application.window.send_now_requested.emit()
        await room.reads("Nothing to send: all is in Exist.")
