"""A real desktop for tests and pictures, thrown away afterwards: screen, keyring, accessibility bus, browser."""

# Set inside such a desktop, to the folder that all its files are in.
MARK = "EXIST_DESKTOP_TEST_DESK"

# Puts a Qt program on the accessibility bus, if it is set when that program starts.
ON_THE_BUS = "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"

# The person's places, and what they are called in that folder.
FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
