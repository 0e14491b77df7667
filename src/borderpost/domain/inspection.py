"""The story of one item at the bench, as the entries about it tell it."""

from dataclasses import dataclass, replace
from typing import Any

from borderpost.domain import acts
from borderpost.domain.codes import Concealment, Disposition, FindingCode, StepResult, StepType
from borderpost.domain.custody.chain import BrokenChain, with_custody
from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.custody.rows import CustodyRow as CustodyRow
from borderpost.domain.custody_acts import CustodyAct
from borderpost.domain.entry import Entry
from borderpost.domain.evidence_kept import NOTHING_KEPT, EvidenceKept, photograph_of, with_evidence
from borderpost.domain.evidence_kept import Photograph as Photograph
from borderpost.domain.formalities import NO_FORMALITIES, Formalities, with_formality
from borderpost.domain.mark import Mark as Mark
from borderpost.domain.mark import mark_of as mark_of
from borderpost.domain.release_taken_back import TakenBack, taken_back
from borderpost.domain.stage import ENDED as ENDED
from borderpost.domain.stage import Stage as Stage
from borderpost.domain.stage import stage_after


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the examination that counts."""

    mark: Mark
    type: StepType
    started_at: str
    ended_at: str
    result: StepResult
    device: str
    note: str
    contents_exhausted: bool
    weight_kg: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that counts."""

    mark: Mark
    code: FindingCode
    note: str
    concealment: Concealment = Concealment.UNSTATED


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """Goods listed for detention or seizure."""

    mark: Mark
    act: acts.LineRecorded


@dataclass(frozen=True, slots=True)
class Bag:
    """A sealed bag and what is in it."""

    mark: Mark
    bag: str
    seal: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A disposition that waits for, or got, a second officer's consent."""

    mark: Mark
    disposition: Disposition
    reason: str
    hold_reason: str = ""
    law: str = ""
    agency: str = ""
    charge: str = ""


