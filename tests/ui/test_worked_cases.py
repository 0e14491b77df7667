"""Worked cases, each from the parcel's scan to its outcome, through the window by keys and scans alone."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Commodity, Disposition, FindingCode, StepType
from borderpost.domain.declaration import MailClass
from borderpost.domain.inspection import Stage
from borderpost.domain.law.clocks import ClockState
from borderpost.ui.examination.outcome_words import proposal_rows
from borderpost.ui.trolley import TrolleyScreen
from borderpost.work.due import deadlines_of
from borderpost.work.ports import LogFilter
from station import Station
from ui.bench_maker import GREEN, RED, SHOES, declared, keep, number
from ui.bench_maker import red as red_parcel
from ui.worked import ALT, Worked, open_worked

Key = Qt.Key
LETTER, MEDICINE, HEAVY = number(31_000_000, "UA"), number(32_000_000, "CP"), number(33_000_000, "CP")
GTIN = SHOES.product_ids[0].value

Opens = Callable[[str], AbstractContextManager[Worked]]


@pytest.fixture
def opens(station: Station, qtbot: QtBot, qapp: QApplication) -> Opens:
    """Open the window under the law of the case."""
    pills = replace(
        SHOES, description="zarquet tablets", hs_code="300490", product_ids=(), quantity=Decimal(60)
    )
    keep(
        station,
        [
            declared(GREEN),
            red_parcel(RED),
            declared(HEAVY, SHOES, gross_weight_kg=Decimal("2.600")),
            declared(MEDICINE, pills, gross_weight_kg=Decimal("0.200")),
            declared(
                LETTER,
                replace(SHOES, quantity=Decimal(1)),
                mail_class=MailClass.LETTER_POST,
                gross_weight_kg=None,
            ),
        ],
    )
    return partial(open_worked, station, qtbot, qapp)


def plain(text: str) -> str:
    """Return a text without the marks of its direction."""
    return re.sub(r"[\u2066-\u2069]", "", text)


def limits(worked: Worked) -> dict[str, tuple[str, ClockState]]:
    """Return the last day and the state of each time limit."""
    found = deadlines_of(worked.desk.law, worked.state, worked.desk.clock())
    return {one.clock.id: (one.due.isoformat(), one.state) for one in found}


def shoes_found(worked: Worked, pairs: str) -> None:
    """Examine the parcel: so many pairs of shoes, covered by an application that asks for the procedure."""
    hands, form = worked.hands, worked.examination.goods.form
    hands.take(HEAVY)
    hands.press(Key.Key_F6)
    worked.step("u", "a")
    worked.finding("su")
    hands.press(Key.Key_F6)
    hands.scan(GTIN)
    worked.tab_to(form.application)
    hands.type("AFA-2026-0042")
    worked.tab_to(form.asked)
    hands.press(Key.Key_Space)
    worked.tab_to(form.quantity)
    hands.press(Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    hands.type(pairs)
    hands.press(Key.Key_Return)
    assert worked.state.lines[0].act.small_consignment_asked
    assert worked.state.lines[0].act.quantity == pairs


def test_counterfeit_shoes_by_the_procedure_for_small_consignments(opens: Opens) -> None:
    with opens("eu") as worked:
        hands, outcome = worked.hands, worked.examination.outcome
        shoes_found(worked, "3")
        worked.choose_outcome("hold: sm")
        assert [words[:5] for words in outcome.small_path.told()] == ["Holds"] * 7
        hands.press(Key.Key_F6)
        worked.second("pass-sue")
        assert worked.state.stage is Stage.HELD
        assert limits(worked) == {"eu-26-notice": ("2026-11-23", ClockState.RUNNING)}

        worked.serve("eu-26-declarant", "2026-11-20")
        assert limits(worked)["eu-26-notice"][1] is ClockState.MET
        assert limits(worked)["eu-26-view"] == ("2026-12-04", ClockState.RUNNING)
        worked.choose_outcome("destr", "nobody objected")
        assert "eu-destroy" in plain(outcome.lacking.text())
        assert not outcome.is_ready()

        worked.station.clock.at = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
        worked.examination.case.changed.emit()
        hands.press(Key.Key_F6)
        assert worked.state.stage is Stage.AWAITING_APPROVAL
        worked.second("pass-sue", witness="Karl Berg")
        assert worked.state.stage is Stage.DISPOSED
        assert worked.state.outcome is not None
        assert worked.state.outcome.witness == "Karl Berg"


def test_a_fourth_pair_shuts_the_procedure_and_the_standard_one_is_taken(opens: Opens) -> None:
    with opens("eu") as worked:
        hands, outcome = worked.hands, worked.examination.outcome
        shoes_found(worked, "4")
        worked.choose_outcome("hold: sm")
        fails = [plain(words) for words in outcome.small_path.told() if words.startswith("Fails")]
        assert fails == ["Fails: it is not small (4 > 3, 2.6 kg >= 2 kg)"]
        assert "rule eu-26" in plain(outcome.lacking.text())
        hands.press(Key.Key_F6)
        assert worked.state.stage is Stage.OPEN
        worked.tab_to(outcome.small_path.standard)
        hands.press(Key.Key_Space)
        assert outcome.intention() is Disposition.HOLD_IPR
        hands.press(Key.Key_F6)
        worked.second("pass-sue")
        assert worked.state.stage is Stage.HELD
        assert worked.state.outcome is not None
        assert worked.state.outcome.disposition is Disposition.HOLD_IPR
        assert worked.state.outcome.hold_reason == "eu-why-ipr"


def test_falsified_medicine_and_five_business_days_over_a_holiday(opens: Opens) -> None:
    with opens("us") as worked:
        hands = worked.hands
        hands.take(MEDICINE)
        hands.press(Key.Key_F6)
        # taken up on Friday, 20 November; Thanksgiving falls on the 26th
        assert limits(worked)["us-decide"] == ("2026-11-30", ClockState.RUNNING)
        worked.step("u", "a")
        worked.finding("unsafe")
        assert worked.state.findings[0].code is FindingCode.UNSAFE_PRODUCT
        worked.choose_outcome("hold: prod")
        hands.press(Key.Key_F6)
        worked.second("pass-sue")
        assert worked.state.stage is Stage.HELD
        assert limits(worked)["us-notice"] == ("2026-11-30", ClockState.RUNNING)
        assert "2026-11-30, 10 days left" in plain(worked.examination.head.limits.text())

        # the wall shows it; Enter opens it at the law
        worked.station.clock.at = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
        worked.window.show_screen("due")
        hands.press(Key.Key_F12)
        over = [one for one in worked.wall.screen.deadlines() if one.state is ClockState.RUN_OUT]
        assert {one.clock.id for one in over} >= {"us-notice"}
        hands.press(Key.Key_Return)
        assert worked.window.current_screen() == "examination"
        worked.serve("us-detention-notice", "2026-12-01")
        assert limits(worked)["us-notice"][1] is ClockState.MET_LATE
        worked.choose_outcome("refuse", "contains no active substance")
        hands.press(Key.Key_F6)
        worked.second("pass-sue")
        assert worked.state.stage is Stage.REFUSED_ENTRY


def test_narcotics_are_not_sent_back_but_seized(opens: Opens) -> None:
    with opens("uk") as worked:
        hands, examination = worked.hands, worked.examination
        worked.frames(10, 20)
        hands.take(RED)
        hands.press(Key.Key_F6)
        worked.step("u", "a")
        worked.finding("prohib")
        hands.press(Key.Key_F6)
        worked.tab_to(examination.goods.form.description)
        hands.type("herbal cannabis")
        worked.pick(examination.goods.form.commodity, Commodity.DRUGS_CANNABIS)
        hands.press(Key.Key_Return)
        worked.choose_outcome("return", "the sender asks for it")
        told = plain(examination.outcome.lacking.text())
        assert "Forbidden in all mail: Drugs: cannabis." in told
        assert "Universal Postal Convention, art. 18" in told
        assert "rule upc-18-8" in told
        hands.press(Key.Key_F6)
        assert worked.state.stage is Stage.OPEN

        worked.choose_outcome("seize")
        hands.press(Key.Key_F8)
        hands.press(Key.Key_F6)
        hands.scan("BAG0012345")
        hands.scan("SEAL991")
        hands.press(Key.Key_Return, Key.Key_F8, Key.Key_F6)
        hands.press(Key.Key_F6)
        worked.second("pass-ben")
        assert worked.state.stage is Stage.SEIZED


def test_undervalued_goods_are_released_with_the_charge_due(opens: Opens) -> None:
    with opens("uk") as worked:
        hands = worked.hands
        hands.take(RED)
        hands.press(Key.Key_F6)
        worked.step("doc", "a")
        worked.finding("underv")
        worked.choose_outcome("release w", "invoice shows 150.00 USD; duty and VAT due")
        outcome = worked.examination.outcome
        worked.tab_to(outcome.charge.line)
        hands.type("38,40")
        hands.press(Key.Key_F6)
        assert "The charge due" in outcome.charge.error()
        assert not worked.state.ended
        hands.type(" gbp")
        hands.press(Key.Key_Return)
        assert worked.state.stage is Stage.RELEASED
        assert "38.40 GBP" in [value for _, value, _ in proposal_rows(worked.state, str)]
        assert worked.state.outcome is not None
        assert worked.state.outcome.disposition is Disposition.RELEASE_WITH_CHARGE
        assert worked.state.outcome.charge == "38.40 GBP"


def test_a_letter_below_the_weight_limit_stays_shut(opens: Opens) -> None:
    with opens("uk") as worked:
        hands, steps = worked.hands, worked.examination.steps
        hands.take(LETTER)
        hands.press(Key.Key_F6)
        assert hands.holder() is steps.weight
        assert "Keep it shut. Its weight is not known" in plain(steps.gate.notice.text())
        hands.type("0.020")
        hands.press(Key.Key_Return)
        assert "It weighs 0.020 kg; up to 0.030 kg" in plain(steps.gate.notice.text())
        assert "rule uk-letter" in plain(steps.gate.notice.text())
        worked.tab_to(steps.types)
        hands.jump("opened in f")
        hands.press(Key.Key_Return)
        assert "rule uk-letter" in plain(steps.problem.text())
        assert not steps.is_begun()
        worked.choose_outcome("release", "a letter of 20 g, outside without objection")
        hands.press(Key.Key_F6)
        assert worked.state.stage is Stage.RELEASED
        assert [step.type for step in worked.state.steps] == [StepType.WEIGHING]


def test_a_parcel_that_was_targeted_and_not_found(opens: Opens) -> None:
    with opens("trips") as worked:
        hands = worked.hands
        hands.press(Key.Key_N, held=ALT)
        hands.type(RED)
        hands.press(Key.Key_Return)
        hands.press(Key.Key_F6)
        worked.choose_outcome("not f", "not in the receptacle that it was declared in")
        hands.press(Key.Key_F6)
        worked.second("pass-sue")
        assert worked.state.stage is Stage.NOT_LOCATED


def documented(what: str, checkout_docs: str) -> int:
    """Return the number that the page on keys gives for a way."""
    line = next(line for line in checkout_docs.splitlines() if line.startswith(f"| {what}"))
    return int(line.split("|")[2])


@pytest.fixture
def page(checkout: object) -> str:
    """The page on keys."""
    return (checkout / "docs" / "keys.md").read_text("utf-8")  # type: ignore[operator]


def test_a_release_takes_one_key(opens: Opens, page: str) -> None:
    with opens("trips") as worked:
        worked.hands.take(GREEN)
        worked.hands.press(Key.Key_F6)
        assert worked.bench.model.scanned is None
        assert worked.hands.strokes == documented("Release a green item", page) <= 1


def test_the_next_scan_releases_a_green_item_while_sorting(opens: Opens, page: str) -> None:
    with opens("trips") as worked:
        trolley = TrolleyScreen(worked.desk)
        worked.window.add_screen(trolley)
        worked.window.show_screen(trolley.name)
        trolley.begin()
        worked.hands.take(GREEN)
        worked.hands.scan(RED)
        past = worked.desk.pages.log_rows(worked.desk.pages.log_ids(LogFilter(), lambda: False))
        assert [(row.item_id, row.stage) for row in past] == [(GREEN, Stage.RELEASED)]
        assert worked.hands.strokes == documented("Release by the next scan", page) <= 1
        trolley.end(releases=False)


def test_a_release_is_taken_back_by_two_keys(opens: Opens, page: str) -> None:
    with opens("trips") as worked:
        worked.hands.take(GREEN)
        worked.hands.press(Key.Key_F6)
        worked.hands.strokes = 0
        worked.hands.press(Key.Key_F12, Key.Key_2)
        past = worked.desk.pages.log_rows(worked.desk.pages.log_ids(LogFilter(), lambda: False))
        assert past[0].stage is Stage.OPEN
        assert worked.hands.strokes == documented("Take the last release back", page) <= 2


def test_a_red_item_is_released_with_a_reason_by_two_keys(opens: Opens, page: str) -> None:
    with opens("trips") as worked:
        worked.hands.take(RED)
        worked.hands.press(Key.Key_F7, Key.Key_1)
        past = worked.desk.pages.log_rows(worked.desk.pages.log_ids(LogFilter(), lambda: False))
        assert past[0].stage is Stage.RELEASED
        assert worked.hands.strokes == documented("Release a red item unexamined", page) <= 5


def test_a_hold_with_its_reason_takes_at_most_five_keys(opens: Opens, page: str) -> None:
    with opens("eu") as worked:
        worked.hands.take(RED)
        worked.hands.press(Key.Key_F8, Key.Key_2)
        past = worked.desk.pages.log_rows(worked.desk.pages.log_ids(LogFilter(), lambda: False))
        assert past[0].stage is Stage.HELD
        assert worked.hands.strokes == documented("Hold with a reason", page) <= 5


def test_a_seizure_of_one_line_takes_at_most_twenty_five_keys_and_scans(opens: Opens, page: str) -> None:
    with opens("uk") as worked:
        hands = worked.hands
        worked.frames(10, 20)
        hands.take(RED)
        hands.press(Key.Key_F6)
        worked.step("u", "a")
        worked.finding("su")
        hands.press(Key.Key_F6)
        hands.scan(GTIN)
        hands.press(Key.Key_Return)
        hands.press(Key.Key_F8, Key.Key_F6)
        hands.scan("BAG0012345")
        hands.scan("SEAL991")
        hands.press(Key.Key_Return, Key.Key_F8, Key.Key_F6)
        hands.type("counterfeit shoes")
        hands.press(Key.Key_F6)
        hands.type("pass-ben")
        hands.press(Key.Key_Return)
        assert worked.state.stage is Stage.SEIZED
        assert len(worked.state.photographs) == 2
        assert hands.strokes == documented("Seize one line of counterfeits", page) <= 25
