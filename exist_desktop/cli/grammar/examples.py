"""The examples in `--help`: a few lines to try for each command, with explanations. What is typed is the same in every
language.
"""

from __future__ import annotations

from exist_desktop.words.language import N_, Language, Sentence

PROGRAM = "exist-desktop"
EXAMPLES: dict[str, tuple[tuple[str, Sentence], ...]] = {
    "": (
        ("", N_("open the window")),
        ("add mood 4 long walk", N_("mood, with words for the note")),
        ("add coffees +1", N_("add to today's count")),
        ("add sleep 7h30 --date yesterday", N_("another day")),
        ("quick", N_("log from a small window")),
        ("today --json", N_("today, for programs")),
        ("--demo", N_("try everything without an account")),
        ("add --help", N_("more about one command")),
    ),
    "add": (
        ("add coffees +1", N_("one more than before")),
        ("add water 750", N_("the day's total is 750")),
        ("add coffees 1 --set", N_("one in all, even if more were counted")),
        ("add mood 4 long walk", N_("mood, and words that are added to the note")),
        ("add mood_note slept badly", N_("the note anew")),
        ("add yesterday sleep 7h30", N_("another day, as --date does; 7:30 and 450 say the same")),
        ("add sleep_start 11pm", N_("a time of day; 23:00 says the same")),
        ("add body_fat 21.5", N_("percent, as shown: 0.5 is half of one percent")),
        ("add weight 71.4 --take-over", N_("from now on weight is filled from here")),
    ),
    "today": (
        ("today", N_("what the day has so far")),
        ("today --date yesterday", N_("the day before")),
        ("today --date 2026-11-22 --json", N_("a day for programs; pending says what is not in Exist yet")),
    ),
    "outbox": (
        ("outbox", N_("what is not in Exist yet, and why")),
        ("outbox --all", N_("also what was sent or undone in the last days")),
        ("outbox --json", N_("the same for programs")),
    ),
    "quick": (("quick", N_("log a mood, or anything, in a small window")),),
    "sync": (
        ("sync", N_("send and read now; 0 if nothing waits after it")),
        ("sync && shutdown now", N_("leave only when everything is in Exist")),
        ("sync --history", N_("fetch the history, as far as this hour allows")),
    ),
    "status": (
        ("status", N_("who is signed in, and what waits")),
        ("status --json", N_("the same for a status bar")),
    ),
    "attributes": (
        ("attributes", N_("who fills what")),
        ("attributes --all --json", N_("all of them, for programs")),
    ),
    "templates": (
        ("templates", N_("everything that Exist offers")),
        ("templates sleep", N_("what has sleep in its name, label or group")),
    ),
    "take-over": (
        ("take-over weight", N_("asks, then weight is filled from here")),
        ("take-over weight steps --yes", N_("both, without asking")),
    ),
    "give-back": (
        ("give-back weight", N_("says to whom it goes, and asks")),
        ("give-back weight --discard", N_("and discards what is held for it")),
    ),
    "create": (
        ("create 🪴 Plants watered --group health --type quantity", N_("an attribute of your own")),
        ("create Reading --group media --type duration --value 0:30", N_("with today's value")),
        ("create --template coffees", N_("one that Exist offers")),
    ),
    "values": (
        ("values steps --from 2026-11-01", N_("a month of steps, oldest first")),
        ("values mood_note --json", N_("all notes, for programs")),
        ("values weight --csv", N_("for a spreadsheet")),
    ),
    "days": (
        ("days --from 2026-11-01 --to 2026-11-07", N_("the diary of a week")),
        ("days --json", N_("of all days, for programs")),
    ),
    "find": (
        ("find long walk", N_("days that have both words, newest first")),
        ("find '\"long walk\"'", N_("the words as they stand")),
    ),
    "history": (
        ("history", N_("what is here, and how far the copy is")),
        ("history --json", N_("the same for programs")),
    ),
    "insights": (
        ("insights", N_("what Exist noticed, newest first")),
        ("insights --from yesterday", N_("what it noticed since then")),
    ),
    "averages": (("averages steps", N_("how the usual week changed")),),
    "week": (
        ("week", N_("the last whole week in words")),
        ("week --date today", N_("this week, as far as it is over")),
    ),
    "relations": (
        ("relations mood", N_("what Exist says goes together with your mood")),
        ("relations --own", N_("what goes together in your own days, strongest first")),
        ("relations sleep --with mood --days-later 1 --own", N_("sleep, and the mood of the next day")),
    ),
    "export": (
        ("export days.csv --format csv", N_("a row for each day, a column for each attribute")),
        ("export days.csv --format csv --spreadsheet", N_("the same, as spreadsheets here open it")),
        ("export all.json --format json", N_("everything, to be kept or to come back with import")),
        ("export year.pdf --format pdf --from 2025-01-01 --to 2025-12-31", N_("a year to print")),
        ("export 2025.csv --format long-csv --from 2025-01-01 --to 2025-12-31", N_("a row for each value of a year")),
    ),
    "import": (
        ("import all.json --dry-run", N_("what the file would bring")),
        ("import all.json", N_("take it in; nothing of it is sent")),
        (
            "import exist.zip",
            N_("what Exist's own archive has of days that were not read here; asks whether it is yours"),
        ),
        ("import daylio_export.csv", N_("enter what another program's file has; asks before it creates anything")),
        ("import days.csv --dry-run --json", N_("how its columns would be mapped, to be changed and handed in")),
        ("import days.csv --map mapping.json", N_("by a mapping of your own")),
        ("import all.json --json", N_("the same for programs")),
    ),
    "sign-in": (
        ("sign-in --token-stdin < token", N_("with a developer token from a file")),
        ("sign-in --client-id ID --client-secret-stdin < secret", N_("through the browser")),
        ("sign-in --client-id ID --client-secret-stdin --no-browser < secret", N_("print the address instead")),
    ),
    "sign-out": (
        ("sign-out", N_("forget the tokens; what waits is kept for the next sign-in")),
        ("sign-out --discard", N_("what waits is discarded")),
    ),
    "demo-server": (
        ("demo-server", N_("on a free port; prints everything to sign in with")),
        ("demo-server --port 8123 --state demo.json", N_("keep what was written there over restarts")),
        ("demo-server --zone America/New_York", N_("its people live there")),
    ),
}
WIDEST = 56
"""The explanation of a longer line goes below it."""


def examples(command: str, language: Language) -> str:
    """Returns the examples of a command as shown below the options. An empty name is the program itself."""
    shown = [(f"{PROGRAM} {line}".rstrip(), language.say_marked(does)) for line, does in EXAMPLES.get(command, ())]
    width = max((len(line) for line, _ in shown if len(line) <= WIDEST), default=0)
    lines = [_line(line, does, width) for line, does in shown]
    return "\n".join([language.say("examples:"), *lines]) if lines else ""


def _line(line: str, does: str, width: int) -> str:
    gap = f"\n  {'':{width}}" if len(line) > width else " " * (width - len(line))
    return f"  {line}{gap}   {does}"
