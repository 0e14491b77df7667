"""The prompt before a secure item is touched: what it says, and when it stands there."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import StepResult, StepType
from borderpost.domain.inspection import Inspection
from borderpost.ui.examination.hazard import HazardPrompt, precautions
from borderpost.work import inspecting
from station import ANNA, Station
from station_stories import subject


def taken_up(station: Station, lane: str, hits: list[Any]) -> Inspection:
    about = subject(lane=lane)
    held = inspecting.Subject(about.item_id, about.item_date, lane, {"hits": hits}, None, "")
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=held)
    return state


def test_it_says_what_the_profiles_say_then_the_rule(station: Station, qapp: QApplication) -> None:
    hits = [
        {"lane": "secure", "instruction": "Call the hazard team on extension 440."},
        {"lane": "red", "instruction": "Count the goods."},
        {"lane": "secure", "instruction": "Call the hazard team on extension 440."},
        "nonsense",
    ]
    said = precautions(taken_up(station, "secure", hits))
    assert len(said) == 2
    assert "extension 440" in said[0]
    assert "leaks, smokes or ticks" in said[1]


@pytest.mark.parametrize(
    ("lane", "step", "stands"),
    [
        ("secure", StepType.EXTERNAL, True),
        ("secure", StepType.XRAY, True),
        ("secure", StepType.WEIGHING, True),
        ("secure", StepType.DOCUMENTARY, False),
        ("red", StepType.OPEN_FULL, False),
        ("green", StepType.EXTERNAL, False),
    ],
)
def test_it_stands_before_every_step_that_touches_a_secure_item(
    station: Station, qtbot: QtBot, lane: str, step: StepType, stands: bool
) -> None:
    prompt = HazardPrompt()
    qtbot.addWidget(prompt)
    assert prompt.stands_before(taken_up(station, lane, []), ANNA.id, step) is stands


def test_it_is_read_once_by_each_officer_and_not_after_the_check(station: Station, qtbot: QtBot) -> None:
    prompt = HazardPrompt()
    qtbot.addWidget(prompt)
    prompt.show()
    state = taken_up(station, "secure", [])
    prompt.ask(state, ANNA.id)
    assert prompt.panel.no.hasFocus() or prompt.panel.isVisible()
    with qtbot.waitSignal(prompt.left):
        prompt.panel.no.click()
    assert prompt.stands_before(state, ANNA.id, StepType.XRAY)
    prompt.ask(state, ANNA.id)
    with qtbot.waitSignal(prompt.heeded):
        prompt.panel.yes.click()
    assert not prompt.stands_before(state, ANNA.id, StepType.XRAY)
    assert prompt.stands_before(state, "ben", StepType.XRAY)
    checked = station.do(
        inspecting.record_step,
        officer=ANNA,
        inspection=state.id,
        step=StepType.XRAY,
        result=StepResult.CLEAR,
    )
    assert not prompt.stands_before(checked, "ben", StepType.OPEN_FULL)
