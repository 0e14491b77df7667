"""A list for release on its way: looked at, signed, and released in pieces, so that nothing waits for it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from borderpost.domain.bulk import ITEMS_LIMIT, once_each
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.identifiers import Reading, read_scan
from borderpost.domain.release_codes import ListKind, StaysBehind
from borderpost.domain.scan import RawScan
from borderpost.ui.desk import Desk
from borderpost.work import bulk_releasing
from borderpost.work.bulk_releasing import AT_ONCE, Advanced, Line, Signed
from borderpost.work.ports_release import BulkUnderWay

_LOOKED_AT_ONCE = 50


class Phase(StrEnum):
    """How far a list has come at this bench."""

    EMPTY = "empty"
    LOOKING = "looking"
    READY = "ready"
    WORKING = "working"
    STOPPED = "stopped"
    DONE = "done"


class ListRelease(QObject):
    """`changed`: another phase, or lines that came in. `failed` carries what went wrong.

    `progressed` carries how many items are dealt with and of how many, `ended` how many were released.
    """

    changed = Signal()
    progressed = Signal(int, int)
    failed = Signal(object)
    ended = Signal(int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turn = 0
        self._numbers: tuple[str, ...] = ()
        self._place = 0
        self._at_once = AT_ONCE
        self.phase = Phase.EMPTY
        self.source = ListKind.SCANNED
        self.name = ""
        self.lines: list[Line] = []
        self.yellow = False
        self.under: BulkUnderWay | None = None
        self.kept: dict[str, StaysBehind] = {}

    def clear(self) -> None:
        """Begin anew; a list that is under way goes on where it stands when it is taken up again."""
        self._turn += 1
        self._numbers, self.lines, self.name = (), [], ""
        self.under, self.kept = None, {}
        self.source = ListKind.SCANNED
        self._go(Phase.EMPTY)

    def take(self, source: ListKind, name: str, numbers: Sequence[str]) -> None:
        """Look at a whole list, in place of what was there."""
        if self.phase is Phase.WORKING:
            return
        if len(numbers) > ITEMS_LIMIT:
            self.failed.emit(Refused([Refusal(Rule.LIST_TOO_LONG, str(ITEMS_LIMIT))]))
            return
        self._turn += 1
        self.source, self.name = source, name
        self._numbers, self.lines = once_each(numbers), []
        self.under, self.kept = None, {}
        self._go(Phase.LOOKING if self._numbers else Phase.EMPTY)
        self._look()

    def add(self, number: str) -> None:
        """Put one more number on the list; a list that came whole gives way to one that is scanned."""
        if self.phase is Phase.WORKING:
            return
        scanned = self.source is ListKind.SCANNED and self.phase is not Phase.DONE
        before = self._numbers if scanned else ()
        numbers = once_each((*before, number))
        if not scanned:
            self.take(ListKind.SCANNED, "", numbers)
        elif len(numbers) > len(before):
            self._numbers = numbers
            looking = self.phase is Phase.LOOKING
            self._go(Phase.LOOKING)
            if not looking:
                self._look()

    def take_yellow(self, yellow: bool) -> None:
        """Let yellow items go, too, or not; every item is looked at anew."""
        self.yellow = yellow
        if self.phase in (Phase.READY, Phase.LOOKING):
            self.take(self.source, self.name, self._numbers)

    def going(self) -> tuple[str, ...]:
        """Return the items that are to be released, each once."""
        return tuple(dict.fromkeys(line.item for line in self.lines if line.why is None))

    def counts(self) -> tuple[Counter[str], Counter[StaysBehind]]:
        """Return how many items go, by lane, and how many stay behind, by why."""
        return bulk_releasing.counted(self.lines)

    def signed(self, reason: str) -> Signed:
        """Return the list as it is put before the second officer."""
        left = self.counts()[1]
        return Signed(self.source, self.name, self.going(), reason, self.yellow, left)

    def run(self, under: BulkUnderWay) -> None:
        """Release what was signed, from the beginning on: what is released already is passed over."""
        self.under, self.kept = under, {}
        self._place, self._at_once = 0, AT_ONCE
        self._turn += 1
        self._go(Phase.WORKING)
        self.progressed.emit(under.done, len(under.begun.items))
        self._advance()

    def stop(self) -> None:
        """Rest after the items that are being released now."""
        if self.phase is Phase.WORKING:
            self._turn += 1
            self._go(Phase.STOPPED)

    def give_up(self, reason: str) -> None:
        """Leave the rest of a list as it is."""
        if self.under is not None:
            self._finish(given_up=True, reason=reason)

    def _read(self, scan: RawScan) -> Sequence[Reading]:
        return read_scan(scan, self._desk.carriers)

    def _look(self) -> None:
        numbers = self._numbers[len(self.lines) : len(self.lines) + _LOOKED_AT_ONCE]
        if not numbers:
            if self.phase is Phase.LOOKING:
                self._go(Phase.READY)
            return
        verb = partial(
            bulk_releasing.look_at,
            officer=self._desk.session.officer,
            numbers=numbers,
            read=self._read,
            assess=self._desk.assess,
            law=self._desk.law,
            yellow=self.yellow,
        )
        self._desk.do(verb, self._in_turn(self._looked), self._in_turn(self._broke_off), owner=self)

    def _looked(self, lines: tuple[Line, ...]) -> None:
        self.lines += lines
        self.changed.emit()
        self._look()

    def _advance(self) -> None:
        if self.under is None:
            return
        verb = partial(
            bulk_releasing.release_some,
            officer=self._desk.session.officer,
            batch=self.under.begun.batch,
            place=self._place,
            read=self._read,
            assess=self._desk.assess,
            law=self._desk.law,
            most=self._at_once,
        )
        self._desk.do(verb, self._in_turn(self._advanced), self._in_turn(self._stumbled), owner=self)

    def _advanced(self, at: Advanced) -> None:
        self._place, self._at_once = at.place, AT_ONCE
        self.kept.update(at.kept)
        self.progressed.emit(at.place, at.of)
        if at.ended:
            self._finish(given_up=False)
        elif self.phase is Phase.WORKING:
            self._advance()

    def _stumbled(self, error: BaseException) -> None:
        """Pass over the one item that the record refuses; anything else stops the list where it stands."""
        if not isinstance(error, Refused) or self.under is None:
            self._broke_off(error)
        elif self._at_once > 1:
            self._at_once = 1
            self._advance()
        elif self._place < len(self.under.begun.items):
            self.kept[self.under.begun.items[self._place]] = StaysBehind.LAW
            self._place += 1
            if self._place < len(self.under.begun.items):
                self._advance()
            else:
                self._finish(given_up=False)

    def _finish(self, *, given_up: bool, reason: str = "") -> None:
        if self.under is None:
            return
        verb = partial(
            bulk_releasing.finish,
            officer=self._desk.session.officer,
            batch=self.under.begun.batch,
            kept=dict(self.kept),
            given_up=given_up,
            reason=reason,
        )
        self._desk.do(verb, self._in_turn(self._ended), self._in_turn(self._broke_off), owner=self)

    def _ended(self, released: int) -> None:
        self.lines = [replace(line, why=self.kept.get(line.item, line.why)) for line in self.lines]
        self._go(Phase.DONE)
        self.ended.emit(released)

    def _broke_off(self, error: BaseException) -> None:
        self._go(Phase.STOPPED if self.under is not None else Phase.EMPTY)
        self.failed.emit(error)

    def _in_turn(self, then: Callable[..., None]) -> Callable[..., None]:
        """Return a listener that hears nothing once another list has taken this one's place."""
        turn = self._turn

        def heard(value: object) -> None:
            if turn == self._turn:
                then(value)

        return heard

    def _go(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()
