"""Runs first in a bundle, and takes back what PyInstaller has put into the environment for this process alone.

Programs that are started from it, such as the browser, would look for their libraries in the bundle, and the program
itself, started once more by one of them, would take itself for a part of this process.
"""

import os

for variable in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{variable}_ORIG", None)
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before
for variable in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[variable]
