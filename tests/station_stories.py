"""Stories that tests tell a station: an examination, a seizure, in the fewest verbs."""

from typing import Any

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FileForm, PaperKind, Shape
from borderpost.domain.inspection import Inspection
from borderpost.work import concluding, documenting, evidencing, inspecting
from station import ANNA, BEN, Station

SHOES = inspecting.Goods(
    "running shoes",
    "2",
    Unit.PAIR,
    Commodity.IPR_SHOES,
    brand="Zarquet",
    ipr_right=IprRight.TRADE_MARK,
    hs_code="640411",
)


def subject(item_id: str = "RR473124829GB", lane: str = "red") -> inspecting.Subject:
    declaration: dict[str, Any] = {
        "sender": {"name": "Łukasz Nowak", "city": "Kraków"},
        "addressee": {"company": "王伟贸易", "name": ""},
        "lines": [{"description": "trainers"}],
    }
    return inspecting.Subject(item_id, "2026-11-01", lane, {"lane": lane}, declaration, "d" * 64)


def opened(station: Station, item_id: str = "RR473124829GB", lane: str = "red") -> Inspection:
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=subject(item_id, lane))
    return state


def examined(station: Station, item_id: str = "RR473124829GB", number: int = 1) -> Inspection:
    """Tell the story up to where a seizure can be proposed."""
    ident = opened(station, item_id).id
    at = {"officer": ANNA, "inspection": ident}
    station.do(inspecting.record_step, **at, step=StepType.OPEN_FULL, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.IPR_SUSPECT)
    station.do(inspecting.record_goods, **at, goods=SHOES)
    photograph(station, ident, b"product", PhotoSubject.PRODUCT)
    station.do(
        inspecting.seal_bag, **at, bag=f"BAG{number}", seal=f"SEAL{number}", lines=(1,), location="Bench 4"
    )
    return photograph(station, ident, b"bag", PhotoSubject.SEALED_BAG)


def photograph(station: Station, inspection: str, data: bytes, what: PhotoSubject) -> Inspection:
    state: Inspection = station.do(
        inspecting.keep_photograph,
        officer=ANNA,
        inspection=inspection,
        evidence=station.store.evidence,
        data=data,
        width=4,
        height=3,
        subject=what,
        device="test",
    )
    return state


def proposed(station: Station, item_id: str = "RR473124829GB", number: int = 1) -> Inspection:
    state: Inspection = station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=examined(station, item_id, number).id,
        disposition=Disposition.SEIZE,
        reason="counterfeit shoes",
    )
    return state


def seized(station: Station, item_id: str = "RR473124829GB", number: int = 1) -> Inspection:
    waiting = proposed(station, item_id, number)
    assert waiting.proposal is not None
    state: Inspection = station.do(
        concluding.approve, officer=BEN, inspection=waiting.id, proposal=waiting.proposal.mark.entry
    )
    return state


def seized_with_evidence(station: Station) -> Inspection:
    """Tell the story of a seizure with evidence of every kind: X-ray, documents, marks, a label."""
    state = examined(station)
    at: dict[str, Any] = {"officer": ANNA, "inspection": state.id}
    kept = at | {"evidence": station.store.evidence}
    xray = {"width": 4, "height": 3, "subject": PhotoSubject.XRAY, "device": "X-ray machine"}
    station.do(inspecting.keep_photograph, **kept, data=b"II*\0 an X-ray", form=FileForm.TIFF, **xray)
    paper = {"what": PaperKind.INVOICE, "name": "invoice"}
    station.do(evidencing.keep_document, **kept, data=b"%PDF an invoice", form=FileForm.PDF, **paper)
    station.do(evidencing.keep_document, **kept, data=b"\x89PNG a page", form=FileForm.PNG, **paper)
    arrow = DrawnMark(shape=Shape.ARROW, from_x=1, from_y=2, to_x=3, to_y=4)
    photographed = state.photographs[0].mark.entry
    station.do(evidencing.annotate, **at, photograph=photographed, marks=[arrow], note="the sole")
    station.do(evidencing.excuse_shot, **at, subject=PhotoSubject.LABEL, reason="torn off")
    given = {"disposition": Disposition.SEIZE, "reason": "counterfeit shoes"}
    waiting = station.do(concluding.conclude, **at, **given)
    decided = {"inspection": state.id, "proposal": waiting.proposal.mark.entry}
    station.do(concluding.approve, officer=BEN, **decided)
    label = {"exhibit": state.bags[0].bag, "pdf": b"%PDF the label"}
    station.do(documenting.issue_label, **kept, **label)
    found: Inspection | None = station.store.read(lambda pages: pages.inspection(state.id)).result()
    assert found is not None
    return found
