"""The bundle that the verifier's tests take apart."""

from collections.abc import Iterator

import pytest

from borderpost.work import session
from station import ANNA, HandClock, open_station
from station_stories import seized
from verifier.made_bundle import Made, export


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    root = tmp_path_factory.mktemp("verified")
    station = open_station(root / "site", HandClock())
    seized(station, "LZ101010105DE", 7)  # another case, so that the entries are not the whole journal
    station.do(session.log_out, officer=ANNA)
    yield export(station, root / "case.evidence")
    station.store.close()
