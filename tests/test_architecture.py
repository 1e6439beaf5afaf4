"""How the program is built, stated as tables: who may import whom, where outside packages stay, how long things get.

The directions are those of a river: a person's act runs down from the window to the store and out to Exist; nothing
below knows what stands above it. Imports inside functions count like those at the top.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "exist_desktop"
SOURCE = Path(__file__).resolve().parent.parent / PACKAGE

# Each part of the program, and the parts (or single modules) of it that its modules may import beside their own.
EVERYWHERE = {"domain", "errors"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "domain": {"errors"},
    "words": EVERYWHERE | {"sync.status"},
    "resources": set(),
    "files": EVERYWHERE,
    "settings": EVERYWHERE | {"files", "api.http.server_address", "front.place"},
    "store": EVERYWHERE | {"files", "long_work"},
    "api": EVERYWHERE,
    "sync": EVERYWHERE | {"api", "store"},
    "journal": EVERYWHERE | {"store", "long_work"},
    "history": EVERYWHERE | {"settings", "store", "sync"},
    "long_work": set(),
    "export": EVERYWHERE | {"files", "settings", "store", "long_work"},
    "imports": EVERYWHERE | {"files", "settings", "store", "long_work"},
    "paper": EVERYWHERE | {"words", "export", "store", "long_work"},
    "relations": EVERYWHERE | {"settings", "store", "long_work"},
    "findings": EVERYWHERE | {"api", "settings", "store", "sync"},
    "front": set(),
    "ipc": EVERYWHERE | {"front", "store.file.schema"},
    "connection": EVERYWHERE | {"api", "store", "sync"},
    "token_accounts": EVERYWHERE | {"store"},
    "engine": EVERYWHERE
    | {"api", "store", "sync", "journal", "settings", "connection", "token_accounts"}
    | {"history", "relations", "findings"},
    "ui": EVERYWHERE
    | {"words", "resources", "files", "settings", "journal", "sync.status"}
    | {"store.changes", "store.drafts", "store.reading"},
    "demo": set(),
    "account_state": EVERYWHERE | {"engine", "store", "sync.status"},
    "ownership": EVERYWHERE | {"engine", "sync"},
    "cli": EVERYWHERE
    | {
        "account_state",
        "ownership",
        "words",
        "resources",
        "settings",
        "export",
        "imports",
        "paper",
        "engine",
        "journal",
        "api",
        "store",
        "sync",
        "ipc",
        "front",
        "token_accounts",
    },
    "cli.main": {"*"},
    "app": {"*"},
    "__main__": {"*"},
}
# Who may import what puts the others together.
MAY_BE_IMPORTED_BY = {
    "connection": {"engine"},
    "engine": {"account_state", "ownership", "cli", "app", "__main__"},
    "cli": {"app", "__main__"},
    "app": {"cli.main", "__main__"},
    "__main__": set[str](),
}

# Outside packages and standard modules that stay in the places named; no place is no use at all.
STAYS_IN: dict[str, set[str]] = {
    "PySide6": {"ui", "app", "ipc", "paper", "imports.foreign.calendar_names"},  # the last for Qt's names of months
    "shiboken6": {"ui", "app", "ipc"},
    "qasync": {"ui", "app", "ipc"},
    "dbus_fast": {"ui.notify", "ui.session_bus", "ui.global_key"},
    "desktop_notifier": {"ui.notify"},
    "httpx": {"api"},
    "h11": {"api"},
    "keyring": {"api.oauth.credential_store"},
    "sqlite3": {"store"},
    "numpy": {"domain.relations"},
    "starlette": {"demo"},
    "uvicorn": {"demo"},
    "PyQt6": set(),
    "sqlalchemy": set(),
    "pydantic": set(),
    "matplotlib": set(),
    "scipy": set(),
}
# The domain decides; reading, writing, waiting, telling the time and drawing lots is done outside and handed in.
NOT_IN_DOMAIN = {
    *(
        "asyncio",
        "concurrent",
        "http",
        "io",
        "logging",
        "os",
        "pathlib",
        "random",
        "secrets",
        "select",
        "shutil",
        "socket",
    ),
    *("sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib"),
}

OUTSIDE_IN_DOMAIN = {
    "msgspec": {"Struct", "field"},
    "msgspec.structs": {"replace"},
    "numpy": set[str](),
    "numpy.typing": {"NDArray"},
}
"""What the domain may take from outside packages: how its values are made, and, for relations alone (`STAYS_IN`), how
whole histories are compared. Reading and writing JSON is not its work."""

# Values are frozen `msgspec.Struct`s; CONTRIBUTING.md says why. The classes that are something else, and why.
DATACLASSES = {
    "api.oauth.tokens.Tokens": "its secrets are left out of what it looks like in a log",
    "api.oauth.token_endpoint.ClientCredentials": "its secrets are left out of what it looks like in a log",
    "settings.Setup": "its token is left out of what it looks like in a log",
    "ui.pages.history.chart.ground.Ground": "cached properties",
    "ui.pages.history.chart.layer.Layer": "cached properties",
    "ui.pages.history.chart.prepared.Prepared": "cached properties",
    "ui.widgets.tiles.tile_parts.TileFonts": "cached properties",
    "words.pages.find.FindWords": "cached properties",
    "words.typed.days.TypedDays": "cached properties",
    "demo.people.people.Attribute": "it changes",
    "demo.server.records.LoggedRequest": "it changes",
}
DATACLASS_FIELDS = {"api.oauth.tokens", "api.oauth.token_endpoint", "settings", "demo.people.people"}
"""Modules that take `field` from dataclasses."""
DATACLASS_REPLACE = {
    "api.oauth.session": "Tokens",
    "api.oauth.sign_in": "Tokens",
    "api.oauth.token_endpoint": "Tokens",
    "app.demo.demo": "Setup",
    "cli.main": "Setup",
    "engine": "Tokens",
}
"""Modules that take `replace` from dataclasses, and for which classes."""

LONGEST_MODULE = 350
LONGEST_FUNCTION = 50
FILES_IN_A_FOLDER = 14
FILES_PER_FOLDER = 8.5
"""In the mean over all folders of the program; `__init__.py` counts."""
CALLABLES = 35
"""Parameters that take a function, and fields of classes that hold one."""
LAMBDAS_PER_1000_LINES = 1.8
COMPOSING = {"journal", "history", "sync.history"}
"""The parts outside the store that compose transactions, and `WITHIN_TRANSACTIONS` how many functions of theirs do."""
WITHIN_TRANSACTIONS = 32
PRIVATE_IN_TESTS = 38
"""Looks of the tests at another object's `_private` attribute. It only falls: an objectName or a kind finds a part
(`tests/ui/parts.py`), and what no public means tells, no person notices."""
NAMES_THAT_SAY_NOTHING = ("manager", "helper", "helpers", "util", "utils", "controller", "common", "misc")


@dataclass(frozen=True)
class Module:
    """One module of the program: its name below the package, its text, and every module that it imports."""

    name: str
    path: Path
    tree: ast.Module
    imports: frozenset[str]

    @property
    def part(self) -> str:
        return self.name.partition(".")[0]

    @property
    def imports_of_ours(self) -> set[str]:
        return {name.removeprefix(f"{PACKAGE}.") for name in self.imports if name.startswith(f"{PACKAGE}.")}


def _read(path: Path) -> Module:
    relative = path.relative_to(SOURCE).with_suffix("")
    is_package = relative.name == "__init__"
    parts = relative.parts[:-1] if is_package else relative.parts
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = (PACKAGE, *(parts if is_package else parts[:-1]))
    return Module(".".join(parts), path, tree, frozenset(_imports(tree, package)))


def _imports(tree: ast.Module, package: tuple[str, ...]) -> Iterator[str]:
    """Give the full names; `from a import b` gives `a.b` where that is a module, else `a`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            for alias in node.names:
                yield f"{base}.{alias.name}" if _is_module(f"{base}.{alias.name}") else base


