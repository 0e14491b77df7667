"""Turns an exhibit of an inspection into what its label says."""

from collections.abc import Mapping
from datetime import timedelta, timezone

from borderpost.app.places import SiteConfig
from borderpost.documents.evidence_label import EvidenceLabel
from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.custody_codes import ExhibitKind, PlaceKind
from borderpost.domain.found_goods import goods_name
from borderpost.domain.inspection import Inspection
from borderpost.domain.mark import Mark
from borderpost.domain.officer import Officer


def label_of(
    state: Inspection, exhibit: str, site: SiteConfig, officers: Mapping[str, Officer]
) -> EvidenceLabel:
    """Return the label of an exhibit, without a checkpoint; raise LookupError where there is no such one."""
    number = next(place for place, one in enumerate(state.exhibits, start=1) if one.id == exhibit)
    found = state.exhibits[number - 1]
    mark = _labelled(found)
    officer = officers.get(mark.officer)
    return EvidenceLabel(
        office=site.office,
        report_number=state.outcome.number if state.outcome else "",
        exhibit=found.id,
        item_identifier=state.item_id,
        bag=_bag(found),
        seal=found.seal,
        line_numbers=found.lines,
        description=found.description or _goods(state, found),
        sealed_at=mark.at.astimezone(timezone(timedelta(minutes=mark.offset_minutes))),
        sealed_by=f"{officer.name} ({officer.id})" if officer else mark.officer,
        number=number,
        count=len(state.exhibits),
        case=state.id,
    )


def sealing_sequence(state: Inspection, exhibit: str) -> int:
    """Return the number of the entry that closed the exhibit with the seal it bears now, or labelled it."""
    return _labelled(next(one for one in state.exhibits if one.id == exhibit)).sequence


def _bag(exhibit: Exhibit) -> str:
    """Return the bag that it is, or that it is in."""
    if exhibit.kind is ExhibitKind.BAG:
        return exhibit.id
    return exhibit.place.name if exhibit.place.kind is PlaceKind.CONTAINER else ""


def _labelled(exhibit: Exhibit) -> Mark:
    return exhibit.seals[-1].closed if exhibit.seals else exhibit.spans[0].mark


def _goods(state: Inspection, exhibit: Exhibit) -> str:
    lines = (line.act for line in state.lines if line.act.line in exhibit.lines)
    return "; ".join(f"{act.quantity} {goods_name(act)}" for act in lines)
