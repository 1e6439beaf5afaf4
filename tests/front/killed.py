"""A program that is killed when it has done what a shell typed, and before it says so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from exist_desktop.app.request_handler import RequestHandler
from exist_desktop.front.protocol import Answer
from exist_desktop.ipc.shell_call import Reply, ShellCall
from tests.front.program import running
from tests.patience import PATIENCE


class Deadly:
    """A reply that is never given."""

    def answer(self, answer: Answer) -> None:  # noqa: ARG002 - nobody hears it
        os.kill(os.getpid(), signal.SIGKILL)

    def decline(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Killed(RequestHandler):
    """Does what was typed, and comes no further."""

    async def run(self, call: ShellCall, reply: Reply) -> None:  # noqa: ARG002
        await super().run(call, Deadly())


async def main(folder: Path) -> None:
    async with running(folder, kind=Killed):
        print("listens", flush=True)
        await asyncio.sleep(PATIENCE)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    qasync.run(main(Path(sys.argv[1])))
