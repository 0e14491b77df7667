"""How much waits on a screen, told in the navigation as long as the screen itself is not there to tell it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from borderpost.domain.officer import Officer
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Promised
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages


class RailCount(QObject):
    """Counts when an officer comes to the bench, and when one of some kinds of thing changes."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        promised: Promised[Any],
        count: Callable[[Officer, Pages], int],
        heard: frozenset[Kind] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        """`count` runs beside the main thread."""
        super().__init__(parent)
        self._desk, self._promised, self._count, self._heard = desk, promised, count, heard
        self._button = window.rail.button(promised.signpost.name)
        desk.session.changed.connect(self._renew)
        desk.tasks.changed.connect(self._changed)

    @Slot(int)
    def show(self, count: int) -> None:
        """Tell how much waits."""
        self._button.set_count(count)

    @Slot(object)
    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & self._heard:
            self._renew()

    @Slot()
    def _renew(self) -> None:
        if self._promised.made is not None or not self._desk.session.anyone:
            return
        count = partial(self._count, self._desk.session.officer)
        self._desk.tasks.run(
            lambda: self._desk.reads.read(count), self._counted, self._not_counted, owner=self, key="count"
        )

    def _not_counted(self, _error: BaseException) -> None:
        """Nothing: the screen itself says what cannot be read, to whoever opens it."""

    def _counted(self, count: int) -> None:
        # made meanwhile, the screen knows better
        if self._promised.made is None:
            self.show(count)
