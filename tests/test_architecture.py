"""How the program is built, stated as tables: who may import whom, where outside packages stay, how long things get.

The directions are those of a river: a person's act runs down from the window to the store and out to Exist; nothing
below knows what stands above it. Imports inside functions count like those at the top.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "exist_desktop"
SOURCE = Path(__file__).resolve().parent.parent / PACKAGE

# Each part of the program, and the parts (or single modules) of it that its modules may import beside their own.
EVERYWHERE = {"domain", "errors"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "errors": {"domain"},
    "words": EVERYWHERE | {"sync.status"},
    "resources": set(),
    "files": EVERYWHERE,
    "settings": EVERYWHERE | {"files"},
    "store": EVERYWHERE | {"files"},
    "api": EVERYWHERE,
    "sync": EVERYWHERE | {"api", "store"},
    "journal": EVERYWHERE | {"store"},
    "meeting": set(),
    "instance": EVERYWHERE | {"meeting"},
    "linking": EVERYWHERE | {"api", "store", "sync"},
    "engine": EVERYWHERE | {"api", "store", "sync", "journal", "settings", "linking"},
    "ui": EVERYWHERE | {"words", "resources", "settings", "journal", "store", "sync.status"},
    "demo": set(),
    "acts": EVERYWHERE | {"words", "settings", "engine", "journal", "api", "store", "sync"},
    "app": {"*"},
    "cli": {"*"},
    "__main__": {"*"},
}
# Who may import what puts the others together.
MAY_BE_IMPORTED_BY = {
    "acts": {"app", "cli", "__main__"},
    "linking": {"engine"},
    "engine": {"acts", "app", "cli", "__main__"},
    "app": {"cli", "__main__"},
    "cli": {"__main__"},
    "__main__": set[str](),
}

# Outside packages and standard modules that stay in the places named; no place is no use at all.
STAYS_IN: dict[str, set[str]] = {
    "PySide6": {"ui", "app", "instance"},
    "shiboken6": {"ui", "app", "instance"},
    "qasync": {"ui", "app", "instance"},
    "dbus_fast": {"ui.notify"},
    "desktop_notifier": {"ui.notify"},
    "httpx": {"api"},
    "h11": {"api"},
    "keyring": {"api.vault"},
    "sqlite3": {"store"},
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

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
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


def test_imports_point_down() -> None:
    wrong = [
        f"{module.name} imports {imported}"
        for module in MODULES.values()
        for imported in sorted(module.imports_of_ours)
        if not _is_within(imported, MAY_IMPORT.get(module.part, set()) | {module.part})
        and MAY_IMPORT.get(module.part) != {"*"}
    ]
    assert wrong == []


@pytest.mark.parametrize(("top", "users"), MAY_BE_IMPORTED_BY.items())
def test_nothing_knows_what_stands_above_it(top: str, users: set[str]) -> None:
    knowing = {module.part for module in MODULES.values() if _is_within(top, module.imports_of_ours)}
    assert knowing <= users


@pytest.mark.parametrize(("outside", "places"), STAYS_IN.items())
def test_outside_packages_stay_where_they_belong(outside: str, places: set[str]) -> None:
    users = {module.name for module in MODULES.values() if any(_is_within(name, {outside}) for name in module.imports)}
    assert {user for user in users if not _is_within(user, places)} == set()


def test_the_domain_touches_nothing_outside() -> None:
    wrong = [
        f"{module.name} imports {imported}"
        for module in MODULES.values()
        for imported in module.imports
        if module.part == "domain" and _is_within(imported, NOT_IN_DOMAIN)
    ]
    assert wrong == []


def test_no_import_comes_back_to_where_it_started() -> None:
    graph = {
        name: {imported for imported in module.imports_of_ours if imported in MODULES}
        for name, module in MODULES.items()
    }
    # Take away, again and again, what imports nothing that is left: the modules of cycles and their users remain.
    while leaves := {name for name, imported in graph.items() if not imported}:
        graph = {name: imported - leaves for name, imported in graph.items() if name not in leaves}
    assert graph == {}


@pytest.mark.parametrize("module", MODULES.values(), ids=lambda module: module.name or PACKAGE)
def test_a_module_is_small_and_says_what_it_holds(module: Module) -> None:
    assert ast.get_docstring(module.tree), "a module opens with what it holds and why"
    assert len(module.path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE
    words = module.path.stem.lower().split("_")
    assert not set(words) & set(NAMES_THAT_SAY_NOTHING)
    long = {
        f"{node.name}, line {node.lineno}": length
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}