def _is_module(name: str) -> bool:
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


MODULES = {module.name: module for module in map(_read, sorted(SOURCE.rglob("*.py")))}


def _is_within(name: str, places: set[str]) -> bool:
    """Tell whether a module is one of these places or stands below one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


def test_every_part_stands_in_the_table() -> None:
    assert {module.part for module in MODULES.values()} - {""} <= MAY_IMPORT.keys()


def _may_import(module: Module) -> set[str]:
    """What the nearest row of the table allows: a module's own, else that of a package around it."""
    name = module.name
    while name and name not in MAY_IMPORT:
        name = name.rpartition(".")[0]
    return MAY_IMPORT.get(name, set())


def test_imports_point_down() -> None:
    wrong = [
        f"{module.name} imports {imported}"
        for module in MODULES.values()
        for imported in sorted(module.imports_of_ours)
        if not _is_within(imported, _may_import(module) | {module.part}) and _may_import(module) != {"*"}
    ]
    assert wrong == []


@pytest.mark.parametrize(("top", "users"), MAY_BE_IMPORTED_BY.items())
def test_nothing_knows_what_stands_above_it(top: str, users: set[str]) -> None:
    knowing = {module.name for module in MODULES.values() if _is_within(top, module.imports_of_ours)}
    assert {name for name in knowing if not _is_within(name, users | {top})} == set()


