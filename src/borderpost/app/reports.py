"""Turns the story of an inspection into the record that a seizure report shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from borderpost import __version__
from borderpost.app.places import SiteConfig
from borderpost.devices.renditions import rendition_of
from borderpost.documents import report_record as report
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.seizure_report import seizure_report
from borderpost.domain.canonical_declaration import from_canonical
from borderpost.domain.codes import OPENING_STEPS
from borderpost.domain.declaration import Declaration
from borderpost.domain.entry import Entry, parse_time
from borderpost.domain.evidence_codes import FileForm
from borderpost.domain.evidence_kept import Paper
from borderpost.domain.inspection import CustodyRow, Finding, GoodsLine, Inspection, Mark, Photograph, Step
from borderpost.domain.money import Money
from borderpost.domain.officer import Officer
from borderpost.domain.photo_set import STANDARD, PhotoSets, decided_set, missing
from borderpost.domain.risk.assessment_plain import assessment_from_plain
from borderpost.ui.words.codes import word
from borderpost.ui.words.evidence_acts import paper_word, shot_words
from borderpost.ui.words.packages import packages_words
from borderpost.ui.words.reasons import reason_parts
from borderpost.work.documenting import is_final
from borderpost.work.ports import Evidence, LostEvidence

DRAFT_NUMBER = "DRAFT"


@dataclass(frozen=True, slots=True)
class ReportSources:
    """What a report needs besides the inspection itself."""

    site: SiteConfig
    evidence: Evidence
    officers: Mapping[str, Officer]
    entries: Sequence[Entry]
    key_fingerprint: str
    checkpoint: str = ""
    photo_sets: PhotoSets = STANDARD


def make_seizure_report(state: Inspection, sources: ReportSources) -> bytes:
    """Return the PDF of an inspection's seizure report; a draft before the seizure stands."""
    return seizure_report(seizure_record(state, sources))


