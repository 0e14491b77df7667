"""Reading the story of an inspection leaves a trace with a reason; who took part is known."""

import pytest

from borderpost.domain.decisions import Refused, Rule
from borderpost.work import reviewing
from station import ANNA, BEN, SUE, Station
from station_stories import proposed, seized


def test_a_consultation_is_journalled_with_its_reason(station: Station) -> None:
    state = seized(station)
    after = station.do(reviewing.consult, officer=SUE, inspection=state.id, reason="  complaint ")
    entries = station.store.read(lambda pages: pages.entries_of(state.id)).result()
    assert (entries[-1].kind, entries[-1].officer) == ("record_consulted", "sue")
    assert entries[-1].payload["reason"] == "complaint"
    assert after.same_content(state)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nobody_reads_without_a_reason(station: Station, reason: str) -> None:
    state = seized(station)
    with pytest.raises(Refused) as error:
        station.do(reviewing.consult, officer=SUE, inspection=state.id, reason=reason)
    assert error.value.refusals[0].rule is Rule.NO_REASON


def test_who_examined_and_who_approved_took_part(station: Station) -> None:
    waiting = proposed(station)
    assert reviewing.took_part(waiting, ANNA)
    assert not reviewing.took_part(waiting, BEN)
    stands = seized(station, "CP100000005DE", 2)
    assert reviewing.took_part(stands, BEN)
    assert not reviewing.took_part(stands, SUE)
