"""The examination: taking an item up, steps, findings, goods, photographs, bags and remarks."""

from dataclasses import dataclass
from typing import Any

from borderpost.domain import acts
from borderpost.domain.codes import (
    Concealment,
    FindingCode,
    PhotoSubject,
    StepResult,
    StepType,
)
from borderpost.domain.custody_rules import packing_refusals
from borderpost.domain.decisions import (
    Refusal,
    Refused,
    Rule,
    Verb,
    move_refusals,
    refusals,
    seal_refusals,
    step_refusals,
)
from borderpost.domain.entry import format_time, parse_time
from borderpost.domain.evidence_codes import FileForm
from borderpost.domain.inspection import ENDED, Inspection, correctable
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done, Kind
from borderpost.work.goods import Goods as Goods
from borderpost.work.goods import goods_refusals as goods_refusals
from borderpost.work.goods import plain as plain
from borderpost.work.goods import positive as positive
from borderpost.work.lawfulness import may_open
from borderpost.work.ports import Evidence, Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import DESCRIPTION, LONG, written

_CHANGES = frozenset({Kind.INSPECTIONS})


@dataclass(frozen=True, slots=True)
class Subject:
    """The item that an inspection is about, with what the officer saw of it when it was taken up."""

    item_id: str
    item_date: str
    lane: str
    assessment: dict[str, Any]
    declaration: dict[str, Any] | None
    declaration_digest: str = ""


def load(tx: Transaction, inspection: str) -> Inspection:
    """Return the inspection as it stands; refuse where there is none."""
    state = tx.inspection(inspection)
    if state is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, inspection)])
    return state


def _changeable(tx: Transaction, inspection: str, officer: Officer, verb: Verb) -> Inspection:
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    return state


