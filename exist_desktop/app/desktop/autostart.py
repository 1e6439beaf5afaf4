"""Starting at login, as each system keeps it: a file of XDG autostart, a value of Windows' Run key, a LaunchAgent.

Whether it is on is read from that place each time, since the desktop's own settings may change it too. What earlier
versions put there let Python look for modules in the home folder first; `renew` mends that and touches nothing else.
"""

from __future__ import annotations

import configparser
import contextlib
import errno
import os
import plistlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exist_desktop.app.desktop.command import own_command

NAME = "exist-desktop"
HIDDEN = "--hidden"
_SECTION = "Desktop Entry"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Characters for which an argument of a desktop entry stands in quotes."""


class Autostart(Protocol):
    """The place where this system keeps what starts at login."""

    def is_on(self) -> bool:
        """Whether this program starts at login."""

    def switch(self, *, on: bool) -> None:
        """Lets it start at login from now on, or no more. Raises `OSError`."""

    def forget(self) -> None:
        """Lets this data folder start at login no more; what starts another one stays. Raises `OSError`."""

    def renew(self) -> None:
        """Lets what an earlier version put there start the program as this one does. Raises `OSError`."""


def autostart(folder: Path, usual_folder: Path) -> Autostart:
    """Starting at login on this system; another data folder than the usual one is named."""
    command = start_command(None if folder == usual_folder else folder)
    if sys.platform == "win32":
        return RunKey(command)
    if sys.platform == "darwin":
        return LaunchAgent(command, Path.home() / "Library" / "LaunchAgents")
    config = os.environ.get("XDG_CONFIG_HOME")
    return XdgAutostart(command, (Path(config) if config else Path.home() / ".config") / "autostart")


def start_command(folder: Path | None) -> tuple[str, ...]:
    """What starts this very program, hidden in the tray."""
    place = () if folder is None else ("--data-dir", str(folder))
    return tuple(own_command(HIDDEN, *place))


_LOOKS_AT_HOME = re.compile(r"(?<! -P) -m exist_desktop(?= )")
"""How earlier versions started the module: with the current folder, at login the home folder, first on the path."""


def _names_folder(command: Sequence[str]) -> tuple[str, ...]:
    """The end of a command, by which it is told which data folder it is for."""
    return tuple(command[command.index(HIDDEN) :]) if HIDDEN in command else tuple(command)


def _safely(command: str) -> str:
    """A command line of an earlier version as it is started now; any other one as it is."""
    return _LOOKS_AT_HOME.sub(" -P -m exist_desktop", command)


@dataclass(frozen=True)
class XdgAutostart:
    """A desktop entry in the person's autostart folder."""

    command: Sequence[str]
    folder: Path

    @property
    def _file(self) -> Path:
        return self.folder / f"{NAME}.desktop"

    def is_on(self) -> bool:
        """Whether the entry is there and no desktop has switched it off."""
        entry = configparser.RawConfigParser(strict=False)
        try:
            entry.read_string(self._file.read_text(encoding="utf-8"))
            hidden = entry.getboolean(_SECTION, "Hidden", fallback=False)
            enabled = entry.getboolean(_SECTION, "X-GNOME-Autostart-enabled", fallback=True)
        except (OSError, ValueError, configparser.Error):
            return False
        return entry.has_section(_SECTION) and enabled and not hidden

    def switch(self, *, on: bool) -> None:
        """Writes the entry, or removes it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        if not _is_unicode(self.command):
            raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ))
        lines = (
            f"[{_SECTION}]",
            "Type=Application",
            "Name=Exist Desktop",
            f"Exec={' '.join(map(_quoted, self.command))}",
            f"Icon={NAME}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write("\n".join(lines) + "\n")

    def forget(self) -> None:
        """Removes the entry where its command is for this data folder."""
        named = f" {' '.join(map(_quoted, _names_folder(self.command)))}"
        try:
            lines = self._file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
        except FileNotFoundError:
            return
        if any(line.startswith("Exec=") and line.endswith(named) for line in lines):
            self._file.unlink()

    def renew(self) -> None:
        """Changes the one line of the command; a link leads to something that was not made here, and stays."""
        if self._file.is_symlink() or not self._file.is_file():
            return
        former = self._file.read_bytes().decode("utf-8", "surrogateescape")
        lines = [_safely(line) if line.startswith("Exec=") else line for line in former.split("\n")]
        if (text := "\n".join(lines)) != former:
            self._write(text)

    def _write(self, text: str) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_bytes(text.encode("utf-8", "surrogateescape"))
        fresh.replace(self._file)


def _is_unicode(command: Sequence[str]) -> bool:
    """Whether a desktop entry, which is a text in UTF-8, can hold the command."""
    return not any("\ud800" <= sign <= "\udfff" for argument in command for sign in argument)


def _quoted(argument: str) -> str:
    """An argument as a desktop entry has it: quoted where needed, then escaped once more as a value of the file."""
    if argument and _RESERVED.isdisjoint(argument):
        quoted = argument
    else:
        quoted = '"' + "".join(f"\\{one}" if one in '"`$\\' else one for one in argument) + '"'
    escaped = quoted.replace("\\", "\\\\").replace("%", "%%")
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


@dataclass(frozen=True)
class LaunchAgent:
    """A property list that macOS reads at login."""

    command: Sequence[str]
    folder: Path

    @property
    def _file(self) -> Path:
        return self.folder / f"net.exist-desktop.{NAME}.plist"

    def is_on(self) -> bool:
        """Whether the list is there and says so."""
        try:
            found = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return isinstance(found, dict) and bool(found.get("RunAtLoad")) and not found.get("Disabled")

    def switch(self, *, on: bool) -> None:
        """Writes the list, or removes it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        agent = {"Label": self._file.stem, "ProgramArguments": list(self.command), "RunAtLoad": True}
        self._file.write_bytes(plistlib.dumps({**agent, "ProcessType": "Interactive"}))

    def forget(self) -> None:
        """Removes the list where its arguments are for this data folder."""
        named = list(_names_folder(self.command))
        try:
            arguments = plistlib.loads(self._file.read_bytes())["ProgramArguments"]
        except FileNotFoundError:
            return
        except (ValueError, TypeError, KeyError, plistlib.InvalidFileException):
            return  # something else than what was put there
        if arguments[-len(named) :] == named:
            self._file.unlink()

    def renew(self) -> None:
        """Changes the arguments alone."""
        if self._file.is_symlink() or not self._file.is_file():
            return
        try:
            agent = plistlib.loads(self._file.read_bytes())
            program, *arguments = agent["ProgramArguments"]
        except (ValueError, TypeError, KeyError, plistlib.InvalidFileException):
            return  # something else than what was put there
        if arguments[:2] == ["-m", "exist_desktop"]:
            agent["ProgramArguments"] = [program, "-P", *arguments]
            self._file.write_bytes(plistlib.dumps(agent))


