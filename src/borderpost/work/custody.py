"""Passing exhibits on: to a shelf, to another officer, out of the house and back, and away for good."""

from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain import custody_rules as rules
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody.tolerance import STANDARD, Tolerance
from borderpost.domain.custody_codes import OUTSIDE, SHELVES, Passing, PlaceKind
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done
from borderpost.work.containers import CHANGES, taken_in_hand, weight_refusals
from borderpost.work.inspecting import load, plain
from borderpost.work.ports import Passphrases, Transaction
from borderpost.work.session import Proven, with_proof
from borderpost.work.written import written


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of an exhibit as it passed: its seal, its weight, and what it was passed on for.

    `seal_found` and `weight_kg` may stay empty; then nothing is compared.
    """

    purpose: str = ""
    location: str = ""
    seal_found: str = ""
    seal_intact: bool = True
    weight_kg: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The named person outside who took or brought an exhibit, and the number on what they signed."""

    person: str
    number: str


NOTHING_SEEN = Seen()


def place(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    to: Place,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Put an exhibit on a bench or into a store; only its holder can."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    name = written(to.name, "location")
    found = list(rules.held_refusals(one, officer))
    if to.kind not in SHELVES or not name:
        found.append(Refusal(Rule.FIELD_MISSING, "location"))
    return _passed(tx, officer, inspection, one, Passing.PLACED, Place(to.kind, name), seen, tolerance, found)


def take_up(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Take an exhibit from the bench or the store in which it is."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = rules.take_up_refusals(one)
    return _passed(tx, officer, inspection, one, Passing.TAKEN_UP, _with(officer), seen, tolerance, found)


def hand_over(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    receiver: str,
    passphrase: str,
    passphrases: Passphrases,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Proven[Inspection]]:
    """Hand an exhibit over at one bench: the giver is logged in, the receiver proves who they are."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    if found := (*rules.held_refusals(one, officer), *_no_receiver(tx, officer, receiver)):
        raise Refused(found)

    def receive(taker: Officer) -> Done[Inspection]:
        to = _with(taker)
        how = Passing.HANDED_OVER
        return _passed(tx, officer, inspection, one, how, to, seen, tolerance, (), counterpart=taker.id)

    return with_proof(tx, officer_id=receiver, passphrase=passphrase, passphrases=passphrases, then=receive)


def give(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    receiver: str,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Send an exhibit to an officer who takes it at another bench; it is in transit until then."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = (*rules.held_refusals(one, officer), *_no_receiver(tx, officer, receiver))
    to = Place(PlaceKind.TRANSIT, receiver)
    return _passed(tx, officer, inspection, one, Passing.GIVEN, to, seen, tolerance, found)


def take(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Take an exhibit that was sent to this officer."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = rules.transit_refusals(one, receiver=officer.id)
    return _passed(
        tx,
        officer,
        inspection,
        one,
        Passing.TAKEN,
        _with(officer),
        seen,
        tolerance,
        found,
        counterpart=one.since.officer,
    )


def recall(
    tx: Transaction, *, officer: Officer, inspection: str, exhibit: str, reason: str
) -> Done[Inspection]:
    """Take back what one has sent and nobody has taken, saying why."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = list(rules.transit_refusals(one, giver=officer.id))
    if not reason.strip():
        found.append(Refusal(Rule.NO_REASON))
    seen = Seen(purpose=reason)
    return _passed(tx, officer, inspection, one, Passing.RECALLED, _with(officer), seen, STANDARD, found)


def hand_out(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    to: Place,
    receipt: Receipt,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Give an exhibit to a laboratory, another agency or a person outside, against a receipt."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = [*rules.held_refusals(one, officer), *_no_receipt(receipt)]
    name = written(to.name, "to_holder")
    if to.kind not in OUTSIDE or not name:
        found.append(Refusal(Rule.FIELD_MISSING, "to_holder"))
    there = Place(to.kind, name)
    return _passed(
        tx, officer, inspection, one, Passing.HANDED_OUT, there, seen, tolerance, found, receipt=receipt
    )


def come_back(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    receipt: Receipt,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Take an exhibit back from outside, by who brought it and the number of what they countersigned."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit)
    holder = tx.credential(one.place.name) if one.place.kind is PlaceKind.PERSON else None
    found = (*rules.outside_refusals(one, holder is not None), *_no_receipt(receipt))
    return _passed(
        tx,
        officer,
        inspection,
        one,
        Passing.CAME_BACK,
        _with(officer),
        seen,
        tolerance,
        found,
        receipt=receipt,
    )


def pack(
    tx: Transaction, *, officer: Officer, inspection: str, exhibit: str, bag: str, seen: Seen = NOTHING_SEEN
) -> Done[Inspection]:
    """Put an exhibit into an open bag; both are in the officer's hands."""
    state, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = (*rules.held_refusals(one, officer), *rules.evidence_refusals(state))
    found += rules.packed_refusals(state, one, bag, officer)
    container = find(state.exhibits, bag)
    to = Place(PlaceKind.CONTAINER, container.id if container else bag)
    return _passed(tx, officer, inspection, one, Passing.PACKED, to, seen, STANDARD, found)


def unpack(
    tx: Transaction, *, officer: Officer, inspection: str, exhibit: str, seen: Seen = NOTHING_SEEN
) -> Done[Inspection]:
    """Take an exhibit out of the bag in which it is; the bag is open, in the officer's hands."""
    state, one = taken_in_hand(tx, officer, inspection, exhibit)
    if one.place.kind is not PlaceKind.CONTAINER:
        raise Refused([Refusal(Rule.NOT_IN_PLACE, one.id)])
    found = rules.packed_refusals(state, one, one.place.name, officer) + rules.evidence_refusals(state)
    return _passed(tx, officer, inspection, one, Passing.UNPACKED, _with(officer), seen, STANDARD, found)


def dispose(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    kind: PlaceKind,
    to: str,
    witness: str,
    passphrase: str,
    passphrases: Passphrases,
    receipt: Receipt | None = None,
    seen: Seen = NOTHING_SEEN,
    tolerance: Tolerance = STANDARD,
) -> Done[Proven[Inspection]]:
    """Destroy an exhibit, or return it to who may have it, as the disposition says, before a second officer.

    `to` is how and where it was destroyed, or to whom it was returned; a return takes a receipt.
    """
    state, one = taken_in_hand(tx, officer, inspection, exhibit)
    found = [*rules.held_refusals(one, officer), *rules.disposal_refusals(state, kind)]
    name = written(to, "to_holder")
    if kind not in (PlaceKind.DESTROYED, PlaceKind.RETURNED) or not name:
        found.append(Refusal(Rule.FIELD_MISSING, "to_holder"))
    if kind is PlaceKind.RETURNED:
        found.extend(_no_receipt(receipt))
    if witness == officer.id:
        found.append(Refusal(Rule.SAME_PERSON))
    if found:
        raise Refused(found)
    assert state.outcome is not None  # noqa: S101 - the rules have seen it
    outcome = state.outcome
    authority = (outcome.approval or outcome.mark).entry

    def witnessed(second: Officer) -> Done[Inspection]:
        if not (second.may(Right.KEEP_CUSTODY) or second.may(Right.APPROVE)):
            raise Refused([Refusal(Rule.WITNESS_ROLE)])
        return _passed(
            tx,
            officer,
            inspection,
            one,
            Passing.DISPOSED,
            Place(kind, name),
            seen,
            tolerance,
            (),
            counterpart=second.id,
            receipt=receipt,
            authority=authority,
        )

    return with_proof(tx, officer_id=witness, passphrase=passphrase, passphrases=passphrases, then=witnessed)


def _passed(
    tx: Transaction,
    officer: Officer,
    inspection: str,
    exhibit: Exhibit,
    how: Passing,
    to: Place,
    seen: Seen,
    tolerance: Tolerance,
    found: tuple[Refusal, ...] | list[Refusal],
    *,
    counterpart: str = "",
    receipt: Receipt | None = None,
    authority: str = "",
) -> Done[Inspection]:
    if shut := (*found, *weight_refusals(seen.weight_kg)):
        raise Refused(shut)
    weighed = bool(seen.weight_kg.strip())
    tx.append(
        officer.id,
        acts.ExhibitPassed(
            inspection=inspection,
            exhibit=exhibit.id,
            how=how,
            from_kind=exhibit.place.kind,
            from_name=exhibit.place.name,
            to_kind=to.kind,
            to_name=to.name,
            purpose=written(seen.purpose, "purpose"),
            location=written(seen.location, "location"),
            counterpart=counterpart,
            receiver=written(receipt.person, "person") if receipt else "",
            receipt=written(receipt.number, "receipt") if receipt else "",
            authority=authority,
            seal_found=written(seen.seal_found, "seal"),
            seal_intact=seen.seal_intact,
            weight_kg=plain(seen.weight_kg),
            weight_limit_kg=tolerance.limit_kg(exhibit.weight_kg) if weighed else "",
        ),
    )
    return Done(load(tx, inspection), CHANGES)


def _with(officer: Officer) -> Place:
    return Place(PlaceKind.PERSON, officer.id)


def _no_receiver(tx: Transaction, giver: Officer, receiver: str) -> tuple[Refusal, ...]:
    if receiver == giver.id:
        return (Refusal(Rule.SAME_PERSON),)
    known = tx.credential(receiver)
    able = known is not None and known.officer.may(Right.KEEP_CUSTODY)
    return () if able else (Refusal(Rule.NOT_A_RECEIVER, receiver),)


def _no_receipt(receipt: Receipt | None) -> tuple[Refusal, ...]:
    person = receipt.person.strip() if receipt else ""
    number = receipt.number.strip() if receipt else ""
    found = () if person else (Refusal(Rule.FIELD_MISSING, "person"),)
    return found if number else (*found, Refusal(Rule.FIELD_MISSING, "receipt"))
