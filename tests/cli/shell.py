"""The program as a shell starts it, on a machine without a display, in which the person has named a keyring."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
from msgspec.structs import replace

from tests.demo_server import DemoServer
from tests.patience import PATIENCE
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV")
KEYRING = "tests.cli.file_keyring.FileKeyring"
Browser = Callable[[str], None]


class Shell:
    """A shell without display, session bus and desktop, in which the person has named a keyring."""

    def __init__(self, demo: DemoServer, folder: Path) -> None:
        self.demo = demo
        self.items = folder / "keyring.json"
        self.folder = folder / "data"
        self.redirect = f"http://127.0.0.1:{free_port()}/back"
        demo.world.tokens.client = replace(demo.world.tokens.client, redirect_uri=self.redirect)
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "XDG_RUNTIME_DIR": str(folder),
            "PYTHON_KEYRING_BACKEND": KEYRING,
            "TEST_KEYRING_FILE": str(self.items),
            "EXIST_DESKTOP_SERVER": demo.base_url,
            "EXIST_DESKTOP_DATA_DIR": str(self.folder),
        }

    def command(self, *typed: str) -> list[str]:
        return [sys.executable, "-m", "exist_desktop", *typed]

    def run(self, *typed: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*typed),
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def sign_in(self, browser: Browser, *typed: str, answers: str = "") -> tuple[int, str, str]:
        """Sign in with `browser` at the address that the program prints; exit code, answer and messages."""
        way = ("--client-secret-stdin", "--client-id", self.demo.client_id, "--redirect-uri", self.redirect)
        command = self.command("sign-in", *way, "--no-browser", *typed)
        with subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            try:
                assert running.stdin is not None
                assert running.stderr is not None
                running.stdin.write(f"{self.demo.client_secret}\n{answers}")
                running.stdin.flush()
                address = next(line.strip() for line in running.stderr if line.startswith("http"))
                browser(address)
                out, err = running.communicate(timeout=PATIENCE)
            finally:
                running.kill()
        return running.returncode, out, err


def pressing(decision: str, user: str = "josh") -> Browser:
    """A person in the browser who presses Allow or Deny on the page of the sign-in."""

    def browse(address: str) -> None:
        with httpx.Client(follow_redirects=True) as browser:
            page = browser.get(address)
            assert page.status_code == 200
            origin = str(page.url.copy_with(raw_path=b"/")).rstrip("/")
            browser.post(address, data={"decision": decision, "user": user}, headers={"Origin": origin})

    return browse
