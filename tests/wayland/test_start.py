"""A start on any Wayland compositor: the window comes, quick entry opens, all ends well, and nothing is printed."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import SETTLE_SECONDS, command
from tests.patience import PATIENCE
from tests.virtual_desktop import ON_THE_BUS
from tests.virtual_desktop.a11y import Application
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.wayland

NO_PORTAL = "The name org.freedesktop.portal.Desktop was not provided"
"""Qt warns of that on GNOME, which has a portal; this desktop has none."""


def test_a_healthy_run_prints_nothing(server: Server, tmp_path: Path) -> None:
    own = {"EXIST_DESKTOP_TOKEN": server.tokens["josh"], "EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS}
    variables = os.environ | own | {ON_THE_BUS: "1"}
    ours = command(server, tmp_path)
    with (
        subprocess.Popen(ours, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program,
        Application("exist-desktop", program.pid) as seen,
    ):
        state = seen.find(id="syncState")
        until(lambda: "All in Exist" in state.text, lambda: f"the state is {state.text!r}")
        for words in (("quick",), ("quick",), ()):
            done = subprocess.run((*ours, *words), env=variables, capture_output=True, timeout=PATIENCE, check=False)
            assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
            quick = seen.find("filler", name_prefix="Quick entry")
            if words:
                quick.wait(lambda node: "active" in node.states)
        program.send_signal(signal.SIGTERM)
        said, complained = program.communicate(timeout=PATIENCE)
    assert (program.returncode, said) == (0, b"")
    assert [line for line in complained.decode().splitlines() if NO_PORTAL not in line] == []
