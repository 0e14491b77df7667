"""What the inspections of a record tell of the profiles that selected their items."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from borderpost.domain.codes import FindingCode
from borderpost.domain.risk.measuring import measure
from borderpost.store.judged import judged_of
from borderpost.work import inspecting
from borderpost.work.inspecting import Subject
from station import ANNA, Station

DAY = date(2026, 11, 20)


def taken_up(station: Station, number: str, assessment: dict[str, Any], *found: FindingCode) -> Any:
    """Take an item up as it was assessed, and record findings."""
    subject = Subject(
        item_id=number,
        item_date="2026-11-19",
        lane="red",
        assessment=assessment,
        declaration=None,
        declaration_digest="",
    )
    state = station.do(inspecting.open_inspection, officer=ANNA, subject=subject)
    for code in found:
        state = station.do(inspecting.record_finding, officer=ANNA, inspection=state.id, finding=code)
    return state


def hit(profile: str, kind: str = "targeted") -> dict[str, Any]:
    return {"profile_id": profile, "kind": kind}


DRAWN = {"chosen": True, "probability": "0.02", "key_id": "k"}


def test_findings_count_for_the_profiles_that_selected_the_item(station: Station) -> None:
    taken_up(station, "RR1", {"hits": [hit("knives")], "drawn": None}, FindingCode.PROHIBITED)
    taken_up(station, "RR2", {"hits": [hit("knives")], "drawn": DRAWN}, FindingCode.NIL)
    taken_up(station, "RR3", {"hits": [hit("every", "random")], "drawn": DRAWN}, FindingCode.EXCISE)
    taken_up(station, "RR4", {"hits": [hit("knives")], "drawn": None})
    pages = station.store.open_pages()
    found = pages.judged(DAY, DAY, lambda: False)
    measured = measure(found, DAY, DAY)
    knives = measured.profiles["knives"]
    assert (knives.hits, knives.rate.examined, knives.rate.found, knives.also_drawn) == (3, 2, 1, 1)
    assert (measured.targeted.hits, measured.random.hits) == (3, 2)
    assert (measured.stream.examined, measured.stream.found) == (2, 1)
    assert pages.judged(DAY, DAY, lambda: True) == []
    assert pages.judged(DAY + timedelta(days=1), DAY + timedelta(days=9), lambda: False) == []
    pages.close()


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"hits": None, "drawn": "yes"},
        {"hits": ["x"], "drawn": {"chosen": True}},
        {"hits": [{}], "drawn": {"probability": "many"}},
    ],
)
def test_an_assessment_of_another_form_counts_for_nobody(station: Station, odd: dict[str, Any]) -> None:
    state = replace(taken_up(station, "RR1", {}), assessment=odd)
    one = judged_of(state)
    assert not one.examined
    assert one.probability == 0.0
