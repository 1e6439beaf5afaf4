"""Start at login: a file of XDG autostart, a value of Windows' Run key, or a LaunchAgent of macOS.

The state is read from that place each time, since the desktop's own settings may change it too. Entries that earlier
versions wrote let Python look for modules in the home folder first; `renew` corrects that and changes nothing else.
"""

from __future__ import annotations

import configparser
import contextlib
import errno
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from exist_desktop import resources
from exist_desktop.app.desktop.command import own_command

NAME = "exist-desktop"
HIDDEN = "--hidden"
_SECTION = "Desktop Entry"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Characters for which an argument of a desktop entry must be quoted."""


class Autostart(Protocol):
    """The place where this system lists what starts at login."""

    def is_on(self) -> bool:
        """Whether this program starts at login."""

    def switch(self, *, on: bool) -> None:
        """Enables or disables start at login. Raises `OSError`."""

    def forget(self) -> None:
        """Disables start at login for this data folder, but not for another one. Raises `OSError`."""

    def renew(self) -> None:
        """Updates the command that an earlier version wrote to the present one. Raises `OSError`."""


def autostart(folder: Path, usual_folder: Path) -> Autostart:
    """Returns start at login on this system. A data folder other than the usual one is named in the command."""
    command = start_command(None if folder == usual_folder else folder)
    if sys.platform == "win32":
        return RunKey(command)
    if sys.platform == "darwin":
        return LaunchAgent(command, Path.home() / "Library" / "LaunchAgents")
    config = os.environ.get("XDG_CONFIG_HOME")
    return XdgAutostart(command, (Path(config) if config else Path.home() / ".config") / "autostart")


def start_command(folder: Path | None) -> tuple[str, ...]:
    """Returns the command that starts this program hidden in the tray."""
    place = () if folder is None else ("--data-dir", str(folder))
    return tuple(own_command(HIDDEN, *place))


_LOOKS_AT_HOME = re.compile(r"(?<! -P) -m exist_desktop(?= )")
"""How earlier versions started the module: with the current folder first on the path, at login the home folder."""


def _names_folder(command: Sequence[str]) -> tuple[str, ...]:
    """Returns the end of a command that names its data folder."""
    return tuple(command[command.index(HIDDEN) :]) if HIDDEN in command else tuple(command)


def _safely(command: str) -> str:
    """Returns an earlier version's command line as it is written now. Any other is returned unchanged."""
    return _LOOKS_AT_HOME.sub(" -P -m exist_desktop", command)


class XdgAutostart(Struct, frozen=True):
    """A desktop entry in the user's autostart folder."""

    command: Sequence[str]
    folder: Path

    @property
    def _file(self) -> Path:
        return self.folder / f"{NAME}.desktop"

    def is_on(self) -> bool:
        """Whether the entry exists and no desktop has disabled it."""
        entry = configparser.RawConfigParser(strict=False)
        try:
            entry.read_string(self._file.read_text(encoding="utf-8"))
            hidden = entry.getboolean(_SECTION, "Hidden", fallback=False)
            enabled = entry.getboolean(_SECTION, "X-GNOME-Autostart-enabled", fallback=True)
        except (OSError, ValueError, configparser.Error):
            return False
        return entry.has_section(_SECTION) and enabled and not hidden

    def switch(self, *, on: bool) -> None:
        """Writes the entry, or deletes it."""
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
            f"TryExec={_escaped(self.command[0])}",  # nothing is started, or missed, once the program is removed
            f"Icon={resources.APPLICATION_ID}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write("\n".join(lines) + "\n")

    def forget(self) -> None:
        """Deletes the entry if its command is for this data folder."""
        named = f" {' '.join(map(_quoted, _names_folder(self.command)))}"
        try:
            lines = self._file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
        except FileNotFoundError:
            return
        if any(line.startswith("Exec=") and line.endswith(named) for line in lines):
            self._file.unlink()

    def renew(self) -> None:
        """Changes only the line of the command. A link was not made by this program and is not changed."""
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
    """Whether a desktop entry, which is UTF-8, can hold the command."""
    return not any("\ud800" <= sign <= "\udfff" for argument in command for sign in argument)


