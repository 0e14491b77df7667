"""Tells from what a system or a database says which trouble there is with a disk."""

import errno
from typing import Final

from borderpost.store.engine import DatabaseError, WrongKey
from borderpost.work.troubles import Trouble

_BY_ERRNO: Final = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.TOO_LARGE,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EIO: Trouble.FAILING,
    errno.ENXIO: Trouble.GONE,
    errno.ENODEV: Trouble.GONE,
    errno.ENOENT: Trouble.GONE,
    errno.ENOTDIR: Trouble.GONE,
}
_BY_RESULT: Final = {
    5: Trouble.BUSY,
    6: Trouble.BUSY,
    8: Trouble.READ_ONLY,
    10: Trouble.FAILING,
    11: Trouble.DAMAGED,
    13: Trouble.FULL,
    14: Trouble.GONE,
    26: Trouble.DAMAGED,
}
"""SQLite's primary result codes."""


def trouble_of(error: BaseException) -> Trouble | None:
    """Return the trouble that an error speaks of; None where it is not about a disk."""
    if isinstance(error, WrongKey):
        return Trouble.DAMAGED
    if isinstance(error, DatabaseError):
        return _BY_RESULT.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, Trouble.FAILING)
    return None
