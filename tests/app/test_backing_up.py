"""A supervisor backs the station up from the window while the bench goes on."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.store.backup_places import copies_in
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def station(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    make_site(tmp_path / "site", TODAY)
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    made = Workstation(qapp, open_site(tmp_path / "site"), hints=hints, sounds=False)
    qtbot.addWidget(made.window)
    made.show()
    yield made
    settle(made.desk)
    made.window.close()


def log_in(station: Workstation, qtbot: QtBot, officer: str) -> None:
    panel = station.login.panel
    station.login.choose(officer)
    panel.passphrase.setText(dict(station.desk.hints)[officer])
    panel.submit.click()
    qtbot.waitUntil(lambda: station.session.anyone, timeout=15_000)
    settle(station.desk)


def with_role(role: str) -> str:
    return next(officer.id for officer in demo.officers() if (role in officer.roles))


def without_role(role: str) -> str:
    return next(officer.id for officer in demo.officers() if role not in officer.roles)


def test_a_supervisor_backs_the_station_up(station: Workstation, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    log_in(station, qtbot, with_role("supervisor"))
    button = station.safekeeping.backing_up.button
    assert button.isVisible()
    assert button.accessibleName()
    with qtbot.waitSignal(station.safekeeping.backing_up.ended, timeout=15_000):
        station.safekeeping.backing_up.back_up(str(stick))
        assert not button.isEnabled()
    assert "Backed up and proved" in station.window.said()
    assert len(copies_in(stick)) == 1
    with qtbot.waitSignal(station.safekeeping.backing_up.ended, timeout=15_000):
        station.safekeeping.backing_up.back_up(str(tmp_path / "pulled"))
    assert "Was it pulled out?" in station.window.said()
    assert button.isEnabled()


def test_nobody_else_is_offered_it(station: Workstation, qtbot: QtBot) -> None:
    log_in(station, qtbot, without_role("supervisor"))
    assert not station.safekeeping.backing_up.button.isVisible()
