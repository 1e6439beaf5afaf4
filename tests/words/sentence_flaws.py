"""Reads the source for what an extractor would miss: words that no `Language` says, and sentences made of parts.

A literal with words goes to a `Language`, to an exception for programmers, or into a log. What is translated is not
changed any more. Where a variable's words come from is seen within one function; so it is where it is said by a name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

AMBIGUOUS = {"on", "off", "none", "open", "low", "high", "light", "dark", "sent", "show", "yes", "no", "day", "entry"}
"""Words that other languages have several of."""
SAYING = {"say": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
MARKING = {"N_": 1, "NC_": 2, "NP_": 2}
"""How many of the first arguments have to be literals."""
SAYING_MARKED = {"say_marked", "count_marked"}
MARKED = {"Sentence", "Plural"}
"""What the marks make. An extractor knows the marks alone."""
LANGUAGES = {"language", "_language", "for_programs"}
"""Names of a language, and of what returns one."""
SHOWING = {
    *("QAction", "QCheckBox", "QGroupBox", "QLabel", "QMenu", "QMessageBox", "QPushButton", "QRadioButton"),
    *("QToolButton", "addAction", "addItem", "addMenu", "addRow", "addTab", "drawText", "insertItem", "setItemText"),
    *("setAccessibleDescription", "setAccessibleName", "setInformativeText", "setLabelText", "setPlaceholderText"),
    *("setStatusTip", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage"),
}
"""Qt's ways to show a text."""
CHANGING = {
    *("capitalize", "casefold", "format", "format_map", "lower", "lstrip", "partition", "removeprefix", "removesuffix"),
    *("replace", "rpartition", "rstrip", "split", "strip", "swapcase", "title", "translate", "upper", "__add__"),
}
"""Ways to make another sentence of one that was translated."""
_GLUE = re.compile(r"[A-Za-z.,;:!?…·–—+&]|^ $")
"""What stands between parts of a sentence. Lines, columns and the halves of a path are parts of none."""
_MARKS = (". ", ", ", ": ", "; ", " · ", " – ", " — ")
_PAIR = re.compile(r"[A-Za-z]{2,}[,:;.!?…]? +[A-Za-z]{2,}")
_LONE = re.compile(r"[A-Z][a-z]{2,} ?[.!?…:]?")
_WHOLE = re.compile(r"[A-Z][^.!?…]*(?: \S+){2,}[.!?…]", re.DOTALL)


def flaws(source: str) -> list[str]:
    """Returns what an extractor would miss, and what is put together from parts."""
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)} | _named_alike(tree)
    known = _Known(tree)
    found = ((node, _flaw(node, known, called)) for node in _walk(tree))
    return [f"line {getattr(node, 'lineno', 0)}: {flaw}" for node, flaw in found if flaw]


def unsaid(source: str, known: Iterable[str] = ()) -> list[str]:
    """Returns the literals with words that no language says, without those that are known to be for programs."""
    literals = {text for text in _literals_of(ast.parse(source)) if _PAIR.search(text) or _LONE.fullmatch(text)}
    return sorted(literals - {*known})


def whole_sentences(source: str) -> list[str]:
    """Returns the literals that are a sentence for people, for the rooms in which nobody says one."""
    return [text for text in _literals_of(ast.parse(source)) if _WHOLE.fullmatch(text.strip())]


def says_anything(source: str) -> bool:
    """Whether a module marks or says a sentence."""
    tree = ast.parse(source)
    known = _Known(tree)
    return any(_literals(node, known) for node in ast.walk(tree) if isinstance(node, ast.Call))


class _Known:
    """The names in a module that stand for a language, and those of what one has said."""

    def __init__(self, tree: ast.Module) -> None:
        self.languages = {*LANGUAGES, *_annotated(tree, "Language")}
        self.said: set[str] = set()
        for name, value in _assigned(tree):
            if isinstance(value, ast.Call) and _name(value) in {*LANGUAGES, "Language", "language_of_command"}:
                self.languages.add(name)
            if _is_said(value):
                self.said.add(name)


def _annotated(tree: ast.Module, wanted: str) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name, annotation=ast.Name(id=kind)) if kind == wanted:
                yield name
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=kind)) if kind == wanted:
                yield name


