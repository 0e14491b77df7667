"""The chain of custody as its entries tell it: each row starts exactly where the last one ended."""

from dataclasses import replace
from decimal import Decimal

from borderpost.domain import acts
from borderpost.domain.custody.exhibit import Alarm, Exhibit, Place, SealPair, Span
from borderpost.domain.custody.rows import CustodyRow
from borderpost.domain.custody_acts import CustodyAct
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, Passing, PlaceKind
from borderpost.domain.item_key import item_key
from borderpost.domain.mark import Mark

Exhibits = tuple[Exhibit, ...]
Rows = tuple[CustodyRow, ...]
Custody = tuple[Exhibits, Rows]


class BrokenChain(ValueError):
    """An entry of custody that cannot stand where it stands."""


def find(exhibits: Exhibits, exhibit: str) -> Exhibit | None:
    """Return the exhibit of a label, as it is scanned: in capitals, without blanks and hyphens."""
    key = item_key(exhibit)
    return next((one for one in exhibits if item_key(one.id) == key), None)


def with_custody(
    before: Custody, mark: Mark, act: acts.BagSealed | acts.CustodyMoved | CustodyAct
) -> Custody:
    """Return exhibits and rows after one more act; raise BrokenChain for a gap, an overlap, a broken pair."""
    exhibits, rows = before
    if isinstance(act, acts.BagSealed):
        return _sealed(exhibits, mark, act), (*rows, _first_row(rows, mark, act))
    if isinstance(act, acts.ExhibitRegistered):
        return (*exhibits, _registered(exhibits, mark, act)), rows
    if isinstance(act, acts.CustodyMoved):
        return _moved(exhibits, mark, act), (*rows, _moved_row(rows, mark, act))
    old = find(exhibits, act.exhibit)
    if old is None:
        raise BrokenChain("custody of an exhibit that was never registered")
    new = _changed(exhibits, old, mark, act)
    if isinstance(act, acts.ExhibitPassed):
        rows = (*rows, _passed_row(rows, mark, act, new))
    return _with(exhibits, old, new), rows


def _changed(exhibits: Exhibits, old: Exhibit, mark: Mark, act: CustodyAct) -> Exhibit:
    match act:
        case acts.ContainerOpened():
            return _opened(old, mark, act)
        case acts.ContainerClosed():
            return _closed(old, mark, act)
        case acts.ExhibitPassed():
            return _passed(exhibits, old, mark, act)
        case acts.AlarmRaised():
            alarm = Alarm(mark, act.alarm, act.expected, act.found)
            return replace(old, alarms=(*old.alarms, alarm))
        case acts.AlarmAnswered():
            return _answered(old, mark, act)
        case _:
            raise BrokenChain("no act of custody")


def _with(exhibits: Exhibits, old: Exhibit, new: Exhibit) -> Exhibits:
    return tuple(new if one is old else one for one in exhibits)


def _registered(exhibits: Exhibits, mark: Mark, act: acts.ExhibitRegistered) -> Exhibit:
    if find(exhibits, act.exhibit) is not None or act.what is ExhibitKind.BAG:
        raise BrokenChain("an exhibit that is registered twice")
    place = Place(PlaceKind.PERSON, mark.officer)
    span = Span(mark, Passing.BEGUN, None, place, location=act.location, weight_kg=act.weight_kg)
    return Exhibit(
        act.exhibit,
        act.what,
        tuple(act.lines),
        act.description,
        act.parent,
        (span,),
        weight_kg=act.weight_kg,
    )


def _sealed(exhibits: Exhibits, mark: Mark, act: acts.BagSealed) -> Exhibits:
    """A bag begins; the goods of its lines that have labels of their own go into it."""
    packed = tuple(_into(one, mark, act) for one in exhibits)
    place = Place(PlaceKind.PERSON, mark.officer)
    span = Span(
        mark,
        Passing.SEALED,
        None,
        place,
        location=act.location,
        seal=act.seal,
        weight_kg=act.weight_kg,
    )
    seals = (SealPair(act.seal, mark),)
    bag = Exhibit(
        act.bag,
        ExhibitKind.BAG,
        tuple(act.lines),
        "",
        "",
        (span,),
        seals,
        weight_kg=act.weight_kg,
    )
    return (*packed, bag)


def _into(one: Exhibit, mark: Mark, act: acts.BagSealed) -> Exhibit:
    if one.kind is not ExhibitKind.GOODS or not set(one.lines) & set(act.lines):
        return one
    place = Place(PlaceKind.CONTAINER, act.bag)
    span = Span(mark, Passing.PACKED, one.place, place, location=act.location)
    return replace(one, spans=(*one.spans, span))


def _moved(exhibits: Exhibits, mark: Mark, act: acts.CustodyMoved) -> Exhibits:
    old = find(exhibits, act.bag)
    if old is None:
        raise BrokenChain("custody of a bag that was never sealed")
    place = Place(PlaceKind.PERSON, act.to_holder)
    alarms = () if act.seal_intact else (Alarm(mark, AlarmKind.SEAL_BROKEN, old.seal, ""),)
    span = Span(
        mark,
        Passing.MOVED,
        old.place,
        place,
        purpose=act.purpose,
        location=act.location,
        seal=old.seal,
        alarmed=bool(alarms),
    )
    new = replace(old, spans=(*old.spans, span), alarms=(*old.alarms, *alarms))
    return _with(exhibits, old, new)


