"""The parts of the examination screen on their own: names, focus, photographs, many lines, roles, looks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import FindingCode, StepResult
from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import concluding, inspecting
from station import ANNA, BEN, SUE, Station
from station_stories import examined, proposed, seized
from ui.desk_maker import QueuedStills, settle
from ui.examination_maker import begin, now, open_screen, take_up
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def camera(desk: Desk) -> QueuedStills:
    assert isinstance(desk.stills, QueuedStills)
    return desk.stills


def test_an_empty_screen_says_what_to_do(screen: ExaminationScreen) -> None:
    assert screen.empty.isVisible()
    assert screen.state is None
    assert_named(screen)


def test_everything_is_named_and_reached_by_tab(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, examined(station))
    for part in screen.sections:
        screen.show_part(part)
        settle(desk)
        assert_named(screen)
        assert_all_reached(screen)


def test_the_second_officers_page_and_the_end_are_named_and_reached(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, proposed(station))
    assert_named(screen)
    assert_all_reached(screen)
    begin(screen, desk, seized(station, "RR473124846GB", 5))
    assert screen.outcome.report.isVisible()
    assert_named(screen)
    assert_all_reached(screen)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_squeezed_in_a_small_window(
    scale: float, theme: Theme, station: Station, desk: Desk, qtbot: QtBot
) -> None:
    """Every field keeps its height at 1024 × 768 and at 200 % text; what has the focus is in sight."""
    theme.set_text_scale(scale)
    window, screen = open_screen(desk, qtbot, theme)
    window.resize(1024, 768)
    begin(screen, desk, examined(station))
    for part in screen.sections:
        screen.show_part(part)
        for _ in range(4):
            settle(desk)
        assert (window.width(), window.height()) == (1024, 768)
        assert screen.page.widget().width() <= screen.page.viewport().width(), part
        for field in screen.sections[part].findChildren(QLineEdit):
            if field.isVisible():
                assert field.height() >= field.minimumSizeHint().height(), (part, field.accessibleName())
        holder = window.focusWidget()
        assert holder is not None
        if screen.page.viewport().isAncestorOf(holder):
            top = holder.mapTo(screen.page.viewport(), QPoint(0, 0)).y()
            assert 0 <= top + holder.height() / 2 <= screen.page.viewport().height(), part
    window.close()


def test_two_hundred_declared_lines(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station, lines=200))
    hands.press(Key.Key_3, held=ALT)
    assert screen.goods.declared.model().rowCount() == 200
    hands.press(Key.Key_End, Key.Key_Return)
    assert screen.goods.form.description.text() == "running shoes 200"
    hands.press(Key.Key_Return)
    assert now(screen).lines[0].act.declared_line == 200
    assert "1.24 kg" in screen.head.digest.text()
    assert "𠮷" in screen.head.digest.text()


def test_letters_find_a_choice_by_any_word(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_2, held=ALT)
    hands.type("counter")
    assert screen.findings.codes.value() == FindingCode.IPR_SUSPECT
    hands.press(Key.Key_Return)
    screen.findings.codes.setFocus()
    hands.type("dd")
    assert screen.findings.codes.value() == FindingCode.DAMAGED
    hands.type("zzz")
    assert screen.findings.codes.value() == FindingCode.DAMAGED


def test_the_device_of_a_step_is_remembered(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.type("x")
    hands.press(Key.Key_Return)
    hands.type("c")
    hands.press(Key.Key_Tab)
    hands.type("X-ray 2")
    hands.press(Key.Key_Return)
    assert now(screen).steps[0].device == "X-ray 2"
    hands.type("x")
    hands.press(Key.Key_Return)
    assert screen.steps.device.text() == "X-ray 2"
    hands.press(Key.Key_I, held=ALT)
    hands.press(Key.Key_Return)
    second = now(screen).steps[1]
    assert second.result is StepResult.INCONCLUSIVE
    assert second.started_at <= second.ended_at


def test_a_step_without_its_result_is_not_recorded(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_Return)
    screen.steps.note.setFocus()
    hands.press(Key.Key_Return)
    assert not now(screen).steps
    assert screen.steps._result_field.error()


def test_what_another_bench_screen_records_is_shown(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    begin(screen, desk, proposed(station))
    waiting = now(screen)
    assert waiting.proposal is not None
    proposal = waiting.proposal.mark.entry

    def approve(tx: object) -> object:
        return concluding.approve(tx, officer=BEN, inspection=waiting.id, proposal=proposal)

    desk.do(approve, lambda state: None, pytest.fail, owner=screen)
    settle(desk)
    assert now(screen).stage.value == "seized"
    assert screen.outcome.ended.isVisible()


def test_what_is_enabled_is_what_is_allowed(
    station: Station, desk: Desk, screen: ExaminationScreen, qapp: QApplication
) -> None:
    begin(screen, desk, examined(station))
    desk.session.begin(SUE)
    screen.show_part(Part.STEPS)
    assert Verb.STEP not in screen.case.verbs()
    assert not screen.steps.types.isEnabled()
    assert not screen.steps.record.isEnabled()
    assert "role" in screen.steps.record.toolTip()
    assert not screen.steps_bar.button("photograph").isEnabled()
    assert "role" in screen.steps_bar.button("photograph").toolTip()
    assert not screen.outcome.record.isEnabled()
    desk.session.begin(ANNA)
    assert screen.steps.types.isEnabled()


def test_nothing_can_be_changed_after_the_end_but_remarks_added(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, seized(station))
    for section in (screen.steps, screen.findings, screen.goods, screen.sealing):
        assert not section.record.isEnabled()
    assert not screen.photos.take.isEnabled()
    hands.press(Key.Key_8, held=ALT)
    hands.type("report handed over")
    hands.press(Key.Key_Return)
    assert now(screen).notes[-1].text == "report handed over"


def test_another_item_begins_with_empty_forms(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_3, held=ALT)
    screen.goods.form.description.setFocus()
    hands.type("left over")
    hands.press(Key.Key_5, held=ALT)
    hands.scan("BAG1")
    begin(screen, desk, take_up(station, item="RX473124846CN"))
    assert screen.goods.form.is_blank()
    assert not screen.sealing.bag.text()
    assert screen.part is Part.STEPS
    assert screen.sealing.location.text() == "Mail centre North, Bench 4"


def test_two_goods_lines_go_into_two_bags(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_3, held=ALT)
    for _ in range(2):
        screen.goods.form.description.setFocus()
        hands.type("watch")
        hands.press(Key.Key_Return)
    hands.press(Key.Key_5, held=ALT)
    screen.sealing.lines.setFocus()
    hands.press(Key.Key_Down, Key.Key_Space)
    assert screen.sealing.loose.chosen() == (1,)
    hands.scan("B1")
    hands.scan("S1")
    hands.press(Key.Key_Return)
    assert [bag.lines for bag in now(screen).bags] == [(1,)]
    hands.scan("B2")
    hands.scan("S2")
    hands.press(Key.Key_Return)
    assert [bag.lines for bag in now(screen).bags] == [(1,), (2,)]
    assert screen.sealing.prompt.text() == "All goods are sealed"


def test_a_product_code_that_nobody_declared_is_told(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_3, held=ALT)
    hands.scan("9999999999994")
    assert screen.goods.form.product_code.text() == "9999999999994"
    assert "No declared line" in screen.goods.problem.text()


def test_without_a_declaration(station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands) -> None:
    subject = inspecting.Subject("CA1", "2026-11-01", "yellow", {}, None)
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=subject)
    begin(screen, desk, state)
    assert "Nothing was declared" in screen.head.digest.text()
    hands.press(Key.Key_3, held=ALT)
    assert hands.holder() is screen.goods.form.description
