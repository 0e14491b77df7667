"""Consents, notices and answers, longer time limits, and rules that a second person lifts."""

from datetime import date, timedelta

from borderpost.domain import acts
from borderpost.domain.codes import Disposition
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.formality_codes import Answer, Consent, Means, Recipient
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import reckoned_at
from borderpost.domain.law.guard import lifting_role
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load
from borderpost.work.lawfulness import in_force
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import DESCRIPTION, LONG, written

_CHANGES = frozenset({Kind.INSPECTIONS})
_WITH_APPROVALS = _CHANGES | {Kind.APPROVALS}


def record_consent(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    consent: Consent,
    given_by: str = "",
    note: str = "",
) -> Done[Inspection]:
    """Record a consent, or the warrant or label that stands for it."""
    _changeable(tx, inspection, officer, Verb.FORMALITY)
    act = acts.ConsentRecorded(
        inspection=inspection,
        consent=consent,
        given_by=written(given_by, "given_by"),
        note=written(note, "note", LONG),
    )
    return _kept(tx, officer, act)


def record_service(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    notice: str,
    recipient: Recipient,
    name: str,
    address: str,
    means: Means,
    tracking: str = "",
    sent_on: str = "",
    served_on: str = "",
    returned_on: str = "",
    language: str = "",
    note: str = "",
    law: LegalPack | None = None,
) -> Done[Inspection]:
    """Record that a notice was sent, served or returned (ISO dates); time limits run from its service."""
    state = _changeable(tx, inspection, officer, Verb.FORMALITY)
    known = law is None or any(row.id == notice for row in law.notices)
    found = [Refusal(Rule.NOT_KNOWN, notice)] if not known else []
    days = {"sent_on": sent_on, "served_on": served_on, "returned_on": returned_on}
    found += day_refusals(days, tx, state)
    if not (sent_on or served_on or returned_on):
        found.append(Refusal(Rule.FIELD_MISSING, "sent_on"))
    if not name.strip():
        found.append(Refusal(Rule.FIELD_MISSING, "recipient_name"))
    if found:
        raise Refused(found)
    act = acts.NoticeServed(
        inspection=inspection,
        notice=notice,
        recipient=recipient,
        name=written(name, "recipient_name"),
        address=written(address, "address", DESCRIPTION),
        means=means,
        tracking=written(tracking, "tracking"),
        sent_on=sent_on,
        served_on=served_on,
        returned_on=returned_on,
        language=written(language, "language"),
        note=written(note, "note", LONG),
    )
    return _kept(tx, officer, act)


def record_answer(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    clock: str,
    sender: Recipient,
    answer: Answer,
    received_on: str,
    note: str = "",
    law: LegalPack | None = None,
) -> Done[Inspection]:
    """Record what a party answered; it ends the time limit that it answers."""
    state = _changeable(tx, inspection, officer, Verb.FORMALITY)
    found = _unknown_clock(law, clock) + day_refusals({"received_on": received_on}, tx, state)
    if not received_on:
        found.append(Refusal(Rule.FIELD_MISSING, "received_on"))
    if found:
        raise Refused(found)
    act = acts.AnswerReceived(
        inspection=inspection,
        clock=clock,
        sender=sender,
        answer=answer,
        received_on=received_on,
        note=written(note, "note", LONG),
    )
    return _kept(tx, officer, act)


def extend_clock(
    tx: Transaction, *, officer: Officer, inspection: str, clock: str, by: int, reason: str, law: LegalPack
) -> Done[Inspection]:
    """Make a time limit longer, as far as its row allows."""
    state = _changeable(tx, inspection, officer, Verb.FORMALITY)
    reason = written(reason, "reason", LONG)
    found = _unknown_clock(law, clock)
    granted = sum(one.by for one in state.formalities.extensions if one.clock == clock)
    most = max((row.extension for row in law.clocks if row.id == clock), default=0)
    if not found and not 1 <= by <= most - granted:
        found.append(Refusal(Rule.QUANTITY, "extension"))
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    return _kept(tx, officer, acts.ClockExtended(inspection=inspection, clock=clock, by=by, reason=reason))


def ask_override(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    rule: str,
    disposition: Disposition,
    reason: str,
    law: LegalPack,
) -> Done[Inspection]:
    """Ask that a rule be lifted for one disposition, where the pack says that it can be."""
    _changeable(tx, inspection, officer, Verb.ASK_OVERRIDE)
    reason = written(reason, "reason", LONG)
    pack = in_force(law, tx.now())
    found: list[Refusal] = []
    if pack is None or lifting_role(pack, rule) is None:
        found.append(_not_liftable(law, rule))
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    act = acts.OverrideAsked(
        inspection=inspection, rule=rule, disposition=disposition, reason=reason, law=law.edition
    )
    return _kept(tx, officer, act)


def answer_override(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    request: str,
    granted: bool,
    remark: str = "",
    law: LegalPack,
) -> Done[Inspection]:
    """Lift the rule, as the second person whom the pack names, or say no."""
    state = _changeable(tx, inspection, officer, Verb.ANSWER_OVERRIDE)
    remark = written(remark, "note", LONG)
    asked = next((one for one in state.formalities.lifted if one.mark.entry == request), None)
    if asked is None or asked.answer is not None:
        raise Refused([Refusal(Rule.STALE)])
    pack = in_force(law, tx.now())
    role = lifting_role(pack, asked.rule) if pack else None
    found: list[Refusal] = []
    if role is None:
        found.append(_not_liftable(law, asked.rule))
    elif role not in on_duty(tx, officer).roles:
        found.append(Refusal(Rule.LAW_ROLE, role, asked.rule, _not_liftable(law, asked.rule).source))
    if asked.mark.officer == officer.id:
        found.append(Refusal(Rule.OWN_REQUEST))
    if not granted and not remark:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    act = acts.OverrideAnswered(inspection=inspection, request=request, granted=granted, remark=remark)
    return _kept(tx, officer, act)


def _not_liftable(law: LegalPack, rule: str) -> Refusal:
    row = next((row for _, row in law.rows() if row.id == rule), None)
    return Refusal(Rule.NOT_LIFTABLE, rule, rule, law.citation(row) if row else law.title)


def _unknown_clock(law: LegalPack | None, clock: str) -> list[Refusal]:
    known = law is None or any(row.id == clock for row in law.clocks)
    return [] if known else [Refusal(Rule.NOT_KNOWN, clock)]


def day_refusals(fields: dict[str, str], tx: Transaction, state: Inspection) -> list[Refusal]:
    """Return which of the days are none, or have not come anywhere on earth yet."""
    latest = (reckoned_at(tx.now(), state.latest.at) + timedelta(days=1)).date()
    found: list[Refusal] = []
    for name, text in fields.items():
        day = _day(text)
        if text and day is None:
            found.append(Refusal(Rule.NOT_A_DATE, name))
        elif day is not None and day > latest:
            found.append(Refusal(Rule.DATE_AHEAD, name))
    return found


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _changeable(tx: Transaction, inspection: str, officer: Officer, verb: Verb) -> Inspection:
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    return state


def _kept(tx: Transaction, officer: Officer, act: acts.Act) -> Done[Inspection]:
    tx.append(officer.id, act)
    return Done(load(tx, acts.inspection_of(act)), _WITH_APPROVALS)
