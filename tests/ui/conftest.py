"""An open station, and a desk over it, for each test of a screen that asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.desk import Desk
from borderpost.ui.theme.theme import Theme, ThemeChoice
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


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """The program's look: light, at 100 % text, whatever a test before made of it."""
    if _one_theme.choice is not ThemeChoice.LIGHT:
        _one_theme.choose(ThemeChoice.LIGHT)
    if _one_theme.text_scale != 1.0:
        _one_theme.set_text_scale(1.0)
    yield _one_theme
    if _one_theme.text_scale != 1.0:
        _one_theme.set_text_scale(1.0)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A bare page for a test's widgets."""
    made = QWidget()
    QVBoxLayout(made)
    made.resize(900, 600)
    qtbot.addWidget(made)
    return made
