"""The command line in the units that the account's profile asks for; documents keep metric values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run, Said
from tests.demo_server import DemoServer

IMPERIAL = "mia"


def add(run: Run, *typed: str) -> Said:
    return run("add", *typed, "--date", "today", token=IMPERIAL)


def shown(run: Run, name: str) -> dict[str, Any]:
    groups = run("today", "--date", "today", "--json", token=IMPERIAL).document["groups"]
    return next(made for group in groups for made in group["attributes"] if made["name"] == name)


def test_what_is_typed_comes_back_as_typed(run: Run, demo: DemoServer) -> None:
    demo.set_owner(IMPERIAL, "weight", None)
    said = add(run, "weight", "154.35")
    assert "154.35 lb" in said.out
    assert shown(run, "weight") | {"label": "", "pending": False} == {
        "name": "weight",
        "label": "",
        "value": 70.011982,
        "shown": "154.35 lb",
        "pending": False,
        "read": True,
        "adds": None,
    }
    assert demo.world.value(IMPERIAL, "weight", demo.today(IMPERIAL)) == 70.011982


def test_a_unit_that_is_typed_counts(run: Run, demo: DemoServer) -> None:
    demo.set_owner(IMPERIAL, "weight", None)
    add(run, "weight", "71.4", "kg")
    assert shown(run, "weight")["value"] == 71.4


def test_a_lower_total_is_told_in_the_shown_unit(run: Run, demo: DemoServer) -> None:
    demo.set_owner(IMPERIAL, "water", None)
    assert add(run, "water", "64", "--set").code == 0
    said = add(run, "water", "8")
    assert said.code == 1
    assert "It is 64 now; 8 would be its new total. To add, type +8." in said.err
    assert "64 fl oz → 72 fl oz" in add(run, "water", "+8").out
    assert "+8 fl oz" in run("outbox", "--all", token=IMPERIAL).out


def test_the_persons_choice_counts_before_the_profile(run: Run, demo: DemoServer, folder: Path) -> None:
    demo.set_owner(IMPERIAL, "weight", None)
    add(run, "weight", "71.4 kg")
    (folder / "settings.json").write_text(json.dumps({"units": {"weight": "metric"}}))
    assert shown(run, "weight")["shown"] == "71.4 kg"
