"""Exhibits and bags: labels given, bags opened and closed by their seals, alarms answered."""

from borderpost.domain import acts
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.custody.tolerance import STANDARD, Tolerance
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind
from borderpost.domain.custody_rules import (
    close_refusals,
    evidence_refusals,
    exhibit_refusals,
    held_refusals,
    open_refusals,
    register_refusals,
)
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load, plain, positive
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import DESCRIPTION, LONG, written

CHANGES = frozenset({Kind.INSPECTIONS, Kind.CUSTODY})


def register(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    what: ExhibitKind,
    label: str = "",
    lines: tuple[int, ...] = (),
    description: str = "",
    parent: str = "",
    location: str = "",
    weight_kg: str = "",
) -> Done[Inspection]:
    """Give goods, a sample or a set of photographs a label; their custody begins with the officer.

    Without a label one is made up. Bags are registered by sealing them.
    """
    state = load(tx, inspection)
    who = on_duty(tx, officer)
    label = written(label, "label") or f"X{tx.new_id()[-12:].upper()}"
    found = [*refusals(state, who, Verb.CUSTODY), *evidence_refusals(state)]
    found.extend(register_refusals(state, what, label, lines, written(parent, "parent"), who))
    if what is ExhibitKind.BAG:
        found.append(Refusal(Rule.FIELD_MISSING, "seal"))
    if tx.numbers_in_use([label]):
        found.append(Refusal(Rule.LABEL_USED, label))
    found.extend(weight_refusals(weight_kg))
    if found:
        raise Refused(found)
    source = find(state.exhibits, parent)
    tx.append(
        officer.id,
        acts.ExhibitRegistered(
            inspection=inspection,
            exhibit=label,
            what=what,
            description=written(description, "description", DESCRIPTION),
            lines=sorted(set(lines)),
            parent=source.id if source else "",
            location=written(location, "location"),
            weight_kg=plain(weight_kg),
        ),
    )
    return Done(load(tx, inspection), CHANGES)


def open_container(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    seal_found: str,
    purpose: str,
    location: str = "",
    weight_kg: str = "",
    tolerance: Tolerance = STANDARD,
) -> Done[Inspection]:
    """Open a bag, saying which seal was on it (nothing: it was broken) and what for.

    A seal that is not the one it was closed with, and a weight that drifted, raise an alarm.
    """
    state, bag = taken_in_hand(tx, officer, inspection, exhibit)
    found = [*held_refusals(bag, officer), *evidence_refusals(state), *open_refusals(bag)]
    purpose = written(purpose, "purpose")
    if not purpose:
        found.append(Refusal(Rule.FIELD_MISSING, "purpose"))
    found.extend(weight_refusals(weight_kg))
    if found:
        raise Refused(found)
    tx.append(
        officer.id,
        acts.ContainerOpened(
            inspection=inspection,
            exhibit=bag.id,
            seal=bag.seal,
            seal_found=written(seal_found, "seal"),
            purpose=purpose,
            location=written(location, "location"),
            weight_kg=plain(weight_kg),
            weight_limit_kg=tolerance.limit_kg(bag.weight_kg) if weight_kg.strip() else "",
        ),
    )
    return Done(load(tx, inspection), CHANGES)


def close_container(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    seal: str,
    location: str = "",
    weight_kg: str = "",
) -> Done[Inspection]:
    """Close an open bag with a seal that was never used; weights are compared with this one from here on."""
    state, bag = taken_in_hand(tx, officer, inspection, exhibit)
    seal = written(seal, "seal")
    found = [*held_refusals(bag, officer), *evidence_refusals(state)]
    found.extend(close_refusals(bag, seal, [seal] if tx.numbers_in_use([seal]) else []))
    found.extend(weight_refusals(weight_kg))
    if found:
        raise Refused(found)
    tx.append(
        officer.id,
        acts.ContainerClosed(
            inspection=inspection,
            exhibit=bag.id,
            seal=seal,
            location=written(location, "location"),
            weight_kg=plain(weight_kg),
        ),
    )
    return Done(load(tx, inspection), CHANGES)


def answer_alarm(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    exhibit: str,
    entry: str,
    alarm: AlarmKind,
    reason: str,
) -> Done[Inspection]:
    """Explain an alarm in one's own words; before that nothing else can be done with the exhibit."""
    _, one = taken_in_hand(tx, officer, inspection, exhibit, answering=True)
    reason = written(reason, "reason", LONG)
    if not any(open_.mark.entry == entry and open_.kind is alarm for open_ in one.unanswered):
        raise Refused([Refusal(Rule.STALE)])
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(
        officer.id,
        acts.AlarmAnswered(inspection=inspection, exhibit=one.id, alarm=alarm, entry=entry, reason=reason),
    )
    return Done(load(tx, inspection), CHANGES)


def taken_in_hand(
    tx: Transaction, officer: Officer, inspection: str, label: str, *, answering: bool = False
) -> tuple[Inspection, Exhibit]:
    """Return the inspection and the exhibit of a label; refuse where nothing may be done with it."""
    state = load(tx, inspection)
    if found := exhibit_refusals(state, on_duty(tx, officer), label, answering=answering):
        raise Refused(found)
    exhibit = find(state.exhibits, label)
    assert exhibit is not None  # noqa: S101 - the rules have seen it
    return state, exhibit


def weight_refusals(weight_kg: str) -> tuple[Refusal, ...]:
    """Return what is wrong with a weight as it was typed."""
    wrong = weight_kg.strip() and not positive(weight_kg)
    return (Refusal(Rule.QUANTITY, "weight_kg"),) if wrong else ()
