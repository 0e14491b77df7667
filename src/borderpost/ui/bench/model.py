"""The state of the bench: which scan is on it, which of its declarations, and what is under way."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from borderpost.domain.codes import Disposition
from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import read_scan
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer
from borderpost.domain.scan import RawScan
from borderpost.ui.bench.amendment import changes_between
from borderpost.ui.bench.plan import Plan, plan_for
from borderpost.ui.desk import Desk
from borderpost.work import concluding, inspecting, scanning
from borderpost.work.changes import Done
from borderpost.work.lawfulness import in_force
from borderpost.work.ports import Transaction
from borderpost.work.scanning import Candidate, Scanned

JUST_REPLACED_S = 0.4
"""For so long after one parcel took another's place no step is taken: the key was meant for the other."""
TYPED_ON_S = 1.0
"""For so long after a key of somebody's text no step is taken: a scan took their text field from them."""


class BenchModel(QObject):
    """Looks scans up and carries steps out; whatever was scanned last is what it shows in the end.

    `verdict_changed`: another parcel, another of its declarations, or none. `noted`: the scan that is shown
    is in the journal; it carries the Scanned with its entry. `seen_again`: the same parcel was read once more
    and nothing about it has changed. `other_code` carries a Scanned that names no parcel; what was shown
    stays. `look_up_failed` carries the number and the error. `released`, `held` and `taken_up` carry the
    Candidate and the Inspection, `refused` the error of either. `compared` carries the Changes between two
    versions and their numbers.
    """

    verdict_changed = Signal()
    noted = Signal(object)
    seen_again = Signal()
    other_code = Signal(object)
    look_up_failed = Signal(str, object)
    busy_changed = Signal()
    released = Signal(object, object)
    taken_up = Signal(object, object)
    held = Signal(object, object)
    refused = Signal(object)
    compared = Signal(object, int, int)
    compare_failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._newest = 0
        self._acting = False
        self._replaced_at = self._typed_at = float("-inf")
        self.looking_up = ""
        self.scanned: Scanned | None = None
        self.place = 0
        self.plan: Plan | None = None
        self._law_on: date | None = None
        self._law: LegalPack | None = None

    @property
    def chosen(self) -> Candidate | None:
        """The candidate that every step is about."""
        return self.scanned.candidates[self.place] if self.scanned else None

    @property
    def busy(self) -> bool:
        """Whether a parcel is being looked up or decided on: no step is open meanwhile."""
        return bool(self.looking_up) or self._acting

    @property
    def just_replaced(self) -> bool:
        """Whether another parcel, or a text that is still being typed, had the keyboard a moment ago."""
        now = time.monotonic()
        return now - self._replaced_at < JUST_REPLACED_S or now - self._typed_at < TYPED_ON_S

    def keep_still(self) -> None:
        """Somebody is typing a text that is not for the bench: take no step for a moment."""
        self._typed_at = time.monotonic()

    def law(self) -> LegalPack | None:
        """Return the rows of the law that are in force today, None where the site has no law."""
        now = self._desk.clock()
        if self._law_on != now.date():
            self._law_on, self._law = now.date(), in_force(self._desk.law, now)
        return self._law

    def take(self, scan: RawScan) -> None:
        """Look a scan up; whatever came before it never shows after it."""
        if not self._desk.session.anyone:
            return
        readings = read_scan(scan, self._desk.carriers)
        if readings[0].action is not None:
            self._desk.scans.action_scanned.emit(readings[0].action)
            return
        self._newest += 1
        number = self._newest
        self.looking_up = readings[0].display or readings[0].text
        self.busy_changed.emit()
        officer = self._desk.session.officer
        verb = partial(
            scanning.see,
            officer=officer,
            scan=scan,
            readings=readings,
            assess=self._desk.assess,
        )

        def found(scanned: Scanned) -> None:
            if scanned.candidates:
                self._note(scanned, officer)
            if number == self._newest:
                self._looked_up()
                self._show(scanned)

        def failed(error: BaseException) -> None:
            if number == self._newest:
                self._looked_up()
                # Another parcel is in hand now: no step may be taken on the one before it.
                self.put_aside()
                self.look_up_failed.emit(readings[0].text, error)

        self._desk.do(verb, found, failed, owner=self)

    def _note(self, seen: Scanned, officer: Officer) -> None:
        """Journal what is shown, as soon as it is painted: to do both at once would have the officer wait.

        Every step that is taken on the parcel comes to the writer behind it.
        """

        def noted(scanned: Scanned) -> None:
            if self.scanned is seen:
                self.scanned = scanned
                self.noted.emit(scanned)

        def failed(error: BaseException) -> None:
            if self.scanned is seen:
                self.put_aside()
                self.look_up_failed.emit(seen.reading.text, error)

        note = partial(scanning.note, officer=officer, seen=seen)
        self._desk.do(note, noted, failed, owner=self, after_painting=True)

    def choose(self, place: int) -> None:
        """Show another of the declarations that bear the number."""
        if self.scanned is not None and 0 <= place < len(self.scanned.candidates) and not self.busy:
            self.place = place
            self._judge()
            self.verdict_changed.emit()

    def put_aside(self) -> None:
        """Take the parcel off the screen, unless it is just being decided on."""
        if not self._acting:
            self._clear()

    def start_over(self) -> None:
        """Begin anew for another officer; what is still under way shows nowhere."""
        self._newest += 1
        self._looked_up()
        self._clear()

    def release(self, reason: str = "") -> None:
        """Release the parcel straight from the bench; one that was singled out takes a reason."""
        verb = partial(concluding.release, law=self._desk.law, reason=reason)
        self._carry_out(verb, self.released.emit)

    def hold(self, disposition: Disposition, hold_reason: str) -> None:
        """Hold the parcel straight from the bench, for a reason of the law."""
        law = self._desk.law
        if law is not None:
            verb = partial(concluding.hold, disposition=disposition, hold_reason=hold_reason, law=law)
            self._carry_out(verb, self.held.emit)

    def examine(self) -> None:
        """Take the parcel up, or go on with its examination."""
        self._carry_out(inspecting.open_inspection, self.taken_up.emit)

    def compare_versions(self) -> None:
        """Find out what the declaration says otherwise than its version before."""
        chosen = self.chosen
        if chosen is None or chosen.held is None:
            return
        message = chosen.held.declaration.message

        def compare(versions: tuple[Declaration, ...]) -> None:
            known = [one for one in versions if one.message.version <= message.version]
            if self.chosen is chosen and len(known) > 1:
                before, after = known[-2:]
                changes = changes_between(before, after)
                self.compared.emit(changes, before.message.version, after.message.version)

        self._desk.tasks.run(
            lambda: self._desk.record.submit(lambda tx: tx.history(message.id)),
            compare,
            self.compare_failed.emit,
            owner=self,
            key="history",
        )

    def _show(self, scanned: Scanned) -> None:
        if scanned.chosen is None:
            self.other_code.emit(scanned)
            return
        if self.scanned is not None and _shows_the_same(self.scanned, scanned):
            self.scanned = scanned
            self.seen_again.emit()
            return
        if self.scanned is not None:
            self._replaced_at = time.monotonic()
        self.scanned, self.place = scanned, 0
        self._judge()
        self.verdict_changed.emit()

    def _judge(self) -> None:
        chosen = self.chosen
        if self.scanned is not None and chosen is not None:
            self.plan = plan_for(self.scanned, chosen, self._desk.session.officer, self.law())

    def _looked_up(self) -> None:
        self.looking_up = ""
        self.busy_changed.emit()

    def _clear(self) -> None:
        self.scanned, self.place, self.plan = None, 0, None
        self.verdict_changed.emit()

    def _carry_out(
        self, verb: Callable[..., Done[Inspection]], done: Callable[[Candidate, Inspection], None]
    ) -> None:
        chosen = self.chosen
        if chosen is None or self.busy:
            return
        self._acting = True
        self.busy_changed.emit()
        officer, subject = self._desk.session.officer, chosen.subject()

        def job(tx: Transaction) -> Done[Inspection]:
            return verb(tx, officer=officer, subject=subject)

        def finished(state: Inspection) -> None:
            self._acting = False
            if self.chosen is chosen:
                self._clear()
            self.busy_changed.emit()
            done(chosen, state)

        def failed(error: BaseException) -> None:
            self._acting = False
            self.busy_changed.emit()
            self.refused.emit(error)

        self._desk.do(job, finished, failed, owner=self)


def _shows_the_same(one: Scanned, other: Scanned) -> bool:
    """Tell whether nothing that the officer sees has changed between two scans."""
    return (one.candidates, one.past, one.earlier, one.remarks, one.suggestions, one.reading) == (
        other.candidates,
        other.past,
        other.earlier,
        other.remarks,
        other.suggestions,
        other.reading,
    )
