"""Evidence beside the photographs: documents kept, marks drawn over one, a shot that cannot be had."""

from collections.abc import Sequence
from typing import Final

from borderpost.domain import acts
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, refusals
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FULL_SCALE, FileForm, PaperKind, Shape
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load, plain, positive
from borderpost.work.ports import Evidence, Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import DESCRIPTION, LONG, written

MOST_MARKS: Final = 50
_CHANGES = frozenset({Kind.INSPECTIONS})


def keep_document(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    evidence: Evidence,
    data: bytes,
    form: FileForm,
    what: PaperKind,
    name: str,
    device: str = "",
    pages: int = 0,
    caption: str = "",
) -> Done[Inspection]:
    """Keep a document: its bytes are durable before the entry that names their SHA-256.

    What is handed in after the decision is kept, too. `name` is that of the file it came from.
    """
    _may(tx, inspection, officer, Verb.FORMALITY)
    name, device = written(name, "name"), written(device, "device")
    caption = written(caption, "caption", DESCRIPTION)
    sha256 = evidence.keep(data)
    act = acts.DocumentKept(
        inspection=inspection,
        sha256=sha256,
        size=len(data),
        form=form,
        what=what,
        name=name,
        device=device,
        pages=pages,
        caption=caption,
    )
    tx.append(officer.id, act)
    return Done(load(tx, inspection), _CHANGES)


def annotate(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    photograph: str,
    marks: Sequence[DrawnMark],
    note: str = "",
) -> Done[Inspection]:
    """Record marks over the photograph that the entry `photograph` took; the photograph stays as it is."""
    state = _may(tx, inspection, officer, Verb.PHOTOGRAPH)
    taken = next((one for one in state.photographs if one.mark.entry == photograph), None)
    if taken is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, photograph)])
    if not marks:
        raise Refused([Refusal(Rule.FIELD_MISSING, "marks")])
    if len(marks) > MOST_MARKS:
        raise Refused([Refusal(Rule.TOO_LONG, "marks")])
    act = acts.PhotographAnnotated(
        inspection=inspection,
        photograph=photograph,
        sha256=taken.sha256,
        marks=[_fit(mark) for mark in marks],
        note=written(note, "note", DESCRIPTION),
    )
    tx.append(officer.id, act)
    return Done(load(tx, inspection), _CHANGES)


def _fit(mark: DrawnMark) -> DrawnMark:
    """Return a mark as it is recorded; refuse one that lies beside the picture, or that says nothing."""
    places = (mark.from_x, mark.from_y, mark.to_x, mark.to_y)
    if not all(0 <= place <= FULL_SCALE for place in places):
        raise Refused([Refusal(Rule.QUANTITY, "marks")])
    text = written(mark.text, "text")
    if mark.shape is Shape.MEASURE:
        if not positive(text):
            raise Refused([Refusal(Rule.QUANTITY, "length")])
        text = plain(text)
    elif mark.shape is Shape.TEXT and not text:
        raise Refused([Refusal(Rule.FIELD_MISSING, "text")])
    x, y, to_x, to_y = places
    return DrawnMark(shape=mark.shape, from_x=x, from_y=y, to_x=to_x, to_y=to_y, text=text)


def excuse_shot(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    subject: PhotoSubject,
    reason: str,
    line: int = 0,
    exhibit: str = "",
) -> Done[Inspection]:
    """Record why a photograph of the set cannot be taken."""
    state = _may(tx, inspection, officer, Verb.PHOTOGRAPH)
    if line and line not in {known.act.line for known in state.lines}:
        raise Refused([Refusal(Rule.UNKNOWN_LINE, str(line))])
    if exhibit and exhibit not in {known.id for known in state.exhibits}:
        raise Refused([Refusal(Rule.NOT_KNOWN, exhibit)])
    reason = written(reason, "reason", LONG)
    if not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    act = acts.ShotExcused(inspection=inspection, subject=subject, reason=reason, line=line, exhibit=exhibit)
    tx.append(officer.id, act)
    return Done(load(tx, inspection), _CHANGES)


def _may(tx: Transaction, inspection: str, officer: Officer, verb: Verb) -> Inspection:
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), verb):
        raise Refused(found)
    return state