def _passed(exhibits: Exhibits, old: Exhibit, mark: Mark, act: acts.ExhibitPassed) -> Exhibit:
    if old.place != Place(act.from_kind, act.from_name):
        raise BrokenChain("a row of custody that does not start where the last one ended")
    if old.gone:
        raise BrokenChain("custody of an exhibit that is gone")
    if act.to_kind is PlaceKind.CONTAINER and find(exhibits, act.to_name) is None:
        raise BrokenChain("an exhibit in a bag that was never sealed")
    alarms = _seal_alarms(old, mark, act.seal_found, act.seal_intact)
    alarms += _weight_alarms(old, mark, act.weight_kg, act.weight_limit_kg)
    span = Span(
        mark,
        act.how,
        old.place,
        Place(act.to_kind, act.to_name),
        act.purpose,
        act.location,
        old.seal,
        act.weight_kg,
        act.counterpart,
        act.receiver,
        act.receipt,
        bool(alarms),
    )
    weight = act.weight_kg or old.weight_kg
    return replace(old, spans=(*old.spans, span), alarms=(*old.alarms, *alarms), weight_kg=weight)


def _opened(old: Exhibit, mark: Mark, act: acts.ContainerOpened) -> Exhibit:
    if not old.seal or item_key(old.seal) != item_key(act.seal):
        raise BrokenChain("a bag opened that was not closed with this seal")
    pair = replace(old.seals[-1], opened=mark, found=act.seal_found)
    alarms = _seal_alarms(old, mark, act.seal_found, bool(act.seal_found))
    alarms += _weight_alarms(old, mark, act.weight_kg, act.weight_limit_kg)
    return replace(
        old,
        seals=(*old.seals[:-1], pair),
        alarms=(*old.alarms, *alarms),
        weight_kg=act.weight_kg or old.weight_kg,
    )


def _closed(old: Exhibit, mark: Mark, act: acts.ContainerClosed) -> Exhibit:
    if not old.is_open:
        raise BrokenChain("a bag closed that was not open")
    # what was taken out or put in changed the weight: the next one is compared with that of the closing
    return replace(old, seals=(*old.seals, SealPair(act.seal, mark)), weight_kg=act.weight_kg)


def _answered(old: Exhibit, mark: Mark, act: acts.AlarmAnswered) -> Exhibit:
    asked = next(
        (one for one in old.unanswered if one.mark.entry == act.entry and one.kind is act.alarm), None
    )
    if asked is None:
        raise BrokenChain("an answer to an alarm that was not raised")
    answered = replace(asked, answer=mark, reason=act.reason)
    return replace(old, alarms=tuple(answered if one is asked else one for one in old.alarms))


def _seal_alarms(old: Exhibit, mark: Mark, found: str, intact: bool) -> tuple[Alarm, ...]:
    if not old.seal:
        return ()
    if not intact:
        return (Alarm(mark, AlarmKind.SEAL_BROKEN, old.seal, found),)
    if found and item_key(found) != item_key(old.seal):
        return (Alarm(mark, AlarmKind.SEAL_DIFFERS, old.seal, found),)
    return ()


def _weight_alarms(old: Exhibit, mark: Mark, weight: str, limit: str) -> tuple[Alarm, ...]:
    if not weight or not old.weight_kg or not limit:
        return ()
    if abs(Decimal(weight) - Decimal(old.weight_kg)) <= Decimal(limit):
        return ()
    return (Alarm(mark, AlarmKind.WEIGHT, old.weight_kg, weight),)


def _first_row(rows: Rows, mark: Mark, act: acts.BagSealed) -> CustodyRow:
    lines = tuple(act.lines)
    return CustodyRow(mark, len(rows) + 1, act.bag, lines, "", mark.officer, "sealed", act.location, True)


def _moved_row(rows: Rows, mark: Mark, act: acts.CustodyMoved) -> CustodyRow:
    mine = [row for row in rows if row.bag == act.bag]
    if not mine or mine[-1].to_holder != act.from_holder:
        raise BrokenChain("custody of a bag that the giver did not hold")
    return CustodyRow(
        mark,
        len(rows) + 1,
        act.bag,
        mine[-1].lines,
        act.from_holder,
        act.to_holder,
        act.purpose,
        act.location,
        act.seal_intact,
    )


def _passed_row(rows: Rows, mark: Mark, act: acts.ExhibitPassed, new: Exhibit) -> CustodyRow:
    # of several rows of one exhibit each begins with the holder whom the one before named
    mine = [row for row in rows if row.bag == new.id]
    holder = act.from_name or str(act.from_kind)
    return CustodyRow(
        mark,
        len(rows) + 1,
        new.id,
        new.lines,
        mine[-1].to_holder if mine else holder,
        act.to_name or str(act.to_kind),
        act.purpose,
        act.location or act.receiver,
        not new.spans[-1].alarmed,
    )
