"""Reading and using a program from outside, as a screen reader does: by roles and names, not by pixels.

    process = launch(sys.executable, "-m", "exist_desktop", "--data-dir", folder)
    with Application("Exist Desktop", process.pid) as program:
        program.find(role="push button", name="Mood 4").press()
        program.find(id="syncState").wait(lambda node: "Saved" in node.text)

The bindings of the accessibility bus belong to the system's Python: `a11y_agent` runs there and answers over a pipe.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.patience import PATIENCE
from tests.virtual_desktop import ON_THE_BUS, screen
from tests.virtual_desktop.waiting import GoneError, until

SYSTEM_PYTHON = "/usr/bin/python3"
AGENT = Path(__file__).with_name("a11y_agent.py")


def launch(*command: str, extra: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a program so that it can be found on the bus, with these variables beside the test's own.

    Should it crash, it says where.
    """
    variables = {ON_THE_BUS: "1", "PYTHONFAULTHANDLER": "1"}
    return subprocess.Popen(command, env=os.environ | variables | dict(extra or {}))


class _Line:
    """The pipe to the agent."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(AGENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def ask(self, operation: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([operation, *arguments]), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline() or '{"gone": "the agent ended"}')
        if "gone" in answer:
            raise GoneError(answer["gone"])
        return answer["ok"]

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)


class Node:
    """One thing on the accessibility bus; every property is read anew."""

    def __init__(self, line: _Line, number: int) -> None:
        self._line = line
        self._number = number

    @property
    def role(self) -> str:
        return str(self._read("role"))

    @property
    def name(self) -> str:
        return str(self._read("name"))

    @property
    def description(self) -> str:
        return str(self._read("description"))

    @property
    def id(self) -> str:
        """The objectName of the widget."""
        return str(self._read("id"))

    @property
    def text(self) -> str:
        """The text of a field or a label; of anything else the name."""
        return str(self._read("text"))

    @property
    def states(self) -> set[str]:
        return set(self._read("states"))

    @property
    def actions(self) -> list[str]:
        return list(self._read("actions"))

    @property
    def value(self) -> float | None:
        """The number of a slider, a spin box or a progress bar."""
        number = self._read("value")
        return None if number is None else float(number)

    @property
    def rect(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self._read("rect")
        return left, top, width, height

    def find_all(
        self,
        role: str | None = None,
        name: str | None = None,
        *,
        name_prefix: str | None = None,
        id: str | None = None,  # noqa: A002  (the word of the accessibility bus)
        showing: bool | None = True,
    ) -> list[Node]:
        """Give the nodes below this one, itself included, that are so now; `showing=None` takes hidden ones too."""
        asked = _asked(role=role, name=name, name_prefix=name_prefix, id=id, showing=showing)
        return [Node(self._line, number) for number in self._line.ask("find_all", self._number, asked)]

    def find(
        self,
        role: str | None = None,
        name: str | None = None,
        *,
        name_prefix: str | None = None,
        id: str | None = None,  # noqa: A002
        showing: bool | None = True,
        timeout: float = PATIENCE,
    ) -> Node:
        """Wait for such a node; of several, the one that is nearest to this one."""
        asked = _asked(role=role, name=name, name_prefix=name_prefix, id=id, showing=showing)

        def look() -> tuple[int] | None:
            return _packed(self._line.ask("find", self._number, asked))

        return Node(self._line, until(look, lambda: f"{asked} among\n{self.dump()}", timeout)[0])

    def wait(self, is_so: Callable[[Node], bool], timeout: float = PATIENCE) -> Self:
        """Wait until something is true of this node."""
        until(lambda: is_so(self), lambda: f"the node is still {self._describe()}", timeout)
        return self

    def wait_gone(self, timeout: float = PATIENCE) -> None:
        """Wait until the node shows no longer, or is no longer there."""

        def gone() -> bool:
            try:
                return "showing" not in self.states
            except GoneError:
                return True

        until(gone, lambda: f"the node is still {self._describe()}", timeout)

    def press(self) -> Self:
        """Press a button, choose a menu entry, follow a link."""
        return self.act()

    def act(self, *names: str) -> Self:
        """Do the first of these actions that the node offers; without names, the one that comes closest to a press."""
        if self._line.ask("act", self._number, names) is None:
            raise AssertionError(f"none of the actions {names} can be done with {self._describe()}")
        return self

    def type(self, text: str) -> Self:
        """Put this text, in any script, in place of what a field holds."""
        assert self._line.ask("set_text", self._number, text), f"no text can be typed into {self._describe()}"
        return self

    def set_value(self, value: float) -> Self:
        """Set the number of a slider or a spin box."""
        assert self._line.ask("set_value", self._number, value), f"no number can be set in {self._describe()}"
        return self

    def focus(self) -> Self:
        """Give this node the keys."""
        assert self._line.ask("focus", self._number), f"the keys cannot go to {self._describe()}"
        return self

    def click(self, button: int = 1) -> Self:
        """Click in the middle of it with the mouse."""
        left, top, width, height = self.rect
        screen.click(left + width // 2, top + height // 2, button)
        return self

    def dump(self) -> str:
        """Draw the tree below this node."""
        return "\n".join(self._line.ask("dump", self._number))

    def _describe(self) -> dict[str, Any]:
        described: dict[str, Any] = self._line.ask("describe", self._number)
        return described

    def _read(self, key: str) -> Any:
        return self._describe()[key]


class Application(Node):
    """A running program, found by the name that it gives itself, and by its process where several share that."""

    def __init__(self, name: str, pid: int | None = None, timeout: float = PATIENCE) -> None:
        line = _Line()
        try:
            # Packed, since the first program has the number 0.
            found = until(
                lambda: _packed(line.ask("application", name, pid)), f"no program {name!r} on the bus", timeout
            )
        except BaseException:
            line.close()
            raise
        super().__init__(line, found[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def focused(self) -> Node | None:
        """What has the keys; nothing while none of its windows has them."""
        number = self._line.ask("focused", self._number)
        return None if number is None else Node(self._line, number)

    def close(self) -> None:
        """Let go of the bus; the program goes on."""
        self._line.close()


def _asked(**wanted: str | bool | None) -> dict[str, str | bool]:
    return {key: value for key, value in wanted.items() if value is not None}


def _packed(number: int | None) -> tuple[int] | None:
    return None if number is None else (number,)
