"""Switches between the program and its demo: the other one is started, then this one ends."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QProcess

from exist_desktop.app.demo.demo import demo_folder, folder_of_own
from exist_desktop.app.desktop.command import own_command
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.ipc.client import is_running

START_SECONDS = 30.0
"""How long the other program may take to start."""
LOOK_AGAIN_SECONDS = 0.1


class ThisProgram(Protocol):
    """The running program."""

    async def connect(self) -> None:
        """Reads the token and starts the worker."""

    def end(self) -> None:
        """Ends the program."""


class DemoStart:
    """Goes to the demo, or back to the person's own account."""

    def __init__(self, engine: Engine, program: ThisProgram) -> None:
        self._engine = engine
        self._program = program

    async def to_demo(self) -> None:
        """Opens the demo. This program ends if it has no account. Raises `NotPossibleError`."""
        if self._engine.setup.demo:
            await self._program.connect()
            return
        folder = demo_folder(self._engine.setup.folder)
        await _start("--demo", "--data-dir", str(folder), folder=folder)
        if self._engine.account is None:
            self._program.end()

    async def to_own_account(self) -> None:
        """Opens the program and ends the demo. Raises `NotPossibleError`."""
        folder = folder_of_own(self._engine.setup.folder)
        await _start("--data-dir", str(folder), folder=folder)
        self._program.end()


async def _start(*arguments: str, folder: Path) -> None:
    """Starts the program and waits until its window answers. Raises `NotPossibleError`."""
    program, *rest = own_command(*arguments)
    started, _process = QProcess.startDetached(program, rest, "")
    latest = time.monotonic() + START_SECONDS
    while started and time.monotonic() < latest:
        if await asyncio.to_thread(is_running, folder):
            return
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
    raise NotPossibleError(NotPossibleKind.NO_DEMO)
