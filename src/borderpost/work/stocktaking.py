"""A stocktake by scanner: begun at a place, everything there scanned, its end recorded as one act."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from borderpost.domain import acts
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Found, Kept, compare
from borderpost.domain.custody_codes import SHELVES, AlarmKind
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.entry import format_time
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Transaction
from borderpost.work.ports_custody import CustodyReads
from borderpost.work.roster import on_duty
from borderpost.work.written import written

_CHANGES = frozenset({Kind.INSPECTIONS, Kind.CUSTODY})
MOST: Final = 20_000
"""Numbers in one stocktake."""


@dataclass(frozen=True, slots=True)
class Count:
    """A stocktake under way: its place, when it began, and the numbers scanned, each once."""

    place: Place
    began_at: datetime
    scanned: tuple[str, ...] = ()


def begin(place: Place, now: datetime) -> Count:
    """Begin a stocktake at a bench or in a store."""
    name = written(place.name, "location")
    if place.kind not in SHELVES or not name:
        raise Refused([Refusal(Rule.FIELD_MISSING, "location")])
    return Count(Place(place.kind, name), now)


def scan(count: Count, untrusted_number: str) -> Count:
    """Add a number as the scanner read it; one that was scanned already changes nothing."""
    number = written(untrusted_number, "label")
    known = {item_key(one) for one in count.scanned}
    if not item_key(number) or item_key(number) in known or len(known) >= MOST:
        return count
    return replace(count, scanned=(*count.scanned, number))


def so_far(reads: CustodyReads, count: Count) -> Found:
    """Return what a stocktake would find if it ended now."""
    known = {item_key(number): reads.exhibits_of(number) for number in count.scanned}
    return compare(count.scanned, reads.exhibits_at(count.place), known)


def end(tx: Transaction, *, officer: Officer, count: Count) -> Done[Found]:
    """Record what was found as one act; exhibits missing or misplaced raise an alarm in their cases."""
    if not on_duty(tx, officer).may(Right.KEEP_CUSTODY):
        raise Refused([Refusal(Rule.ROLE, Right.KEEP_CUSTODY)])
    found = so_far(tx, count)
    entry = tx.append(
        officer.id,
        acts.StocktakeRecorded(
            place_kind=count.place.kind,
            place=count.place.name,
            began_at=format_time(count.began_at),
            scanned=list(count.scanned),
            missing=[one.exhibit for one in found.missing],
            misplaced=[one.exhibit for one in found.misplaced],
            unknown=list(found.unknown),
        ),
    )
    for kind, kept in ((AlarmKind.MISSING, found.missing), (AlarmKind.MISPLACED, found.misplaced)):
        for one in kept:
            _raise_alarm(tx, officer, one, kind, count.place, entry.id)
    return Done(found, _CHANGES)


def _raise_alarm(
    tx: Transaction, officer: Officer, one: Kept, kind: AlarmKind, place: Place, stocktake: str
) -> None:
    state = tx.inspection(one.inspection)
    exhibit = find(state.exhibits, one.exhibit) if state else None
    # what nobody has explained since the last stocktake needs no second alarm
    if exhibit is None or any(alarm.kind is kind for alarm in exhibit.unanswered):
        return
    tx.append(
        officer.id,
        acts.AlarmRaised(
            inspection=one.inspection,
            exhibit=one.exhibit,
            alarm=kind,
            expected=one.place.name,
            found="" if kind is AlarmKind.MISSING else place.name,
            stocktake=stocktake,
        ),
    )
