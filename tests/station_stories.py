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
from borderpost.domain.inspection import Inspection
from borderpost.work import concluding, inspecting
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
