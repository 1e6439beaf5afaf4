"""The desktop's network state: a reason to try again, never a reason not to try.

On Linux the kernel reports a new default route, and NetworkManager, where it runs, of the moment when a network
that asked for a sign-in lets everything through. Qt's own class for this loads all of its backends, with libraries of
GNOME and two threads: three megabytes that nothing else here uses.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
import sys
from functools import partial

from PySide6.QtCore import SLOT, QObject, QSocketNotifier, Signal, Slot

NETWORK_MANAGER = "org.freedesktop.NetworkManager"
NETWORK_MANAGER_PATH = "/org/freedesktop/NetworkManager"
CONNECTED_TO_EVERYWHERE = 70
"""NetworkManager's state `NM_STATE_CONNECTED_GLOBAL`."""

# From the kernel's headers linux/netlink.h and linux/rtnetlink.h.
_ROUTES_OF_IPV4, _ROUTES_OF_IPV6 = 0x40, 0x400
_NEW_ROUTE, _REPLACED = 24, 0x100
_MAIN_TABLE, _UNICAST = 254, 1
_HEADER, _ROUTE = struct.Struct("=IHHII"), struct.Struct("=BBBBBBBBI")
_MOST_BYTES = 1 << 16


class NetworkWatcher(QObject):
    """Watches the network after `listen` was called.

    Signals:
        came_back(): the network seems to be available again.
    """

    came_back = Signal()

    def listen(self) -> None:
        """Begins to listen to whatever this system has; without any of it, no signal is ever emitted."""
        if sys.platform != "linux":
            self._listen_to_qt()
            return
        self._listen_to_network_manager()
        try:
            kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
            kernel.bind((0, _ROUTES_OF_IPV4 | _ROUTES_OF_IPV6))
        except OSError:
            return  # a sandbox may forbid it
        self.listen_to_kernel(kernel)

    def listen_to_kernel(self, kernel: socket.socket) -> None:
        """Listens to what the kernel reports of routes on this socket, and closes it in the end."""
        kernel.settimeout(0)
        self._kernel = kernel.detach()
        notifier = QSocketNotifier(self._kernel, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_told_of_routes)
        self.destroyed.connect(partial(os.close, self._kernel))

    def _on_told_of_routes(self) -> None:
        try:
            told = os.read(self._kernel, _MOST_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno == errno.ENOBUFS:  # more was reported than there was room for
                self.came_back.emit()
            return
        if opens_a_way(told):
            self.came_back.emit()

    def _listen_to_network_manager(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        slot = SLOT("on_network_manager_changed(uint)")
        where = (NETWORK_MANAGER, NETWORK_MANAGER_PATH, NETWORK_MANAGER, "StateChanged")
        # PySide's stubs ask for bytes here, and PySide itself for a text.
        QDBusConnection.systemBus().connect(*where, self, slot)  # type: ignore[call-overload]

    @Slot("uint")
    def on_network_manager_changed(self, state: int) -> None:
        """Called with NetworkManager's new state."""
        if state == CONNECTED_TO_EVERYWHERE:
            self.came_back.emit()

    def _listen_to_qt(self) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadDefaultBackend() and (found := QNetworkInformation.instance()) is not None:
            found.reachabilityChanged.connect(self._on_changed)

    def _on_changed(self, reachability: object) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if reachability is QNetworkInformation.Reachability.Online:
            self.came_back.emit()


def opens_a_way(told: bytes) -> bool:
    """Whether one of the kernel's messages reports a new default route, and not of one that routers announce again."""
    at = 0
    while at + _HEADER.size <= len(told):
        length, kind, flags, _, _ = _HEADER.unpack_from(told, at)
        if length < _HEADER.size:
            return False
        if kind == _NEW_ROUTE and not flags & _REPLACED and at + _HEADER.size + _ROUTE.size <= len(told):
            _, to_bits, _, _, table, _, _, how, _ = _ROUTE.unpack_from(told, at + _HEADER.size)
            if (to_bits, table, how) == (0, _MAIN_TABLE, _UNICAST):
                return True
        at += length + 3 & ~3
    return False
