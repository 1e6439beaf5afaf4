"""The data folder, and the place where the program that runs on it listens.

The front and `ipc/socket_path.py` both use this. Folders are plain texts here: `pathlib`, `hashlib` and `platformdirs`
take longer to load than a whole command may take.
"""

import os
import sys

try:
    if sys.version_info >= (3, 12):
        from _sha2 import sha256
    else:
        from _sha256 import sha256
except ImportError:  # a Python that leaves its hashes to OpenSSL
    from hashlib import sha256

NAME = "exist-desktop"
RUN = "run"
"""The name of the socket's folder in the data folder."""
TEMPORARY = "/tmp"  # noqa: S108 - never where TMPDIR points: the other process may have another one
LONGEST_PATH = 107 if sys.platform == "linux" else 103
"""Of a socket, in bytes without the terminating one."""
FOLDER_VARIABLE = "EXIST_DESKTOP_DATA_DIR"
_DIRECTORY, _KIND, _OF_OTHERS = 0o040000, 0o170000, 0o077
_LOCAL_PEERCRED = 1
"""The socket option of macOS and BSD, which Python does not name everywhere."""


def data_folder() -> str | None:
    """Returns the data folder that a command without `--data-dir` uses.

    Returns None in surroundings in which only `settings.setup` can say it, or refuses.
    """
    if chosen := os.environ.get(FOLDER_VARIABLE):
        found = os.path.expanduser(chosen)  # noqa: PTH111
        return None if found.startswith("~") else _absolute(found)
    return usual_folder()


def usual_folder() -> str | None:
    """Returns this user's data folder on this system, or None in surroundings in which only `platformdirs` knows it."""
    parent = _parent_of_data()
    return os.path.join(parent, NAME) if parent and os.path.isabs(parent) else None  # noqa: PTH117, PTH118


def _absolute(path: str) -> str | None:
    try:
        return os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118
    except OSError:
        return None  # the current folder was removed


def _parent_of_data() -> str | None:
    """Returns the folder in which programs have their data, as `platformdirs` knows it."""
    if sys.platform == "win32":
        if "WIN_PD_OVERRIDE_LOCAL_APPDATA" in os.environ:
            return None
        return os.path.normpath(os.environ.get("LOCALAPPDATA", ""))
    if chosen := os.environ.get("XDG_DATA_HOME"):
        return chosen
    if not os.path.isabs(os.environ.get("HOME", "/")):  # noqa: PTH117
        return None
    own = "~/Library/Application Support" if sys.platform == "darwin" else "~/.local/share"
    return os.path.expanduser(own)  # noqa: PTH111


def socket_name(folder: str) -> str:
    """Returns the socket's name for a data folder. On Windows it is the address: pipes have their own namespace."""
    whole = os.fsencode(os.path.realpath(folder))
    return f"{NAME}-{sha256(whole).hexdigest()[:16]}"


def folders(folder: str, temporary: str = TEMPORARY) -> list[str]:
    """Returns the folders that may have the socket of a data folder, the best first, whether they exist or not."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # An empty one means unset, and a relative one is invalid.
    first = [runtime] if os.path.isabs(runtime) else []  # noqa: PTH117
    return [*first, os.path.join(folder, RUN), os.path.join(temporary, own_name())]  # noqa: PTH118


def sockets(folder: str, temporary: str = TEMPORARY) -> list[str]:
    """Returns the paths of sockets at which a program with this data folder may listen. Creates nothing."""
    found = [path_in(place, folder) for place in folders(folder, temporary) if is_private(place)]
    return [path for path in found if path is not None and os.path.exists(path)]  # noqa: PTH110


def path_in(place: str, folder: str) -> str | None:
    """Returns the path of a data folder's socket in a folder, or None if it is too long for a socket."""
    path = os.path.join(place, socket_name(folder))  # noqa: PTH118
    return path if len(os.fsencode(path)) <= LONGEST_PATH else None


def own_name() -> str:
    """Returns the name of this user's own folder among those of all users."""
    return f"{NAME}-{os.getuid()}"


def is_own_folder(place: str) -> bool:
    """Whether a folder is one that this program creates, and not one that the desktop has."""
    return os.path.basename(place) in (RUN, own_name())  # noqa: PTH119


def is_private(place: str) -> bool:
    """Whether only this user can enter a folder and change what is in it."""
    try:
        found = os.lstat(place) if is_own_folder(place) else os.stat(place)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return found.st_mode & _KIND == _DIRECTORY and found.st_uid == os.getuid() and not found.st_mode & _OF_OTHERS


def is_of_same_user(descriptor: int) -> bool:
    """Whether this user is at the other end of a socket. If the system cannot say, the private folder is enough."""
    import _socket

    line = _socket.socket(fileno=os.dup(descriptor))
    try:
        if sys.platform == "linux":  # three numbers: the process, the user, the group
            found = line.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
        elif sys.platform == "darwin" or "bsd" in sys.platform:  # a version, the user, groups
            found = line.getsockopt(0, _LOCAL_PEERCRED, 76)
        else:
            return True
    finally:
        line.close()
    return int.from_bytes(found[4:8], sys.byteorder) == os.getuid()
