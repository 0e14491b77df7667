"""What is recorded around an item by the keys of the examination screen: notices, answers, time, settling."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition, FindingCode, StepResult, StepType
from borderpost.domain.formality_codes import Answer, Consent, Means, Recipient
from borderpost.domain.inspection import Stage
from borderpost.domain.law.clocks import ClockState
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.log import LogScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import concluding, formalities, inspecting
from borderpost.work.due import deadlines_of
from legal_packs import shipped
from station import ANNA, SUE, Station
from station_stories import seized
from ui.desk_maker import open_desk, settle
from ui.examination_maker import begin, now, open_screen, take_up
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(params=["uk"])
def desk(request: pytest.FixtureRequest, station: Station, qapp: QApplication) -> Iterator[Desk]:
    """A desk under the law of the test's choice."""
    with open_desk(station, law=shipped(request.param)) as opened:
        yield opened


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    """The examination screen in a window."""
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    """Keys and scans."""
    return Hands(desk, screen.window())


def offered(screen: ExaminationScreen) -> list[str]:
    """Return the names of what is open to be recorded."""
    assert screen.law is not None
    return [choice.value for choice in screen.law.actions_open.choices()]


def plain(text: str) -> str:
    """Return a text without the marks of its direction."""
    return re.sub(r"[\u2066-\u2069]", "", text)


def states(screen: ExaminationScreen, desk: Desk) -> dict[str, ClockState]:
    """Return where each time limit stands."""
    return {one.clock.id: one.state for one in deadlines_of(desk.law, now(screen), desk.clock())}


def held_for_value(station: Station, desk: Desk, disposition: Disposition, finding: FindingCode) -> Any:
    """Return an item that is held."""
    at: dict[str, Any] = {"officer": ANNA, "inspection": take_up(station).id}
    station.do(inspecting.record_step, **at, step=StepType.UNPACK, result=StepResult.ANOMALY)
    station.do(inspecting.record_finding, **at, finding=finding)
    state = station.do(concluding.conclude, **at, disposition=disposition, reason="asked", law=desk.law)
    if state.proposal is None:
        return state
    return station.do(
        concluding.approve,
        officer=SUE,
        inspection=state.id,
        proposal=state.proposal.mark.entry,
        law=desk.law,
    )


def test_a_notice_is_served_its_clock_runs_and_the_goods_are_settled(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, seized(station))
    assert screen.law is not None
    hands.press(Key.Key_7, held=ALT)
    assert screen.part is Part.LAW
    assert offered(screen)[:2] == ["settle", "service"]
    assert "consent" in offered(screen)
    hands.type("record the s")
    hands.press(Key.Key_Return)
    form = screen.law.service
    assert form.isVisible()
    form.name.setFocus()
    hands.type("Ltd")
    hands.scan("RR123456785GB")
    assert form.tracking.text() == "RR123456785GB"
    form.served.setFocus()
    hands.type("2026-13-01")
    hands.press(Key.Key_Return)
    assert "no date" in plain(form.field("served_on").error())
    form.served.clear()
    hands.type("2026-11-20")
    hands.press(Key.Key_Return)
    served = now(screen).formalities.services[0]
    assert (served.notice, served.means, served.served_on) == (
        "uk-seizure-notice",
        Means(form.means.value()),
        "2026-11-20",
    )
    assert served.name.endswith("Ltd")
    assert served.tracking == "RR123456785GB"
    assert states(screen, desk)["uk-claim"] is ClockState.RUNNING
    assert "30 days left" in plain(screen.head.limits.text())

    # forfeiture waits for the month to run out, and the screen says so
    screen.law.open_action("settle")
    hands.press(Key.Key_Home, Key.Key_Return)
    hands.type("nobody claimed them")
    assert "uk-forfeit" in plain(screen.law.settling.lacking.text())
    assert not screen.law.settling.record.isEnabled()
    station.clock.at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    screen.case.changed.emit()
    assert states(screen, desk)["uk-claim"] is ClockState.RUN_OUT
    screen.law.settling.reason.setFocus()
    hands.press(Key.Key_Return)
    assert now(screen).stage is Stage.AWAITING_APPROVAL
    assert screen.part is Part.OUTCOME
    hands.type("pass-sue")
    hands.press(Key.Key_Return)
    outcome = now(screen).outcome
    assert outcome is not None
    assert outcome.disposition is Disposition.FORFEIT


