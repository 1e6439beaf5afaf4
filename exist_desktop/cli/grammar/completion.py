"""Completion for shells: scripts that were made from the grammar and come with the program."""

from __future__ import annotations

from exist_desktop import resources
from exist_desktop.cli.grammar.examples import PROGRAM

SCRIPTS = {
    "bash": f"bash-completion/completions/{PROGRAM}",
    "zsh": f"zsh/site-functions/_{PROGRAM}",
    "fish": f"fish/vendor_completions.d/{PROGRAM}.fish",
}
"""Where each shell looks for its script, below a prefix's `share`."""
SHELLS = tuple(SCRIPTS)


def script(shell: str) -> str:
    """Returns the completion script for one of `SHELLS`. Raises `OSError` if the program's files are not readable."""
    return resources.path(f"share/{SCRIPTS[shell]}").read_text(encoding="utf-8")
