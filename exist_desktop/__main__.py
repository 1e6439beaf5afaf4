"""`exist-desktop` and `python -m exist_desktop`: without arguments the window opens, all else is for the command line.

What the running program can do is handed to it. Where it cannot, the window does not wait for the parser or the acts to
be loaded. Nothing is imported from the current folder, which may be Downloads: neither because of `-m`, nor because of
an empty part of PYTHONPATH.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # as type checkers see it; `typing` would be a fifth of what a handed command loads
    from exist_desktop.settings import Setup

INTERRUPTED = 130
"""The exit code after Ctrl+C, as in shells."""


def main() -> int:
    """Runs what was typed and returns the exit code."""
    try:
        _leave_current_folder_out()
        from exist_desktop.front.hand_over import UNANSWERED, draw_name, hand_over

        name = draw_name()
        code = hand_over(sys.argv[1:], name)
        if code is not None and code != UNANSWERED:
            return code
        from exist_desktop.cli import interrupts

        interrupts.end_at_once()
    except KeyboardInterrupt:  # a program that has the call hears the end of the connection, and calls it off
        return INTERRUPTED
    return _run(name if code == UNANSWERED else "")


def _run(name: str) -> int:
    """Runs what was typed in this process, under the name of a call that the running program has not answered."""
    import gc

    gc.disable()  # what is loaded is no garbage, and to look for some takes a tenth of loading it
    from exist_desktop.cli import streams

    streams.open_all()
    chosen = None if sys.argv[1:] else _chosen()
    if chosen is not None:
        from exist_desktop.app.desktop.stderr_log import log_to_stderr
        from exist_desktop.app.start import run_window

        log_to_stderr("warning")
        return run_window(chosen)
    from exist_desktop.cli.main import main as run

    return run(name=name)


def _leave_current_folder_out() -> None:
    """Removes the current folder from the import path, unless the program and its libraries are there."""
    import os  # already loaded, unlike pathlib, which would be searched for on that path

    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:
        return  # it was removed meanwhile, so nothing can be in it
    if here != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):  # noqa: PTH100, PTH120
        sys.path[:] = [place for place in sys.path if place not in ("", ".", here)]


def _chosen() -> "Setup | None":
    """Returns the window's setup, or None if it is invalid, so that the command line prints the error."""
    from exist_desktop.api.http.server_address import ServerAddressError
    from exist_desktop.settings import FolderSettingError, SettlingTimeError, load_setup

    try:
        return load_setup()
    except (ServerAddressError, FolderSettingError, SettlingTimeError):
        return None


if __name__ == "__main__":
    sys.exit(main())