@pytest.mark.parametrize("desk", ["us"], indirect=True)
def test_an_answer_stops_its_clock(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, held_for_value(station, desk, Disposition.HOLD_IPR, FindingCode.IPR_SUSPECT))
    assert screen.law is not None
    screen.show_part(Part.LAW)
    assert "answer" not in offered(screen)
    form = screen.law.service
    screen.law.open_action("service")
    form.notice.choose("us-ipr-importer")
    form._notice_chosen()
    form.name.setText("Importer Ltd")
    form.served.setText("2026-11-20")
    form.submit()
    settle(desk)
    assert states(screen, desk)["us-ipr-reply"] is ClockState.RUNNING
    assert "answer" in offered(screen)
    screen.law.open_action("answer")
    answer = screen.law.answer
    answer.answer.choose(Answer.SUPPLIES)
    answer._answer_chosen()
    assert answer.is_ready()
    hands.press(Key.Key_F6)
    reply = now(screen).formalities.replies[0]
    assert (reply.clock, reply.answer) == ("us-ipr-reply", Answer.SUPPLIES)
    assert reply.sender is Recipient.ADDRESSEE
    assert states(screen, desk)["us-ipr-reply"] is ClockState.MET


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_time_limit_is_made_longer_as_far_as_its_row_allows(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, held_for_value(station, desk, Disposition.HOLD_IPR, FindingCode.IPR_SUSPECT))
    assert screen.law is not None
    form = screen.law.service
    screen.show_part(Part.LAW)
    screen.law.open_action("service")
    form.notice.choose("trips-holder")
    form._notice_chosen()
    form.name.setText("Zarquet SA")
    form.served.setText("2026-11-20")
    form.submit()
    settle(desk)
    before = deadlines_of(desk.law, now(screen), desk.clock())[0].due
    screen.law.open_action("extension")
    extension = screen.law.extension
    extension.reason.setText("translation awaited")
    for by in ("11", "-1", "x"):
        extension.by.setText(by)
        extension.submit()
        settle(desk)
        assert extension.field("extension").error()
    extension.by.setText("10")
    extension.submit()
    settle(desk)
    assert now(screen).formalities.extensions[0].by == 10
    assert deadlines_of(desk.law, now(screen), desk.clock())[0].due > before
    assert "extension" not in offered(screen)


@pytest.mark.parametrize("desk", ["trips"], indirect=True)
def test_a_rule_is_lifted_by_a_second_person_at_the_bench(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, held_for_value(station, desk, Disposition.HOLD_IPR, FindingCode.IPR_SUSPECT))
    assert screen.law is not None
    screen.show_part(Part.LAW)
    screen.law.open_action("lifting")
    hands.press(Key.Key_Tab)
    hands.type("altered before export")
    hands.press(Key.Key_Return)
    asked = now(screen).formalities.lifted[0]
    assert (asked.rule, asked.answer) == ("trips-59-export", None)
    screen.law.open_action("lifting_answer")
    answer = screen.law.lifting_answer
    assert [card.officer_id for card in answer.panel.list.model().officers()] == ["sue"]
    hands.type("wrong")
    hands.press(Key.Key_Return)
    assert now(screen).formalities.lifted[0].answer is None
    hands.type("pass-sue")
    hands.press(Key.Key_Return)
    lifted = now(screen).formalities.lifted[0]
    assert lifted.granted
    assert lifted.answer is not None
    assert lifted.answer.officer == "sue"
    shut = {each.law for each in screen.case.shut(asked.disposition, "altered before export")}
    assert "trips-59-export" not in shut


def test_everything_has_a_name_and_is_reached_by_tab(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, seized(station))
    assert screen.law is not None
    screen.show_part(Part.LAW)
    for name in offered(screen):
        screen.law.open_action(name)
        assert_named(screen)
    assert_all_reached(screen.law)


def test_without_a_law_there_is_no_such_part(station: Station, qtbot: QtBot, theme: Theme) -> None:
    with open_desk(station) as desk:
        window, screen = open_screen(desk, qtbot, theme)
        begin(screen, desk, seized(station))
        assert screen.law is None
        assert Part.LAW not in screen.sections
        settle(desk)
        window.close()


def test_a_time_limit_is_told_with_what_is_left_of_it(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, seized(station))
    assert screen.law is not None
    told = [plain(row.text) for row in screen.law.limits.rows()]
    assert any("days left" in text for text in told)
    station.clock.at += timedelta(days=400)
    screen.case.changed.emit()
    told = [plain(row.text) for row in screen.law.limits.rows()]
    assert any("over by" in text for text in told)


def test_the_story_tells_time_limits_and_leads_to_the_law(
    station: Station, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    state = seized(station)
    station.do(
        formalities.record_consent,
        officer=ANNA,
        inspection=state.id,
        consent=Consent.DESTRUCTION,
        given_by="Maria Novak",
    )
    log = LogScreen(desk)
    asked: list[str] = []
    log.examination_asked.connect(asked.append)
    with open_window(desk, qtbot, qapp, log) as window:
        log.open_story(state.id)
        settle(desk)
        record = log.story.view.record
        assert "30 days left" in plain(record.limits.text())
        assert "Consent to destruction" in plain(record.formalities.text())
        Hands(desk, window).press(Key.Key_F7)
    assert asked == [state.id]
