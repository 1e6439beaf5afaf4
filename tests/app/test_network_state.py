"""A network that comes back is noticed: by the kernel's word on routes, or by NetworkManager's."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus
from pytestqt.qtbot import QtBot

from exist_desktop.ui.network_state import NETWORK_MANAGER, NETWORK_MANAGER_PATH, NetworkWatcher, opens_a_way
from tests.patience import PATIENCE

# Taken down from a kernel: `ip route add default dev lo`, the same with -6, `replace default … src …`, `del default`.
ADDED = bytes.fromhex("2c00000018000006ac7f096b883c000002000000fe03fd010000000008000f00fe0000000800040001000000")
ADDED_IPV6 = bytes.fromhex(
    "6000000018000006ac7f096b973c00000a000000fe0300010000000008000f00fe0000000800060007000000080004000100000024000c"
    "0000000000000000000000000000000000000000000000000000000000000000000500140000000000"
)
REPLACED = bytes.fromhex(
    "3400000018000001ac7f096bc33c000002000000fe03fd010000000008000f00fe000000080007007f0000010800040001000000"
)
REMOVED = bytes.fromhex(
    "3400000019000000ad7f096bcd3c000002000000fe03fd010000000008000f00fe000000080007007f0000010800040001000000"
)
TO_A_PLACE = ADDED[:17] + bytes([24]) + ADDED[18:]
OF_ANOTHER_TABLE = ADDED[:20] + bytes([255]) + ADDED[21:]


@pytest.mark.parametrize("told", [ADDED, ADDED_IPV6, TO_A_PLACE + ADDED, REMOVED + ADDED_IPV6])
def test_a_new_way_to_everywhere_counts(told: bytes) -> None:
    assert opens_a_way(told)


@pytest.mark.parametrize(
    "told",
    [REPLACED, REMOVED, TO_A_PLACE, OF_ANOTHER_TABLE, b"", ADDED[:20], bytes(40), b"\xff" * 64],
)
def test_nothing_else_counts(told: bytes) -> None:
    assert not opens_a_way(told)


@pytest.fixture
def watcher() -> Iterator[NetworkWatcher]:
    made = NetworkWatcher()
    yield made
    made.deleteLater()


def test_the_kernel_is_listened_to(qtbot: QtBot, watcher: NetworkWatcher) -> None:
    ours, kernel = socket.socketpair(type=socket.SOCK_DGRAM)
    told: list[bool] = []
    watcher.came_back.connect(lambda: told.append(True))
    with kernel:
        watcher.listen_to_kernel(ours)
        kernel.send(TO_A_PLACE)
        kernel.send(ADDED)
        kernel.send(REMOVED)
        kernel.send(ADDED_IPV6)
        qtbot.waitUntil(lambda: len(told) == 2)


PROGRAM = """
from PySide6.QtCore import QCoreApplication
from exist_desktop.ui.network_state import NetworkWatcher
from tests.patience import PATIENCE
app = QCoreApplication([])
watcher = NetworkWatcher()
watcher.came_back.connect(app.quit)
watcher.listen()
print("listens", flush=True)
app.exec()
"""


@pytest.mark.virtual_desktop
@pytest.mark.skipif(sys.platform != "linux", reason="NetworkManager is of Linux")
def test_network_manager_tells_that_everywhere_can_be_reached() -> None:
    system_bus = {"DBUS_SYSTEM_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}
    command = (sys.executable, "-c", PROGRAM)
    with subprocess.Popen(command, env=os.environ | system_bus, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "listens\n"
        asyncio.run(tell_states(20, 60, 70))
        assert program.wait(PATIENCE) == 0


async def tell_states(*states: int) -> None:
    """NetworkManager on the bus: disconnected, connected to a network that asks for a sign-in, connected to all."""
    bus = await MessageBus().connect()
    await bus.request_name(NETWORK_MANAGER)
    for state in states:
        await bus.send(Message.new_signal(NETWORK_MANAGER_PATH, NETWORK_MANAGER, "StateChanged", "u", [state]))
    bus.disconnect()
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
