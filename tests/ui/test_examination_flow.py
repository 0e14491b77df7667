"""Whole examinations by real keys and scans alone, on a real record."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.inspection import Stage
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.theme import Theme
from borderpost.work import inspecting
from station import ANNA, BEN, Station
from station_stories import examined, opened, seized
from ui.desk_maker import QueuedStills, picture, settle
from ui.examination_maker import GTIN, begin, now, open_screen, take_up
from ui.hands import Hands

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


def said(screen: ExaminationScreen) -> str:
    return cast(MainWindow, screen.window()).said()


def camera(desk: Desk) -> QueuedStills:
    assert isinstance(desk.stills, QueuedStills)
    return desk.stills


def test_a_seizure_from_the_first_step_to_the_report(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    camera(desk).frames.extend([picture(10), picture(20), picture(30)])

    # X-ray: anomaly; then opened in full: anomaly, searched to the end
    hands.type("x")
    hands.press(Key.Key_Return)
    hands.type("a")
    hands.press(Key.Key_Return)
    assert [(s.type, s.result) for s in now(screen).steps] == [(StepType.XRAY, StepResult.ANOMALY)]
    assert "entry 3" in said(screen)
    hands.type("opened in f")
    hands.press(Key.Key_Return)
    hands.type("a")
    hands.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert hands.holder() is screen.steps.exhausted
    hands.press(Key.Key_Space, Key.Key_Return)
    assert now(screen).steps[1].type is StepType.OPEN_FULL
    assert now(screen).steps[1].contents_exhausted

    # the next step leads to the findings
    hands.press(Key.Key_F6)
    assert screen.part is Part.FINDINGS
    hands.type("su")
    hands.press(Key.Key_Return)
    hands.type("stitching is wrong")
    hands.press(Key.Key_Return)
    assert [(f.code, f.note) for f in now(screen).findings] == [
        (FindingCode.IPR_SUSPECT, "stitching is wrong")
    ]

    # the goods: the product's code copies its declared line, the officer adds the brand
    hands.press(Key.Key_F6)
    hands.scan(GTIN)
    assert screen.goods.form.description.text() == "running shoes 2"
    hands.type("Zarquet")
    hands.press(Key.Key_Return)
    line = now(screen).lines[0].act
    assert (line.brand, line.quantity, line.unit, line.declared_line) == ("Zarquet", "2", Unit.PAIR, 2)
    assert (line.commodity, line.ipr_right) == (Commodity.IPR_SHOES, IprRight.TRADE_MARK)
    assert (line.product_code, line.hs_code, line.net_weight_kg) == (GTIN, "640411", "0.9")

    # a photograph of the product, subject chosen by keys
    hands.press(Key.Key_F6)
    assert screen.part is Part.PHOTOGRAPHS
    screen.photos.subject.setFocus()
    hands.type("product")
    hands.press(Key.Key_F8)
    taken = now(screen).photographs[0]
    assert taken.subject is PhotoSubject.PRODUCT
    assert station.store.evidence.read(taken.sha256) == picture(10)
    assert screen.photos.strip.model().rowCount() == 1
    assert taken.sha256[:12] in screen.photos.strip.model().index(0, 0).data()

    # bag and seal by scan
    hands.press(Key.Key_F6)
    assert screen.part is Part.SEALING
    hands.scan("BAG0012345")
    hands.scan("BAG0012345")
    assert "bag again" in screen.sealing.problem.text()
    hands.scan("SEAL991")
    hands.press(Key.Key_Return)
    bag = now(screen).bags[0]
    assert (bag.bag, bag.seal, bag.lines) == ("BAG0012345", "SEAL991", (1,))

    # the sealed bag's photograph, the reason, the proposal
    hands.press(Key.Key_F6)
    hands.press(Key.Key_F6)
    assert now(screen).photographs[1].subject is PhotoSubject.SEALED_BAG
    hands.press(Key.Key_F6)
    assert hands.holder() is screen.outcome.reason
    hands.type("counterfeit shoes")
    hands.press(Key.Key_F6)
    assert now(screen).stage is Stage.AWAITING_APPROVAL

    # the second officer, who is wrong once
    assert hands.holder() is screen.outcome.second.panel.passphrase
    hands.type("not it")
    hands.press(Key.Key_Return)
    assert "not right" in screen.outcome.second.panel.error()
    assert now(screen).stage is Stage.AWAITING_APPROVAL
    hands.type("pass-ben")
    hands.press(Key.Key_Return)
    state = now(screen)
    assert state.stage is Stage.SEIZED
    assert state.outcome is not None
    assert state.outcome.approval is not None
    assert state.outcome.approval.officer == BEN.id
    assert state.outcome.number

    asked: list[str] = []
    screen.report_asked.connect(asked.append)
    hands.press(Key.Key_F6)
    assert asked == [state.id]
    kinds = [entry.kind for entry in desk.pages.entries_of(state.id)]
    assert kinds == [
        "inspection_opened",
        "step_recorded",
        "step_recorded",
        "finding_recorded",
        "product_compared",
        "line_recorded",
        "photograph_taken",
        "bag_sealed",
        "photograph_taken",
        "outcome_proposed",
        "outcome_approved",
    ]
    assert [row.entry for row in screen.story.list.rows()] == [
        entry.id for entry in desk.pages.entries_of(state.id)
    ]


def test_a_release_is_short(station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands) -> None:
    begin(screen, desk, take_up(station, "yellow"))
    hands.type("out")
    hands.press(Key.Key_Return)
    hands.type("c")
    hands.press(Key.Key_F6, Key.Key_F6)
    hands.press(Key.Key_Return, Key.Key_F6)
    assert [f.code for f in now(screen).findings] == [FindingCode.NIL]
    hands.press(Key.Key_F6, Key.Key_F6)
    assert now(screen).stage is Stage.RELEASED
    left: list[bool] = []
    screen.left.connect(lambda: left.append(True))
    hands.press(Key.Key_F6)
    assert left == [True]


def test_a_release_against_the_findings_is_asked_about(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_F7)
    hands.press(Key.Key_Home, Key.Key_Return)
    hands.type("Looked through from outside")
    hands.press(Key.Key_Return)
    assert screen.outcome.confirm.isVisible()
    assert now(screen).stage is Stage.OPEN
    hands.press(Key.Key_Escape)
    assert not screen.outcome.confirm.isVisible()
    hands.press(Key.Key_F6)
    assert hands.holder() is screen.outcome.confirm.no
    hands.press(Key.Key_Tab, Key.Key_Return)
    assert now(screen).stage is Stage.RELEASED


def test_what_stands_in_the_form_is_recorded_before_an_outcome(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.type("opened in f")
    hands.press(Key.Key_Return)
    hands.type("c")
    hands.press(Key.Key_Return, Key.Key_F6)
    hands.press(Key.Key_Return, Key.Key_F6)
    assert [finding.code for finding in now(screen).findings] == [FindingCode.NIL]
    hands.type("su")
    hands.press(Key.Key_Return)
    hands.type("sole marks")
    hands.press(Key.Key_F6)
    hands.press(Key.Key_F6)
    assert [finding.note for finding in now(screen).findings] == ["", "sole marks"]
    assert now(screen).stage is Stage.OPEN


def test_a_hold_and_what_follows_it(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station, "yellow"))
    hands.press(Key.Key_Return)
    hands.type("a")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_F7)
    hands.type("hold: v")
    hands.press(Key.Key_Return)
    assert hands.holder() is screen.outcome.reason
    hands.type("invoice asked for")
    hands.press(Key.Key_Return)
    assert now(screen).stage is Stage.HELD
    assert "invoice asked for" in screen.outcome.past.text()
    # the answer came: release with charge
    hands.press(Key.Key_F6)
    hands.type("release w")
    hands.press(Key.Key_Return)
    hands.type("duty paid")
    hands.press(Key.Key_Return)
    state = now(screen)
    assert state.stage is Stage.RELEASED
    assert state.outcome is not None
    assert state.outcome.disposition is Disposition.RELEASE_WITH_CHARGE
    assert state.outcome.reason == "duty paid"


def test_a_secure_item_is_not_opened_before_it_was_checked(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station, "secure"))
    assert screen.head.warning.isVisible()
    hands.type("opened in f")
    hands.press(Key.Key_Return)
    assert "Do not open" in screen.steps.problem.text()
    assert not screen.steps.record.isEnabled()
    hands.type("x")
    hands.press(Key.Key_Return)
    prompt = screen.steps.hazard.panel
    assert prompt.isVisible(), "before it is touched at all"
    assert not screen.steps.is_begun()
    hands.press(Key.Key_Return)
    assert not prompt.isVisible(), "the first answer leaves it alone"
    assert not screen.steps.is_begun()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Tab, Key.Key_Return)
    assert screen.steps.is_begun()
    hands.type("c")
    hands.press(Key.Key_Return)
    assert not screen.head.warning.isVisible()
    hands.type("opened in f")
    hands.press(Key.Key_Return)
    hands.type("c")
    hands.press(Key.Key_Return)
    assert [step.type for step in now(screen).steps] == [StepType.XRAY, StepType.OPEN_FULL]


def test_what_was_recorded_is_taken_back_with_a_reason_and_never_edited(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_Return)
    hands.type("c")
    hands.press(Key.Key_Return)
    screen.steps.list.setFocus()
    hands.press(Key.Key_Delete)
    assert screen.correction.isVisible()
    hands.press(Key.Key_Return)
    assert now(screen).steps
    hands.type("wrong parcel")
    hands.press(Key.Key_Return)
    assert not now(screen).steps
    assert not screen.correction.isVisible()
    assert [entry.kind for entry in desk.pages.entries_of(now(screen).id)] == [
        "inspection_opened",
        "step_recorded",
        "entry_corrected",
    ]
    assert "taken back" in screen.story.list.rows()[1].detail
    hands.press(Key.Key_8, held=ALT)
    hands.type("the scale was out of order")
    hands.press(Key.Key_Return)
    assert [note.text for note in now(screen).notes] == ["the scale was out of order"]


def test_a_sealed_line_cannot_be_taken_back(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, examined(station))
    hands.press(Key.Key_3, held=ALT)
    screen.goods.list.setFocus()
    hands.press(Key.Key_Delete)
    assert not screen.correction.isVisible()


def test_faults_in_a_line_are_told_beside_their_fields(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_3, held=ALT)
    screen.goods.form.quantity.setFocus()
    hands.press(Key.Key_Return)
    assert "missing" in screen.goods.form.field("description").error()
    assert hands.holder() is screen.goods.form.description
    hands.type("shoes")
    screen.goods.form.quantity.setText("0")
    hands.press(Key.Key_Return)
    assert screen.goods.form.field("description").error() == ""
    assert screen.goods.form.field("quantity").error()
    assert not now(screen).lines
    hands.press(Key.Key_Escape)
    assert hands.holder() is screen.steps_bar.button("next")


def test_a_used_seal_and_the_parcels_own_number_are_refused(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    seized(station, number=7)
    state = opened(station, "RR473124846GB")
    station.do(
        inspecting.record_goods,
        officer=ANNA,
        inspection=state.id,
        goods=inspecting.Goods("watch", "1", Unit.PIECE, Commodity.OTHER),
    )
    begin(screen, desk, state)
    settle(desk)
    hands.press(Key.Key_5, held=ALT)
    hands.scan("RR 473 124 846 GB")
    assert "own number" in screen.sealing.problem.text()
    hands.scan("BAG8")
    hands.scan("SEAL7")
    hands.press(Key.Key_Return)
    assert "SEAL7 is used" in screen.sealing.problem.text()
    assert not now(screen).bags


def test_scans_go_back_to_the_bench_where_no_part_wants_them(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    at_bench: list[object] = []
    desk.scans.item_scanned.connect(at_bench.append)
    hands.scan("RR473124829GB")
    assert len(at_bench) == 1
    hands.press(Key.Key_5, held=ALT)
    hands.scan("BAG1")
    assert len(at_bench) == 1
    screen.hide()
    hands.scan("RR473124829GB")
    assert len(at_bench) == 2