def _quoted(argument: str) -> str:
    """Returns an argument as a desktop entry has it: quoted if needed, then escaped again as a value of the file."""
    if argument and _RESERVED.isdisjoint(argument):
        quoted = argument
    else:
        quoted = '"' + "".join(f"\\{one}" if one in '"`$\\' else one for one in argument) + '"'
    return _escaped(quoted.replace("%", "%%"))


def _escaped(text: str) -> str:
    """Returns text as a value of a desktop entry."""
    escaped = text.replace("\\", "\\\\")
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _property_list(file: Path) -> Any:  # noqa: ANN401 - any
    """Returns what a property list has. Raises `OSError` and `ValueError`."""
    import plistlib  # of macOS alone, and it loads a parser of XML

    return plistlib.loads(file.read_bytes())


def _write_property_list(file: Path, content: Mapping[str, object]) -> None:
    import plistlib

    file.write_bytes(plistlib.dumps(content))


class LaunchAgent(Struct, frozen=True):
    """A property list that macOS reads at login."""

    command: Sequence[str]
    folder: Path

    @property
    def _file(self) -> Path:
        return self.folder / f"net.exist-desktop.{NAME}.plist"

    def is_on(self) -> bool:
        """Whether the list exists and enables the program."""
        try:
            found = _property_list(self._file)
        except (OSError, ValueError):
            return False
        return isinstance(found, dict) and bool(found.get("RunAtLoad")) and not found.get("Disabled")

    def switch(self, *, on: bool) -> None:
        """Writes the list, or deletes it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        agent = {"Label": self._file.stem, "ProgramArguments": list(self.command), "RunAtLoad": True}
        _write_property_list(self._file, {**agent, "ProcessType": "Interactive"})

    def forget(self) -> None:
        """Deletes the list if its arguments are for this data folder."""
        named = list(_names_folder(self.command))
        try:
            arguments = _property_list(self._file)["ProgramArguments"]
        except FileNotFoundError:
            return
        except (ValueError, TypeError, KeyError):
            return  # not written by this program
        if arguments[-len(named) :] == named:
            self._file.unlink()

    def renew(self) -> None:
        """Changes only the arguments."""
        if self._file.is_symlink() or not self._file.is_file():
            return
        try:
            agent = _property_list(self._file)
            program, *arguments = agent["ProgramArguments"]
        except (ValueError, TypeError, KeyError):
            return  # not written by this program
        if arguments[:2] == ["-m", "exist_desktop"]:
            agent["ProgramArguments"] = [program, "-P", *arguments]
            _write_property_list(self._file, agent)


if sys.platform == "win32":
    import subprocess
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
    _APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

    class RunKey(Struct, frozen=True):
        """A value of the user's Run key, and its state in the Task Manager."""

        command: Sequence[str]

        def is_on(self) -> bool:
            """Whether the value exists and the Task Manager has not disabled it."""
            if _value(_RUN) is None:
                return False
            approved = _value(_APPROVED)
            return not (isinstance(approved, bytes) and approved[:1] and approved[0] % 2)

        def switch(self, *, on: bool) -> None:
            """Sets the value, or deletes it. The Task Manager's state of a former value is deleted too."""
            with contextlib.suppress(FileNotFoundError), _opened(_APPROVED) as key:
                winreg.DeleteValue(key, NAME)
            with _opened(_RUN) as key:
                if on:
                    winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(self.command))
                else:
                    with contextlib.suppress(FileNotFoundError):
                        winreg.DeleteValue(key, NAME)

        def forget(self) -> None:
            """Deletes the value if its command is for this data folder."""
            kept = _value(_RUN)
            if isinstance(kept, str) and kept.endswith(f" {subprocess.list2cmdline(_names_folder(self.command))}"):
                self.switch(on=False)

        def renew(self) -> None:
            """Changes only the command line."""
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
