"""Each command: its answer in words and as a document, its exit code, and messages on standard error alone."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as FailKeyring

from exist_desktop.demo.server.faults import Fault, FaultKind
from tests.cli.conftest import Run
from tests.cli.shell import Shell
from tests.demo_server import DemoServer

USER = "josh"


def number(demo: DemoServer, name: str) -> int:
    found = demo.world.value(USER, name, demo.today())
    assert isinstance(found, int)
    return found


def test_an_addition_is_saved_answered_and_sent(run: Run, demo: DemoServer) -> None:
    before = number(demo, "coffees")
    said = run("add", "coffees", "+1", "--json", "--date", "today")
    assert (said.code, said.err) == (0, "")
    (entry,) = said.document["entries"]
    assert entry == {
        "id": 1,
        "attribute": "coffees",
        "date": demo.today().isoformat(),
        "kind": "add",
        "value": 1,
        "state": "waiting",
        "reason": None,
    }
    assert number(demo, "coffees") == before + 1


def test_the_answer_in_words_shows_before_and_after(run: Run, demo: DemoServer) -> None:
    before = number(demo, "coffees")
    said = run("add", "coffees", "+2", "--date", "today")
    assert f"{before} → {before + 2}" in said.out
    assert "Saved on this computer" in said.out


def test_a_mood_with_words_goes_to_the_note_and_keeps_what_is_there(run: Run, demo: DemoServer) -> None:
    for name in ("mood", "mood_note"):
        demo.set_owner(USER, name, None)
    assert run("add", "mood", "4", "long", "walk", "--date", "today").code == 0
    assert (demo.world.value(USER, "mood", demo.today()), note(demo)) == (4, "long walk")
    assert run("add", "mood 5 and tea", "--date", "today").code == 0
    assert re.fullmatch(r"long walk\n\d\d:\d\d and tea", note(demo))
    assert run("add", "mood_note", "start", "over", "--date", "today").code == 0
    assert note(demo) == "start over"


def test_a_second_paragraph_from_the_phone_and_words_from_here_are_both_in_the_note(run: Run, demo: DemoServer) -> None:
    for name in ("mood", "mood_note"):
        demo.set_owner(USER, name, demo.service)
    demo.edit(USER, "mood_note", demo.today(), "slept well")
    assert run("sync").code == 0
    demo.edit(USER, "mood_note", demo.today(), "slept well\r\n\r\na second paragraph\r\n")
    said = run("add", "mood", "4", "short", "walk", "--date", "today", "--json")
    assert said.code == 0
    kinds = [(entry["attribute"], entry["kind"], entry["value"]) for entry in said.document["entries"]]
    assert kinds == [("mood", "set", 4), ("mood_note", "append", "short walk")]
    assert re.fullmatch(r"slept well\s+a second paragraph\s+\d\d:\d\d short walk", note(demo))
    assert {entry["kind"] for entry in run("outbox", "--all", "--json").document["entries"]} == {"set", "append"}


def note(demo: DemoServer) -> str:
    return str(demo.world.value(USER, "mood_note", demo.today()))


def test_another_day_and_another_kind(run: Run, demo: DemoServer) -> None:
    yesterday = demo.today() - timedelta(days=1)
    assert run("add", "tv_min", "1h30", "--date", "yesterday", "--take-over").code == 0
    assert demo.world.value(USER, "tv_min", yesterday) == 90
    assert run("add", "walk", "--date", yesterday.isoformat()).code == 0
    assert demo.world.value(USER, "walk", yesterday) == 1


def test_a_line_may_begin_with_its_day_unless_an_option_says_it(run: Run, demo: DemoServer) -> None:
    yesterday = demo.today() - timedelta(days=1)
    demo.set_owner(USER, "mood", demo.service)
    assert run("add", "yesterday", "mood", "2").code == 0
    assert demo.world.value(USER, "mood", yesterday) == 2
    assert run("add", "yesterday mood 3", "--date", "today").code == 1


def test_another_services_attribute_is_saved_and_held(run: Run, demo: DemoServer) -> None:
    said = run("add", "weight", "71.5", "--json")
    assert said.code == 0
    (entry,) = said.document["entries"]
    assert (entry["state"], entry["reason"]) == ("held", "owner")
    assert "--take-over" in said.err
    assert demo.world.attribute(USER, "weight").owner == "withings"
    said = run("add", "weight", "71.4", "--take-over", "--json")
    assert (said.code, said.err) == (0, "")
    (entry,) = said.document["entries"]
    assert (entry["attribute"], entry["value"], entry["state"]) == ("weight", 71.4, "waiting")
    assert demo.world.attribute(USER, "weight").owner == demo.service


def test_what_is_taken_over_is_answered_in_words(run: Run) -> None:
    said = run("add", "mood 4 long walk")
    assert said.err.count("Needs you:") == 1, "mood and note wait for the same reason, which is said once"
    assert said.err.count("--take-over") == 1
    said = run("add", "mood 4 long walk", "--take-over")
    assert said.code == 0
    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["Mood", "Daily note"]


def test_taking_over_once_is_no_leave_to_take_back_later(run: Run, demo: DemoServer) -> None:
    assert run("add", "coffees", "+1", "--take-over").code == 0
    assert run("add", "coffees", "+1", "--take-over").code == 0
    demo.set_owner(USER, "coffees", "oura")
    assert run("sync").code == 0
    said = run("add", "coffees", "+1", "--json")
    (entry,) = said.document["entries"]
    assert (entry["state"], entry["reason"]) == ("held", "owner_lost")
    assert demo.world.attribute(USER, "coffees").owner == "oura"


def test_a_value_that_was_not_saved_takes_nothing_over(run: Run, demo: DemoServer) -> None:
    assert run("add", "weight", "heavy", "--take-over").code == 1
    run("add", "weight", "71.4")
    assert run("sync").code == 0
    assert demo.world.attribute(USER, "weight").owner == "withings"


def test_a_number_that_lowers_a_count_is_refused_without_set(run: Run, demo: DemoServer) -> None:
    demo.edit(USER, "coffees", demo.today(), 5)
    said = run("add", "coffees", "1", "--date", "today")
    assert (said.code, said.out) == (1, "")
    assert "+1" in said.err
    assert run("add", "coffees", "1", "--set", "--date", "today").code == 0
    assert number(demo, "coffees") == 1
    assert run("add", "coffees", "3", "--date", "today").code == 0
    assert number(demo, "coffees") == 3


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (["coffes", "+1"], "coffees"),
        (["nonsense", "+1"], "nothing by the name"),
        (["coffees", "many"], "whole number"),
        (["mood", "6"], "1"),
        (["mood", "+1", "--date", "today"], "set as a whole"),
        (["coffees", "-99"], ""),
        (["tv_min", "25h"], ""),
        (["day_well_spent", "120%"], ""),
        (["energy_level", "ten"], ""),
        (["coffees", "+1", "--date", "2099-01-01"], "too far ahead"),
        (["mood", "4", "x" * 300], ""),
    ],
)
def test_what_cannot_be_saved_is_said_in_a_sentence(run: Run, demo: DemoServer, typed: list[str], word: str) -> None:
    said = run("add", *typed, "--json")
    assert (said.code, said.out) == (1, "")
    assert word in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.err.rstrip().endswith((".", "?"))
    assert demo.world.writes() == []
    assert run("outbox", "--json").document["entries"] == []


@pytest.mark.parametrize(
    "typed",
    [
        ["add"],
        ["frobnicate"],
        ["add", "coffees", "+1", "--date", "someday"],
        ["sign-in"],
        ["sign-in", "--token-stdin", "--client-secret-stdin"],
        ["sign-in", "--client-secret-stdin"],
        ["status", "--server", "http://example.com"],
        ["status", "--server", "exist.io"],
        ["demo-server", "--port", "99999"],
        ["demo-server", "--zone", "Atlantis"],
        ["status", "--log-level", "loud"],
    ],
)
def test_what_is_not_understood_leaves_with_2(run: Run, folder: Path, typed: list[str]) -> None:
    said = run(*typed)
    assert (said.code, said.out) == (2, "")
    assert "error" in said.err
    assert not folder.exists()


def test_a_settling_time_that_is_none_is_not_understood(run: Run) -> None:
    assert run("status", EXIST_DESKTOP_SETTLE_SECONDS="soon").code == 2


def test_today_shows_the_groups_and_their_values(run: Run, demo: DemoServer) -> None:
    run("add", "coffees", "+1", "--date", "today")
    demo.world.faults.add(Fault("increment", FaultKind.STATUS, status=503))
    run("add", "water", "+250", "--date", "today")
    day = run("today", "--date", "today", "--json").document
    assert set(day) == {"date", "read", "groups"}
    assert day["date"] == demo.today().isoformat()
    assert all(set(group) == {"name", "label", "attributes"} for group in day["groups"])
    found = {each["name"]: each for group in day["groups"] for each in group["attributes"]}
    told = {"name", "label", "value", "shown", "pending", "read", "adds"}
    assert all(set(each) == told for each in found.values())
    assert {"mood", "mood_note", "walk", "steps", "coffees"} <= set(found)
    assert (found["coffees"]["value"], found["coffees"]["pending"]) == (number(demo, "coffees"), False)
    assert (found["water"]["value"], found["water"]["pending"]) == (number(demo, "water") + 250, True)
    steps = demo.world.value(USER, "steps", demo.today())
    assert (found["steps"]["value"], found["steps"]["shown"]) == (steps, f"{steps:,}")
    words = run("today", "--date", "today")
    assert "Coffees: " in words.out
    assert words.out.count("not in Exist yet") == 1


def test_the_outbox_lists_what_waits_and_with_all_what_is_done(run: Run, demo: DemoServer) -> None:
    run("add", "coffees", "+1")
    run("add", "weight", "71.5")
    demo.world.faults.add(Fault("*", FaultKind.STATUS, status=503, times=50))
    run("add", "water", "500", "--set")
    said = run("outbox", "--json")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert (document["waiting"], document["checking"], document["held"]) == (1, 0, 1)
    needed = {"id", "attribute", "date", "kind", "value", "state", "reason"}
    assert all(needed <= set(entry) for entry in document["entries"])
    states = [(each["attribute"], each["kind"], each["value"], each["state"]) for each in document["entries"]]
    assert states == [("water", "set", 500, "waiting"), ("weight", "set", 71.5, "held")]
    everything = run("outbox", "--all", "--json").document["entries"]
    assert [each["state"] for each in everything] == ["waiting", "held", "sent"]
    assert "Weight" in run("outbox").out


def test_sync_tells_what_is_left_and_when_more_can_be_done(run: Run, demo: DemoServer) -> None:
    run("status")
    said = run("sync", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.document == {"waiting": 0, "checking": 0, "held": 0, "next": None, "offline": False}
    run("add", "weight", "71.5")
    said = run("sync", "--json")
    assert (said.code, said.document["held"]) == (0, 1)
    assert "1 entry needs you" in said.err
    demo.world.faults.add(Fault("update", FaultKind.STATUS, status=429, retry_after="1800"))
    run("add", "energy_level", "6")
    said = run("sync", "--json")
    assert (said.code, said.document["waiting"]) == (1, 1)
    assert said.document["next"].endswith("+00:00")
    assert "at the earliest" in said.err


def test_sync_follows_a_lost_answer_up(run: Run, demo: DemoServer) -> None:
    run("sync")
    before = number(demo, "coffees")
    demo.world.faults.add(Fault("increment", FaultKind.LOST_BEFORE))
    run("add", "coffees", "+1", "--date", "today", EXIST_DESKTOP_SETTLE_SECONDS="0.05")
    codes: list[int] = []
    while not codes or codes[-1]:
        said = run("sync", "--json", EXIST_DESKTOP_SETTLE_SECONDS="0.05")
        codes.append(said.code)
        assert len(codes) < 20
        assert said.document["held"] == 0
    assert number(demo, "coffees") == before + 1
    assert [write.op for write in demo.world.writes(USER, "coffees")] == ["increment"]


def test_status_before_any_sign_in(run: Run, demo: DemoServer) -> None:
    said = run("status", "--json", token=None)
    assert (said.code, said.err) == (0, "")
    assert said.document == {
        "signed_in": False,
        "user": None,
        "server": demo.base_url,
        "waiting": 0,
        "checking": 0,
        "held": 0,
        "last_sync": None,
        "offline": False,
    }
    assert run("status", token=None).out == "Not signed in.\n"


def test_status_before_anything_was_read_does_not_say_that_something_starts(run: Run) -> None:
    assert run("status").out.splitlines()[1:] == ["All in Exist", "Nothing has been read yet."]


def test_status_of_an_account(run: Run, demo: DemoServer) -> None:
    run("sync")
    document = run("status", "--json").document
    assert (document["signed_in"], document["user"], document["offline"]) == (True, "josh", False)
    assert document["last_sync"]
    assert f"@josh at {demo.base_url}" in run("status").out


@pytest.mark.parametrize("typed", [["add", "coffees", "+1"], ["today"], ["outbox"], ["sync"]])
def test_before_the_first_sign_in_nothing_can_be_done(run: Run, typed: list[str]) -> None:
    said = run(*typed, token=None)
    assert (said.code, said.out) == (1, "")
    assert "Not signed in yet" in said.err


def test_nothing_is_called_saved_before_exist_has_said_whose_token_it_is(run: Run, demo: DemoServer) -> None:
    demo.world.faults.add(Fault("*", FaultKind.STATUS, status=503, times=9))
    said = run("add", "coffees", "+1")
    assert (said.code, said.out) == (1, "")
    assert "Nothing was saved." in said.err
    assert "saved here" not in said.err


@pytest.mark.parametrize("typed", ["add coffees +1", "take-over coffees --yes", "create --template coffees"])
def test_no_attribute_is_called_unknown_before_they_were_read(run: Run, demo: DemoServer, typed: str) -> None:
    demo.world.faults.add(Fault("owned", FaultKind.STATUS, status=503, times=9))
    said = run(*typed.split())
    assert (said.code, said.out) == (1, "")
    assert "Your attributes are not known yet" in said.err
    assert "exist-desktop sync" in run("today").err


def test_a_template_that_exist_does_not_offer_is_said(run: Run) -> None:
    assert "No such template" in run("create", "--template", "nonsense").err


def test_without_a_token_entries_are_kept_for_the_account_that_signed_in_first(run: Run, demo: DemoServer) -> None:
    run("sync")
    said = run("add", "coffees", "+1", token=None)
    assert said.code == 0
    assert demo.world.writes() == []
    said = run("sync", token=None)
    assert (said.code, said.out) == (1, "")
    assert run("sync").code == 0
    assert len(demo.world.writes()) == 1


def test_offline_everything_is_saved_and_shown(run: Run, demo: DemoServer) -> None:
    run("sync")
    demo.world.faults.add(Fault("*", FaultKind.LOST_BEFORE, times=100))
    assert run("add", "coffees", "+1").code == 0
    said = run("sync", "--json")
    assert (said.code, said.document["waiting"] + said.document["checking"]) == (1, 1)
    assert run("today").code == 0
    assert run("status", "--json").document["offline"]


def test_anothers_token_neither_sends_nor_becomes_the_account_in_use(run: Run, demo: DemoServer) -> None:
    run("sync")
    run("add", "coffees", "+1", token=None)
    assert run("sync", "--json", token="mia").document["waiting"] == 0
    assert demo.world.writes() == []
    assert run("status", "--json", token=None).document["user"] == "josh"
    assert len(run("outbox", "--json", token=None).document["entries"]) == 1


def test_the_token_of_the_environment_is_stored_nowhere(run: Run, demo: DemoServer, folder: Path) -> None:
    run("add", "coffees", "+1", "--log-level", "debug")
    run("sync")
    token = demo.token(USER).encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if token in path.read_bytes()] == []


def test_a_token_that_exist_does_not_know_is_said(run: Run) -> None:
    said = run("add", "coffees", "+1", EXIST_DESKTOP_TOKEN="0123456789")
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err


@pytest.fixture
def _no_keyring() -> Iterator[None]:
    """A computer whose desktop has no keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(FailKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("_no_keyring")
def test_sign_in_without_a_keyring_names_both_ways_out(run: Run, demo: DemoServer) -> None:
    said = run("sign-in", "--token-stdin", token=None, stdin=demo.token(USER) + "\n")
    assert (said.code, said.out) == (1, "")
    assert "EXIST_DESKTOP_TOKEN" in said.err
    assert "PYTHON_KEYRING_BACKEND" in said.err


def test_documents_are_one_each_and_keep_letters_of_all_scripts(run: Run, demo: DemoServer) -> None:
    said = run("add", "arabic_coffee", "+1", "--json")
    assert said.code == 0
    assert json.loads(said.out)
    assert "قهوة عربية" in run("today", "--json").out


def test_a_data_folder_that_cannot_be_made_is_said(run: Run, folder: Path) -> None:
    folder.write_text("a file stands here")
    said = run("add", "coffees", "+1")
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("code", ["validation", "not_allowed"])
def test_a_refusal_is_told_in_exists_own_words(run: Run, demo: DemoServer, code: str) -> None:
    said = "A mood of 9? Nobody feels like that."
    run("sync")
    demo.world.faults.add(Fault("update", FaultKind.REFUSE, error_code=code, error=said))
    run("add", "--set", "coffees", "9")
    (entry,) = run("outbox", "--json").document["entries"]
    assert entry["state"] == "held"
    assert said in entry["message"]
    assert "expected" not in entry["message"]
    assert said in run("outbox").out


@pytest.mark.parametrize(("code", "words"), [("quota_reached", "Das Tageslimit ist erreicht."), ("moon_phase", "")])
def test_a_refusal_for_an_unknown_reason_is_told_before_the_second_try(
    run: Run, demo: DemoServer, code: str, words: str
) -> None:
    run("sync")
    demo.world.faults.add(Fault("update", FaultKind.REFUSE, error_code=code, error=words))
    run("add", "--set", "coffees", "9")
    (entry,) = run("outbox", "--json").document["entries"]
    assert entry["state"] == "waiting"
    assert f"Exist says: {words or code}" in entry["message"]
    assert "refused" in run("outbox").out
    run("add", "--set", "coffees", "8")
    assert run("outbox", "--json").document["entries"][0]["message"].startswith("Waiting")


def test_signed_out_a_sync_names_signing_in_and_no_time(run: Run, demo: DemoServer) -> None:
    run("sync")
    demo.world.faults.add(Fault("*", FaultKind.STATUS, status=401, times=9))
    run("add", "coffees", "+1")
    told = run("sync", "--json")
    assert (told.code, told.document["waiting"], told.document["next"]) == (1, 1, None)
    assert "Sign in again with exist-desktop sign-in" in told.err
    assert "earliest" not in told.err
    assert not run("status", "--json").document["signed_in"]


def test_after_a_new_sign_in_nobody_is_told_to_sign_in_and_what_waited_is_sent(shell: Shell) -> None:
    token = shell.demo.token(USER)
    shell.run("sign-in", "--token-stdin", stdin=token)
    shell.run("sync")
    shell.demo.world.faults.add(Fault("*", FaultKind.STATUS, status=401, times=9))
    shell.run("add", "coffees", "+1")
    shell.demo.world.faults.clear()
    assert shell.run("sign-in", "--token-stdin", stdin=token).returncode == 0
    assert len(shell.demo.world.writes(USER, "coffees")) == 1
    assert "Sign in again" not in shell.run("status").stdout


def test_a_day_of_another_year_is_said_with_its_year(run: Run) -> None:
    assert "2016" in run("add", "--date", "2016-11-27", "coffees", "+1").out
    assert "2016" in run("today", "--date", "2016-11-27").out.splitlines()[0]
    assert "27 Nov 2016" in run("outbox", "--all").out


def test_a_value_cannot_look_like_a_line_of_ours(run: Run, demo: DemoServer) -> None:
    demo.set_owner(USER, "mood_note", None)
    demo.edit(USER, "mood_note", demo.today(), "tea\nMood: 1\r\x1b[31m\u2028Mood: 2\x85Mood: 3 \u202eevil")
    run("sync")
    shown = run("today", "--date", "today").out
    assert not any(line.strip().startswith(("Mood: 2", "Mood: 3")) for line in shown.splitlines())
    assert not set("\x1b\u202e\r") & set(shown)


@pytest.mark.parametrize("typed", [("add", "coffees", "+1"), ("sync",), ("today",)])
def test_a_clock_that_is_years_off_is_said(folder: Path, run: Run, typed: tuple[str, ...]) -> None:
    ahead = timedelta(days=3653).total_seconds()
    with DemoServer(clock=lambda: time.time() - ahead) as past:
        said = run(*typed, EXIST_DESKTOP_SERVER=past.base_url, EXIST_DESKTOP_TOKEN=past.token(USER))
    assert said.err.count("This computer's clock is 3,653 days fast.") == 1
