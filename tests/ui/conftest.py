"""An open station, and a desk over it, for each test of a screen that asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.ui.desk import Desk
from station import HandClock, Station, open_station
from ui.desk_maker import open_desk


@pytest.fixture
def clock() -> HandClock:
    """A clock that goes only when it is told to."""
    return HandClock()


@pytest.fixture
def station(tmp_path: Path, clock: HandClock) -> Iterator[Station]:
    """A station on disk, open."""
    opened = open_station(tmp_path / "site", clock)
    yield opened
    opened.store.close()


@pytest.fixture
def desk(qapp: object, station: Station) -> Iterator[Desk]:
    """A desk over the station, with Anna logged in."""
    with open_desk(station) as made:
        yield made
