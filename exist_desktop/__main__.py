"""`exist-desktop` and `python -m exist_desktop`: nothing typed means the window, all else is for the command line.

The window waits neither for the parser nor for the acts to be loaded. Nothing is loaded from the folder in which the
program happens to be started, which may be Downloads: neither by `-m`, nor by an empty part of PYTHONPATH.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exist_desktop.settings import Setup


def main() -> int:
    """Runs what was typed; the exit code."""
    _leave_current_folder_out()
    from exist_desktop.cli import streams

    streams.open_all()
    chosen = None if sys.argv[1:] else _chosen()
    if chosen is not None:
        from exist_desktop.app.desktop.log import log_to_stderr
        from exist_desktop.app.start import run_window

        log_to_stderr("warning")
        return run_window(chosen)
    from exist_desktop.cli.main import main as run

    return run()


def _leave_current_folder_out() -> None:
    """Takes the current folder off the import path, unless the program and its libraries lie there."""
    import os  # loaded long ago, as nothing else is here: pathlib would be looked for

    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:
        return  # it has been removed meanwhile, and nothing can lie there
    if here != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):  # noqa: PTH100, PTH120
        sys.path[:] = [place for place in sys.path if place not in ("", ".", here)]


def _chosen() -> Setup | None:
    """What the window is opened with; None where the command line has to say what is wrong with it."""
    from exist_desktop.api.http.server_address import ServerAddressError
    from exist_desktop.settings import FolderSettingError, SettlingTimeError, load_setup

    try:
        return load_setup()
    except (ServerAddressError, FolderSettingError, SettlingTimeError):
        return None


if __name__ == "__main__":
    sys.exit(main())
