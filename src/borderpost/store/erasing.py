"""Files overwritten before they are removed, so that a disk does not go on telling what stood in them."""

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

from borderpost.store.files import sync_folder

_STRIDE = 1 << 20


def erase(path: Path) -> None:
    """Overwrite a file and remove it; nothing where there is none.

    A drive that spreads its writes, and a file system that keeps copies, may hold the old blocks all the
    same: whoever has to fear that erases the drive.
    """
    try:
        path.chmod(0o600)
        with path.open("r+b") as file:
            overwrite(file)
    except FileNotFoundError:
        return
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    sync_folder(path.parent)


def overwrite(file: BinaryIO) -> None:
    """Put zeros in the place of everything that stands in an open file, durably."""
    left = file.seek(0, os.SEEK_END)
    file.seek(0)
    while left > 0:
        left -= file.write(bytes(min(left, _STRIDE)))
    file.flush()
    os.fsync(file.fileno())
