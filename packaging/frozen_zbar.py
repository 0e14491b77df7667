"""Run-time hook of the frozen program: finds libzbar beside the program, where ldconfig does not look."""

import ctypes.util
import sys
from pathlib import Path

_find_on_the_system = ctypes.util.find_library


def _find_library(name: str) -> str | None:
    if name == "zbar":
        for beside in sorted(Path(sys._MEIPASS).glob("libzbar.so*")):
            return str(beside)
    return _find_on_the_system(name)


ctypes.util.find_library = _find_library
