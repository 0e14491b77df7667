"""The last parcels that were shown at this bench, with their lanes and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal

from borderpost.domain.identifiers import s10
from borderpost.domain.risk.lane import Lane
from borderpost.ui.kit import lane_word
from borderpost.ui.tables import Column, PagedTableModel
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import clock_text

_KEPT = 50


@dataclass(frozen=True, slots=True)
class Recent:
    """One parcel as it was last shown: its number, lane and the moment, and what was done since."""

    item_id: str
    lane: Lane
    at: datetime
    outcome: str = ""


class RecentParcels(QObject):
    """Remembers the newest parcels first, each number once, until somebody else takes the bench.

    `model` shows them after `bring_up()`: at most scans nobody sees the table.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parcels: dict[str, Recent] = {}
        self.model: PagedTableModel[Recent] = PagedTableModel(_columns(), self._fetch, self)

    def note(self, recent: Recent) -> None:
        """Put a parcel first; without an outcome of its own it keeps the one it had."""
        known = self._parcels.pop(recent.item_id, None)
        if known is not None and not recent.outcome:
            recent = replace(recent, outcome=known.outcome)
        self._parcels = {recent.item_id: recent, **self._parcels}
        for item_id in list(self._parcels)[_KEPT:]:
            del self._parcels[item_id]
        self.changed.emit()

    def forget(self) -> None:
        """Begin anew."""
        self._parcels = {}
        self.changed.emit()

    def parcels(self) -> list[Recent]:
        """Return them, the newest first."""
        return list(self._parcels.values())

    def _fetch(self, ids: Sequence[str]) -> list[Recent | None]:
        return [self._parcels.get(item_id) for item_id in ids]

    def bring_up(self) -> None:
        """Show in the table what is remembered now."""
        self.model.set_ids(list(self._parcels))


def _columns() -> list[Column[Recent]]:
    translate = QCoreApplication.translate
    return [
        Column(
            "item",
            translate("RecentParcels", "Number"),
            lambda r: s10.format_display(r.item_id),
            158,
            code=True,
            sortable=False,
            stretch=True,
        ),
        Column(
            "lane",
            translate("RecentParcels", "Lane"),
            lambda r: lane_word(r.lane),
            104,
            tone=lambda r: Tone(r.lane.value),
            sortable=False,
        ),
        Column("outcome", translate("RecentParcels", "Then"), lambda r: r.outcome, 104, sortable=False),
        Column(
            "at",
            translate("RecentParcels", "Seen at"),
            lambda r: clock_text(r.at)[:5],
            66,
            sortable=False,
            number=True,
        ),
    ]
