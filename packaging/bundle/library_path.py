"""Runs first in a bundle: programs that are started from it, such as the browser, get the libraries of their system.

PyInstaller's variable would make them find those of the bundle. This process finds its own without it by now.
"""

import os

for variable in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{variable}_ORIG", None)
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before
