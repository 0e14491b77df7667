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
    """

    entries: int
    head_hash: str
    wrong: int = 0
    fault: Fault | None = None
    detail: str = ""
    pages: tuple[int, ...] = ()

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
    previous, count, station = GENESIS, 0, ""
    stories = _Stories()

    def wrong(sequence: int, fault: Fault, detail: str = "") -> Verdict:
        return Verdict(count, previous, sequence, fault, detail)

    try:
        for item in journal.stored(conn):
            expected = count + 1
            if item.sequence != expected:
                return wrong(expected, Fault.MISSING)
            try:
                entry = decode_body(item.body)
            except BadEntry as error:
                return wrong(expected, Fault.UNREADABLE, error.reason)
            if entry.sequence != item.sequence or entry.id != item.id:
                return wrong(expected, Fault.MISLABELLED)
            if entry.previous != previous:
                return wrong(expected, Fault.CHAIN_BROKEN)
            if not signature_holds(public_key, entry.hash, item.signature):
                return wrong(expected, Fault.FORGED)
            try:
                act = acts.act_of(entry)
            except acts.UnknownAct as error:
                return wrong(expected, Fault.UNKNOWN_ACT, str(error))
            if expected == 1:
                if not isinstance(act, acts.StationOpened):
                    return wrong(expected, Fault.NO_OPENING)
                if act.public_key != public_key:
                    return wrong(expected, Fault.OTHER_KEY)
                station = entry.station
            elif entry.station != station:
                return wrong(expected, Fault.OTHER_STATION)
            if acts.inspection_of(act):
                try:
                    stories.add(entry, act)
                except Misplaced as error:
                    return wrong(expected, Fault.MISPLACED, str(error))
            previous, count = entry.hash, expected
            if progress is not None and count % 1000 == 0:
                progress(count)
        head = journal.head(conn)
    except DatabaseError as error:
        if is_unreachable(error):
            raise
        return wrong(count + 1, Fault.DAMAGED_FILE, str(error))
    if (head.sequence, head.hash) != (count, previous):
        return wrong(max(count, 1), Fault.CUT_SHORT, f"{head.sequence} were recorded, {count} are there")
    return Verdict(count, previous)


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
