"""An open station for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station import HandClock, Station, open_station


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
