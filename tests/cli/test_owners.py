"""`attributes`, `templates`, `take-over`, `give-back` and `create`, as documents for programs and as words."""

from __future__ import annotations

from datetime import date

import pytest

from exist_desktop.demo.server.faults import Fault, FaultKind
from tests.cli.conftest import Run
from tests.demo_server import DemoServer

USER = "josh"


def owner(demo: DemoServer, name: str) -> str | None:
    return demo.world.attribute(USER, name).owner


def offline(demo: DemoServer) -> None:
    demo.world.faults.add(Fault("*", FaultKind.STATUS, status=503, times=99))


def test_attributes_say_who_fills_what(run: Run, demo: DemoServer) -> None:
    run("take-over", "coffees", "--yes")
    rows = {row["name"]: row for row in run("attributes", "--json").document}
    fields = "name label group type unit owner ours available manual active priority last"
    assert set(fields.split()) <= set(rows["steps"])
    steps = rows["steps"]
    assert (steps["label"], steps["group"], steps["type"], steps["unit"]) == ("Steps", "activity", "quantity", None)
    assert (steps["owner"], steps["ours"], steps["manual"]) == ("fitbit", False, False)
    assert "oura" in steps["available"]
    assert date.fromisoformat(steps["last"]["date"]) <= demo.today()
    assert (rows["coffees"]["ours"], rows["coffees"]["available"]) == (True, ["exist_for_android"])
    assert (rows["sleep_start"]["type"], rows["walk"]["type"]) == ("time-from-midday", "yes-no")
    assert "tv_min" not in rows
    every = {row["name"]: row for row in run("attributes", "--all", "--json").document}
    assert (every["tv_min"]["active"], every["loose_change"]["priority"]) == (False, 10)
    told = run("attributes").out
    assert "Steps, filled by Fitbit" in told
    assert "Coffees, filled from here" in told


def test_templates_are_found_by_name_label_and_group(run: Run) -> None:
    every = run("templates", "--json").document
    assert {"name", "label", "group", "type", "unit", "here"} <= set(every[0])
    by_name = {row["name"]: row for row in every}
    assert (by_name["steps"]["here"], by_name["pomodoros_min"]["here"]) == (True, False)
    assert by_name["water"]["unit"] == "ml"
    assert {row["name"] for row in run("templates", "POMO", "--json").document} == {"pomodoros_min"}
    assert "you have it, switched off" in run("templates", "tv_min").out


def test_taking_over_is_asked_and_done_with_yes(run: Run, demo: DemoServer) -> None:
    said = run("take-over", "weight")
    assert (said.code, said.out, owner(demo, "weight")) == (1, "", "withings")
    assert "Withings stops filling Weight until you give it back." in said.err
    assert "--yes" in said.err
    said = run("take-over", "Weight", "steps", "--yes", "--json")
    assert said.code == 0
    assert [(e["attribute"], e["kind"], e["date"], e["value"]) for e in said.document["entries"]] == [
        ("weight", "take-over", None, None),
        ("steps", "take-over", None, None),
    ]
    assert {owner(demo, "weight"), owner(demo, "steps")} == {demo.service}
    again = run("take-over", "weight", "--yes")
    assert (again.code, "filled from here already" in again.err) == (0, True)


def test_offline_it_is_saved_and_waits(run: Run, demo: DemoServer) -> None:
    run("sync")
    offline(demo)
    assert run("take-over", "steps", "--yes").code == 0
    found = run("outbox", "--json").document
    assert (found["waiting"] + found["checking"], found["held"]) == (1, 0)
    (entry,) = found["entries"]
    assert (entry["attribute"], entry["date"], entry["kind"], entry["value"]) == ("steps", None, "take-over", None)
    assert "Take over" in run("outbox").out
    demo.world.faults.clear()
    assert run("sync").code == 0
    assert owner(demo, "steps") == demo.service
    (entry,) = run("outbox", "--all", "--json").document["entries"]
    assert (entry["state"], entry["kind"]) == ("sent", "take-over")


def test_giving_back_says_to_whom(run: Run, demo: DemoServer) -> None:
    run("take-over", "weight", "steps", "water", "mood", "--yes")
    said = run("give-back", "weight", "steps", "water", "mood")
    assert said.code == 1
    assert "Weight goes to one of" in said.err or "Weight goes to" in said.err
    assert "Steps goes to one of" in said.err
    assert "Nobody else fills Water: it becomes inactive and is hidden in Exist." in said.err
    assert "is not certain; it is looked at afterwards." in said.err
    assert run("give-back", "weight", "water", "--yes").code == 0
    assert (owner(demo, "weight"), owner(demo, "water")) != (demo.service, demo.service)
    assert not demo.world.attribute(USER, "water").active
    assert owner(demo, "steps") == demo.service
    again = run("give-back", "weight", "--yes")
    assert (again.code, "is not filled from here" in again.err) == (1, True)


def test_what_needs_the_person_is_not_lost_by_giving_back(run: Run, demo: DemoServer) -> None:
    run("take-over", "coffees", "--yes")
    demo.world.faults.add(Fault("update", FaultKind.REFUSE, error_code="validation"))
    run("add", "coffees", "7", "--set")
    assert run("outbox", "--json").document["held"] == 1
    said = run("give-back", "coffees", "--yes")
    assert said.code == 1
    assert "--discard" in said.err
    assert owner(demo, "coffees") == demo.service
    assert run("give-back", "coffees", "--yes", "--discard").code == 0
    assert owner(demo, "coffees") == "exist_for_android"
    assert run("outbox", "--json").document["held"] == 0


