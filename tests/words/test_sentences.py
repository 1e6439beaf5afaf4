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

PLACES = ("words",)
"""The rooms whose sentences are ready for translation."""
SAYING = {"say": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
MARKING = {"N_": 1, "NC_": 2, "NP_": 2}
"""How many of the first arguments have to be literals."""
SAYING_MARKED = {"say_marked", "count_marked"}
SOURCE = Path(exist_desktop.__file__).parent
MODULES = [path for place in PLACES for path in sorted((SOURCE / place).rglob("*.py"))]


def flaws(source: str) -> list[str]:
    """What an extractor would miss, and what is put together from parts."""
    return [f"line {node.lineno}: {flaw}" for node, flaw in _flaws(ast.parse(source))]


def _flaws(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(args=arguments) if number := _literals(node):
                if len(arguments) < number or not all(map(_is_literal, arguments[:number])) or _has_f_string(node):
                    yield node, "an extractor finds literals alone; mark what stands in a table with N_"
            case ast.BinOp(op=ast.Add() | ast.Mod(), left=left, right=right):
                if any(_says(part) or _is_words(part) for part in (left, right)):
                    yield node, "a sentence is put together with an operator"
            case ast.JoinedStr(values=parts):
                if any(_says(part) or _is_words(part) for part in parts):
                    yield node, "a sentence is put together in an f-string"
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"), args=[items]):
                if between.strip() in ("", ".", ",", ";", "·") and between.strip("\n") and not _is_split(items):
                    yield node, "parts are joined without the language"


def _has_f_string(call: ast.Call) -> bool:
    """Whether an f-string stands among the arguments, where it confuses the extractor."""
    return any(isinstance(part, ast.JoinedStr) for part in ast.walk(call))


def _literals(call: ast.Call) -> int:
    return (SAYING | MARKING).get(_name(call), 0) if not _is_pattern(call) else 0


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


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
        'f"{number} {unit}"',
        '" ".join(text.split())',
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
