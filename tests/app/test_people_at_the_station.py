"""The whole program: a locked bench back by badge and PIN, and what an access administrator gets to see."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.keyboard import press
from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.devices.wedge_typist import type_scan, type_text
from borderpost.domain.identifiers import Action, Command, format_action
from borderpost.domain.officer import Officer, Role
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.roster import credentials
from borderpost.work import access
from borderpost.work.ports_access import AuditFilter, Credential
from station import QUICK
from ui.desk_maker import settle

TODAY = datetime.now().astimezone().date()
PATIENCE = 15_000
ADA = Officer("ada", "Ada Berg", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def station(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    root = tmp_path / "site"
    make_site(root, TODAY)
    site = open_site(root)
    connection = site.folder.connect_mirror()
    with immediate(connection):
        people = [*credentials(connection), Credential(ADA, QUICK.make("pass-ada"))]
        mirror.put_roster(connection, people)
    connection.close()
    hints = {officer.id: officer.passphrase for officer in demo.officers()}
    made = Workstation(qapp, site, hints=hints, sounds=False)
    made.desk.passphrases = QUICK
    qtbot.addWidget(made.window)
    made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=PATIENCE)
    yield made
    settle(made.desk)
    made.window.close()


def scan_badge(station: Workstation, officer: str) -> None:
    type_scan(station.window.windowHandle(), format_action(Action(Command.BADGE, officer.upper())))
    settle(station.desk)


def type_in(station: Workstation, text: str) -> None:
    type_text(station.window.windowHandle(), text)
    settle(station.desk)


def sign_in(station: Workstation, officer: str, passphrase: str, qtbot: QtBot) -> None:
    scan_badge(station, officer)
    qtbot.waitUntil(station.login.panel.passphrase.hasFocus, timeout=PATIENCE)
    type_in(station, passphrase)
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: station.session.anyone, timeout=PATIENCE)


def test_a_locked_bench_comes_back_by_badge_and_pin(station: Workstation, qtbot: QtBot) -> None:
    passphrase = dict(station.desk.hints)["adeyemi"]
    sign_in(station, "adeyemi", passphrase, qtbot)
    station.desk.record.submit(
        lambda tx: access.set_pin(
            tx, officer=station.session.officer, passphrase=passphrase, pin="271828", passphrases=QUICK
        )
    ).result(20)
    type_scan(station.window.windowHandle(), cast(TODAY)[0].label)
    settle(station.desk)
    shown = station.bench.shown()
    assert shown is not None
    press(station, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not station.session.anyone
    pin = station.login.pin
    assert pin is not None
    assert not pin.isVisible(), "without the badge nobody is asked for a PIN"
    station.login.panel.list.setFocus()
    scan_badge(station, "adeyemi")
    qtbot.waitUntil(pin.pin.hasFocus, timeout=PATIENCE)
    type_in(station, "111222")
    press(station, Qt.Key.Key_Return)
    assert "not right" in pin.error()
    while pin.error():
        pin.tick()
    station.site.store.submit(lambda tx: tx.bench_session()).result(20)
    qtbot.waitUntil(lambda: not _must_wait(station), timeout=PATIENCE)
    type_in(station, "271828")
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: station.session.anyone, timeout=PATIENCE)
    assert station.session.officer.id == "adeyemi"
    assert station.bench.shown() is shown, "the work is as it was left"
    asked = AuditFilter()
    ids = station.desk.pages.audit_ids(asked, lambda: False)
    kinds = [entry.kind for entry in station.desk.pages.audit_entries(ids) if entry is not None]
    assert kinds[:3] == ["session_returned", "pin_failed", "session_locked"]


def _must_wait(station: Workstation) -> bool:
    bench = station.site.store.submit(lambda tx: (tx.bench_session(), tx.now())).result(20)
    return bench[0] is not None and bench[0].wait(bench[1]).total_seconds() > 0


def test_a_pin_of_another_officer_opens_nothing(station: Workstation, qtbot: QtBot) -> None:
    hints = dict(station.desk.hints)
    first, second = list(hints)[:2]
    sign_in(station, first, hints[first], qtbot)
    for officer in (first, second):
        who = next(one for one in station.desk.pages.officers() if one.id == officer)
        station.desk.record.submit(
            lambda tx, who=who: access.set_pin(
                tx, officer=who, passphrase=hints[who.id], pin="271828", passphrases=QUICK
            )
        ).result(20)
    press(station, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    scan_badge(station, second)
    settle(station.desk)
    pin = station.login.pin
    assert pin is not None
    assert not pin.isVisible()
    assert station.login.panel.passphrase.isVisible()


def test_whoever_works_by_a_serial_scanner_alone_is_not_taken_for_gone(
    station: Workstation, qtbot: QtBot
) -> None:
    sign_in(station, "adeyemi", dict(station.desk.hints)["adeyemi"], qtbot)
    left = station.window.idle._clock.remainingTime
    whole = left()
    qtbot.waitUntil(lambda: left() < whole - 2500)
    station.scans.route(RawScan(b"RR473124829GB", ScanSource.CAMERA, station.desk.clock()))
    assert left() < whole - 2500, "what lies under the camera may have lain there for an hour"
    station.scans.route(RawScan(b"RR473124829GB", ScanSource.SERIAL, station.desk.clock()))
    assert left() > whole - 2500
    settle(station.desk)


def test_an_access_administrator_sees_persons_and_no_case(station: Workstation, qtbot: QtBot) -> None:
    sign_in(station, "ada", "pass-ada", qtbot)
    assert station.window.current_screen() == "people"
    rail = station.window.rail
    shown = {name for name in rail.names() if rail.button(name).isVisible()}
    assert shown == {"people", "devices"}
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5):
        press(station, key)
        assert station.window.current_screen() == "people"
    type_scan(station.window.windowHandle(), cast(TODAY)[0].label)
    settle(station.desk)
    assert station.window.current_screen() == "people"
    assert station.bench.shown() is None
    press(station, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    passphrase = dict(station.desk.hints)["adeyemi"]
    sign_in(station, "adeyemi", passphrase, qtbot)
    assert station.window.current_screen() == "bench"
    assert rail.button("bench").isVisible()


def test_who_was_given_a_passphrase_chooses_their_own_before_anything_else(
    station: Workstation, qtbot: QtBot
) -> None:
    station.desk.record.submit(
        lambda tx: access.reset_passphrase(
            tx,
            officer=ADA,
            subject="adeyemi",
            passphrase="given by ada",
            reason="forgotten",
            passphrases=QUICK,
        )
    ).result(20)
    scan_badge(station, "adeyemi")
    qtbot.waitUntil(station.login.panel.passphrase.hasFocus, timeout=PATIENCE)
    type_in(station, "given by ada")
    press(station, Qt.Key.Key_Return)
    own = station.login.own
    assert own is not None
    qtbot.waitUntil(own.new.hasFocus, timeout=PATIENCE)
    assert not station.session.anyone
    assert not station.login.panel.isVisible()
    for new, again, said in (
        ("own long words", "other long words", "not the same"),
        ("short", "short", "ten letters"),
        ("given by ada", "given by ada", "passphrase so far"),
    ):
        type_in(station, new)
        press(station, Qt.Key.Key_Return)
        qtbot.waitUntil(own.again.hasFocus, timeout=PATIENCE)
        type_in(station, again)
        press(station, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in own.error(), timeout=PATIENCE)
        qtbot.waitUntil(own.new.hasFocus, timeout=PATIENCE)
        assert not station.session.anyone
    press(station, Qt.Key.Key_Escape)
    qtbot.waitUntil(station.login.panel.passphrase.hasFocus, timeout=PATIENCE)
    type_in(station, "given by ada")
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(own.new.hasFocus, timeout=PATIENCE)
    type_in(station, "own long words")
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(own.again.hasFocus, timeout=PATIENCE)
    type_in(station, "own long words")
    press(station, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: station.session.anyone, timeout=PATIENCE)
    assert station.session.officer.id == "adeyemi"
    kinds = _kinds(station)
    assert kinds[:3] == ["officer_logged_in", "passphrase_changed", "passphrase_reset"]


def _kinds(station: Workstation) -> list[str]:
    ids = station.desk.pages.audit_ids(AuditFilter(), lambda: False)
    return [entry.kind for entry in station.desk.pages.audit_entries(ids) if entry is not None]


def test_a_revoked_badge_names_nobody(station: Workstation, qtbot: QtBot) -> None:
    passphrase = dict(station.desk.hints)["adeyemi"]
    sign_in(station, "adeyemi", passphrase, qtbot)
    me = station.session.officer
    issue = partial(access.issue_badge, officer=me, subject="adeyemi")
    lost = station.desk.record.submit(issue).result(20).result
    badge = station.desk.record.submit(issue).result(20).result
    press(station, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    for dead in ("adeyemi", lost):
        scan_badge(station, dead)
        assert "No officer" in station.login.state()
    station.login.panel.list.setCurrentIndex(station.login.panel.list.model().index(0, 0))
    scan_badge(station, badge)
    chosen = station.login.panel.chosen()
    assert chosen is not None
    assert chosen.officer_id == "adeyemi"
    assert station.login.state() == ""
