"""Another service at work in the same account, and scopes that the person takes back."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from tests.demo.conftest import Clients, Post
from tests.demo_server import DemoServer

TODAY = date(2026, 11, 22)
DAY = TODAY.isoformat()
WATER = {"user": "josh", "attribute": "water"}


@pytest.fixture(autouse=True)
def _owned(demo: DemoServer) -> None:
    demo.set_owner("josh", "water", demo.service)


def test_another_service_writes_at_once(control: httpx.Client, demo: DemoServer) -> None:
    assert control.post("neighbours", json={**WATER, "value": 3000}).json() == {"habits": 0}
    assert demo.world.value("josh", "water", TODAY) == 3000
    control.post("neighbours", json={**WATER, "add": 250, "service": "withings", "date": "2026-11-25"})
    (first, second) = demo.world.writes("josh", "water")
    assert (first.by, first.op, first.total) == ("oura", "edit", 3000)
    assert (second.by, second.date, second.total) == ("withings", "2026-11-25", 250)


def test_another_service_takes_an_attribute_over(control: httpx.Client, post: Post) -> None:
    control.post("neighbours", json={**WATER, "takes": True, "call": "increment"})
    answer = post("increment", {"name": "water", "value": 250})
    assert answer.json()["failed"][0]["error_code"] == "unauthorised"


def test_it_can_come_between_a_request_and_the_next(control: httpx.Client, post: Post, demo: DemoServer) -> None:
    before = demo.world.value("josh", "water", TODAY)
    assert isinstance(before, int)
    control.post("neighbours", json={**WATER, "add": 100, "call": "increment", "answered": True, "times": 1})
    answers = [post("increment", {"name": "water", "value": 250}).json()["success"][0]["current"] for _ in range(2)]
    assert answers == [before + 250, before + 600]


def test_it_acts_at_every_third_request_and_then_no_more(
    control: httpx.Client, josh: httpx.Client, demo: DemoServer
) -> None:
    habit = {**WATER, "add": 1, "call": "profile", "every": 3, "times": 2}
    assert control.post("neighbours", json=habit).json() == {"habits": 1}
    counts = []
    for _ in range(10):
        josh.get("accounts/profile/")
        counts.append(len(demo.world.writes()))
    assert counts == [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    assert len(demo.world.neighbours) == 0


def test_it_can_be_told_to_be_still(control: httpx.Client, josh: httpx.Client, demo: DemoServer) -> None:
    control.post("neighbours", json={**WATER, "add": 1, "call": "*"})
    josh.get("accounts/profile/")
    assert control.delete("neighbours").json() == {"habits": 0}
    josh.get("accounts/profile/")
    assert len(demo.world.writes()) == 1


@pytest.mark.parametrize(
    "sent", [{"attribute": "nothing"}, {"user": "nobody"}, {"every": 0, "call": "*"}, {"often": True}, {"date": "soon"}]
)
def test_a_habit_that_cannot_be_meant_is_refused(control: httpx.Client, sent: dict[str, object]) -> None:
    assert control.post("neighbours", json=WATER | sent).status_code == 400


def test_scopes_can_be_withheld_and_given_back(
    control: httpx.Client, clients: Clients, post: Post, demo: DemoServer
) -> None:
    josh = clients("josh")
    lacking = ["food_write", "manual_write", "sleep_read"]
    assert control.post("scopes", json={"user": "josh", "scopes": lacking}).status_code == 200
    item = {"name": "water", "date": DAY, "value": 1}
    assert post("update", item, client=josh).json()["failed"][0]["error_code"] == "not_allowed"
    assert josh.get("attributes/", params={"groups": "sleep"}).json()["count"] == 1  # what is typed by hand
    minted = control.post("tokens", json={"user": "josh", "scopes": ["food_read", "food_write"]}).json()
    assert minted["scope"] == "food_read"
    control.post("scopes", json={"user": "josh", "scopes": []})
    assert post("update", item, client=josh).json()["failed"] == []
    assert control.post("scopes", json={"user": "josh", "scopes": ["moon_read"]}).status_code == 400
