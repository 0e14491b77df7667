"""Holding a parcel straight from the bench: a key, a digit, and the post is told why."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from borderpost.domain.codes import Disposition, StepType
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.identifiers import Command
from borderpost.work import concluding
from legal_packs import shipped
from station import ANNA, Station
from station_stories import subject
from ui.bench_maker import GREEN, RED, SECURE, Bench, keep, open_bench, usual_day
from ui.walk import assert_all_reached, assert_named

Key = Qt.Key


@pytest.fixture
def bench(station: Station, qapp: QApplication) -> Iterator[Bench]:
    """A bench under the law of the European Union."""
    keep(station, usual_day())
    with open_bench(station) as made:
        made.desk.law = shipped("eu")
        yield made


def held(bench: Bench) -> tuple[str, str, str]:
    """Return disposition, reason for holding and pack of the newest entry."""
    entry = bench.entries()[-1]
    assert entry.kind == "outcome_recorded"
    return entry.payload["disposition"], entry.payload["hold_reason"], entry.payload["law"]


def test_two_keys_hold_a_parcel_with_the_reason_that_the_post_is_told(bench: Bench) -> None:
    bench.scan(RED)
    bench.hands.press(Key.Key_F8)
    panel = bench.screen.footer.hold
    assert panel.isVisible()
    assert panel.list.hasFocus()
    assert_named(bench.screen)
    assert_all_reached(panel)
    panel.list.setFocus()
    bench.hands.press(Key.Key_2)
    assert held(bench) == ("HOLD_DOC", "eu-why-invoice", "eu@1")
    assert bench.kinds()[-3:] == ["inspection_opened", "step_recorded", "outcome_recorded"]
    step = bench.entries()[-2].payload
    assert (step["step"], step["result"]) == (StepType.DOCUMENTARY, "inconclusive")
    assert bench.screen.model.scanned is None
    assert "Held" in bench.recorded[-1]


def test_the_question_has_the_room_of_the_steps_that_it_holds_up(bench: Bench) -> None:
    bench.scan(RED)
    footer = bench.screen.footer
    assert footer.bar.isVisible()
    bench.hands.press(Key.Key_F8)
    assert footer.hold.isVisible()
    assert not footer.bar.isVisible()
    bench.hands.press(Key.Key_Escape)
    assert footer.bar.isVisible()
    assert bench.hands.holder() is footer.bar.button(footer._model.plan.primary.name)


def test_three_scans_hold_a_parcel(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.command(Command.HOLD)
    assert bench.screen.footer.hold.isVisible()
    bench.command(Command.DIGIT, "9")
    assert bench.screen.footer.hold.isVisible()
    bench.command(Command.DIGIT, "4")
    assert held(bench)[:2] == ("HOLD_VALUE", "eu-why-value")


def test_enter_takes_the_reason_that_is_marked_and_escape_none(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F8, Key.Key_Escape)
    assert not bench.screen.footer.hold.isVisible()
    assert bench.screen.model.scanned is not None
    bench.hands.press(Key.Key_F8, Key.Key_Down, Key.Key_Return)
    assert held(bench)[1] == "eu-why-invoice"


def test_a_scan_while_it_asks_brings_the_next_parcel_up(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F8)
    bench.scan(RED)
    assert not bench.screen.footer.hold.isVisible()
    assert "outcome_recorded" not in bench.kinds()


def test_a_parcel_that_must_not_be_touched_is_not_held_by_its_papers(bench: Bench) -> None:
    bench.scan(SECURE)
    assert bench.screen.model.plan is not None
    assert bench.screen.model.plan.hold is None


@pytest.mark.parametrize(
    ("disposition", "reason", "rule"),
    [
        (Disposition.HOLD_TEST, "eu-why-test", Rule.NO_EXAMINATION),
        (Disposition.HOLD_DOCUMENT, "", Rule.LAW_HOLD_REASON),
        (Disposition.HOLD_DOCUMENT, "eu-why-value", Rule.LAW_HOLD_REASON),
    ],
)
def test_only_papers_and_a_reason_of_the_law_hold_without_a_look(
    station: Station, disposition: Disposition, reason: str, rule: Rule
) -> None:
    with pytest.raises(Refused) as refused:
        station.do(
            concluding.hold,
            officer=ANNA,
            subject=subject(),
            disposition=disposition,
            hold_reason=reason,
            law=shipped("eu"),
        )
    assert [each.rule for each in refused.value.refusals] == [rule]