if sys.platform == "win32":
    import subprocess
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
    _APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

    @dataclass(frozen=True)
    class RunKey:
        """A value of the person's Run key, and what the Task Manager says about it."""

        command: Sequence[str]

        def is_on(self) -> bool:
            """Whether the value is there and the Task Manager has not switched it off."""
            if _value(_RUN) is None:
                return False
            approved = _value(_APPROVED)
            return not (isinstance(approved, bytes) and approved[:1] and approved[0] % 2)

        def switch(self, *, on: bool) -> None:
            """Sets the value, or deletes it; what the Task Manager said of a former one is forgotten."""
            with contextlib.suppress(FileNotFoundError), _opened(_APPROVED) as key:
                winreg.DeleteValue(key, NAME)
            with _opened(_RUN) as key:
                if on:
                    winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(self.command))
                else:
                    with contextlib.suppress(FileNotFoundError):
                        winreg.DeleteValue(key, NAME)

        def forget(self) -> None:
            """Deletes the value where its command is for this data folder."""
            kept = _value(_RUN)
            if isinstance(kept, str) and kept.endswith(f" {subprocess.list2cmdline(_names_folder(self.command))}"):
                self.switch(on=False)

        def renew(self) -> None:
            """Changes the command line alone."""
            kept = _value(_RUN)
            if isinstance(kept, str) and (safe := _safely(kept)) != kept:
                with _opened(_RUN) as key:
                    winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, safe)

    def _opened(path: str) -> winreg.HKEYType:
        return winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_READ | winreg.KEY_SET_VALUE)

    def _value(path: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                found: object = winreg.QueryValueEx(key, NAME)[0]
        except FileNotFoundError:
            return None
        return found
