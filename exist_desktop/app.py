"""The composition root: builds what a start needs, starts it, and stops it in the reverse of its order."""

from __future__ import annotations

from pathlib import Path

from exist_desktop.settings import Setup
from exist_desktop.words import Language


def untranslated(sentence: str) -> str:
    """The sentence as it stands in the code, in English."""
    return sentence


def language() -> Language:
    """The person's language and formats; no screen is needed for it."""
    from exist_desktop.ui.format import QtFormats

    return Language(untranslated, QtFormats())


def tell_window(folder: Path, *, signed_in: bool) -> None:
    """Tells a running window of that data folder that entries, or the sign-in, have changed."""
    from exist_desktop.instance import Wish, ask

    ask(folder, Wish.SIGNED_IN if signed_in else Wish.CHANGED)


def run_window(setup: Setup, *, demo: bool) -> int:
    """Opens the window and runs until it is closed; the exit code."""
    raise SystemExit(f"{setup} {demo}")
