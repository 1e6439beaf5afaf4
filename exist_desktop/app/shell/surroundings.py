"""What a shell around a call would have meant: server, token, language and zone.

The running program does an act only if it comes out as it would in the shell's own process.
"""

from __future__ import annotations

import os
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exist_desktop.api.http.server_address import ServerAddressError, check_server, usable_server
from exist_desktop.app.desktop.language import language_of_shell
from exist_desktop.engine import Engine
from exist_desktop.front.protocol import SURROUNDINGS
from exist_desktop.ipc.shell_call import ShellCall
from exist_desktop.settings import SERVER_VARIABLE
from exist_desktop.sync.computer_zone import ComputerZone
from exist_desktop.words.language import Language

ZONE_VARIABLE = "TZ"


def is_alike(call: ShellCall, engine: Engine) -> bool:
    """Whether the shell runs this version, means this server and this token, and reads what can be written here."""
    others = [name for name in SURROUNDINGS if name != SERVER_VARIABLE]
    if any(call.environment.get(name, "") != os.environ.get(name, "") for name in others):
        return False
    if not (call.is_of_this_program and call.has_token(engine.setup.token) and _has_server(call, engine)):
        return False
    return all(map(_is_known, (call.out, call.err)))


def _is_known(encoding: str) -> bool:
    """Whether text can be written in an encoding, with escapes for what it lacks."""
    try:
        return bool("\\".encode(encoding))
    except (LookupError, UnicodeError):
        return False


def _has_server(call: ShellCall, engine: Engine) -> bool:
    try:
        meant = usable_server(call.environment.get(SERVER_VARIABLE), engine.preferences.chosen.server)
    except ServerAddressError:
        return False  # the other process says so
    return check_server(meant) == engine.server


def language(call: ShellCall, engine: Engine) -> Language | None:
    """Returns the language in which the shell is answered, or None if its process alone knows the formats."""
    return language_of_shell(engine.preferences.chosen.language, call.environment)


def zone(call: ShellCall) -> tzinfo | None:
    """Returns the zone of the shell, or None if it is named in a way that only its process understands."""
    named = call.environment.get(ZONE_VARIABLE, "")
    if named == os.environ.get(ZONE_VARIABLE, ""):
        return ComputerZone()
    try:
        return ZoneInfo(named)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return None
