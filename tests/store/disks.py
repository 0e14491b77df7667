"""Small disks of memory that fill up and can be protected, where the system lets a test mount them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk(type(Path())):  # type: ignore[misc]
    """The folder at which a small disk is mounted."""

    def protect(self, protected: bool = True) -> None:
        """Take no more writing, or take it again."""
        option = "remount,ro" if protected else "remount,rw"
        subprocess.run(["mount", "-o", option, str(self)], check=True, capture_output=True)


@contextmanager
def small_disk(at: Path, kib: int) -> Iterator[SmallDisk]:
    """Mount a disk of so many KiB; the test is skipped where that is not allowed."""
    at.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(at)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody but root mount a small disk")
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True, capture_output=True)
