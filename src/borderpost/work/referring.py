"""Referring items to other agencies: made, withdrawn, handed over against a receipt, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from borderpost.domain import acts
from borderpost.domain import custody_rules as rules
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import OUTSIDE, ExhibitKind, PlaceKind
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.agencies import agency_for
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import Agency
from borderpost.domain.officer import Officer
from borderpost.domain.referrals import Referral, find
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.custody import Receipt, Seen, come_back, hand_out
from borderpost.work.formalities import day_refusals
from borderpost.work.inspecting import load
from borderpost.work.lawfulness import in_force
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

ALSO_REFERRED: Final = frozenset({Stage.HELD, Stage.SEIZED, Stage.REFERRED})
"""Where an item, or what was taken of it, may be referred beside the outcome that stands."""
AT_ONCE: Final = 200
_CHANGES: Changes = frozenset({Kind.INSPECTIONS, Kind.CUSTODY, Kind.REFERRALS})


@dataclass(frozen=True, slots=True)
class Transferred:
    """One hand-over: the number of its receipt, and each referral with the inspection that it is of."""

    receipt: str
    parts: tuple[tuple[Inspection, Referral], ...]


def refer(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    agency: str,
    goods: bool,
    reason: str,
    law: LegalPack | None,
) -> Done[Inspection]:
    """Refer a held, seized or referred item to an agency of the law; `goods`: what is here goes along."""
    state = load(tx, inspection)
    who = on_duty(tx, officer)
    reason = written(reason, "reason", LONG)
    found = list(refusals(state, who, Verb.FORMALITY))
    if state.stage not in ALSO_REFERRED:
        found.append(Refusal(Rule.ENDED if state.ended else Rule.LAW_NOT_STANDING, Stage.HELD))
    row = agency_for(in_force(law, tx.now()), facts_of(state), agency)
    if row is None or law is None:
        found.append(Refusal(Rule.LAW_AGENCY, agency))
    open_ones = [one for one in state.formalities.referrals if one.is_open]
    if any(one.agency == agency or (goods and one.exhibits) for one in open_ones):
        found.append(Refusal(Rule.REFERRAL_OPEN, agency))
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found or row is None or law is None:
        raise Refused(found)
    if goods:
        # the bags of a seizure hold all of it; what is held or referred is still the item itself
        take_item_in_hand(tx, officer, state, whole=state.stage is not Stage.SEIZED)
    return make_referral(tx, officer, inspection, row, reason, law, goods=goods)


def make_referral(
    tx: Transaction,
    officer: Officer,
    inspection: str,
    row: Agency,
    reason: str,
    law: LegalPack,
    *,
    goods: bool = True,
) -> Done[Inspection]:
    """Enter a referral of everything of an item that is in the house; who may has been asked before."""
    state = load(tx, inspection)
    tx.append(
        officer.id,
        acts.ItemReferred(
            inspection=inspection,
            agency=row.id,
            name=row.name,
            contact=row.contact,
            exhibits=[one.id for one in in_the_house(state)] if goods else [],
            reason=reason,
            law=law.edition,
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def in_the_house(state: Inspection) -> tuple[Exhibit, ...]:
    """Return the exhibits that could be handed over: none that is in another, outside, or gone."""
    away = OUTSIDE | {PlaceKind.CONTAINER}
    return tuple(one for one in state.exhibits if not one.gone and one.place.kind not in away)


def take_item_in_hand(tx: Transaction, officer: Officer, state: Inspection, *, whole: bool = True) -> None:
    """Begin the custody of the item itself with the officer who has it, where that has not begun.

    Without `whole` only where nothing else of it is kept.
    """
    if any(one.kind is ExhibitKind.ITEM and not one.gone for one in state.exhibits):
        return
    if not whole and in_the_house(state):
        return
    used = {one.id for one in state.exhibits}
    label, again = state.item_id, 1
    while label in used:
        again += 1
        label = f"{state.item_id}-{again}"
    tx.append(officer.id, acts.ExhibitRegistered(inspection=state.id, exhibit=label, what=ExhibitKind.ITEM))


def withdraw(
    tx: Transaction, *, officer: Officer, inspection: str, referral: str, reason: str
) -> Done[Inspection]:
    """Take a referral back that was not handed over yet, saying why."""
    state, one = _open_referral(tx, officer, inspection, referral, Verb.FORMALITY)
    reason = written(reason, "reason", LONG)
    found = [Refusal(Rule.HANDED_OVER, one.name)] if one.handed else []
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    tx.append(officer.id, acts.ReferralWithdrawn(inspection=state.id, referral=referral, reason=reason))
    return Done(load(tx, inspection), _CHANGES)


def hand_over(
    tx: Transaction,
    *,
    officer: Officer,
    referrals: Sequence[tuple[str, str]],
    person: str,
    note: str = "",
) -> Done[Transferred]:
    """Hand several referrals to one agency over at once: (inspection, referral) each, all or none.

    Every exhibit goes from the officer's hands into the agency's; the receipt's number joins them.
    """
    person, note = written(person, "person"), written(note, "note", LONG)
    found: list[Refusal] = [] if person else [Refusal(Rule.FIELD_MISSING, "person")]
    if not referrals:
        found.append(Refusal(Rule.NOT_KNOWN, ""))
    if len(referrals) > AT_ONCE:
        found.append(Refusal(Rule.TOO_LONG, "referral"))
    taken: list[tuple[Inspection, Referral]] = []
    for inspection, referral in dict.fromkeys(referrals):
        state, one = _open_referral(tx, officer, inspection, referral, Verb.CUSTODY)
        taken.append((state, one))
        if one.handed is not None:
            found.append(Refusal(Rule.HANDED_OVER, state.item_id))
        found.extend(_not_in_hand(state, one, officer))
    if len({one.agency for _, one in taken}) > 1:
        found.append(Refusal(Rule.ANOTHER_AGENCY, ", ".join(sorted({one.name for _, one in taken}))))
    if found:
        raise Refused(dict.fromkeys(found))
    receipt = tx.next_transfer_number()
    parts: list[tuple[Inspection, Referral]] = []
    for state, one in taken:
        for exhibit in one.exhibits:
            hand_out(
                tx,
                officer=officer,
                inspection=state.id,
                exhibit=exhibit,
                to=Place(PlaceKind.AGENCY, one.name),
                receipt=Receipt(person, receipt),
                seen=Seen(purpose=one.reason),
            )
        tx.append(
            officer.id,
            acts.ReferralHandedOver(
                inspection=state.id,
                referral=one.id,
                receipt=receipt,
                person=person,
                exhibits=list(one.exhibits),
                note=note,
            ),
        )
        after = load(tx, state.id)
        parts.append((after, _known(after, one.id)))
    return Done(Transferred(receipt, tuple(parts)), _CHANGES)


def record_answer(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    referral: str,
    answer: AgencyAnswer,
    by: str,
    answered_on: str,
    reference: str = "",
    note: str = "",
) -> Done[Inspection]:
    """Record what the agency does: takes it, gives the goods back, or declines what it was not given yet.

    Goods that are given back come into the officer's hands; `by` brought them, `reference` is what they
    countersigned.
    """
    state, one = _open_referral(tx, officer, inspection, referral, Verb.CUSTODY)
    by, reference = written(by, "by"), written(reference, "reference")
    found = list(day_refusals({"answered_on": answered_on}, tx, state))
    found.extend(
        Refusal(Rule.FIELD_MISSING, name)
        for name, value in (("by", by), ("answered_on", answered_on))
        if not value
    )
    gives_back = answer is AgencyAnswer.GIVEN_BACK
    if gives_back and not reference:
        found.append(Refusal(Rule.FIELD_MISSING, "reference"))
    if one.handed is None and (gives_back or (answer is AgencyAnswer.TAKEN and one.exhibits)):
        found.append(Refusal(Rule.NOT_HANDED_OVER, one.name))
    if one.handed is not None and answer is AgencyAnswer.DECLINED:
        found.append(Refusal(Rule.HANDED_OVER, one.name))
    if found:
        raise Refused(found)
    if gives_back and one.handed is not None:
        for exhibit in one.handed.exhibits:
            come_back(
                tx,
                officer=officer,
                inspection=state.id,
                exhibit=exhibit,
                receipt=Receipt(by, reference),
                seen=Seen(purpose=one.name),
            )
    tx.append(
        officer.id,
        acts.AgencyAnswered(
            inspection=state.id,
            referral=referral,
            answer=answer,
            by=by,
            answered_on=answered_on,
            reference=reference,
            note=written(note, "note", LONG),
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def _not_in_hand(state: Inspection, one: Referral, officer: Officer) -> list[Refusal]:
    """Return why the exhibits of a referral cannot go out: each has to be in the officer's own hands."""
    found: list[Refusal] = []
    known = {exhibit.id: exhibit for exhibit in state.exhibits}
    for label in one.exhibits:
        found.extend(rules.exhibit_refusals(state, officer, label))
        if label in known and not known[label].gone:
            found.extend(rules.held_refusals(known[label], officer))
    return found


def _open_referral(
    tx: Transaction, officer: Officer, inspection: str, referral: str, verb: Verb
) -> tuple[Inspection, Referral]:
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    one = find(state.formalities.referrals, referral)
    if one is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, referral)])
    if not one.is_open:
        raise Refused([Refusal(Rule.REFERRAL_CLOSED, one.name)])
    return state, one


def _known(state: Inspection, referral: str) -> Referral:
    one = find(state.formalities.referrals, referral)
    assert one is not None  # noqa: S101 - it was there a moment ago
    return one
