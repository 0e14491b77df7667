"""An open station for each test that asks for one, and one that tells others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.messages_told import Told, told
from station import HandClock, Station, open_station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """A station on disk, open."""
    opened = open_station(tmp_path / "site", HandClock())
    yield opened
    opened.store.close()


@pytest.fixture
def post(station: Station) -> Told:
    """The station with everything told to others."""
    return told(station)
