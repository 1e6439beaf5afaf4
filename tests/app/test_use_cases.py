"""Each use case is one function, which window, tray, quick entry, shell and other processes all reach.

Read from the source: who calls it, by module. A front that does the same in another way is missing here or is one more.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "exist_desktop"
FRONTS = ("ui", "app", "cli")
TODAY, OUTBOX, QUICK = "ui/pages/today/saver", "ui/pages/outbox/page", "ui/quick_entry/window"
OWNERS = "app/presenters/ownership"
USE_CASES = {
    r"journal\.save": {TODAY, OUTBOX, QUICK, "app/background", "app/presenters/transfer/your_data", "cli/acts/add"},
    r"journal\.undo": {OUTBOX, "app/presenters/undo", f"{OWNERS}/attributes_page", f"{OWNERS}/changes"},
    r"journal\.discard": {OUTBOX},
    r"journal\.take_over": {TODAY, OUTBOX, QUICK, "cli/acts/add"},
    r"owners\.acquire": {f"{OWNERS}/actions", "cli/ownership/owners"},
    r"owners\.release": {f"{OWNERS}/actions", "cli/ownership/owners"},
    r"owners\.discard_unsent": {f"{OWNERS}/losses"},
    r"journal\.create": {f"{OWNERS}/creation", "cli/ownership/create"},
    r"schedule\.sync": {"app/request_handler", "cli/acts/sync", "cli/acts/context", "cli/history/copy"},
    r"schedule\.(?:send_now|refresh)": {"app/sync_control"},
    r"engine\.adopt": {"app/presenters/welcome_presenter", "cli/acts/sign_in"},
    r"engine\.sign_out": {"app/presenters/settings_presenter", "cli/acts/sign_in"},
    r"\blast_status": {"app/sync_control", "cli/acts/show"},
    r"weeks\.facts": {"app/presenters/findings/insights", "cli/findings/week"},
    r"views\.(?:outbox|open_rows|outbox_lines)": {
        *(OUTBOX, "app/presenters/undo", f"{OWNERS}/losses", f"{OWNERS}/outcomes", "cli/acts/show")
    },
}


@pytest.mark.parametrize(("function", "callers"), USE_CASES.items())
def test_all_fronts_reach_the_same_function(function: str, callers: set[str]) -> None:
    call = re.compile(rf"(?<!def ){function}\(")
    found = {
        path.relative_to(SOURCE).with_suffix("").as_posix()
        for front in FRONTS
        for path in (SOURCE / front).rglob("*.py")
        if call.search(path.read_text("utf-8"))
    }
    assert found == callers


def test_no_front_writes_entries_or_tokens_by_itself() -> None:
    """What changes an entry or the sign-in is below journal and engine."""
    writing = re.compile(
        r"store\.outbox\.(?:entries|slots|decisions|undo|ops)\b|\.(?:item|credential_store)\([^)]*\)\.save"
    )
    wrong = [
        path.relative_to(SOURCE).as_posix()
        for front in FRONTS
        for path in (SOURCE / front).rglob("*.py")
        if writing.search(path.read_text("utf-8"))
    ]
    assert wrong == []
