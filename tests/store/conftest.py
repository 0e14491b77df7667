"""An open station for each test that asks for one."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from spoiled_record import tell_much
from station import HandClock, Station, open_station
from station_stories import seized


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


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed site whose journal runs over many pages."""
    root = tmp_path_factory.mktemp("written") / "site"
    station = open_station(root, HandClock())
    (root / "site.toml").write_text('station = "BP01"\n')
    seized(station)
    tell_much(station)
    station.store.close()
    return root


@pytest.fixture
def working(written: Path, tmp_path: Path, clock: HandClock) -> Station:
    shutil.copytree(written, tmp_path / "site")
    clock.at += timedelta(minutes=10)
    return open_station(tmp_path / "site", clock)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
