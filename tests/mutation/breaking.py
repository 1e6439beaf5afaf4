"""How a rule is broken: a piece of a function's text is replaced by another, wherever that function is in use.

The text must stand there exactly once, so that a mutant that has outlived the code it was made for is noticed.
"""

from __future__ import annotations
import __future__

import contextlib
import importlib
import inspect
import linecache
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

PROGRAM = "exist_desktop"
USERS = (PROGRAM, "tests")
FLAGS = __future__.annotations.compiler_flag


@dataclass(frozen=True)
class Cut:
    """In the function `where`, `module:name` or `module:Class.name`, `old` becomes `new`."""

    where: str
    old: str
    new: str


@contextlib.contextmanager
def broken(*cuts: Cut) -> Iterator[None]:
    """The program with these cuts, and afterwards the program as it was."""
    with contextlib.ExitStack() as mended:
        for cut in cuts:
            mended.enter_context(_cut(cut))
        yield


@contextlib.contextmanager
def _cut(cut: Cut) -> Iterator[None]:
    place, _, path = cut.where.partition(":")
    module: Any = importlib.import_module(f"{PROGRAM}.{place}")
    *classes, name = path.split(".")
    owner = module
    for one in classes:
        owner = getattr(owner, one)
    whole: FunctionType = vars(owner)[name]
    other = _changed(whole, cut)
    users = [owner] if classes else _users(whole)
    for user in users:
        setattr(user, name, other)
    try:
        yield
    finally:
        for user in users:
            setattr(user, name, whole)


def _changed(whole: FunctionType, cut: Cut) -> FunctionType:
    text = textwrap.dedent(inspect.getsource(whole))
    if text.count(cut.old) != 1:
        raise LookupError(f"{cut.where} has {cut.old!r} {text.count(cut.old)} times:\n{text}")
    changed = text.replace(cut.old, cut.new)
    file = f"<{cut.where}, broken>"
    linecache.cache[file] = len(changed), None, changed.splitlines(keepends=True), file
    made: dict[str, Any] = {}
    exec(compile(changed, file, "exec", FLAGS), whole.__globals__, made)
    found = made[whole.__name__]
    assert isinstance(found, FunctionType)
    return found


def _users(whole: FunctionType) -> list[Any]:
    """The modules, tests among them, that have the function under its name."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in USERS]
    return [module for module in modules if vars(module).get(whole.__name__) is whole]
