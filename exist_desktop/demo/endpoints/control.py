"""`/demo/…`: faults, inspection and changes by other services, for tests; no page in a browser can reach it.

Each control is a function from the world and the values that were sent to something that JSON can express.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from msgspec import structs

from exist_desktop.demo.people.account import AVERAGES_KEYS
from exist_desktop.demo.people.neighbours import Habit
from exist_desktop.demo.people.people import PEOPLE
from exist_desktop.demo.server.faults import Fault, FaultKind, Shape
from exist_desktop.demo.server.tokens import ALL_SCOPES, YEAR
from exist_desktop.demo.world import World

Sent = dict[str, Any]
Control = Callable[[World, Sent], object]
_FAULT_FIELDS = frozenset(Fault.__struct_fields__)
_HABIT_FIELDS = frozenset(Habit.__struct_fields__)


class ControlError(Exception):
    """The values that were sent make no sense."""


def add_fault(world: World, sent: Sent) -> object:
    """Queues one fault."""
    if unknown := sorted(set(sent) - _FAULT_FIELDS):
        raise ControlError(f"a fault has no field {unknown[0]!r}")
    retry_after = sent.get("retry_after")
    fault = Fault(
        **sent
        | {
            "call": str(sent["call"]),
            "fault": FaultKind(sent["fault"]),
            "shape": Shape(sent.get("shape", Shape.OBJECT)),
            "retry_after": None if retry_after is None else str(retry_after),
        }
    )
    world.faults.add(fault)
    return {"waiting": len(world.faults)}


def clear_faults(world: World, _: Sent) -> object:
    """Removes the faults that have not happened yet, and the latency."""
    world.faults.clear()
    world.latency = 0.0
    return {"waiting": 0}


def rows(world: World, sent: Sent) -> object:
    """Returns the value of a day and the writes that led to it."""
    user, name, on = _user(sent), str(sent["attribute"]), date.fromisoformat(sent["date"])
    attribute = world.attribute(user, name)
    return {
        "value": world.value(user, name, on),
        "owner": attribute.owner,
        "active": attribute.active,
        "writes": [structs.asdict(write) for write in world.writes(user, name, on)],
    }


def requests(world: World, _: Sent) -> object:
    """Returns the log of requests, oldest first."""
    return {"requests": [asdict(request) for request in world.requests]}


def clear_requests(world: World, _: Sent) -> object:
    """Empties the log of requests."""
    world.requests.clear()
    return {"requests": []}


def edit(world: World, sent: Sent) -> object:
    """Writes a value as one of the service's own applications."""
    by = str(sent.get("by", "exist_for_android"))
    world.edit(_user(sent), str(sent["attribute"]), date.fromisoformat(sent["date"]), sent["value"], by)
    return rows(world, sent)


def set_owner(world: World, sent: Sent) -> object:
    """Makes a service the owner of an attribute; `null` is nobody, `client` the demo's own client."""
    user, name, service = _user(sent), str(sent["attribute"]), sent["service"]
    world.set_owner(user, name, world.tokens.client.service if service == "client" else service)
    return {"owner": world.attribute(user, name).owner}


def mint_token(world: World, sent: Sent) -> object:
    """Issues a token without the sign-in page."""
    expires_at = world.clock() + sent.get("expires_in", YEAR)
    if sent.get("kind", "bearer") == "simple":
        token = world.tokens.simple(_user(sent), expires_at)
    else:
        token = world.tokens.issue(_user(sent), sent.get("scopes", ALL_SCOPES), expires_at)
    scopes = world.tokens.seen(token).scopes
    return {"access_token": token.access, "refresh_token": token.refresh, "scope": " ".join(sorted(scopes))}


def revoke(world: World, sent: Sent) -> object:
    """Revokes one token, or every token of a user."""
    return {"revoked": world.tokens.revoke(access=sent.get("token"), user=sent.get("user"))}


def withhold_scopes(world: World, sent: Sent) -> object:
    """Removes scopes from all that the user granted or will grant; an empty list restores all of them."""
    if unknown := sorted(set(sent["scopes"]) - ALL_SCOPES):
        raise ControlError(f"there is no scope {unknown[0]!r}")
    world.tokens.withhold(_user(sent), sent["scopes"])
    return {"withheld": sorted(sent["scopes"])}


def add_neighbour(world: World, sent: Sent) -> object:
    """Makes another service write or acquire an attribute: at once, or at requests of a `call`."""
    if unknown := sorted(set(sent) - _HABIT_FIELDS):
        raise ControlError(f"a habit has no field {unknown[0]!r}")
    day = None if sent.get("date") is None else date.fromisoformat(sent["date"])
    habit = Habit(**sent | {"user": _user(sent), "date": day})
    world.attribute(habit.user, habit.attribute)
    if habit.every < 1:
        raise ControlError("every must be 1 or more")
    if "call" in sent:
        world.neighbours.add(habit)
    else:
        world.act(habit)
    return {"habits": len(world.neighbours)}


def clear_neighbours(world: World, _: Sent) -> object:
    """Stops all other services."""
    world.neighbours.clear()
    return {"habits": 0}


def set_averages_key(world: World, sent: Sent) -> object:
    """Sets which of the two field names averages use for the attribute."""
    if sent["key"] not in AVERAGES_KEYS:
        raise ControlError(f"averages have no key {sent['key']!r}")
    world.accounts[_user(sent)].averages_key = sent["key"]
    return {"key": sent["key"]}


def set_latency(world: World, sent: Sent) -> object:
    """Delays every answer."""
    world.latency = float(sent["seconds"])
    return {"seconds": world.latency}


def set_limit(world: World, sent: Sent) -> object:
    """Changes how many requests an hour a token may make, and whether a refusal says how long to wait."""
    world.limit.hourly = int(sent["hourly"])
    world.limit.tells_wait = bool(sent.get("tells_wait", world.limit.tells_wait))
    return {"hourly": world.limit.hourly, "tells_wait": world.limit.tells_wait}


def die(world: World, sent: Sent) -> object:
    """Kills the process at the next such call, after it was applied or before."""
    kinds = {"after_apply": FaultKind.DIE_AFTER, "before_apply": FaultKind.DIE_BEFORE}
    world.faults.add(Fault(str(sent["call"]), kinds[sent.get("when", "after_apply")], skip=sent.get("skip", 0)))
    return {"waiting": len(world.faults)}


CONTROLS: dict[tuple[str, str], Control] = {
    ("POST", "faults"): add_fault,
    ("DELETE", "faults"): clear_faults,
    ("GET", "rows"): rows,
    ("GET", "requests"): requests,
    ("DELETE", "requests"): clear_requests,
    ("POST", "edit"): edit,
    ("POST", "owner"): set_owner,
    ("POST", "tokens"): mint_token,
    ("POST", "revoke"): revoke,
    ("POST", "scopes"): withhold_scopes,
    ("POST", "neighbours"): add_neighbour,
    ("DELETE", "neighbours"): clear_neighbours,
    ("POST", "averages"): set_averages_key,
    ("POST", "latency"): set_latency,
    ("POST", "limit"): set_limit,
    ("POST", "die"): die,
}


def _user(sent: Sent) -> str:
    user = sent["user"]
    if user not in PEOPLE:
        raise ControlError(f"there is nobody called {user!r}")
    return str(user)
