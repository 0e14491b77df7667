"""Through the whole program: sorting is begun by a barcode anywhere; its list and a search's are released."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.settings_file import read_settings
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Stage
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.release.model import Phase
from borderpost.work.ports import Held, Transaction
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
MEMBERS = {member.key: member for member in cast(TODAY)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sites") / "site"
    make_site(root, TODAY)
    return root


@pytest.fixture
def station(folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    root = tmp_path / "site"
    shutil.copytree(folder, root)
    made = Workstation(qapp, open_site(root), sounds=False)
    qtbot.addWidget(made.window)
    made.show()
    roster = {officer.id: officer for officer in made.desk.pages.officers()}
    made.session.begin(roster["adeyemi"])
    made.window.open_bench("Adeyemi", "")
    settle(made.desk)
    yield made
    settle(made.desk)
    made.window.close()


def scan(station: Workstation, text: str) -> None:
    station.scans.route(RawScan(text.encode(), ScanSource.WEDGE, station.site.clock()))
    settle(station.desk)


def command(station: Workstation, which: Command) -> None:
    station.commands.obey(Action(which))
    settle(station.desk)


def stage(station: Workstation, number: str) -> list[Stage]:
    past = station.desk.record.submit(lambda tx: tx.inspections_of(number)).result()
    return [one.stage for one in past]


def _declared(tx: Transaction, label: str) -> tuple[Held, ...]:
    return tx.find(label)


def green_and_red(station: Workstation) -> tuple[str, str]:
    """Return the numbers of the demo's parcels that are judged so."""
    found: dict[str, str] = {}
    for member in MEMBERS.values():
        held = station.desk.record.submit(partial(_declared, label=member.label)).result()
        if len(held) == 1:
            lane = station.desk.assess(held[0].declaration).lane
            found.setdefault(lane.value, held[0].declaration.item_id)
    return found["green"], found["red"]


def test_sorting_is_begun_and_ended_by_barcodes_wherever_they_are_scanned(station: Workstation) -> None:
    green, red = green_and_red(station)
    station.window.show_screen("log")
    command(station, Command.TROLLEY)
    assert station.window.current_screen() == "trolley"
    scan(station, green)
    assert station.quick.trolley.sign.word() == "GREEN"
    scan(station, red)
    assert station.window.current_screen() == "trolley"
    assert stage(station, green) == [Stage.RELEASED]
    assert stage(station, red) == []
    command(station, Command.TROLLEY_END)
    assert not station.quick.trolley.model.running
    scan(station, red)
    assert station.window.current_screen() == "bench", "scans are the bench's again"


def test_what_was_only_sorted_is_put_on_a_list_and_the_setting_is_kept(station: Workstation) -> None:
    green, red = green_and_red(station)
    station.quick.trolley.waits.setChecked(True)
    command(station, Command.TROLLEY)
    scan(station, green)
    scan(station, red)
    command(station, Command.TROLLEY_END)
    station.quick.trolley.take_step("list")
    settle(station.desk)
    release = station.quick.release
    assert station.window.current_screen() == "release"
    assert release.release.phase is Phase.READY
    assert [line.item_id for line in release.release.lines] == [green]
    station.devices.keep()
    assert read_settings(station.site.folder.root).settings.sorting.waits


def test_what_a_search_found_is_looked_at_and_signed(station: Workstation) -> None:
    green, red = green_and_red(station)
    station.search.list_chosen.emit("lisbon", (green, red))
    settle(station.desk)
    release = station.quick.release
    assert len(release.release.going()) == 1
    release.reason.setText("looked through")
    signer = next(one for one in release.signing.panel._model.officers())
    secrets = {officer.id: officer.passphrase for officer in demo.officers()}
    release.signing.panel.choose(signer.officer_id)
    release.signing.panel.passphrase.setText(secrets[signer.officer_id])
    release.signing.panel.submit.click()
    settle(station.desk)
    assert release.release.phase is Phase.DONE
    assert stage(station, green) == [Stage.RELEASED]
    assert stage(station, red) == []
    assert "1 items were released" in station.window.said()
