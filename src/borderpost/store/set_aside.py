"""Which weeks' files could not be read in this session: known to every thread that reads declarations."""

import threading
from collections.abc import Callable
from pathlib import Path


class SetAside:
    """Weeks that are not asked any more, each by the very file that failed: one put in its place is tried.

    `changes` counts how often one was set aside; `on_change` is called then, on the thread that met it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._weeks: dict[str, tuple[int, str]] = {}
        self.changes = 0
        self.on_change: Callable[[], None] | None = None

    def put(self, week: str, file: int, why: str) -> None:
        """Set a week aside; `file` is what `file_number` says of its file."""
        with self._lock:
            if self._weeks.get(week, (0, ""))[0] == file:
                return
            self._weeks = {**self._weeks, week: (file, why)}
            self.changes += 1
        if self.on_change is not None:
            self.on_change()

    def holds(self, week: str, file: int) -> bool:
        """Tell whether this file of a week is set aside."""
        return self._weeks.get(week, (-1, ""))[0] == file

    def keep(self, weeks: list[str]) -> None:
        """Forget those that have no file any more."""
        if any(week not in weeks for week in self._weeks):
            with self._lock:
                self._weeks = {week: found for week, found in self._weeks.items() if week in weeks}

    def drop(self, week: str) -> None:
        """Forget a week that can be read after all."""
        if week in self._weeks:
            with self._lock:
                self._weeks = {other: found for other, found in self._weeks.items() if other != week}

    def reasons(self) -> dict[str, str]:
        """Return the weeks with what was said of each."""
        return {week: why for week, (_, why) in self._weeks.items()}


def file_number(path: Path) -> int:
    """Return the number by which the system tells a file from others of the same name; 0 where it is gone."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0
