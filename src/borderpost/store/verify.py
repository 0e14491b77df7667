"""Walks a journal from its first entry to its last and names the first that is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from borderpost.domain import acts
from borderpost.domain.checkpoint import SignedCheckpoint
from borderpost.domain.entry import GENESIS, BadEntry, Entry, decode_body
from borderpost.domain.inspection import Inspection, Misplaced, fold
from borderpost.store import journal
from borderpost.store.engine import Connection, DatabaseError, is_unreachable, snapshot
from borderpost.store.faults import SENTENCES, Fault, Wrong
from borderpost.store.keys import SignatureCheck
from borderpost.store.recoveries import Recoveries, recoveries
from borderpost.store.tree_check import TreeCheck

_BETWEEN_PAUSES = 8
_LATEST = 256

__all__ = ["SENTENCES", "Fault", "Verdict", "unreadable", "verify", "with_damage"]


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


def verify(
    conn: Connection,
    *,
    public_key: str,
    progress: Callable[[int], None] | None = None,
    known: Sequence[SignedCheckpoint] = (),
    pause: Callable[[], None] | None = None,
) -> Verdict:
    """Check every entry's bytes, number, chain, signature and place, the tree over them, and what was signed.

    `public_key` is the one that the station signs with now, in hex; `known` are checkpoints of this station
    that came from elsewhere. `pause` is called every few entries, by a walk that is in nobody's way.
    Raise DatabaseError where the record cannot be got at, which says nothing about its entries.
    """
    try:
        # The bench may go on writing meanwhile: journal and head have to be those of one moment.
        with snapshot(conn):
            return _Walk(conn, public_key, TreeCheck(conn, known)).to_its_end(progress, pause)
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


class _Walk:
    """A walk through a journal: where it stands, and what it has passed."""

    def __init__(self, conn: Connection, public_key: str, tree: TreeCheck) -> None:
        self._conn = conn
        self._public_key = public_key
        self._tree = tree
        self._previous, self._sequence, self._count, self._station = GENESIS, 0, 0, ""
        self._key = SignatureCheck("")
        self._key_since = 1
        self._given_up: list[SignatureCheck] = []
        self._lost: list[tuple[int, int]] = []
        self._recoveries: Recoveries | None = None
        self._stories = _Stories()

    def to_its_end(self, progress: Callable[[int], None] | None, pause: Callable[[], None] | None) -> Verdict:
        """Walk on until something is wrong, or to the end."""
        try:
            for item in journal.stored(self._conn):
                self._pass(item)
                if progress is not None and self._count % 1000 == 0:
                    progress(self._count)
                if pause is not None and self._count % _BETWEEN_PAUSES == 0:
                    pause()
            head = journal.head(self._conn)
            if (head.sequence, head.hash) != (self._sequence, self._previous):
                there = f"{head.sequence} were recorded, {self._count} are there"
                raise Wrong(max(self._sequence, 1), Fault.CUT_SHORT, there)
            self._tree.end()
        except Wrong as found:
            return self._verdict(found.sequence, found.fault, found.detail)
        except DatabaseError as error:
            if is_unreachable(error):
                raise
            return self._verdict(self._sequence + 1, Fault.DAMAGED_FILE, str(error))
        if self._count and self._key.public_hex != self._public_key:
            return Verdict(self._key_since - 1, GENESIS, self._key_since, Fault.OTHER_KEY)
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
            raise Wrong(expected, fault, error.reason) from error
        if item.sequence != expected:
            self._pass_gap(item.sequence, entry)
        elif entry.previous != self._previous and entry.sequence == item.sequence:
            raise Wrong(item.sequence, Fault.CHAIN_BROKEN)
        if entry.sequence != item.sequence or entry.id != item.id:
            raise Wrong(item.sequence, Fault.MISLABELLED)
        try:
            act = acts.act_of(entry)
        except acts.UnknownAct as error:
            raise Wrong(item.sequence, Fault.UNKNOWN_ACT, str(error)) from error
        self._of_this_station(entry, act)
        if not self._key.holds(entry.hash, item.signature):
            given_up = any(key.holds(entry.hash, item.signature) for key in self._given_up)
            raise Wrong(item.sequence, Fault.REVOKED_KEY if given_up else Fault.FORGED)
        if acts.inspection_of(act) and entry.sequence not in self._unplaced():
            try:
                self._stories.add(entry, act)
            except Misplaced as error:
                raise Wrong(item.sequence, Fault.MISPLACED, str(error)) from error
        if isinstance(act, acts.KeyRotated):
            self._given_up.append(self._key)
            self._key, self._key_since = SignatureCheck(act.public_key), entry.sequence + 1
        elif isinstance(act, acts.CosignatureReceived):
            self._tree.receive(act)
        self._tree.add(item.body, self._key.public_hex)
        self._previous, self._sequence, self._count = entry.hash, entry.sequence, self._count + 1

    def _pass_gap(self, sequence: int, behind: Entry) -> None:
        """Go over missing entries where a later entry admits to them, between these very neighbours."""
        first, last = self._sequence + 1, sequence - 1
        before = self._previous if self._sequence else ""
        if not self._told().tell_of(first=first, last=last, before=before, behind=behind.previous):
            raise Wrong(first, Fault.MISSING)
        self._lost.append((first, last))
        self._tree.lose(last - first + 1)

    def _of_this_station(self, entry: Entry, act: acts.Act) -> None:
        if self._count:
            if entry.station != self._station:
                raise Wrong(entry.sequence, Fault.OTHER_STATION)
            return
        opening = act if isinstance(act, acts.StationOpened) else None
        if opening is None and not self._lost:
            raise Wrong(entry.sequence, Fault.NO_OPENING)
        key = opening.public_key if opening is not None else self._told().first_key()
        self._key = SignatureCheck(key)
        self._station = entry.station

    def _told(self) -> Recoveries:
        if self._recoveries is None:
            self._recoveries = recoveries(self._conn)
        return self._recoveries

    def _unplaced(self) -> frozenset[int]:
        """Only a journal with gaps may have entries without a story."""
        return self._told().unplaced if self._lost else frozenset()


class _Stories:
    """The inspections met so far: the latest as they are, the others packed, so that a long journal fits.

    Without the declarations, which have no part in what may follow on what.
    """

    def __init__(self) -> None:
        self._latest: dict[str, Inspection] = {}
        self._packed: dict[str, bytes] = {}
        self._pack = msgspec.msgpack.Encoder().encode
        self._unpack = msgspec.msgpack.Decoder(Inspection).decode

    def add(self, entry: Entry, act: acts.Act) -> None:
        """Carry one more entry into its inspection; raise Misplaced where it cannot stand there."""
        inspection = acts.inspection_of(act)
        before = self._latest.pop(inspection, None)
        if before is None and (packed := self._packed.get(inspection)) is not None:
            before = self._unpack(packed)
        after = fold(before, entry, act)
        if before is None:
            after = replace(after, assessment={}, declaration=None)
        self._latest[inspection] = after
        if len(self._latest) > _LATEST:
            oldest = next(iter(self._latest))
            self._packed[oldest] = self._pack(self._latest.pop(oldest))
