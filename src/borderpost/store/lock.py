"""The lock by which one program at a time writes a station's folder."""

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
_BETWEEN_TRIES = 0.01  # seconds


class FolderInUse(Exception):
    """Another program works on the folder at this moment."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: another Borderpost is at work on this folder; end that one first")
        self.folder = folder


class FolderLock:
    """A lock of the operating system on a file in the folder: it ends with the process, however that ends.

    Making one takes the lock and raises FolderInUse where somebody holds it for longer than `patience`
    (seconds). The file stays; it is the lock on it that counts.
    """

    def __init__(self, file: Path, *, patience: float = 0.0) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not inherited by programs that this one starts, so that a printer's helper never holds it.
        self._handle: int | None = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + patience
        while True:
            try:
                _lock(self._handle)
            except OSError as error:
                if error.errno in _HELD and time.monotonic() < until:
                    time.sleep(_BETWEEN_TRIES)
                    continue
                self.release()
                if error.errno in _HELD:
                    raise FolderInUse(file.parent) from error
                raise
            return

    def release(self) -> None:
        """Let the next one in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        # flock belongs to the open file: a second opening by the same process is kept out as well.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