@dataclass(frozen=True, slots=True)
class RefusedProposal:
    """A proposal that a second officer did not agree to."""

    mark: Mark
    proposal: Proposal
    reason: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """What an officer asked for: that an ended inspection go on."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The disposition that stands; `approval` is the second officer's mark where one was needed.

    `law` is the edition of the legal pack that it was taken under, `hold_reason` the row for holding it,
    `batch` its bulk release, with the `consent` of another officer, `charge` what falls due.
    """

    mark: Mark
    disposition: Disposition
    reason: str
    approval: Mark | None = None
    number: str = ""
    hold_reason: str = ""
    law: str = ""
    witness: str = ""
    batch: str = ""
    consent: str = ""
    charge: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A document made from the record."""

    mark: Mark
    document: str
    number: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything recorded about one item since it was taken up.

    `declarations_kept` are the digests of declarations that were copied into the record later.
    """

    id: str
    item_id: str
    item_date: str
    opened: Mark
    lane: str
    assessment: dict[str, Any]
    declaration: dict[str, Any] | None
    declaration_digest: str
    stage: Stage = Stage.OPEN
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[GoodsLine, ...] = ()
    line_numbers_used: int = 0
    photographs: tuple[Photograph, ...] = ()
    bags: tuple[Bag, ...] = ()
    custody: tuple[CustodyRow, ...] = ()
    notes: tuple[Note, ...] = ()
    proposal: Proposal | None = None
    refusals: tuple[RefusedProposal, ...] = ()
    outcome: Outcome | None = None
    documents: tuple[Issued, ...] = ()
    corrected: tuple[str, ...] = ()
    correctors: tuple[str, ...] = ()
    last: Mark | None = None
    formalities: Formalities = NO_FORMALITIES
    past_outcomes: tuple[Outcome, ...] = ()
    declarations_kept: tuple[str, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    withdrawals: tuple[RefusedProposal, ...] = ()
    reopening: Reopening | None = None
    taken_back: tuple[TakenBack, ...] = ()
    evidence: EvidenceKept = NOTHING_KEPT
    products: tuple[tuple[Mark, acts.ProductCompared], ...] = ()

    @property
    def ended(self) -> bool:
        """Tell whether the inspection has reached an outcome that ends it."""
        return self.stage in ENDED

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every disposition that ever stood, oldest first."""
        return (*self.past_outcomes, *((self.outcome,) if self.outcome else ()))

    @property
    def latest(self) -> Mark:
        """The mark of the newest entry about this inspection."""
        return self.last or self.opened

    def same_content(self, other: "Inspection") -> bool:
        """Tell whether both tell the same story, whatever was read, printed or issued in between."""
        mine, theirs = (replace(one, documents=(), last=None, declarations_kept=()) for one in (self, other))
        return mine == theirs

    def sealed_lines(self) -> frozenset[int]:
        """Return the numbers of the goods lines that are in a sealed bag."""
        return frozenset(line for bag in self.bags for line in bag.lines)


class Misplaced(ValueError):
    """An entry that cannot stand where it stands: no rule of this program would have written it."""


def fold(state: Inspection | None, entry: Entry, act: acts.Act) -> Inspection:
    """Return the inspection after one more entry about it; raise Misplaced where none can stand."""
    mark = mark_of(entry)
    if isinstance(act, acts.InspectionOpened):
        if state is not None:
            raise Misplaced(f"inspection {act.inspection} is opened twice")
        return Inspection(
            id=act.inspection,
            item_id=act.item_id,
            item_date=act.item_date,
            opened=mark,
            lane=act.lane,
            assessment=act.assessment,
            declaration=act.declaration,
            declaration_digest=act.declaration_digest,
            last=mark,
        )
    if state is None:
        raise Misplaced(f"{entry.kind} speaks of an inspection that was never opened")
    return replace(_fold_open(state, mark, act), last=mark)


def _fold_open(state: Inspection, mark: Mark, act: acts.Act) -> Inspection:
    match act:
        case acts.StepRecorded():
            step = Step(
                mark,
                act.step,
                act.started_at,
                act.ended_at,
                act.result,
                act.device,
                act.note,
                act.contents_exhausted,
                act.weight_kg,
            )
            return replace(state, steps=(*state.steps, step))
        case acts.FindingRecorded():
            finding = Finding(mark, act.finding, act.note, act.concealment)
            return replace(state, findings=(*state.findings, finding))
        case acts.LineRecorded():
            if act.line != state.line_numbers_used + 1:
                raise Misplaced("a goods line out of turn")
            return replace(state, lines=(*state.lines, GoodsLine(mark, act)), line_numbers_used=act.line)
        case acts.ProductCompared():
            return replace(state, products=(*state.products, (mark, act)))
        case acts.PhotographTaken():
            return replace(state, photographs=(*state.photographs, photograph_of(mark, act)))
        case acts.BagSealed():
            bag = Bag(mark, act.bag, act.seal, tuple(act.lines))
            return replace(_fold_custody(state, mark, act), bags=(*state.bags, bag))
        case acts.CustodyMoved() | acts.ExhibitRegistered() | acts.ExhibitPassed():
            return _fold_custody(state, mark, act)
        case acts.ContainerOpened() | acts.ContainerClosed() | acts.AlarmRaised() | acts.AlarmAnswered():
            return _fold_custody(state, mark, act)
        case acts.NoteAdded():
            return replace(state, notes=(*state.notes, Note(mark, act.text)))
        case acts.DocumentIssued():
            issued = Issued(mark, act.document, act.number, act.sha256)
            return replace(state, documents=(*state.documents, issued))
        case acts.EntryCorrected():
            return _without(state, mark, act.entry)
        case acts.DeclarationKept():
            return replace(state, declarations_kept=(*state.declarations_kept, act.digest))
        case acts.DocumentPrinted() | acts.RecordConsulted() | acts.ToldOutside():
            return state
        case _:
            return _fold_outcome(state, mark, act)


def _fold_outcome(state: Inspection, mark: Mark, act: acts.Act) -> Inspection:
    match act:
        case acts.OutcomeRecorded():
            outcome = Outcome(
                mark,
                act.disposition,
                act.reason,
                hold_reason=act.hold_reason,
                law=act.law,
                batch=act.batch,
                consent=act.consent,
                charge=act.charge,
            )
            stage = stage_after(act.disposition)
            return replace(state, outcome=outcome, past_outcomes=state.outcomes, stage=stage)
        case acts.OutcomeProposed():
            chosen = (act.hold_reason, act.law, act.agency, act.charge)
            proposal = Proposal(mark, act.disposition, act.reason, *chosen)
            return replace(state, proposal=proposal, stage=Stage.AWAITING_APPROVAL)
        case acts.OutcomeApproved():
            proposal_now = _proposal(state, act.proposal)
            outcome = Outcome(
                proposal_now.mark,
                proposal_now.disposition,
                proposal_now.reason,
                mark,
                # what becomes of seized goods goes under the number of their seizure
                act.number or (state.outcome.number if state.outcome else ""),
                proposal_now.hold_reason,
                proposal_now.law,
                act.witness,
                charge=proposal_now.charge,
            )
            state = replace(state, past_outcomes=state.outcomes, proposal=None)
            return replace(state, outcome=outcome, stage=stage_after(proposal_now.disposition))
        case acts.OutcomeRefused():
            refused = RefusedProposal(mark, _proposal(state, act.proposal), act.reason)
            return replace(_unproposed(state), refusals=(*state.refusals, refused))
        case acts.ProposalWithdrawn():
            back = RefusedProposal(mark, _proposal(state, act.proposal), act.reason)
            return replace(_unproposed(state), withdrawals=(*state.withdrawals, back))
        case acts.ReopeningAsked():
            if not state.ended or state.reopening is not None:
                raise Misplaced("a reopening of what has not ended")
            return replace(state, reopening=Reopening(mark, act.reason))
        case acts.ReopeningAnswered():
            return _fold_reopened(state, act)
        case acts.ReleaseTakenBack():
            if state.stage is not Stage.RELEASED or (before := state.outcome) is None:
                raise Misplaced("a release taken back that does not stand")
            released = taken_back(before.mark, mark, act)
            state = replace(state, taken_back=(*state.taken_back, released), past_outcomes=state.outcomes)
            return replace(state, outcome=None, stage=Stage.OPEN)
        case _:
            return _fold_formality(state, mark, act)


def _unproposed(state: Inspection) -> Inspection:
    stage = stage_after(state.outcome.disposition) if state.outcome is not None else Stage.OPEN
    return replace(state, proposal=None, stage=stage)


def _fold_reopened(state: Inspection, act: acts.ReopeningAnswered) -> Inspection:
    if state.reopening is None or state.reopening.mark.entry != act.request:
        raise Misplaced("an answer to a reopening that nobody asked for")
    if not act.granted:
        return replace(state, reopening=None)
    return replace(state, reopening=None, outcome=None, past_outcomes=state.outcomes, stage=Stage.OPEN)


def _fold_formality(state: Inspection, mark: Mark, act: acts.Act) -> Inspection:
    if (kept := with_evidence(state.evidence, mark, act)) is not None:
        return replace(state, evidence=kept)
    after = with_formality(state.formalities, mark, act)
    if after is None:
        raise Misplaced(f"{acts.kind_of(act)} is no part of this inspection")
    return replace(state, formalities=after)


def _proposal(state: Inspection, entry: str) -> Proposal:
    if state.proposal is None or state.proposal.mark.entry != entry:
        raise Misplaced("an answer to a proposal that was not made")
    return state.proposal


def _fold_custody(
    state: Inspection, mark: Mark, act: acts.BagSealed | acts.CustodyMoved | CustodyAct
) -> Inspection:
    try:
        exhibits, custody = with_custody((state.exhibits, state.custody), mark, act)
    except BrokenChain as error:
        raise Misplaced(str(error)) from error
    return replace(state, exhibits=exhibits, custody=custody)


def _without(state: Inspection, mark: Mark, entry: str) -> Inspection:
    if entry not in correctable(state):
        raise Misplaced("a correction of an entry that does not count here")
    return replace(
        state,
        steps=tuple(s for s in state.steps if s.mark.entry != entry),
        findings=tuple(f for f in state.findings if f.mark.entry != entry),
        lines=tuple(line for line in state.lines if line.mark.entry != entry),
        photographs=tuple(p for p in state.photographs if p.mark.entry != entry),
        notes=tuple(n for n in state.notes if n.mark.entry != entry),
        formalities=state.formalities.without(entry),
        evidence=state.evidence.without(entry),
        corrected=(*state.corrected, entry),
        correctors=(*state.correctors, mark.officer),
    )


def correctable(state: Inspection) -> frozenset[str]:
    """Return the entries that a correction may name: those that count and that nothing rests on."""
    sealed = state.sealed_lines()
    free_lines = (line for line in state.lines if line.act.line not in sealed)
    marks = (
        *(s.mark for s in state.steps),
        *(f.mark for f in state.findings),
        *(line.mark for line in free_lines),
        *(p.mark for p in state.photographs),
        *(n.mark for n in state.notes),
    )
    entries = frozenset(mark.entry for mark in marks)
    return entries | state.formalities.correctable | state.evidence.correctable