def test_names_that_are_not_there_or_not_clear(run: Run, demo: DemoServer) -> None:
    demo.world.attribute(USER, "walk").label = "Steps"
    run("sync")
    said = run("take-over", "coffees", "stepps", "--yes")
    assert (said.code, owner(demo, "coffees")) == (1, None)
    assert "stepps" in said.err
    said = run("take-over", "steps", "--yes")
    assert said.code == 0, "a name is a name, whatever is labelled like it"
    demo.world.attribute(USER, "sleep").label = demo.world.attribute(USER, "weight").label = "Up and down"
    run("sync", "--json")
    said = run("take-over", "up and down", "--yes")
    assert said.code == 1
    assert "sleep" in said.err
    assert "weight" in said.err


def test_a_new_attribute_with_its_first_value(run: Run, demo: DemoServer) -> None:
    said = run("create", "🪴", "Plants", "fed", "--group", "health", "--type", "quantity", "--value", "3", "--json")
    assert said.code == 0
    assert [entry["kind"] for entry in said.document["entries"]] == ["create", "set"]
    made = demo.world.attribute(USER, "plants_fed")
    assert (made.label, made.owner, made.manual, made.group) == ("🪴 Plants fed", demo.service, True, "health")
    assert demo.world.value(USER, "plants_fed", demo.today()) == 3
    assert run("outbox", "--json").document["entries"] == []


def test_a_new_attribute_from_a_template(run: Run, demo: DemoServer) -> None:
    assert run("create", "--template", "pomodoros_min", "--value", "1:30", "--date", "yesterday").code == 0
    made = demo.world.attribute(USER, "pomodoros_min")
    assert (made.template, made.owner) == ("pomodoros_min", demo.service)
    assert run("values", "pomodoros_min", "--json").document[-1]["value"] == 90


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Coffees", "--group", "health", "--type", "quantity"), "coffees"),
        (("pages READ", "--group", "media", "--type", "quantity"), "pages_read"),
        (("Words written", "--group", "productivity", "--type", "quantity"), "template"),
        (("--template", "steps"), "steps"),
        (("--template", "tv_min"), "switched off"),
        (("--template", "no_such"), "no_such"),
        (("New", "--group", "nowhere", "--type", "quantity"), "no group nowhere"),
        (("New", "--group", "health", "--type", "quantity", "--value", "many"), ""),
    ],
)
def test_a_double_is_not_created(run: Run, demo: DemoServer, arguments: tuple[str, ...], told: str) -> None:
    run("sync")
    before = set(demo.world.accounts[USER].attributes)
    said = run("create", *arguments)
    assert (said.code, said.out.strip()) == (1, "")
    assert told in said.err
    assert set(demo.world.accounts[USER].attributes) == before
    assert run("outbox", "--json").document["entries"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("New",),
        ("New", "--group", "health"),
        (),
        ("New", "--template", "steps"),
        ("New", "--group", "health", "--type", "time-from-midday"),
        ("New", "--group", "health", "--type", "quantity", "--date", "yesterday"),
    ],
)
def test_what_does_not_go_together_is_not_understood(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("create", *arguments).code == 2


def test_a_creation_waits_offline_and_is_undone_with_its_value(run: Run, demo: DemoServer) -> None:
    run("sync")
    offline(demo)
    said = run("create", "Reading", "--group", "media", "--type", "duration", "--value", "0:30", "--json")
    assert said.code == 0
    found = run("outbox", "--json").document
    assert [entry["kind"] for entry in found["entries"]] == ["set", "create"]
    assert found["waiting"] + found["checking"] == 2
    demo.world.faults.clear()
    assert run("sync").code == 0
    assert demo.world.value(USER, "reading", demo.today()) == 30


def test_a_token_that_may_only_read_keeps_what_is_wanted(run: Run, demo: DemoServer) -> None:
    run("sync")
    token = demo.token(USER, ["activity_read", "food_read"])
    said = run("take-over", "steps", "--yes", token=None, EXIST_DESKTOP_TOKEN=token)
    assert said.code == 0
    found = run("outbox", "--json", token=None, EXIST_DESKTOP_TOKEN=token).document
    assert found["waiting"] + found["checking"] + found["held"] == 1
    assert owner(demo, "steps") == "fitbit"


def test_at_a_terminal_the_last_days_are_read_and_shown_before_it_is_asked(run: Run, demo: DemoServer) -> None:
    run("sync")
    demo.world.requests.clear()
    said = run("take-over", "steps", answers="no\n")
    assert (said.code, owner(demo, "steps")) == (1, "fitbit")
    assert "of the last 14 days" in said.err
    assert "As read at" in said.err
    assert [request.path for request in demo.world.requests if "with-values" in request.path]
    offline(demo)
    said = run("take-over", "steps", answers="yes\n")
    assert (said.code, "As read at" in said.err) == (0, True), "without Exist, as they are here"


def test_what_has_become_of_it_is_told_afterwards(run: Run, demo: DemoServer) -> None:
    """Where `manual` did not take, and where mood went inactive, which is offered to be taken again."""
    demo.world.manual_stays = demo.world.manual_of_ours_stays = True
    run("take-over", "steps", "mood", "--yes")
    demo.world.attribute(USER, "mood").providers.clear()
    run("give-back", "steps", "mood", "--yes")
    run("sync")
    told = run("outbox", "--all").out
    assert "Exist still has it as filled by hand; before the take-over it was not." in told
    assert "Mood is inactive in Exist now: nobody fills it." in told
    assert "exist-desktop take-over mood takes Mood over again." in run("attributes").err
    run("take-over", "mood", "--yes")
    assert "takes Mood over again" not in run("attributes").err
