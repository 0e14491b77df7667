"""Walks a journal from its first entry to its last and names the first that is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from borderpost.domain import acts
from borderpost.domain.entry import GENESIS, BadEntry, Entry, decode_body
from borderpost.domain.inspection import Inspection, Misplaced, fold
from borderpost.store import journal
from borderpost.store.engine import Connection, DatabaseError, is_unreachable, snapshot
from borderpost.store.keys import signature_holds
from borderpost.store.recoveries import Recoveries, recoveries


class Fault(StrEnum):
    """In which way an entry, or the journal, is wrong."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    MISLABELLED = "mislabelled"
    CHAIN_BROKEN = "chain_broken"
    OTHER_STATION = "other_station"
    NO_OPENING = "no_opening"
    OTHER_KEY = "other_key"
    FORGED = "forged"
    UNKNOWN_ACT = "unknown_act"
    MISPLACED = "misplaced"
    CUT_SHORT = "cut_short"
    DAMAGED_FILE = "damaged_file"
    DAMAGED_PAGES = "damaged_pages"


SENTENCES = {
    Fault.MISSING: "the entry is missing",
    Fault.UNREADABLE: "the entry's bytes are not those of an entry",
    Fault.MISLABELLED: "the entry lies under another number or identifier than its own",
    Fault.CHAIN_BROKEN: "the entry does not follow on the one before it",
    Fault.OTHER_STATION: "the entry is of another station",
    Fault.NO_OPENING: "the journal does not begin with the station's opening",
    Fault.OTHER_KEY: "the journal was opened under another key than this station's",
    Fault.FORGED: "the station's signature does not hold",
    Fault.UNKNOWN_ACT: "the entry holds an act that this program does not know",
    Fault.MISPLACED: "the entry cannot stand where it stands",
    Fault.CUT_SHORT: "entries after this one were recorded and are gone",
    Fault.DAMAGED_FILE: "the database cannot be read from here on",
    Fault.DAMAGED_PAGES: "parts of the database are no longer what was written",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found: `wrong` is the sequence of the first wrong entry, 0 where every entry holds.

    `pages` are those of the file that are no longer what was written: they need not hold an entry.
    `lost` are the numbers, first and last, of entries that are missing and that a later entry tells of: what
    was lost to damage is not hidden, and is no fault of the journal as it stands. `last` is the number of the
    newest entry that was passed: with nothing lost, that of `entries`.
    """

    entries: int
    head_hash: str
    wrong: int = 0
    fault: Fault | None = None
    detail: str = ""
    pages: tuple[int, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()
    last: int = 0

    @property
    def holds(self) -> bool:
        """Tell whether everything is as it was written."""
        return self.fault is None


def verify(conn: Connection, *, public_key: str, progress: Callable[[int], None] | None = None) -> Verdict:
    """Check every entry's bytes, number, chain, signature and place; `public_key` is the station's in hex.

    Raise DatabaseError where the record cannot be got at, which says nothing about its entries.
    """
    try:
        # The bench may go on writing meanwhile: journal and head have to be those of one moment.
        with snapshot(conn):
            return _walk(conn, public_key, progress)
    except DatabaseError as error:
        if is_unreachable(error):
            raise
        return unreadable(str(error))


def unreadable(why: str) -> Verdict:
    """Return the verdict on a database of which nothing can be read."""
    return Verdict(0, GENESIS, 1, Fault.DAMAGED_FILE, why)


def with_damage(verdict: Verdict, pages: tuple[int, ...]) -> Verdict:
    """Return a verdict that tells of the damaged pages, too."""
    if not pages:
        return verdict
    if verdict.fault is None:
        return replace(verdict, fault=Fault.DAMAGED_PAGES, pages=pages)
    return replace(verdict, pages=pages)


def _walk(conn: Connection, public_key: str, progress: Callable[[int], None] | None) -> Verdict:
    return _Walk(conn, public_key, progress).to_its_end()


class _Wrong(Exception):
    """The walk came to something that is wrong."""

    def __init__(self, sequence: int, fault: Fault, detail: str = "") -> None:
        super().__init__(sequence, fault, detail)
        self.sequence, self.fault, self.detail = sequence, fault, detail


class _Walk:
    """A walk through a journal: where it stands, and what it has passed."""

    def __init__(self, conn: Connection, public_key: str, progress: Callable[[int], None] | None) -> None:
        self._conn = conn
        self._public_key = public_key
        self._progress = progress
        self._previous, self._sequence, self._count, self._station = GENESIS, 0, 0, ""
        self._lost: list[tuple[int, int]] = []
        self._recoveries: Recoveries | None = None
        self._stories = _Stories()

    def to_its_end(self) -> Verdict:
        """Walk on until something is wrong, or to the end."""
        try:
            for item in journal.stored(self._conn):
                self._pass(item)
                if self._progress is not None and self._count % 1000 == 0:
                    self._progress(self._count)
            head = journal.head(self._conn)
        except _Wrong as found:
            return self._verdict(found.sequence, found.fault, found.detail)
        except DatabaseError as error:
            if is_unreachable(error):
                raise
            return self._verdict(self._sequence + 1, Fault.DAMAGED_FILE, str(error))
        if (head.sequence, head.hash) != (self._sequence, self._previous):
            there = f"{head.sequence} were recorded, {self._count} are there"
            return self._verdict(max(self._sequence, 1), Fault.CUT_SHORT, there)
        return self._verdict()

    def _verdict(self, wrong: int = 0, fault: Fault | None = None, detail: str = "") -> Verdict:
        lost = tuple(self._lost)
        return Verdict(self._count, self._previous, wrong, fault, detail, lost=lost, last=self._sequence)

    def _pass(self, item: journal.Stored) -> None:
        expected = self._sequence + 1
        try:
            entry = decode_body(item.body)
        except BadEntry as error:
            fault = Fault.UNREADABLE if item.sequence == expected else Fault.MISSING
            raise _Wrong(expected, fault, error.reason) from error
        if item.sequence != expected:
            self._pass_gap(item.sequence, entry)
        elif entry.previous != self._previous and entry.sequence == item.sequence:
            raise _Wrong(item.sequence, Fault.CHAIN_BROKEN)
        if entry.sequence != item.sequence or entry.id != item.id:
            raise _Wrong(item.sequence, Fault.MISLABELLED)
        if not signature_holds(self._public_key, entry.hash, item.signature):
            raise _Wrong(item.sequence, Fault.FORGED)
        try:
            act = acts.act_of(entry)
        except acts.UnknownAct as error:
            raise _Wrong(item.sequence, Fault.UNKNOWN_ACT, str(error)) from error
        self._of_this_station(entry, act)
        if acts.inspection_of(act) and entry.sequence not in self._unplaced():
            try:
                self._stories.add(entry, act)
            except Misplaced as error:
                raise _Wrong(item.sequence, Fault.MISPLACED, str(error)) from error
        self._previous, self._sequence, self._count = entry.hash, entry.sequence, self._count + 1

    def _pass_gap(self, sequence: int, behind: Entry) -> None:
        """Go over missing entries where a later entry admits to them, between these very neighbours."""
        first, last = self._sequence + 1, sequence - 1
        before = self._previous if self._sequence else ""
        if not self._told().tell_of(first=first, last=last, before=before, behind=behind.previous):
            raise _Wrong(first, Fault.MISSING)
        self._lost.append((first, last))

    def _of_this_station(self, entry: Entry, act: acts.Act) -> None:
        if self._count:
            if entry.station != self._station:
                raise _Wrong(entry.sequence, Fault.OTHER_STATION)
            return
        opening = act if isinstance(act, acts.StationOpened) else None
        if opening is None and not self._lost:
            raise _Wrong(entry.sequence, Fault.NO_OPENING)
        key = opening.public_key if opening is not None else self._told().first_key()
        if key != self._public_key:
            raise _Wrong(entry.sequence, Fault.OTHER_KEY)
        self._station = entry.station

    def _told(self) -> Recoveries:
        if self._recoveries is None:
            self._recoveries = recoveries(self._conn)
        return self._recoveries

    def _unplaced(self) -> frozenset[int]:
        """Only a journal with gaps may have entries without a story."""
        return self._told().unplaced if self._lost else frozenset()


class _Stories:
    """The inspections met so far, packed, and without the declarations, so that a long journal fits."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._pack = msgspec.msgpack.Encoder().encode
        self._unpack = msgspec.msgpack.Decoder(Inspection).decode

    def add(self, entry: Entry, act: acts.Act) -> None:
        """Carry one more entry into its inspection; raise Misplaced where it cannot stand there."""
        inspection = acts.inspection_of(act)
        packed = self._packed.get(inspection)
        after = fold(self._unpack(packed) if packed is not None else None, entry, act)
        if packed is None:
            after = replace(after, assessment={}, declaration=None)
        self._packed[inspection] = self._pack(after)
