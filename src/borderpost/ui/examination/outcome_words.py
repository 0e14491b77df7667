"""What is said of a proposal, of one that was not agreed to, and of the outcome that stands."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from borderpost.domain.codes import Disposition
from borderpost.domain.found_goods import goods_name
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.law.rows import Agency, HoldReason
from borderpost.domain.photo_set import STANDARD, PhotoSets, missing
from borderpost.ui.examination.places import place_of
from borderpost.ui.kit import ltr
from borderpost.ui.words.amounts import isolated, shortened
from borderpost.ui.words.codes import word
from borderpost.ui.words.evidence_acts import missing_words, shot_words

translate = QCoreApplication.translate
_GOODS_NAMED = 3
_LONGEST = 120


def proposal_rows(
    state: Inspection, name_of: Callable[[str], str], sets: PhotoSets = STANDARD
) -> list[tuple[str, str, bool]]:
    """Return what the proposal, or the outcome that stands, says and rests on: label, value, is it a code."""
    put = state.proposal or state.outcome
    if put is None:
        return []
    rows = [
        (translate("Examination", "Outcome"), word(put.disposition), False),
        (translate("Examination", "Reason"), isolated(put.reason), False),
        (translate("Examination", "By"), _who(name_of(put.mark.officer), place_of(put.mark)), False),
    ]
    if put.charge:
        rows.insert(1, (translate("Examination", "Charge due"), put.charge, True))
    if state.proposal is None and state.outcome is not None:
        if state.outcome.approval is not None:
            mark = state.outcome.approval
            agreed = _who(name_of(mark.officer), place_of(mark))
            rows.append((translate("Examination", "Agreed by"), agreed, False))
        if state.outcome.number:
            rows.append((translate("Examination", "Number"), state.outcome.number, True))
    if state.lines:
        rows.append((translate("Examination", "Goods"), _goods(state), False))
    for bag in state.bags[:_GOODS_NAMED]:
        numbers = translate("Examination", "{bag}, seal {seal}").format(bag=ltr(bag.bag), seal=ltr(bag.seal))
        rows.append((translate("Examination", "Bag"), numbers, False))
    lacking = missing_words(missing(state, sets.shots(put.disposition)))
    taken = "; ".join(part for part in (str(len(state.photographs)), lacking) if part)
    rows.append((translate("Examination", "Photographs"), taken, False))
    excused = [shot_words(one.subject, one.line, one.exhibit) for one in state.evidence.excuses]
    if excused:
        rows.append((translate("Examination", "Not possible"), "; ".join(excused), False))
    if state.evidence.papers:
        rows.append((translate("Examination", "Documents"), str(len(state.evidence.papers)), False))
    return rows


def past_words(state: Inspection, name_of: Callable[[str], str]) -> str:
    """Return what an earlier answer or hold has left to be said; empty where there is nothing."""
    said: list[str] = []
    if state.stage is Stage.HELD and state.outcome is not None:
        held = translate("Examination", "{disposition}, by {officer}, {place}: {reason}")
        said.append(
            held.format(
                disposition=word(state.outcome.disposition),
                officer=isolated(name_of(state.outcome.mark.officer)),
                place=place_of(state.outcome.mark),
                reason=isolated(state.outcome.reason),
            )
        )
    if state.refusals and state.proposal is None:
        last = state.refusals[-1]
        refused = translate("Examination", "{officer} did not agree ({disposition}, {place}): {reason}")
        said.append(
            refused.format(
                officer=isolated(name_of(last.mark.officer)),
                disposition=word(last.proposal.disposition),
                place=place_of(last.mark),
                reason=isolated(last.reason),
            )
        )
    return "\n".join(said)


def hold_reason_words(row: HoldReason) -> str:
    """Return a reason for holding with the code that the post is told."""
    told = translate("Examination", "{reason} (post: {code})")
    return told.format(reason=isolated(row.text), code=ltr(row.postal_code)) if row.postal_code else row.text


def agency_words(row: Agency) -> str:
    """Return an agency with what it is for, and how it is reached."""
    told = translate("Examination", "{name} ({kind})").format(name=isolated(row.name), kind=word(row.kind))
    if not row.contact:
        return told
    return translate("Examination", "{agency}, {contact}").format(agency=told, contact=isolated(row.contact))


def row_words(row: HoldReason | Agency) -> str:
    """Return a row of the law that is chosen with an outcome."""
    return agency_words(row) if isinstance(row, Agency) else hold_reason_words(row)


def stands_words(state: Inspection) -> str:
    """Return the outcome that stands as a sentence."""
    if state.outcome is None:
        return ""
    if state.outcome.disposition is Disposition.SEIZE:
        text = translate("Examination", "Seized under number {number}")
        return text.format(number=ltr(state.outcome.number))
    return word(state.outcome.disposition)


def _who(name: str, place: str) -> str:
    return translate("Examination", "{officer}, {place}").format(officer=isolated(name), place=place)


def _goods(state: Inspection) -> str:
    named = []
    for line in state.lines[:_GOODS_NAMED]:
        name = isolated(shortened(goods_name(line.act), _LONGEST))
        named.append(f"{line.act.quantity} {word(line.act.unit)} {name}")
    if len(state.lines) > len(named):
        more = translate("Examination", "and {count} more")
        named.append(more.format(count=len(state.lines) - len(named)))
    return "; ".join(named)
