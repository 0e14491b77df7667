"""Files that are either wholly there or not there at all, whatever happens while they are written."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_SHORTEST: Final = 1_000
"""Nanoseconds by which the time of a folder moves on at least; some systems tell no fewer than 100 apart."""


def write_durably(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write a file under a temporary name, make it durable, and give it its name."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def mark_changed(folder: Path) -> None:
    """Move a folder's time on, so that whoever compares it sees a change; twice within one tick of the
    system's clock, too, and after that went back."""
    now, before = time.time_ns(), folder.stat().st_mtime_ns
    try:
        os.utime(folder, ns=(now, max(now, before + _SHORTEST)))
    except PermissionError:
        # a folder of another owner takes the system's time alone
        os.utime(folder)
