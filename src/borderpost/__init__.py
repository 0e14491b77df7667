"""Borderpost is the inspection bench of customs officers at mail-processing centres."""

import ctypes
import sys

__version__ = "0.1.0"


def _keep_singletons() -> None:
    """Give None and its like references to spare, so that PySide6 cannot use them up.

    The PySide6 6.12 wheels are built for interpreters whose None is immortal (3.12 and later). On 3.11 each
    call that returns nothing gives away a reference to None that it never took, and the interpreter aborts
    after a few screens ("deallocating None"). True and False go the same way, more slowly.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    if hasattr(sys, "gettotalrefcount"):
        return  # a debug build lays objects out differently
    for lasting in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(lasting)).value += 1 << 60


_keep_singletons()
