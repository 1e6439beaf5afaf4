"""A keyring in a file for processes of a test, which fails, lies or ends the process where the environment says so."""

from __future__ import annotations

import os

from keyring.errors import KeyringLocked

from tests.cli.file_keyring import FileKeyring

VARIABLE = "TEST_KEYRING_FAILS"
EXIT_CODE = 77
BEFORE_WRITING = "before writing"
AFTER_WRITING = "after writing"
REFUSES = "refuses"
FORGETS = "forgets"
CUTS = "cuts"


class DyingKeyring(FileKeyring):
    """Behaves like the file keyring up to the point that `VARIABLE` names."""

    def set_password(self, service: str, username: str, password: str) -> None:
        fails = os.environ.get(VARIABLE)
        if fails == BEFORE_WRITING:
            os._exit(EXIT_CODE)
        if fails == REFUSES:
            raise KeyringLocked
        if fails != FORGETS:
            super().set_password(service, username, password[:40] if fails == CUTS else password)
        if fails == AFTER_WRITING:
            os._exit(EXIT_CODE)