def seizure_record(state: Inspection, sources: ReportSources) -> SeizureRecord:
    """Return exactly what the report shows."""
    final = is_final(state)
    decided = _decision_mark(state)
    declaration = from_canonical(state.declaration) if state.declaration is not None else None
    names = _Names(sources.officers)
    site = sources.site
    return SeizureRecord(
        number=state.outcome.number if final and state.outcome else DRAFT_NUMBER,
        kind=report.ReportKind.SEIZURE,
        state=report.ReportState.ISSUED if final else report.ReportState.DRAFT,
        dated=_local(decided),
        office=report.Office(
            administration=site.administration,
            name=site.office,
            code=site.office_code,
            facility=site.facility,
            station=f"{site.bench} ({site.station})",
            address=site.address,
            contact=site.contact,
        ),
        item=_item(state, declaration, names),
        journal=_position(decided, sources),
        lane=report.Lane(state.lane),
        declaration=declaration,
        declaration_digest=state.declaration_digest,
        reasons=_reasons(state),
        steps=tuple(_step(step, names) for step in state.steps),
        findings=tuple(
            report.Finding(f.code, word(f.code), finding_note(f), _local(f.mark), names.of(f.mark.officer))
            for f in state.findings
        ),
        lines=tuple(_line(line, declaration) for line in state.lines),
        bags=tuple(
            report.SealedBag(
                bag=bag.bag,
                seal=bag.seal,
                line_numbers=bag.lines,
                location=next((row.location for row in state.custody if row.bag == bag.bag), ""),
                sealed_at=_local(bag.mark),
                sealed_by=names.of(bag.mark.officer),
            )
            for bag in state.bags
        ),
        photographs=tuple(
            _photograph(number, photo, state, sources.evidence, names)
            for number, photo in enumerate(state.photographs, start=1)
        ),
        photographs_missing=tuple(
            shot_words(one.subject, one.line, one.exhibit)
            for one in missing(state, decided_set(state, sources.photo_sets))
        ),
        photographs_excused=tuple(
            (shot_words(one.subject, one.line, one.exhibit), one.reason) for one in state.evidence.excuses
        ),
        documents=tuple(_document(paper, names) for paper in state.evidence.papers),
        custody=tuple(_custody(row, names) for row in state.custody),
        officers=_officers(state, sources.officers),
        legal=site.legal,
        decision_reason=_decision_reason(state),
        remarks=tuple(note.text for note in state.notes),
        program=f"Borderpost {__version__}",
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of officers, with their ids."""

    officers: Mapping[str, Officer]

    def of(self, officer_id: str) -> str:
        """Return name and id; what is no officer of the roster is returned as it is."""
        officer = self.officers.get(officer_id)
        return f"{officer.name} ({officer.id})" if officer else officer_id


def finding_note(finding: Finding) -> str:
    """Return how goods were hidden and what the officer wrote of it."""
    hidden = word(finding.concealment) if finding.concealment else ""
    return " · ".join(part for part in (hidden, finding.note) if part)


def deciding_sequence(state: Inspection) -> int:
    """Return the number of the entry by which a seizure stands; 0 for a draft."""
    return _decision_mark(state).sequence if is_final(state) else 0


def _decision_mark(state: Inspection) -> Mark:
    if is_final(state) and state.outcome is not None:
        return state.outcome.approval or state.outcome.mark
    return state.proposal.mark if state.proposal else state.latest


def _decision_reason(state: Inspection) -> str:
    if state.outcome is not None and is_final(state):
        return state.outcome.reason
    return state.proposal.reason if state.proposal else ""


def _local(mark: Mark) -> datetime:
    return mark.at.astimezone(timezone(timedelta(minutes=mark.offset_minutes)))


def _moment(text: str, like: Mark) -> datetime | None:
    return parse_time(text).astimezone(timezone(timedelta(minutes=like.offset_minutes))) if text else None


def _item(state: Inspection, declaration: Declaration | None, names: _Names) -> report.ItemFacts:
    presented = _local(state.opened)
    by = names.of(state.opened.officer)
    if declaration is None:
        return report.ItemFacts(state.item_id, presented_at=presented, scanned_by=by)
    return report.ItemFacts(
        identifier=state.item_id,
        other_identifiers=declaration.alternate_ids,
        mail_class=declaration.mail_class,
        receptacle=declaration.receptacle_id,
        origin_office=declaration.origin_office,
        destination_office=declaration.destination_office,
        posted_on=declaration.posted_on,
        presented_at=presented,
        scanned_by=by,
    )


def _reasons(state: Inspection) -> tuple[report.SelectionReason, ...]:
    if not state.assessment:
        return ()
    return tuple(
        report.SelectionReason(
            profile=part.profile,
            version=part.version,
            title=part.title,
            clause=part.clause,
            field=part.field,
            value=part.value,
        )
        for part in reason_parts(assessment_from_plain(state.assessment))
    )


def _step(step: Step, names: _Names) -> report.ExaminationStep:
    return report.ExaminationStep(
        code=step.type,
        label=word(step.type),
        device=step.device,
        officer=names.of(step.mark.officer),
        started_at=_moment(step.started_at, step.mark),
        ended_at=_moment(step.ended_at, step.mark),
        result=word(step.result),
        note=step.note,
        contents_exhausted=step.contents_exhausted if step.type in OPENING_STEPS else None,
    )


def _line(line: GoodsLine, declaration: Declaration | None) -> report.SeizedLine:
    act = line.act
    declared = ""
    if declaration is not None and 0 < act.declared_line <= len(declaration.lines):
        declared = declaration.lines[act.declared_line - 1].description
    return report.SeizedLine(
        number=act.line,
        description=act.description,
        brand=act.brand,
        quantity=Decimal(act.quantity),
        unit=word(act.unit),
        net_weight_kg=Decimal(act.net_weight_kg) if act.net_weight_kg else None,
        hs_code=act.hs_code,
        commodity=word(act.commodity),
        right_infringed=word(act.ipr_right) if act.ipr_right else "",
        right_holder=act.right_holder,
        product_code=act.product_code,
        serials=", ".join(act.serials),
        packages=packages_words(act.packages, act.package),
        origin_country=act.origin_country,
        value=Money(Decimal(act.value), act.currency) if act.value else None,
        declared=declared,
        found=act.note,
    )


def _photograph(
    number: int, photo: Photograph, state: Inspection, evidence: Evidence, names: _Names
) -> report.Photograph:
    over = state.evidence.over(photo.mark.entry)
    try:
        jpeg: bytes | None = evidence.read(photo.sha256)
    except LostEvidence:
        jpeg = None
    return report.Photograph(
        number=number,
        sha256=photo.sha256,
        jpeg=jpeg,
        subject=word(photo.subject),
        caption=photo.caption,
        taken_at=_local(photo.mark),
        device=photo.device,
        line_number=photo.line or None,
        form=photo.form.upper(),
        rendition=rendition_of(jpeg) if jpeg is not None and photo.form is not FileForm.JPEG else None,
        marks=tuple(mark for one in over for mark in one.marks),
        marked=tuple(f"{names.of(one.mark.officer)}, {_local(one.mark):%Y-%m-%d %H:%M}" for one in over),
    )


def _document(paper: Paper, names: _Names) -> report.KeptDocument:
    return report.KeptDocument(
        what=paper_word(paper.what),
        sha256=paper.sha256,
        form=paper.form.upper(),
        name=paper.name,
        caption=paper.caption,
        kept_at=_local(paper.mark),
        kept_by=names.of(paper.mark.officer),
    )


def _custody(row: CustodyRow, names: _Names) -> report.CustodyRow:
    return report.CustodyRow(
        sequence=row.number,
        line_numbers=row.lines,
        from_holder=names.of(row.from_holder),
        to_holder=names.of(row.to_holder),
        purpose=row.purpose,
        location=row.location,
        at=_local(row.mark),
        bag=row.bag,
        seal_intact=row.seal_intact,
    )


def _officers(state: Inspection, roster: Mapping[str, Officer]) -> tuple[report.OfficerAct, ...]:
    """Return who decided; an earlier hold is no part of a seizure that is still proposed."""
    if not is_final(state) or state.outcome is None:
        return (_act(report.Role.SEIZING, state.proposal.mark, roster),) if state.proposal else ()
    found = [_act(report.Role.SEIZING, state.outcome.mark, roster)]
    if state.outcome.approval is not None:
        found.append(_act(report.Role.APPROVING, state.outcome.approval, roster))
    return tuple(found)


def _act(role: report.Role, mark: Mark, roster: Mapping[str, Officer]) -> report.OfficerAct:
    officer = roster.get(mark.officer)
    return report.OfficerAct(
        role=role,
        name=officer.name if officer else mark.officer,
        officer_id=mark.officer,
        rank=", ".join(word(r) for r in sorted(officer.roles)) if officer else "",
        at=_local(mark),
        journal_sequence=mark.sequence,
        entry_hash=mark.hash,
    )


def _position(mark: Mark, sources: ReportSources) -> report.JournalPosition:
    entry = next((entry for entry in sources.entries if entry.id == mark.entry), None)
    return report.JournalPosition(
        station=sources.site.station,
        sequence=mark.sequence,
        entry_hash=mark.hash,
        previous_hash=entry.previous if entry else "",
        key_fingerprint=sources.key_fingerprint,
        checkpoint=sources.checkpoint,
        recorded_at=_local(mark),
    )
