"""Documents, marks and excuses are acts of their own: refused where they say nothing, and correctable."""

from typing import Any

import pytest

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.decisions import Refused, Rule, contributors
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FileForm, PaperKind, Shape
from borderpost.domain.inspection import Inspection
from borderpost.store.projections import rebuild
from borderpost.work import documenting, evidencing, inspecting
from station import ANNA, BEN, SUE, Station
from station_stories import examined, opened, photograph, proposed, seized

PDF = b"%PDF-1.7\nan invoice\n%%EOF\n"


def _keep(station: Station, state: Inspection, **changes: Any) -> Inspection:
    given: dict[str, Any] = {
        "officer": ANNA,
        "inspection": state.id,
        "evidence": station.store.evidence,
        "data": PDF,
        "form": FileForm.PDF,
        "what": PaperKind.INVOICE,
        "name": "invoice.pdf",
        "caption": "in the parcel",
    }
    kept: Inspection = station.do(evidencing.keep_document, **(given | changes))
    return kept


def _mark(shape: Shape = Shape.ARROW, text: str = "", **places: int) -> DrawnMark:
    at = {"from_x": 0, "from_y": 0, "to_x": 10_000, "to_y": 10_000} | places
    return DrawnMark(shape=shape, text=text, **at)


def _annotate(station: Station, state: Inspection, *marks: DrawnMark, **changes: Any) -> Inspection:
    given: dict[str, Any] = {
        "officer": ANNA,
        "inspection": state.id,
        "photograph": state.photographs[0].mark.entry,
        "marks": marks,
    }
    drawn: Inspection = station.do(evidencing.annotate, **(given | changes))
    return drawn


def _refused(rule: Rule, act: Any, *arguments: Any, **more: Any) -> None:
    with pytest.raises(Refused) as error:
        act(*arguments, **more)
    assert [refusal.rule for refusal in error.value.refusals] == [rule]


def test_a_document_is_kept_byte_for_byte_and_may_come_after_the_end(station: Station) -> None:
    state = _keep(station, opened(station))
    (paper,) = state.evidence.papers
    assert station.store.evidence.read(paper.sha256) == PDF
    assert (paper.what, paper.name, paper.caption, paper.size) == (
        PaperKind.INVOICE,
        "invoice.pdf",
        "in the parcel",
        len(PDF),
    )
    after = _keep(station, seized(station, "RR473124832GB", 2), what=PaperKind.REPLY)
    assert [one.what for one in after.evidence.papers] == [PaperKind.REPLY]
    _refused(Rule.ROLE, _keep, station, state, officer=SUE)


def test_marks_name_the_photograph_and_leave_it_as_it_is(station: Station) -> None:
    state = photograph(station, opened(station).id, b"a picture", PhotoSubject.PRODUCT)
    taken = state.photographs[0]
    state = _annotate(station, state, _mark(Shape.MEASURE, "12.50"), _mark(Shape.TEXT, "here"))
    (drawn,) = state.evidence.over(taken.mark.entry)
    assert drawn.sha256 == taken.sha256
    assert [mark.text for mark in drawn.marks] == ["12.50", "here"]
    assert station.store.evidence.read(taken.sha256) == b"a picture"
    entry = drawn.mark.entry
    correct = {"officer": ANNA, "inspection": state.id, "reason": "the wrong shoe"}
    state = station.do(inspecting.correct, **correct, entry=entry)
    assert not state.evidence.over(taken.mark.entry)
    state = _annotate(station, state, _mark())
    state = station.do(inspecting.correct, **correct, entry=taken.mark.entry)
    assert not state.photographs
    assert not state.evidence.annotations


