"""The keyboard shortcuts of the window, in words."""

from __future__ import annotations

from exist_desktop.words.language import Language


def keys(language: Language) -> tuple[tuple[str, str], ...]:
    """Returns each shortcut and what it does."""
    say = language.say
    return (
        (say("1 – 5"), say("mood, on Today, while you are not typing")),
        (say("N · T · A"), say("the note, the tags, arrange, on Today")),
        (say("Ctrl+Enter"), say("save the note")),
        (say("Alt+← · Alt+→"), say("the day before, the day after")),
        (say("Home"), say("today")),
        (say("Alt+↑ · Alt+↓"), say("move a tile or a group, while you arrange")),
        (say("Ctrl+F · /"), say("find a note, a day")),
        (say("Ctrl+Z"), say("undo")),
        (say("F4"), say("chart or table, in History")),
        (say("Space · Enter"), say("select a row, its menu, in Attributes")),
        (say("F5"), say("read Exist now")),
        (say("Ctrl+Shift+S"), say("send now")),
        (say("Ctrl+1 … Ctrl+9"), say("go to a page")),
        (say("F6 · Shift+F6"), say("next part of the page, the part before")),
        (say("Esc"), say("close what is open; what was typed is kept")),
        (say("Ctrl+Q"), say("quit")),
        (say("F1"), say("help")),
        (say("?"), say("this list")),
    )
