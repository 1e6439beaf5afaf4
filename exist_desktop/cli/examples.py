"""The examples in `--help`: a few lines to try for each command, with explanations."""

from __future__ import annotations

PROGRAM = "exist-desktop"
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("", "open the window"),
        ("add mood 4 long walk", "mood, with words for the note"),
        ("add coffees +1", "add to today's count"),
        ("add sleep 7h30 --date yesterday", "another day"),
        ("quick", "log from a small window"),
        ("today --json", "today, for programs"),
        ("--demo", "try everything without an account"),
        ("add --help", "more about one command"),
    ),
    "add": (
        ("add coffees +1", "one more than before"),
        ("add water 750", "the day's total is 750"),
        ("add coffees 1 --set", "one in all, even if more were counted"),
        ("add mood 4 long walk", "mood, and words that are added to the note"),
        ("add mood_note slept badly", "the note anew"),
        ("add yesterday sleep 7h30", "another day, as --date does; 7:30 and 450 say the same"),
        ("add sleep_start 11pm", "a time of day; 23:00 says the same"),
        ("add body_fat 21.5", "percent, as shown: 0.5 is half of one percent"),
        ("add weight 71.4 --take-over", "from now on weight is filled from here"),
    ),
    "today": (
        ("today", "what the day has so far"),
        ("today --date yesterday", "the day before"),
        ("today --date 2026-11-22 --json", "a day for programs; pending says what is not in Exist yet"),
    ),
    "outbox": (
        ("outbox", "what is not in Exist yet, and why"),
        ("outbox --all", "also what was sent or undone in the last days"),
        ("outbox --json", "the same for programs"),
    ),
    "quick": (("quick", "log a mood, or anything, in a small window"),),
    "sync": (
        ("sync", "send and read now; 0 if nothing waits after it"),
        ("sync && shutdown now", "leave only when everything is in Exist"),
        ("sync --history", "fetch the history, as far as this hour allows"),
    ),
    "status": (
        ("status", "who is signed in, and what waits"),
        ("status --json", "the same for a status bar"),
    ),
    "values": (
        ("values steps --from 2026-11-01", "a month of steps, oldest first"),
        ("values mood_note --json", "all notes, for programs"),
        ("values weight --csv", "for a spreadsheet"),
    ),
    "days": (
        ("days --from 2026-11-01 --to 2026-11-07", "the diary of a week"),
        ("days --json", "of all days, for programs"),
    ),
    "find": (
        ("find long walk", "days that have both words, newest first"),
        ("find '\"long walk\"'", "the words as they stand"),
    ),
    "history": (
        ("history", "what is here, and how far the copy is"),
        ("history --json", "the same for programs"),
    ),
    "sign-in": (
        ("sign-in --token-stdin < token", "with a developer token from a file"),
        ("sign-in --client-id ID --client-secret-stdin < secret", "through the browser"),
        ("sign-in --client-id ID --client-secret-stdin --no-browser < secret", "print the address instead"),
    ),
    "sign-out": (
        ("sign-out", "forget the tokens; what waits is kept for the next sign-in"),
        ("sign-out --discard", "what waits is discarded"),
    ),
    "demo-server": (
        ("demo-server", "on a free port; prints everything to sign in with"),
        ("demo-server --port 8123 --state demo.json", "keep what was written there over restarts"),
        ("demo-server --zone America/New_York", "its people live there"),
    ),
}
WIDEST = 56
"""The explanation of a longer line goes below it."""


def examples(command: str) -> str:
    """Returns the examples of a command as shown below the options. An empty name is the program itself."""
    shown = [(f"{PROGRAM} {line}".rstrip(), does) for line, does in EXAMPLES.get(command, ())]
    width = max((len(line) for line, _ in shown if len(line) <= WIDEST), default=0)
    lines = [_line(line, does, width) for line, does in shown]
    return "\n".join(["examples:", *lines]) if lines else ""


def _line(line: str, does: str, width: int) -> str:
    gap = f"\n  {'':{width}}" if len(line) > width else " " * (width - len(line))
    return f"  {line}{gap}   {does}"
