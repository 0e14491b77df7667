"""Asks the store for the log's rows: one search at a time, the newest wish wins."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from borderpost.ui.desk import Desk
from borderpost.work.ports import NEWEST_FIRST, LogFilter, LogOrder


@dataclass(slots=True)
class _Wish:
    """A search under way; whoever withdraws it makes it end early."""

    withdrawn: bool = False

    def is_withdrawn(self) -> bool:
        """Asked by the store, on its own thread, while it searches."""
        return self.withdrawn


class LogSearch(QObject):
    """`found(ids)`: the rows of the last wish, in order. `failed(error)`: the store could not say."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wish: _Wish | None = None

    def look_up(self, log_filter: LogFilter, order: LogOrder = NEWEST_FIRST) -> None:
        """Search anew; a search still under way is given up."""
        self.withdraw()
        wish = self._wish = _Wish()

        def done(ids: list[int]) -> None:
            if not wish.withdrawn:
                self._wish = None
                self.found.emit(ids)

        def failed(error: BaseException) -> None:
            if not wish.withdrawn:
                self._wish = None
                self.failed.emit(error)

        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: pages.log_ids(log_filter, wish.is_withdrawn, order)),
            done,
            failed,
            owner=self,
            key="log",
        )

    def withdraw(self) -> bool:
        """Give up the search under way; return whether there was one."""
        if self._wish is None:
            return False
        self._wish.withdrawn = True
        self._wish = None
        return True