def _assigned(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yields names with what is assigned to them, from tuples too."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))


def _named_alike(tree: ast.Module) -> set[int]:
    """The references `say = language.say`: under its own name the extractor knows it."""
    return {id(value) for name, value in _assigned(tree) if isinstance(value, ast.Attribute) and value.attr == name}


def _flaw(node: ast.AST, known: _Known, called: set[int]) -> str:
    match node:
        case ast.Call():
            return _flaw_of_call(node, known)
        case ast.BinOp(op=ast.Add() | ast.Mod(), left=left, right=right):
            return "a sentence is put together with an operator" if _has_words(known, left, right) else ""
        case ast.AugAssign(op=ast.Add() | ast.Mod(), target=target, value=value):
            glued = any(_has_said(known, part) or _is_words(part) for part in (target, value))
            return "a sentence is put together with an operator" if glued else ""
        case ast.JoinedStr(values=values):
            parts = [part for part in values if not (isinstance(part, ast.Constant) and part.value == "\n")]
            glued = len(parts) > 1 and _has_words(known, *parts)
            return "a sentence is put together in an f-string" if glued else ""
        case ast.Subscript(value=value) if _is_said(value):
            return "a part is cut from a translated sentence"
        case ast.ImportFrom(names=names):
            renamed = any(one.name in MARKING and one.asname for one in names)
            return "an extractor knows the marks by their own names" if renamed else ""
        case ast.Attribute(attr=attr) if attr in SAYING and id(node) not in called:
            handed_on = attr != "say" or _is_language(node.value, known)
            return "what is said under another name is not extracted" if handed_on else ""
    return ""


def _flaw_of_call(call: ast.Call, known: _Known) -> str:
    if number := _literals(call, known):
        literal = len(call.args) >= number and all(map(_is_literal, call.args[:number]))
        if not literal or _has_f_string(call):
            return "an extractor finds literals alone; mark what stands in a table with N_"
        lone = _name(call) in ("say", "N_") and ast.literal_eval(call.args[0]).casefold() in AMBIGUOUS
        return "a word with several meanings needs a context" if lone else ""
    first = call.args[0] if call.args else None
    match call:
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=name), *_]) if name in SAYING:
            return "what is said under another name is not extracted"
        case ast.Call(func=ast.Name(id=name)) if name in MARKED and any(map(_is_literal, call.args)):
            return "an extractor knows the marks alone"
        case ast.Call(func=ast.Attribute(attr="say") | ast.Attribute() | ast.Name()) if _shows(call):
            shown = [text for text in map(_text, call.args) if any(map(str.isalpha, text))]
            return "a widget shows a sentence that no language has said" if shown else ""
        case ast.Call(func=ast.Name(id="print"), args=[_, _, *_]) if any(map(_is_said, call.args)):
            return "sentences are joined without the language"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="str"), attr="join")):
            return "parts are joined without the language"
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join")) if first is not None:
            glued = _GLUE.search(between) and not _is_split(first) and not _is_typed(first)
            return "parts are joined without the language" if glued or (not between and _says(first)) else ""
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in CHANGING:
            template = attr in ("format", "format_map") and re.search(
                "[A-Za-z]{2}", re.sub(r"\{.*?\}", "", _text(value))
            )
            return "a translated sentence is changed" if template or _has_said(known, value) else ""
    return ""


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Yields all nodes but those of exceptions that are raised for programmers."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.Raise))


def _literals_of(tree: ast.AST) -> Iterator[str]:
    """Yields the texts of a module but those that a language says, docstrings, and those for programmers."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert():
                pass
            case ast.Constant(value=str(text)):
                yield text
            case ast.Call() if _name(node) in {*SAYING, *MARKING}:
                rest = [one for one in node.args if not _is_literal(one)] + [one.value for one in node.keywords]
                yield from _literals_of(ast.List(elts=rest))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "_log" | "logging"))):
                pass
            case ast.Call(func=ast.Name(id="TypeVar")) | ast.keyword(arg="name"):
                pass
            case _:
                yield from _literals_of(node)


def _has_f_string(call: ast.Call) -> bool:
    """Whether an f-string stands among the arguments, where it confuses the extractor."""
    return any(isinstance(part, ast.JoinedStr) for part in ast.walk(call))


def _literals(call: ast.Call, known: _Known) -> int:
    says = _name(call) != "say" or isinstance(call.func, ast.Name) or _is_language(_receiver(call), known)
    return (SAYING | MARKING).get(_name(call), 0) if says and not _is_pattern(call) else 0


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _receiver(call: ast.Call) -> ast.expr | None:
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def _is_language(node: ast.expr | None, known: _Known) -> bool:
    """Whether a language says it; widgets and processes have a `say` too, which is handed what was translated."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Name(id=name) | ast.Attribute(attr=name):
            return name in known.languages
    return False


def _is_pattern(call: ast.Call) -> bool:
    """`Language` itself passes on what it is given."""
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self.translations"


def _shows(call: ast.Call) -> bool:
    return _name(call) in SHOWING or (_name(call) == "say" and isinstance(call.func, ast.Attribute))


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node) in {*SAYING, *SAYING_MARKED} and not _is_pattern(node)


def _says(node: ast.AST) -> bool:
    return any(map(_is_said, ast.walk(node)))


def _has_said(known: _Known, node: ast.AST) -> bool:
    """Whether it is what a language said, or a variable that has it."""
    shown = node.value if isinstance(node, ast.FormattedValue) else node
    return _is_said(shown) or (isinstance(shown, ast.Name) and shown.id in known.said)


def _has_words(known: _Known, *parts: ast.AST) -> bool:
    return any(_says(part) or _has_said(known, part) or _is_words(part) for part in parts)


def _is_words(node: ast.AST) -> bool:
    """Whether a literal part has words, or a mark that ends a sentence or joins two."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    has_words = " " in node.value and any(letter.isalpha() for letter in node.value)
    return has_words or any(mark in node.value for mark in _MARKS)


def _is_split(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _name(node) == "split"


def _is_typed(node: ast.expr) -> bool:
    """Whether it is what a person has typed, `typed.text`."""
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "typed"
