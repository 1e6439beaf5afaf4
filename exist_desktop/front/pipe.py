r"""The front's connection on Windows: a named pipe. Nobody has tried this module yet.

`QLocalServer` listens at `\\.\pipe\NAME`, and lets in nobody but this user. A program of another user could have made a
pipe of that name before it; so the owner of the process at the other end is looked at before anything is said.
"""

import sys
import time

from exist_desktop.front import place

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _BUSY = 231
    """ERROR_PIPE_BUSY: all instances of the pipe are taken; another one is made at once."""
    _BROKEN = 109
    """ERROR_BROKEN_PIPE: the other end was closed."""
    _TRIES, _TRY_SECONDS, _LOOK_SECONDS = 5, 0.02, 0.002
    _ANYBODY = 0xFFFFFFFF
    """ASFW_ANY."""
    _QUERY_LIMITED, _TOKEN_QUERY, _TOKEN_USER = 0x1000, 0x0008, 1

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _rights = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel.GetNamedPipeServerProcessId.argtypes = [wintypes.HANDLE, ctypes.POINTER(wintypes.ULONG)]
    _kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.PeekNamedPipe.argtypes = [
        *(wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD),
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p),
    ]
    _rights.OpenProcessToken.argtypes = [wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE)]
    _rights.GetTokenInformation.argtypes = [
        *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p),
        *(wintypes.DWORD, ctypes.POINTER(wintypes.DWORD)),
    ]
    _rights.EqualSid.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE

    class Pipe:
        """A connection with the methods of a socket that the front uses."""

        def __init__(self, name: str) -> None:
            self._file = open(rf"\\.\pipe\{name}", "r+b", buffering=0)  # noqa: PTH123, SIM115
            import msvcrt

            self.handle = msvcrt.get_osfhandle(self._file.fileno())
            self._seconds = 0.0

        def settimeout(self, seconds: float) -> None:
            """Sets how long `recv` waits."""
            self._seconds = seconds

        def sendall(self, data: bytes) -> None:
            """Writes all of it. Raises `OSError`."""
            while data:
                data = data[self._file.write(data) :]

        def recv(self, most: int) -> bytes:
            """Returns what is there, at the latest after the time that was set; empty at the end. Raises `OSError`."""
            until = time.monotonic() + self._seconds
            there = wintypes.DWORD()
            while _kernel.PeekNamedPipe(self.handle, None, 0, None, ctypes.byref(there), None):
                if there.value:
                    return self._file.read(min(most, there.value)) or b""
                if time.monotonic() > until:
                    raise TimeoutError
                time.sleep(_LOOK_SECONDS)
            if ctypes.get_last_error() == _BROKEN:
                return b""
            raise ctypes.WinError(ctypes.get_last_error())

        def close(self) -> None:
            """Ends the connection."""
            self._file.close()

    def connected(folder: str) -> Pipe | None:
        """Returns a connection to this user's running program, or None if none listens."""
        for _ in range(_TRIES):
            try:
                pipe = Pipe(place.socket_name(folder))
            except OSError as error:
                if getattr(error, "winerror", None) != _BUSY:
                    return None
                time.sleep(_TRY_SECONDS)
                continue
            if _is_of_same_user(pipe):
                ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)  # which this process may do, and a window needs
                return pipe
            pipe.close()
        return None

    def _is_of_same_user(pipe: Pipe) -> bool:
        """Whether the process that made the pipe is this user's. False if that is not to be known."""
        number = wintypes.ULONG()
        if not _kernel.GetNamedPipeServerProcessId(pipe.handle, ctypes.byref(number)):
            return False
        process = _kernel.OpenProcess(_QUERY_LIMITED, 0, number)
        if not process:
            return False
        try:
            theirs, ours = _user(process), _user(_kernel.GetCurrentProcess())
        finally:
            _kernel.CloseHandle(process)
        if theirs is None or ours is None:
            return False
        return bool(_rights.EqualSid(_sid(theirs), _sid(ours)))

    def _user(process: int) -> ctypes.Array[ctypes.c_char] | None:
        """Returns the TOKEN_USER of a process: a pointer to the user's SID, and the SID."""
        token, size = wintypes.HANDLE(), wintypes.DWORD()
        if not _rights.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)):
            return None
        try:
            found = ctypes.create_string_buffer(256)
            got = _rights.GetTokenInformation(token, _TOKEN_USER, found, len(found), ctypes.byref(size))
        finally:
            _kernel.CloseHandle(token)
        return found if got else None

    def _sid(user: ctypes.Array[ctypes.c_char]) -> ctypes.c_void_p:
        return ctypes.c_void_p.from_buffer(user)