@pytest.mark.parametrize(("outside", "places"), STAYS_IN.items())
def test_outside_packages_stay_where_they_belong(outside: str, places: set[str]) -> None:
    users = {module.name for module in MODULES.values() if any(_is_within(name, {outside}) for name in module.imports)}
    assert {user for user in users if not _is_within(user, places)} == set()


def test_the_store_has_one_front_door() -> None:
    """The database is reached by typed methods of the store's classes.

    The journal composes transactions of its own, since what it checks has to hold when it is written; the copy of the
    history does for what it plans and for what an answer leaves open. Their number only falls.
    """
    outside = [module for module in MODULES.values() if module.part != "store"]
    wrong = [
        f"{module.name}, line {node.lineno}: {ast.unparse(node)}"
        for module in outside
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "database"
    ]
    assert wrong == []
    composing = {module.name for module in outside if "store.transaction" in module.imports_of_ours}
    assert {name for name in composing if not _is_within(name, COMPOSING)} == set()
    within = [place for module in outside for place in _within_transactions(module)]
    assert len(within) <= WITHIN_TRANSACTIONS, within
    assert {module.name for module in outside if "store.file.database" in module.imports_of_ours} == set()


def _within_transactions(module: Module) -> Iterator[str]:
    """The functions that run on the store's thread within a transaction: their first own argument says so."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if any(name.endswith("(tx)") for name, _ in _annotated(node)):
                yield f"{module.name}, line {node.lineno}: {node.name}"
        elif isinstance(node, ast.Lambda) and "tx" in {each.arg for each in node.args.args}:
            yield f"{module.name}, line {node.lineno}: {ast.unparse(node)}"


def test_a_new_type_of_values_and_a_new_failure_are_found_by_mypy() -> None:
    """A `match` on what values and their types are names each case, and only `errors` puts failures together."""
    unnamed = [
        f"{module.name}, line {node.lineno}: {ast.unparse(node.subject)}"
        for module in MODULES.values()
        if module.part != "demo"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Match)
        and ast.unparse(node.subject).endswith((".form", "value_type", "measure_of(attribute)"))
        if not ast.unparse(node.cases[-1].body[0]).startswith("assert_never(")
    ]
    assert unnamed == []
    kinds = [
        f"{module.name}, line {node.lineno}: {ast.unparse(node)}"
        for module in MODULES.values()
        if module.name != "errors"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Tuple | ast.Set | ast.List | ast.MatchOr)
        if ast.unparse(node).count("RequestErrorKind.") > 1
    ]
    assert kinds == []


def test_the_domain_touches_nothing_outside() -> None:
    wrong = [
        f"{module.name} imports {imported}"
        for module in MODULES.values()
        for imported in module.imports
        if module.part == "domain" and _is_within(imported, NOT_IN_DOMAIN)
    ]
    assert wrong == []


def test_the_domain_takes_its_values_from_msgspec_and_little_else_from_outside() -> None:
    taken = {
        (node.module or "", alias.name)
        for module in MODULES.values()
        if module.part == "domain"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and not _is_of_python(node)
        for alias in node.names
    }
    outside = {name for module in MODULES.values() if module.part == "domain" for name in module.imports}
    tops = {name.partition(".")[0] for name in outside} - sys.stdlib_module_names - {PACKAGE}
    assert tops <= OUTSIDE_IN_DOMAIN.keys()
    foreign = {(module, name) for module, name in taken if not module.startswith(PACKAGE)}
    assert {f"{module}.{name}" for module, name in foreign if name not in OUTSIDE_IN_DOMAIN.get(module, ())} == set()


def test_a_value_is_a_frozen_struct() -> None:
    """What is a dataclass, or a named tuple, or a struct that can change, has a reason."""
    classes = [
        (f"{module.name}.{node.name}", node)
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    ]
    made = {name for name, node in classes if any("dataclass" in _names(mark) for mark in node.decorator_list)}
    assert made == DATACLASSES.keys()
    assert [name for name, node in classes if _is_a(node, "NamedTuple")] == []
    structs = [(name, node) for name, node in classes if _is_a(node, "Struct")]
    assert [name for name, node in structs if "frozen" not in {option.arg for option in node.keywords}] == []


@pytest.mark.parametrize(("name", "users"), [("field", DATACLASS_FIELDS), ("replace", DATACLASS_REPLACE.keys())])
def test_what_works_with_dataclasses_is_not_used_with_structs(name: str, users: Set[str]) -> None:
    """Mypy lets both pass: a field of the other kind becomes the default itself, `replace` fails when it is called."""
    taking = {
        module.name
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        if name in {alias.name for alias in node.names}
    }
    assert taking == users


def _is_a(node: ast.ClassDef, base: str) -> bool:
    return any(ast.unparse(each).rpartition(".")[2] == base for each in node.bases)


def test_no_import_comes_back_to_where_it_started() -> None:
    graph = {
        name: {imported for imported in module.imports_of_ours if imported in MODULES}
        for name, module in MODULES.items()
    }
    # Take away, again and again, what imports nothing that is left: the modules of cycles and their users remain.
    while leaves := {name for name, imported in graph.items() if not imported}:
        graph = {name: imported - leaves for name, imported in graph.items() if name not in leaves}
    assert graph == {}


def test_every_module_is_used_by_another_one() -> None:
    """What only tests make is nothing that a person ever sees."""
    used = {name for module in MODULES.values() for name in module.imports_of_ours} | _named_in_texts()
    packages = {name.rpartition(".")[0] for name in MODULES}
    assert MODULES.keys() - used - packages - {"", "__main__"} == set()


def _named_in_texts() -> set[str]:
    """The modules that are loaded by their names, as those of `app/preload.py`."""
    texts = (
        node.value
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text.removeprefix(f"{PACKAGE}.") for text in texts if text.startswith(f"{PACKAGE}.")}


@pytest.mark.parametrize("module", MODULES.values(), ids=lambda module: module.name or PACKAGE)
def test_a_module_is_small_and_says_what_it_holds(module: Module) -> None:
    assert ast.get_docstring(module.tree), "a module opens with what it holds and why"
    length = len(module.path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_MODULE
    words = module.path.stem.lower().split("_")
    assert not set(words) & set(NAMES_THAT_SAY_NOTHING)
    long = {
        f"{node.name}, line {node.lineno}": lines
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_folders_are_small_enough_to_be_read_at_a_glance() -> None:
    folders = Counter(path.parent for path in SOURCE.rglob("*.py"))
    assert {str(folder.relative_to(SOURCE)): n for folder, n in folders.items() if n > FILES_IN_A_FOLDER} == {}
    assert folders.total() / len(folders) <= FILES_PER_FOLDER


def test_parts_are_wired_by_signals_and_protocols_rather_than_by_functions() -> None:
    """A function that is handed in says neither who calls it nor when; a signal and a method of a protocol do.

    A parameter counts if its annotation names `Callable`, or an alias of it in the same module; so does a field that
    is annotated in the body of a class, since a dataclass makes a parameter of it. A lambda counts wherever it is.
    """
    callables = [place for module in MODULES.values() for place in _callables(module)]
    assert len(callables) <= CALLABLES, callables
    lines = sum(len(module.path.read_text(encoding="utf-8").splitlines()) for module in MODULES.values())
    lambdas = sum(isinstance(node, ast.Lambda) for module in MODULES.values() for node in ast.walk(module.tree))
    assert lambdas * 1000 / lines <= LAMBDAS_PER_1000_LINES


def test_tests_use_what_is_public() -> None:
    found = [
        f"{path.relative_to(SOURCE.parent)}, line {node.lineno}: {ast.unparse(node)}"
        for path in sorted((SOURCE.parent / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]
    assert len(found) <= PRIVATE_IN_TESTS, found


def test_qt_delivers_its_events_between_the_steps_of_tasks() -> None:
    """Within one it could begin a task that never goes on (`tests/qt_events.py`)."""
    found = []
    for path in sorted((SOURCE.parent / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef):
                calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
                found += [path.name for each in calls if ast.unparse(each.func).endswith("processEvents")]
    assert found == []


def _callables(module: Module) -> Iterator[str]:
    aliases = {
        target.id
        for node in module.tree.body
        if isinstance(node, ast.Assign) and _names(node.value) & {"Callable"} and isinstance(node.value, ast.Subscript)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module.tree):
        for name, annotation in _annotated(node):
            if annotation is not None and _names(annotation) & {"Callable", *aliases}:
                yield f"{module.name}: {name}"


def _annotated(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The parameters of a function, or the fields of a class, with their annotations."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        given = node.args
        for each in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
            if each is not None:
                yield f"{node.name}({each.arg})", each.annotation
    elif isinstance(node, ast.ClassDef):
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                yield f"{node.name}.{field.target.id}", field.annotation


def _names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def test_packages_hold_nothing_but_what_they_are_for() -> None:
    """An `__init__` that imports makes every user of the package pay for it, and hides where a thing lives."""
    opening = [path for path in SOURCE.rglob("*.py") if path.name in ("__init__.py", "__main__.py")]
    importing = [
        str(path.relative_to(SOURCE))
        for path in opening
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom) and not _is_of_python(node)
    ]
    assert importing == []


def _is_of_python(node: ast.Import | ast.ImportFrom) -> bool:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return all(name.partition(".")[0] in sys.stdlib_module_names for name in names)


@pytest.mark.parametrize("module", MODULES.values(), ids=lambda module: module.name or PACKAGE)
def test_what_others_use_says_what_it_is(module: Module) -> None:
    """Public classes and functions have docstrings; a method that only overrides one of Qt's needs none."""
    assert [name for name, node in _public(module.tree, "") if not ast.get_docstring(node)] == []


Defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: ast.AST, within: str) -> Iterator[tuple[str, Defined]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Defined) and not child.name.startswith("_"):
            if not _is_spared(child):
                yield within + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from _public(child, f"{child.name}.")


def _is_spared(node: Defined) -> bool:
    """Qt's names are written in camel case, ours are not; a setter has its property's docstring."""
    if isinstance(node, ast.ClassDef):
        return False
    is_of_qt = node.name != node.name.lower() or node.name == "event"
    return is_of_qt or any(isinstance(mark, ast.Attribute) and mark.attr == "setter" for mark in node.decorator_list)
