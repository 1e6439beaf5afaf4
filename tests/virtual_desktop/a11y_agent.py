"""The end of the accessibility bus: answers questions about nodes as JSON lines on its standard input and output.

It is run by the system's own Python, since only Debian's packages bring the bindings (see `a11y`). Nodes are known to
the other side by numbers. Each line asked is `[operation, arguments…]`, each answer `{"ok": …}` or `{"gone": reason}`.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be named first)

warnings.filterwarnings("ignore", category=DeprecationWarning)

PRESSING = ("Press", "click", "Toggle", "ShowMenu")


class Agent:
    """Keeps the nodes that were handed out and answers about them, always freshly read."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []

    def application(self, name: str, pid: int | None) -> int | None:
        """Find a program by its name on the bus, and by its process where one is given."""
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for child in _children(desktop):
            # The bus itself knows the process; a name is asked from the program, which may be busy.
            if pid in (None, child.get_process_id()) and child.get_name() == name:
                return self._number(child)
        return None

    def find_all(self, number: int, wanted: dict[str, Any]) -> list[int]:
        """Find the nodes below one that answer to everything that is wanted."""
        return [self._number(node) for node in _walk(self._nodes[number]) if _matches(node, wanted)]

    def find(self, number: int, wanted: dict[str, Any]) -> int | None:
        """Find the first such node, those near the top before those below: a notice is gone after ten seconds."""
        found = next((node for node in _walk_by_levels(self._nodes[number]) if _matches(node, wanted)), None)
        return None if found is None else self._number(found)

    def focused(self, number: int) -> int | None:
        """Find the node that has the keys; what is hidden is passed over with all that is below it."""
        found = next((node for node in _walk_shown(self._nodes[number]) if "focused" in _states(node)), None)
        return None if found is None else self._number(found)

    def describe(self, number: int) -> dict[str, Any]:
        """Tell everything about a node at once."""
        return _describe(self._nodes[number])

    def act(self, number: int, names: list[str]) -> str | None:
        """Do the first of these actions that the node offers, and tell which it was."""
        node = self._nodes[number]
        offered = _actions(node)
        for name in names or PRESSING:
            if name in offered and node.get_action_iface().do_action(offered.index(name)):
                return name
        return None

    def set_text(self, number: int, text: str) -> bool:
        """Put a text in place of the one that is there, as one act of the person."""
        editable = self._nodes[number].get_editable_text_iface()
        return bool(editable and editable.set_text_contents(text))

    def set_value(self, number: int, value: float) -> bool:
        """Set a number, as of a slider."""
        iface = self._nodes[number].get_value_iface()
        return bool(iface and iface.set_current_value(value))

    def focus(self, number: int) -> bool:
        """Give a node the keys."""
        return bool(self._nodes[number].get_component_iface().grab_focus())

    def dump(self, number: int) -> list[str]:
        """Draw the tree below a node, for the message of a search in vain."""
        return list(_drawn(self._nodes[number], ""))

    def _number(self, node: Any) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1


def _children(node: Any) -> Iterator[Any]:
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def _walk(node: Any) -> Iterator[Any]:
    """Go through a tree, passing over what vanishes meanwhile."""
    try:
        node.clear_cache()
        children = list(_children(node))
    except GLib.Error:
        return
    yield node
    for child in children:
        yield from _walk(child)


def _walk_shown(node: Any) -> Iterator[Any]:
    """Go through what is shown, the innermost first: around what has the keys a dialog may seem to have them, too."""
    try:
        node.clear_cache()
        if node.get_role_name() != "application" and "showing" not in _states(node):
            return
        children = sorted(_children(node), key=lambda child: "active" not in _states(child))
    except GLib.Error:
        return
    for child in children:
        yield from _walk_shown(child)
    yield node


def _walk_by_levels(node: Any) -> Iterator[Any]:
    """Go through a tree level by level, passing over what vanishes meanwhile."""
    level = [node]
    while level:
        below: list[Any] = []
        for each in level:
            try:
                each.clear_cache()
                below.extend(_children(each))
            except GLib.Error:
                continue
            yield each
        level = below


def _matches(node: Any, wanted: dict[str, Any]) -> bool:
    try:
        return all(TESTS[key](node, value) for key, value in wanted.items())
    except GLib.Error:
        return False


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "role": lambda node, role: node.get_role_name() == role,
    "name": lambda node, name: node.get_name() == name,
    "name_prefix": lambda node, start: (node.get_name() or "").startswith(start),
    "id": lambda node, name: _object_name(node) == name,
    "showing": lambda node, is_so: ("showing" in _states(node)) == is_so,
}


def _describe(node: Any) -> dict[str, Any]:
    node.clear_cache()
    value = node.get_value_iface()
    component = node.get_component_iface()
    extents = component.get_extents(Atspi.CoordType.SCREEN) if component else None
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "id": _object_name(node),
        "text": _text(node),
        "states": sorted(_states(node)),
        "actions": _actions(node),
        "value": value.get_current_value() if value else None,
        "rect": [extents.x, extents.y, extents.width, extents.height] if extents else None,
    }


def _object_name(node: Any) -> str:
    """Qt gives the names of all ancestors too, joined with dots."""
    return (node.get_accessible_id() or "").rpartition(".")[2]


def _text(node: Any) -> str:
    text = node.get_text_iface()
    return text.get_text(0, text.get_character_count()) if text else node.get_name() or ""


def _states(node: Any) -> set[str]:
    return {state.value_nick for state in node.get_state_set().get_states()}


def _actions(node: Any) -> list[str]:
    iface = node.get_action_iface()
    return [iface.get_action_name(index) for index in range(iface.get_n_actions())] if iface else []


def _drawn(node: Any, indent: str) -> Iterator[str]:
    try:
        node.clear_cache()
        shown = "" if "showing" in _states(node) else " (not showing)"
        yield f"{indent}{node.get_role_name()} {node.get_name()!r} #{_object_name(node)} {_actions(node)}{shown}"
        for child in _children(node):
            yield from _drawn(child, indent + "  ")
    except GLib.Error as error:
        yield f"{indent}(gone: {error.message})"


def main() -> None:
    """Answer until the other side closes the line."""
    Atspi.init()
    Atspi.set_timeout(5000, 15000)
    agent = Agent()
    for line in sys.stdin:
        operation, *arguments = json.loads(line)
        try:
            answer = {"ok": getattr(agent, operation)(*arguments)}
        except GLib.Error as error:
            answer = {"gone": error.message}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
