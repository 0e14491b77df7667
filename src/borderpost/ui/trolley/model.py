"""The sorting itself: every scan is looked up in turn, a green parcel is released by the scan after it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from borderpost.domain.bulk import UNASSESSED
from borderpost.domain.identifiers import read_scan
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.lawful import release_refusals
from borderpost.domain.officer import Right
from borderpost.domain.scan import RawScan
from borderpost.domain.sorting import Spot, spot_of
from borderpost.ui.bench.plan import current_inspection
from borderpost.ui.desk import Desk
from borderpost.work import concluding, scanning
from borderpost.work.lawfulness import in_force
from borderpost.work.scanning import Candidate, Remark, Scanned


class Became(StrEnum):
    """What became of a sorted parcel."""

    SORTED = "sorted"
    WAITS = "waits"
    RELEASED = "released"
    PROPOSED = "proposed"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """One parcel of the sorting, each number once; `text` is what was read where it is no parcel's number."""

    number: int
    text: str
    spot: Spot
    at: datetime
    became: Became = Became.SORTED


@dataclass(slots=True)
class Sum:
    """What has been sorted since the beginning."""

    begun: datetime
    rows: dict[int, Row] = field(default_factory=dict)
    misread: int = 0

    def counts(self) -> Counter[Spot]:
        """Return how many parcels went where."""
        return Counter(row.spot for row in self.rows.values())

    def became(self, what: Became) -> int:
        """Return of how many parcels this became."""
        return sum(row.became is what for row in self.rows.values())


class TrolleyModel(QObject):
    """`shown` carries the Row of each scan (a misread one has number 0), `changed` comes when a row did.

    `refused` carries the error for which a green parcel was not released, `not_found` that for which nothing
    was looked up. While `waits`, green parcels are
    only sorted; a list of them can be released together.
    """

    shown = Signal(object)
    changed = Signal()
    refused = Signal(object)
    not_found = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pending: tuple[int, Candidate] | None = None
        self._places: dict[tuple[str, str], int] = {}
        self.sum: Sum | None = None
        self.waits = False

    @property
    def running(self) -> bool:
        """Tell whether parcels are being sorted."""
        return self.sum is not None

    @property
    def pending(self) -> Row | None:
        """The green parcel that the next scan releases."""
        if self._pending is None or self.sum is None:
            return None
        return self.sum.rows[self._pending[0]]

    def begin(self, *, waits: bool) -> None:
        """Begin to sort."""
        self.sum = Sum(self._desk.clock())
        self.waits = waits
        self._pending, self._places = None, {}
        self.changed.emit()

    def take(self, scan: RawScan) -> None:
        """Look a scan up; each is dealt with, in the order in which they came."""
        if self.sum is None or not self._desk.session.anyone:
            return
        readings = read_scan(scan, self._desk.carriers)
        verb = partial(
            scanning.look_up,
            officer=self._desk.session.officer,
            scan=scan,
            readings=readings,
            assess=self._desk.assess,
        )
        of = self.sum
        self._desk.do(verb, partial(self._found, of), self._not_found, owner=self)

    def misread(self) -> None:
        """A device saw a code that it could not read."""
        if self.sum is not None:
            self._mistaken(self.sum, Spot.UNREADABLE, "")

    def keep_back(self) -> Row | None:
        """Do not release the green parcel that waits for the next scan; return its row."""
        if self._pending is None or self.sum is None:
            return None
        number, self._pending = self._pending[0], None
        return self._note(self.sum, number, Became.KEPT)

    def end(self, *, releases: bool) -> Sum | None:
        """End it; with `releases` this is the scan that releases the last green parcel, else it is kept back.

        What is under way still comes into the Sum that is returned; `changed` tells.
        """
        done = self.sum
        if done is not None:
            if releases:
                self._release_pending(done)
            else:
                self.keep_back()
        self.sum = None
        self.changed.emit()
        return done

    def _found(self, of: Sum, scanned: Scanned) -> None:
        chosen = scanned.chosen
        if of is not self.sum:
            return
        if chosen is None or Remark.CHECK_FAILED in scanned.remarks:
            self._mistaken(of, Spot.UNKNOWN, scanned.reading.display or scanned.reading.text)
            return
        item = (chosen.item_id, chosen.item_date)
        if self._pending is not None and self._places.get(item) == self._pending[0]:
            self.shown.emit(of.rows[self._pending[0]])
            return
        self._release_pending(of)
        number = self._places.setdefault(item, len(self._places) + 1)
        before = of.rows.pop(number, None)
        spot = self._spot(scanned, chosen)
        became = before.became if before is not None and spot is Spot.AGAIN else Became.SORTED
        row = Row(number, chosen.item_id, spot, scanned.scan.at, became)
        if spot is Spot.GREEN:
            row = replace(row, became=Became.WAITS)
            if not self.waits:
                self._pending = (number, chosen)
        of.rows[number] = row
        self.shown.emit(row)
        self.changed.emit()

    def _not_found(self, error: BaseException) -> None:
        if self.sum is not None:
            self._mistaken(self.sum, Spot.UNREADABLE, "")
        self.not_found.emit(error)

    def _mistaken(self, of: Sum, spot: Spot, text: str) -> None:
        """A code that names no parcel releases nothing: it may be another one on the same label."""
        of.misread += 1
        self.shown.emit(Row(0, text, spot, self._desk.clock()))
        self.changed.emit()

    def _spot(self, scanned: Scanned, chosen: Candidate) -> Spot:
        past = current_inspection(scanned, chosen)
        assessment, officer = chosen.assessment, self._desk.session.officer
        law = in_force(self._desk.law, self._desk.clock())
        shut = release_refusals(law, assessment.lane, officer)
        return spot_of(
            assessment.lane,
            declared=chosen.held is not None,
            certain=len(scanned.candidates) == 1,
            drawn=assessment.drawn is not None and assessment.drawn.chosen,
            incomplete=bool(scanned.weeks_missing)
            or any(note.kind in UNASSESSED for note in assessment.notes),
            stage=past.stage if past is not None else "",
            may_release=officer.may(Right.CONCLUDE) and not shut,
        )

    def _release_pending(self, of: Sum) -> None:
        if self._pending is None:
            return
        (number, chosen), self._pending = self._pending, None
        verb = partial(
            concluding.release,
            officer=self._desk.session.officer,
            subject=chosen.subject(),
            law=self._desk.law,
        )

        def released(state: Inspection) -> None:
            proposed = state.stage is Stage.AWAITING_APPROVAL
            self._note(of, number, Became.PROPOSED if proposed else Became.RELEASED)

        def failed(error: BaseException) -> None:
            self._note(of, number, Became.REFUSED)
            self.refused.emit(error)

        self._desk.do(verb, released, failed, owner=self)

    def _note(self, of: Sum, number: int, became: Became) -> Row:
        row = of.rows[number] = replace(of.rows[number], became=became)
        self.changed.emit()
        return row
