"""What a start goes by, from the command line, the environment and the settings, for window and acts alike."""

from __future__ import annotations

import os
from dataclasses import replace

from exist_desktop.api.http.server_address import ServerAddressError, check_server
from exist_desktop.settings import SERVER, SERVER_VARIABLE, TOKEN_VARIABLE, Setup, setup


def chosen_setup(server: str | None = None, folder: str | None = None) -> Setup:
    """What this start was told. A server that the settings name and that is none counts as not chosen.

    Raises `ServerAddressError`, `FolderSettingError` and `SettlingTimeError`.
    """
    chosen = setup(server, folder, os.environ)
    os.environ.pop(TOKEN_VARIABLE, None)  # the browser, and all else that is started from here, would inherit it
    try:
        check_server(chosen.server)
    except ServerAddressError:
        if server or os.environ.get(SERVER_VARIABLE):
            raise
        return replace(chosen, server=SERVER)
    return chosen
