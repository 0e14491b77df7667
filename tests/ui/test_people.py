"""Persons at the screen: one's own PIN and passphrase, the roster for its administrator, the audit for its
auditor."""

import csv
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.ui.desk import Desk
from borderpost.ui.people import PeopleScreen
from borderpost.work import consulting, session
from borderpost.work.consulting import ConsultationReason
from borderpost.work.ports_access import Credential, Enrolled
from station import ANNA, BEN, QUICK, SUE, Station
from ui.desk_maker import one_page_pdf, open_desk, settle, settled
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

ADA = Officer("ada", "Ada Berg", frozenset({Role.ADMINISTRATOR}))
IVO = Officer("ivo", "Ivo Kraus", frozenset({Role.AUDITOR}))


class PlainBadges:
    """Badges of one empty page each."""

    def badge_card(self, officer: Officer, badge: str) -> "Future[bytes]":
        """Return a page whose title is the officer's id and badge."""
        return settled(one_page_pdf(f"{officer.id} {badge}"))


@pytest.fixture
def staffed(station: Station) -> Station:
    connection = station.folder.connect_mirror()
    with immediate(connection):
        people = (ANNA, BEN, SUE, ADA, IVO)
        mirror.put_roster(connection, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in people])
    connection.close()
    return station


@contextmanager
def at(
    station: Station, officer: Officer, qapp: QApplication, qtbot: QtBot
) -> Iterator[tuple[PeopleScreen, Hands, Desk]]:
    """Show the screen to an officer."""
    with open_desk(station, officer) as desk:
        screen = PeopleScreen(desk, PlainBadges())
        with open_window(desk, qtbot, qapp, screen) as window:
            settle(desk)
            yield screen, Hands(desk, window), desk


def enrolled(station: Station) -> dict[str, Enrolled]:
    found = station.store.read(lambda pages: pages.enrolled()).result(20)
    return {one.officer.id: one for one in found}


def test_an_officer_sets_a_pin_with_the_passphrase(
    staffed: Station, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with at(staffed, ANNA, qapp, qtbot) as (screen, hands, desk):
        mine = screen.mine
        assert screen.current() is mine
        assert not screen.to_officers.isVisible()
        assert mine.pin_proof.hasFocus()
        hands.type("pass-ben")
        hands.press(Qt.Key.Key_Return)
        hands.type("271828")
        hands.press(Qt.Key.Key_Return)
        assert "not right" in mine.notice.text()
        assert not enrolled(staffed)["anna"].has_pin
        assert mine.pin_proof.hasFocus()
        hands.type("pass-anna")
        hands.press(Qt.Key.Key_Return)
        hands.type("123456")
        hands.press(Qt.Key.Key_Return)
        assert "6 to 12 digits" in mine.notice.text()
        hands.type("pass-anna")
        hands.press(Qt.Key.Key_Return)
        hands.type("271828")
        hands.press(Qt.Key.Key_Return)
        settle(desk)
        assert enrolled(staffed)["anna"].has_pin
        assert mine.state.text() == "A PIN is set."
        mine.badge.save_badge(tmp_path / "badge.pdf")
        settle(desk)
        assert (tmp_path / "badge.pdf").read_bytes().startswith(b"%PDF")
        assert_named(screen)
        assert_all_reached(screen)


def test_an_administrator_enrols_and_retires_by_keys(
    staffed: Station, qapp: QApplication, qtbot: QtBot
) -> None:
    with at(staffed, ADA, qapp, qtbot) as (screen, hands, desk):
        page = screen.officers
        assert screen.current() is page
        assert not screen.to_audit.isVisible(), "whoever administers access does not audit it"
        hands.press(Qt.Key.Key_F7)
        assert page.form.officer_id.hasFocus()
        hands.type("kim")
        hands.press(Qt.Key.Key_Tab)
        hands.type("Kim Holt")
        page.form.roles[Role.CUSTODIAN].setFocus()
        hands.press(Qt.Key.Key_Space)
        page.form.passphrase.setFocus()
        hands.type("short")
        hands.press(Qt.Key.Key_Return)
        assert "ten letters" in page.form.problem.text()
        hands.type("-no longer")
        hands.press(Qt.Key.Key_Return)
        settle(desk)
        roles = {Role.OFFICER, Role.CUSTODIAN}
        assert enrolled(staffed)["kim"].officer.roles == roles
        assert page.table.hasFocus()
        assert page.table.current_id() == "kim"
        assert_named(screen)
        hands.press(Qt.Key.Key_F6)
        page.form.active.setFocus()
        hands.press(Qt.Key.Key_Space)
        page.form.reason.setFocus()
        hands.press(Qt.Key.Key_Return)
        assert "reason" in page.form.problem.text()
        hands.type("moved to another office")
        hands.press(Qt.Key.Key_Return)
        settle(desk)
        assert not enrolled(staffed)["kim"].officer.active


def test_an_auditor_searches_and_exports_and_that_is_an_entry(
    staffed: Station, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    for passphrase in ("wrong", "pass-anna"):
        staffed.do(session.authenticate, officer_id="anna", passphrase=passphrase, passphrases=QUICK)
    staffed.do(
        consulting.begin,
        officer=SUE,
        reason=ConsultationReason.OTHER,
        untrusted_reference="=HYPERLINK(complaint 4711)",
    )
    with at(staffed, IVO, qapp, qtbot) as (screen, hands, desk):
        page = screen.audit
        assert screen.current() is page
        assert not screen.to_officers.isVisible()
        assert page.model.rowCount() == 3
        page.search.setFocus()
        hands.type("4711")
        hands.press(Qt.Key.Key_Return)
        settle(desk)
        assert page.model.rowCount() == 1
        page.export(tmp_path / "out.csv")
        settle(desk)
        settle(desk)
        rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
        assert [row[4] for row in rows] == ["kind", "consultation_begun"]
        assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
        assert "written to" in page.notice.text()
        page.search.clear()
        hands.press(Qt.Key.Key_Return)
        settle(desk)
        first = page.model.row_at(0)
        assert first is not None
        assert (first.kind, first.officer) == ("access_log_exported", "ivo")
        page.topic.setFocus()
        hands.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
        settle(desk)
        assert [page.model.row_at(row).kind for row in range(page.model.rowCount())] == ["login_failed"]  # type: ignore[union-attr]
        assert_named(screen)
