"""`accounts/profile/` and `auth/simple-token/`: the user."""

from __future__ import annotations

from exist_desktop.demo.calls import Answer, Call, CallError
from exist_desktop.demo.server.tokens import YEAR
from exist_desktop.demo.world import World


def profile(call: Call) -> Answer:
    """Returns the profile of the token's user, with their units; needs no scope."""
    person = call.world.people[call.token.user]
    return Answer(
        {
            "username": person.username,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "avatar": person.avatar,
            "timezone": person.timezone,
            "local_time": call.world.now(person.username).isoformat(timespec="milliseconds"),
            "imperial_distance": person.imperial,
            "imperial_weight": person.imperial,
            "imperial_energy": person.imperial,
            "imperial_liquid": person.imperial,
            "imperial_temperature": person.imperial,
            "trial": person.trial,
            "delinquent": False,
        }
    )


def simple_token(world: World, username: str, password: str) -> Answer:
    """Returns the read-only token for a name and a password."""
    if username not in world.people or password != world.tokens.password(username):
        raise CallError(400, "Unable to log in with provided credentials.")
    return Answer({"token": world.tokens.simple(username, world.clock() + YEAR).access})
