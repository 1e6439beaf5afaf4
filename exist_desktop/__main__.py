"""`exist-desktop` and `python -m exist_desktop`: nothing typed means the window, all else is for the command line.

The window waits neither for the parser nor for the acts to be loaded.
"""

from __future__ import annotations

import sys

from exist_desktop.acts import streams
from exist_desktop.api.server import BadServer
from exist_desktop.app import run_window
from exist_desktop.app.chosen import chosen_setup
from exist_desktop.app.log import log_to_stderr
from exist_desktop.settings import BadSettlingTime, Setup


def main() -> int:
    """Runs what was typed; the exit code."""
    streams.open_all()
    chosen = None if sys.argv[1:] else _chosen()
    if chosen is not None:
        log_to_stderr("warning")
        return run_window(chosen)
    from exist_desktop import cli

    return cli.main()


def _chosen() -> Setup | None:
    """What the window is opened with; None where the command line has to say what is wrong with it."""
    try:
        return chosen_setup()
    except (BadServer, BadSettlingTime):
        return None


if __name__ == "__main__":
    sys.exit(main())