@pytest.mark.parametrize(
    ("rule", "marks"),
    [
        (Rule.FIELD_MISSING, ()),
        (Rule.QUANTITY, (_mark(to_x=10_001),)),
        (Rule.QUANTITY, (_mark(from_y=-1),)),
        (Rule.QUANTITY, (_mark(Shape.MEASURE, "long"),)),
        (Rule.QUANTITY, (_mark(Shape.MEASURE),)),
        (Rule.FIELD_MISSING, (_mark(Shape.TEXT, "  "),)),
        (Rule.TOO_LONG, (_mark(Shape.TEXT, "x" * 300),)),
        (Rule.TOO_LONG, (_mark(),) * 51),
    ],
)
def test_marks_that_say_nothing_are_refused(
    station: Station, rule: Rule, marks: tuple[DrawnMark, ...]
) -> None:
    state = photograph(station, opened(station).id, b"a picture", PhotoSubject.PRODUCT)
    _refused(rule, _annotate, station, state, *marks)
    entries, _ = station.store.read(lambda pages: pages.journal_head()).result()
    assert entries == state.latest.sequence


def test_marks_over_what_is_no_photograph_are_refused(station: Station) -> None:
    state = photograph(station, opened(station).id, b"a picture", PhotoSubject.PRODUCT)
    _refused(Rule.NOT_KNOWN, _annotate, station, state, _mark(), photograph=state.opened.entry)
    whole = proposed(station, "RR473124832GB", 2)
    _refused(Rule.AWAITING_APPROVAL, _annotate, station, whole, _mark())


def test_a_shot_is_excused_with_a_reason_of_what_is_there(station: Station) -> None:
    state = examined(station)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id, "subject": PhotoSubject.PRODUCT}

    def excuse(**more: Any) -> Inspection:
        excused: Inspection = station.do(evidencing.excuse_shot, **at, **more)
        return excused

    _refused(Rule.NO_REASON, excuse, reason=" ")
    _refused(Rule.UNKNOWN_LINE, excuse, reason="burnt", line=9)
    _refused(Rule.NOT_KNOWN, excuse, reason="burnt", exhibit="no bag")
    state = excuse(reason="burnt", line=1)
    assert state.evidence.excuses[0].line == 1


def test_whoever_did_it_has_a_part_in_the_proposal(station: Station) -> None:
    state = opened(station)
    kept = station.do(
        evidencing.excuse_shot,
        officer=ANNA,
        inspection=state.id,
        subject=PhotoSubject.LABEL,
        reason="gone",
    )
    assert kept.evidence.officers == {"anna"}
    assert "anna" in contributors(kept)


def test_it_is_all_made_again_from_the_journal(station: Station) -> None:
    state = photograph(station, opened(station).id, b"a picture", PhotoSubject.PRODUCT)
    state = _keep(station, _annotate(station, state, _mark()))
    with station.folder.connect_record() as conn:
        rebuild(conn)
    again = station.store.read(lambda pages: pages.inspection(state.id)).result()
    assert again == state


def test_a_photograph_of_a_bag_names_one_that_is_there(station: Station) -> None:
    state = examined(station)
    given = {
        "officer": ANNA,
        "inspection": state.id,
        "evidence": station.store.evidence,
        "data": b"x",
        "width": 4,
        "height": 3,
        "subject": PhotoSubject.SEALED_BAG,
        "device": "bench",
    }
    with pytest.raises(Refused):
        station.do(inspecting.keep_photograph, **given, exhibit="no bag")
    state = station.do(inspecting.keep_photograph, **given, exhibit=state.bags[0].bag, form=FileForm.PNG)
    assert (state.photographs[-1].exhibit, state.photographs[-1].form) == (
        state.bags[0].bag,
        FileForm.PNG,
    )


def test_a_label_is_issued_once_for_what_is_there(station: Station) -> None:
    state = examined(station)
    given = {"officer": BEN, "inspection": state.id, "evidence": station.store.evidence}
    with pytest.raises(Refused):
        station.do(documenting.issue_label, **given, exhibit="no bag", pdf=PDF)
    bag = state.bags[0].bag
    for _ in range(2):
        document = station.do(documenting.issue_label, **given, exhibit=bag, pdf=PDF)
    station.do(documenting.record_print, officer=BEN, document=document, printer="Labels")
    state = station.store.read(lambda pages: pages.inspection(state.id)).result()
    assert [one.document for one in state.documents] == [documenting.EVIDENCE_LABEL]
    assert station.store.evidence.read(document.sha256) == PDF
