"""What a journal itself says of entries that were lost from it, and of those that stand without a story."""

from collections.abc import Iterable
from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain.acts import RecordRecovered
from borderpost.domain.entry import BadEntry, Entry, decode_body
from borderpost.store.engine import Connection

_MARK = b'"kind":"record_recovered"'


@dataclass(frozen=True, slots=True)
class Recoveries:
    """The entries by which a journal tells that it was put together anew, in order."""

    told: tuple[tuple[int, RecordRecovered], ...] = ()

    @property
    def unplaced(self) -> frozenset[int]:
        """The numbers of entries whose inspections begin with a lost one: no projection is made of them."""
        return frozenset(number for _, act in self.told for number in act.unplaced)

    def tell_of(self, *, first: int, last: int, before: str, behind: str) -> bool:
        """Tell whether a gap is one that a later entry admits to, between the very same neighbours."""
        gap = (first, last, before, behind)
        return any(
            gap == (lost.first, lost.last, lost.before, lost.behind)
            for sequence, act in self.told
            for lost in act.lost
            if sequence > last
        )

    def first_key(self) -> str:
        """Return the public key that the first of them names; empty where there is none."""
        return self.told[0][1].public_key if self.told else ""


def recoveries(conn: Connection) -> Recoveries:
    """Find what a journal says of its recoveries; the entries are read, and not checked."""
    rows = conn.execute(
        "SELECT body FROM journal WHERE instr(body, ?) > 0 ORDER BY sequence", (_MARK,)
    ).fetchall()
    return of_entries(_decoded(body for (body,) in rows))


def of_entries(entries: Iterable[Entry]) -> Recoveries:
    """Return what these entries say of recoveries."""
    found = []
    for entry in entries:
        try:
            act = acts.act_of(entry)
        except acts.UnknownAct:
            continue
        if isinstance(act, RecordRecovered):
            found.append((entry.sequence, act))
    return Recoveries(tuple(found))


def _decoded(bodies: Iterable[bytes]) -> Iterable[Entry]:
    for body in bodies:
        try:
            yield decode_body(body)
        except BadEntry:
            continue
