"""A rule that an officer asked to be lifted is answered from the approvals, at this or at another bench."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition, FindingCode, StepResult, StepType
from borderpost.domain.inspection import Inspection
from borderpost.store.site import rebuild_site
from borderpost.ui.approvals import ApprovalsScreen
from borderpost.ui.desk import Desk
from borderpost.work import formalities, inspecting
from legal_packs import shipped
from station import ANNA, BEN, SUE, Station
from station_stories import SHOES, opened
from ui.desk_maker import open_desk, settle
from ui.hands import Hands
from ui.window_maker import open_window

Key = Qt.Key


@pytest.fixture
def asked(station: Station) -> Inspection:
    """Anna asks that counterfeits may go back to their sender; the neutral pack lets a supervisor agree."""
    trips = shipped("trips")
    at = {"officer": ANNA, "inspection": opened(station).id}
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=FindingCode.IPR_SUSPECT)
    station.do(inspecting.record_goods, **at, goods=SHOES)
    ask = {"rule": "trips-59-export", "disposition": Disposition.RETURN, "reason": "a court asks for them"}
    state: Inspection = station.do(formalities.ask_override, **at, **ask, law=trips)
    return state


@pytest.fixture(params=[BEN, SUE], ids=["at another bench", "at her own"])
def desk(request: pytest.FixtureRequest, qapp: QApplication, station: Station) -> Iterator[Desk]:
    with open_desk(station, request.param, law=shipped("trips")) as made:
        yield made


@pytest.fixture
def screen(desk: Desk, asked: Inspection, qtbot: QtBot, qapp: QApplication) -> Iterator[ApprovalsScreen]:
    made = ApprovalsScreen(desk)
    with open_window(desk, qtbot, qapp, made) as window:
        settle(desk)
        qtbot.waitUntil(made.queue.table.hasFocus)
        hands = Hands(desk, window)
        hands.press(Key.Key_Return)
        qtbot.waitUntil(made.page.view.isVisible)
        settle(desk)
        yield made


def plain(text: str) -> str:
    return re.sub(r"[\u2066-\u2069]", "", text)


def now(desk: Desk, asked: Inspection) -> Inspection:
    state = desk.pages.inspection(asked.id)
    assert state is not None
    return state


def test_the_supervisor_lifts_it_by_her_own_passphrase(
    screen: ApprovalsScreen, desk: Desk, asked: Inspection, qtbot: QtBot
) -> None:
    told, first, _ = screen.page.ways(screen.page.case.state)
    asks = "Anna Ríos asks to lift rule trips-59-export for: Return to sender."
    assert plain(told) == f"{asks} Sue Lindqvist can answer."
    assert first is not None
    hands = Hands(desk, screen.window())
    hands.press(Key.Key_F9)
    qtbot.waitUntil(screen.page.lifting.form.isVisible)
    assert "a court asks for them" in screen.page.lifting.form.asked.text()
    qtbot.waitUntil(screen.page.lifting.form.panel.passphrase.hasFocus)
    hands.type("pass-sue")
    hands.press(Key.Key_Return)
    (lifted,) = now(desk, asked).formalities.lifted
    assert lifted.granted
    assert lifted.answer is not None
    assert lifted.answer.officer == SUE.id
    assert "is lifted" in screen.page.notice.text()
    screen.page.close_page()
    qtbot.waitUntil(lambda: not screen.queue.model.ids())


def test_a_no_needs_a_remark_and_the_rule_stands(
    screen: ApprovalsScreen, desk: Desk, asked: Inspection, qtbot: QtBot
) -> None:
    hands, form = Hands(desk, screen.window()), screen.page.lifting.form
    hands.press(Key.Key_F9)
    qtbot.waitUntil(form.panel.passphrase.hasFocus)
    form.no.setChecked(True)
    hands.type("pass-sue")
    hands.press(Key.Key_Return)
    assert form.field("no_reason").error()
    assert now(desk, asked).formalities.lifted[0].answer is None
    form.remark.setFocus()
    hands.type("the court has its own way")
    form.panel.passphrase.setFocus()
    hands.type("pass-sue")
    hands.press(Key.Key_Return)
    lifted = now(desk, asked).formalities.lifted[0]
    assert (lifted.granted, lifted.remark) == (False, "the court has its own way")
    assert "The rule stands" in screen.page.notice.text()


def test_a_wrong_passphrase_answers_nothing_and_escape_leaves(
    screen: ApprovalsScreen, desk: Desk, asked: Inspection, qtbot: QtBot
) -> None:
    hands, form = Hands(desk, screen.window()), screen.page.lifting.form
    hands.press(Key.Key_F9)
    qtbot.waitUntil(form.panel.passphrase.hasFocus)
    hands.type("wrong")
    hands.press(Key.Key_Return)
    assert now(desk, asked).formalities.lifted[0].answer is None
    screen.page.go_back()
    assert not form.isVisible()
    assert screen.page.view.isVisible()


def test_what_waits_is_found_again_from_the_journal(station: Station, asked: Inspection) -> None:
    rows = station.store.read(lambda pages: pages.waiting_ids()).result()
    assert len(rows) == 1
    station.store.close()
    rebuild_site(station.folder)
    connection = station.folder.connect_record()
    assert connection.execute("SELECT count(*) FROM reopenings").fetchone() == (1,)
    connection.close()