def open_inspection(tx: Transaction, *, officer: Officer, subject: Subject) -> Done[Inspection]:
    """Take an item up; an inspection of the same item that still runs is taken up where it stands."""
    if not on_duty(tx, officer).may(Right.EXAMINE):
        raise Refused([Refusal(Rule.ROLE, Right.EXAMINE)])
    for past in tx.inspections_of(subject.item_id):
        if past.item_date == subject.item_date and past.stage not in ENDED:
            return Done(load(tx, past.id), frozenset())
    inspection = tx.new_id()
    tx.append(
        officer.id,
        acts.InspectionOpened(
            inspection=inspection,
            item_id=subject.item_id,
            item_date=subject.item_date,
            lane=subject.lane,
            assessment=subject.assessment,
            declaration=subject.declaration,
            declaration_digest=subject.declaration_digest,
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def record_step(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    step: StepType,
    result: StepResult,
    started_at: str = "",
    device: str = "",
    note: str = "",
    contents_exhausted: bool = False,
    weight_kg: str = "",
    law: LegalPack | None = None,
) -> Done[Inspection]:
    """Record a step that ends now; without a start it began now, too.

    `weight_kg` is what a scale showed (gross); the law may forbid to open the item.
    """
    state = _changeable(tx, inspection, officer, Verb.STEP)
    now = tx.now()
    ended_at = format_time(now)
    started = _moment(started_at) or ended_at
    if weight_kg.strip() and not positive(weight_kg):
        raise Refused([Refusal(Rule.QUANTITY, "weight_kg")])
    if found := (*step_refusals(state, step, started, ended_at), *may_open(law, state, step, now)):
        raise Refused(found)
    tx.append(
        officer.id,
        acts.StepRecorded(
            inspection=inspection,
            step=step,
            started_at=started,
            ended_at=ended_at,
            result=result,
            device=written(device, "device"),
            note=written(note, "note", LONG),
            contents_exhausted=contents_exhausted,
            weight_kg=plain(weight_kg),
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def _moment(text: str) -> str:
    """Return the moment as the journal writes it; refuse what is none."""
    try:
        return format_time(parse_time(text)) if text else ""
    except ValueError as error:
        raise Refused([Refusal(Rule.STEP_BACKWARDS, "started_at")]) from error


def record_finding(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    finding: FindingCode,
    note: str = "",
    concealment: Concealment = Concealment.UNSTATED,
) -> Done[Inspection]:
    """Record what was found, and how it was hidden."""
    _changeable(tx, inspection, officer, Verb.FINDING)
    note = written(note, "note", LONG)
    found = acts.FindingRecorded(inspection=inspection, finding=finding, note=note, concealment=concealment)
    tx.append(officer.id, found)
    return Done(load(tx, inspection), _CHANGES)


def record_goods(tx: Transaction, *, officer: Officer, inspection: str, goods: Goods) -> Done[Inspection]:
    """List goods for detention or seizure under the next line number; numbers are never used again."""
    state = _changeable(tx, inspection, officer, Verb.LINE)
    if found := goods_refusals(goods):
        raise Refused(found)
    tx.append(
        officer.id,
        acts.LineRecorded(
            inspection=inspection,
            line=state.line_numbers_used + 1,
            description=written(goods.description, "description", DESCRIPTION),
            quantity=plain(goods.quantity),
            unit=goods.unit,
            commodity=goods.commodity,
            brand=written(goods.brand, "brand"),
            hs_code=goods.hs_code.strip(),
            ipr_right=goods.ipr_right,
            right_holder=written(goods.right_holder, "right_holder"),
            declared_line=goods.declared_line,
            product_code=written(goods.product_code, "product_code"),
            net_weight_kg=plain(goods.net_weight_kg),
            note=written(goods.note, "note", LONG),
            application=written(goods.application, "application"),
            small_consignment_asked=goods.small_consignment_asked,
            perishable=goods.perishable,
            value=plain(goods.value),
            currency=goods.currency.strip().upper(),
            origin_country=goods.origin_country.strip().upper(),
            serials=[one for each in goods.serials if (one := written(each, "serials"))],
            package=goods.package,
            packages=goods.packages.strip(),
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def keep_photograph(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    evidence: Evidence,
    data: bytes,
    width: int,
    height: int,
    subject: PhotoSubject,
    device: str,
    caption: str = "",
    line: int = 0,
    form: FileForm = FileForm.JPEG,
    exhibit: str = "",
) -> Done[Inspection]:
    """Keep a photograph: its bytes are durable before the entry that names their SHA-256."""
    state = _changeable(tx, inspection, officer, Verb.PHOTOGRAPH)
    if exhibit and exhibit not in {known.id for known in state.exhibits}:
        raise Refused([Refusal(Rule.NOT_KNOWN, exhibit)])
    if line and line not in {known.act.line for known in state.lines}:
        raise Refused([Refusal(Rule.UNKNOWN_LINE, str(line))])
    device, caption = written(device, "device"), written(caption, "caption", DESCRIPTION)
    sha256 = evidence.keep(data)
    tx.append(
        officer.id,
        acts.PhotographTaken(
            inspection=inspection,
            sha256=sha256,
            size=len(data),
            width=width,
            height=height,
            subject=subject,
            device=device,
            caption=caption,
            line=line,
            form=form,
            exhibit=exhibit,
        ),
    )
    return Done(load(tx, inspection), _CHANGES)


def seal_bag(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    bag: str,
    seal: str,
    lines: tuple[int, ...],
    location: str,
    weight_kg: str = "",
) -> Done[Inspection]:
    """Seal goods in a bag; their custody begins with the officer who sealed it. `weight_kg`: of the bag."""
    state = _changeable(tx, inspection, officer, Verb.SEAL)
    bag, seal, location = written(bag, "bag"), written(seal, "seal"), written(location, "location")
    found = list(seal_refusals(state, bag, seal, lines, tx.numbers_in_use([bag, seal])))
    found.extend(packing_refusals(state, lines, officer))
    if weight_kg.strip() and not positive(weight_kg):
        found.append(Refusal(Rule.QUANTITY, "weight_kg"))
    if not location:
        found.append(Refusal(Rule.FIELD_MISSING, "location"))
    if found:
        raise Refused(found)
    tx.append(
        officer.id,
        acts.BagSealed(
            inspection=inspection,
            bag=bag,
            seal=seal,
            lines=sorted(set(lines)),
            location=location,
            weight_kg=plain(weight_kg),
        ),
    )
    return Done(load(tx, inspection), _CHANGES | {Kind.CUSTODY})


def move_bag(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    bag: str,
    to_holder: str,
    purpose: str,
    location: str,
    seal_intact: bool,
) -> Done[Inspection]:
    """Hand a sealed bag over; only its present holder can."""
    state = _changeable(tx, inspection, officer, Verb.MOVE)
    to_holder, location = written(to_holder, "to_holder"), written(location, "location")
    found = list(move_refusals(state, bag, officer))
    if not to_holder:
        found.append(Refusal(Rule.FIELD_MISSING, "to_holder"))
    if not location:
        found.append(Refusal(Rule.FIELD_MISSING, "location"))
    if found:
        raise Refused(found)
    tx.append(
        officer.id,
        acts.CustodyMoved(
            inspection=inspection,
            bag=bag,
            from_holder=officer.id,
            to_holder=to_holder,
            purpose=written(purpose, "purpose"),
            location=location,
            seal_intact=seal_intact,
        ),
    )
    return Done(load(tx, inspection), _CHANGES | {Kind.CUSTODY})


def add_note(tx: Transaction, *, officer: Officer, inspection: str, text: str) -> Done[Inspection]:
    """Add a remark in the officer's own words."""
    _changeable(tx, inspection, officer, Verb.NOTE)
    text = written(text, "note", LONG)
    if not text:
        raise Refused([Refusal(Rule.FIELD_MISSING, "note")])
    tx.append(officer.id, acts.NoteAdded(inspection=inspection, text=text))
    return Done(load(tx, inspection), _CHANGES)


def correct(
    tx: Transaction, *, officer: Officer, inspection: str, entry: str, reason: str
) -> Done[Inspection]:
    """Say that an earlier entry of this inspection no longer counts; it stays readable in the journal."""
    state = _changeable(tx, inspection, officer, Verb.CORRECT)
    if entry not in correctable(state):
        raise Refused([Refusal(Rule.NOT_CORRECTABLE, entry)])
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    tx.append(officer.id, acts.EntryCorrected(inspection=inspection, entry=entry, reason=reason))
    return Done(load(tx, inspection), _CHANGES)
