"""Reads the source: every sentence is whole, and the extractor for the translators finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest

import exist_desktop
from exist_desktop.words.language import N_, NC_, NP_, UNTRANSLATED, Language
from tests.words.conftest import EnglishFormats

PLACES = ("words", "ui", "app", "cli")
"""The rooms whose sentences are ready for translation."""
NO_SENTENCES = {"app/desktop/autostart.py", "cli/grammar/completion.py"}
"""They write commands for other programs."""
GLUE = (" ", ". ", ".", ", ", ",", "; ", ";", " · ")
AMBIGUOUS = {"on", "off", "none", "open", "low", "high", "light", "dark", "sent", "show", "yes", "no", "day", "entry"}
"""Words that other languages have several of."""
SAYING = {"say": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
MARKING = {"N_": 1, "NC_": 2, "NP_": 2}
"""How many of the first arguments have to be literals."""
SAYING_MARKED = {"say_marked", "count_marked"}
SOURCE = Path(exist_desktop.__file__).parent
MODULES = [
    path
    for place in PLACES
    for path in sorted((SOURCE / place).rglob("*.py"))
    if path.relative_to(SOURCE).as_posix() not in NO_SENTENCES
]


def flaws(source: str) -> list[str]:
    """What an extractor would miss, and what is put together from parts."""
    found = ((node, _flaw(node)) for node in _walk(ast.parse(source)))
    return [f"line {node.lineno}: {flaw}" for node, flaw in found if flaw and isinstance(node, ast.expr)]


def _flaw(node: ast.AST) -> str:
    match node:
        case ast.Call():
            return _flaw_of_call(node)
        case ast.BinOp(op=ast.Add() | ast.Mod(), left=left, right=right):
            glued = any(_says(part) or _is_words(part) for part in (left, right))
            return "a sentence is put together with an operator" if glued else ""
        case ast.JoinedStr(values=parts):
            glued = any(_says(part) or _is_words(part) for part in parts)
            return "a sentence is put together in an f-string" if glued else ""
    return ""


def _flaw_of_call(call: ast.Call) -> str:
    if number := _literals(call):
        literal = len(call.args) >= number and all(map(_is_literal, call.args[:number]))
        if not literal or _has_f_string(call):
            return "an extractor finds literals alone; mark what stands in a table with N_"
        lone = _name(call) in ("say", "N_") and ast.literal_eval(call.args[0]).casefold() in AMBIGUOUS
        return "a word with several meanings needs a context" if lone else ""
    match call:
        case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str(text)), *_]):
            shown = not _is_language(call) and any(map(str.isalpha, text))
            return "a widget shows a sentence that no language has said" if shown else ""
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"), args=[items]):
            glued = between in GLUE and not _is_split(items) and not _is_typed(items)
            return "parts are joined without the language" if glued or (not between and _says(items)) else ""
    return ""


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of exceptions that are raised for programmers."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.Raise))


def _has_f_string(call: ast.Call) -> bool:
    """Whether an f-string stands among the arguments, where it confuses the extractor."""
    return any(isinstance(part, ast.JoinedStr) for part in ast.walk(call))


def _literals(call: ast.Call) -> int:
    is_saying = (_name(call) != "say" or _is_language(call)) and not _is_pattern(call)
    return (SAYING | MARKING).get(_name(call), 0) if is_saying else 0


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_language(call: ast.Call) -> bool:
    """Whether a language says it; widgets and processes have a `say` too, which is handed what was translated."""
    match call.func:
        case ast.Name() | ast.Attribute(value=ast.Call(func=ast.Name(id="language"))):
            return True
        case ast.Attribute(value=ast.Name(id=receiver) | ast.Attribute(attr=receiver)):
            return receiver in ("language", "_language")
    return False


def _is_pattern(call: ast.Call) -> bool:
    """`Language` itself passes on what it is given."""
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self.translations"


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _says(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Call) and _name(one) in {*SAYING, *SAYING_MARKED} for one in ast.walk(node))


def _is_words(node: ast.AST) -> bool:
    """Whether a literal part has words, or a mark that ends a sentence or joins two."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    has_words = " " in node.value and any(letter.isalpha() for letter in node.value)
    return has_words or any(mark in node.value for mark in (". ", ", ", ": ", " · "))


def _is_split(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _name(node) == "split"


def _is_typed(node: ast.expr) -> bool:
    """Whether it is what a person has typed, `typed.text`."""
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "typed"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_sentence_is_whole_and_found_by_the_extractor(path: Path) -> None:
    assert flaws(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "language.say(sentence)",
        'language.say(f"Sent {time}")',
        'say("on" if value else "off")',
        "self.language.say(HEADLINES[condition])",
        'language.ngettext(one, "{n} entries", n)',
        'language.pgettext(context, "Low")',
        "N_(title)",
        'say("One.") + " " + say("Two.")',
        '"Sent " + time',
        '"%s waits" % name',
        'f"{title}. {sentence}"',
        'f"{say(name)}!"',
        'self._title.say("Mood")',
        'language.say("Open")',
        '"".join([say("One."), say("Two.")])',
        'say("{hours} h", hours=f"{hours:02d}")',
        '", ".join(names)',
        '" ".join([say("One."), say("Two.")])',
    ],
)
def test_what_a_translator_could_not_translate_is_found(source: str) -> None:
    assert flaws(source)


@pytest.mark.parametrize(
    "source",
    [
        'say("Sent {time}", time=time)',
        'language.ngettext("1 entry", "{n} entries", n)',
        'NC_("mood", "Low")',
        "language.say_marked(HEADLINES[condition])",
        "self._title.say(title)",
        'raise OSError(f"no file {name}")',
        'f"{number} {unit}"',
        '" ".join(text.split())',
        '" ".join(typed.text)',
        '"+" + number',
    ],
)
def test_what_is_whole_is_no_flaw(source: str) -> None:
    assert flaws(source) == []


class Polish(NullTranslations):
    """Three plural forms, and a word that depends on its context."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return "{n} wpis" if n == 1 else "{n} wpisy" if few else "{n} wpisów"

    def pgettext(self, context: str, message: str) -> str:
        return {("mood", "Low"): "Kiepsko", ("two sentences", "{first} {second}"): "{first}{second}"}.get(
            (context, message), message
        )


def test_plural_forms_and_contexts_are_the_languages_own() -> None:
    polish, english = Language(Polish(), EnglishFormats()), Language(UNTRANSLATED, EnglishFormats())
    counted = [polish.ngettext("1 entry", "{n} entries", n) for n in (1, 3, 5, 22, 1012)]
    assert counted == ["1 wpis", "3 wpisy", "5 wpisów", "22 wpisy", "1,012 wpisów"]
    assert [one.count_marked(NP_("1 entry", "{n} entries"), 1) for one in (polish, english)] == ["1 wpis", "1 entry"]
    assert [one.say_marked(NC_("mood", "Low")) for one in (polish, english)] == ["Kiepsko", "Low"]
    assert [one.say_marked(N_("Low")) for one in (polish, english)] == ["Low", "Low"]
    assert polish.sentences("A.", "", "B.") == "A.B."
    assert english.sentences("A.", "", "B.") == "A. B."
    assert english.listed(["A", "", "B", "C"]) == "A, B, C"


def test_a_name_with_braces_is_shown_as_it_is(english: Language) -> None:
    assert english.sentences("{x}.", "{0}") == "{x}. {0}"
    assert english.say("{label}: {value}", label="{value}", value="1") == "{value}: 1"
