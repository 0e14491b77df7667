"""Tells in the top bar how journal and declarations stand, on the rail what waits for a second officer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from borderpost.ui.desk import Desk
from borderpost.ui.icons import Icon
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.tokens import Tone
from borderpost.work.changes import Kind
from borderpost.work.ports import Pages

_REST_MS: Final = 400
"""So long after a change it is read: the parcel that a scan brings up is painted first."""


class StandingLine(QObject):
    """Reads anew once a change has had its moment; several changes in it are read once."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        waiting: str,
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        """`waiting` is the screen whose place on the rail bears the count; `failed` hears what went wrong."""
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self._waiting = waiting
        self._failed = failed
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.read)
        desk.tasks.changed.connect(self._changed)

    def close(self) -> None:
        """Read no more."""
        self._rest.stop()

    @Slot()
    def read(self) -> None:
        """Read it now."""
        self._desk.tasks.run(
            lambda: self._desk.reads.read(_standing), self._show, self._failed, owner=self, key="standing"
        )

    @Slot(object)
    def _changed(self, _kinds: frozenset[Kind]) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _show(self, standing: "_Standing") -> None:
        entries = self.tr("Journal: %n entries", "", standing.entries)
        self._window.set_status("journal", entries, Tone.POSITIVE, Icon.LINK, standing.head[:16])
        held = self.tr("%n declarations", "", standing.declarations)
        newest = standing.newest.astimezone().strftime("%Y-%m-%d %H:%M") if standing.newest else ""
        self._window.set_status("mirror", held, Tone.NEUTRAL, Icon.SYNC, newest)
        self._window.rail.button(self._waiting).set_count(standing.waiting)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is told of the store."""

    entries: int
    head: str
    declarations: int
    newest: datetime | None
    waiting: int


def _standing(pages: Pages) -> _Standing:
    entries, head = pages.journal_head()
    declarations, newest = pages.declarations_held()
    return _Standing(entries, head, declarations, newest, len(pages.waiting_ids()))
