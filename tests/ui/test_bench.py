"""At the bench one scan brings up lane, reasons and declaration, and keys alone take the next step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from borderpost.domain.identifiers import Command
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.plan import RELEASE
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from borderpost.work import concluding, inspecting
from station import BEN, Station
from ui.bench_maker import (
    AMENDED,
    GREEN,
    RED,
    SECURE,
    SEVERAL,
    UNDECLARED,
    YELLOW,
    Bench,
    declared,
    keep,
    open_bench,
    usual_day,
)

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> Iterator[None]:
    theme = Theme(qapp, ThemeChoice.LIGHT)
    yield
    theme.set_text_scale(1.0)


@pytest.fixture
def bench(qapp: QApplication, station: Station) -> Iterator[Bench]:
    keep(station, usual_day())
    with open_bench(station) as made:
        yield made


def test_the_bench_waits_for_a_parcel_with_the_focus_where_a_number_can_be_typed(bench: Bench) -> None:
    words = bench.texts()
    assert "Scan a parcel" in words
    for way in ("hand scanner", "camera", "type the number", "picture of the label"):
        assert way in words
    assert bench.hands.holder() is bench.screen.entry.field
    assert not bench.screen.steps.isVisible()


def test_green_is_released_by_one_key_and_the_journal_has_it_before_the_screen_says_so(bench: Bench) -> None:
    bench.scan(GREEN)
    words = bench.texts()
    assert "Nothing found against release" in words
    assert "RX 100 000 003 CN" in words
    assert "No profile found anything" in words
    assert bench.screen.verdict.band.lane.tone() is Tone.GREEN
    assert bench.hands.holder() is bench.screen.steps.button(RELEASE)
    bench.hands.press(Qt.Key.Key_F6)
    entries = bench.entries()
    assert [entry.kind for entry in entries] == ["item_scanned", "inspection_opened", "outcome_recorded"]
    assert bench.screen.shown() is None
    assert f"entry {entries[-1].sequence}" in bench.texts()
    assert "Released: RX 100 000 003 CN." in bench.texts()
    assert len(bench.recorded) == 1
    assert [(r.item_id, r.lane, r.outcome) for r in bench.screen.recent.parcels()] == [
        (GREEN, Lane.GREEN, "Released")
    ]


def test_enter_on_the_verdict_takes_the_next_step(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Qt.Key.Key_Return)
    assert bench.kinds()[-1] == "outcome_recorded"
    bench.scan(YELLOW)
    bench.screen.setFocus()
    bench.hands.press(Qt.Key.Key_Enter)
    assert [state.item_id for state in bench.examinations] == [YELLOW]


def test_red_says_each_reason_with_its_value_and_is_taken_up_by_one_key(bench: Bench) -> None:
    bench.scan(RED)
    words = bench.texts()
    assert "Brand name in the description · Value too low for its weight · Gift of many pieces" in words
    assert "Description of line 1 contains “zarquet” (“ZARQUET running shoes, men, size 42”)" in words
    assert "Value per kilogram of line 1 is 1.18 GBP, below 3 GBP (declared: 15.00 USD / 10.200 kg)" in words
    assert "HS code of line 1 is 640411, which begins with 64" in words
    assert "Ask for the invoice. Count the goods." in words
    assert "HS code was not declared" in words
    assert bench.lanes == ["red"]
    bench.hands.press(Qt.Key.Key_F6)
    assert [state.item_id for state in bench.examinations] == [RED]
    assert bench.kinds()[-1] == "inspection_opened"
    assert bench.screen.shown() is None


def test_yellow_is_released_by_the_other_key(bench: Bench) -> None:
    bench.scan(YELLOW)
    bench.hands.press(Qt.Key.Key_F7)
    assert bench.kinds()[-1] == "outcome_recorded"


def test_a_red_parcel_is_released_only_with_a_reason(bench: Bench) -> None:
    reason = bench.screen.footer.reason
    bench.scan(RED)
    bench.hands.press(Qt.Key.Key_F7, Qt.Key.Key_F6)
    assert reason.isVisible()
    assert bench.kinds() == ["item_scanned"]
    bench.hands.press(Qt.Key.Key_Escape)
    assert not reason.isVisible()
    assert bench.screen.shown() is not None
    bench.hands.press(Qt.Key.Key_F7, Qt.Key.Key_2)
    assert bench.kinds()[-1] == "outcome_recorded"
    assert bench.entries()[-1].payload["reason"] == "What it was selected for does not apply to this parcel"


def test_a_red_parcel_is_released_for_a_reason_in_the_officers_own_words(bench: Bench) -> None:
    bench.scan(RED)
    bench.hands.press(Qt.Key.Key_F7)
    bench.screen.footer.reason.words.setFocus()
    bench.hands.press(Qt.Key.Key_Return)
    assert bench.kinds() == ["item_scanned"], "no words are no reason"
    bench.hands.type("the brand's own parcel")
    bench.hands.press(Qt.Key.Key_Return)
    assert bench.entries()[-1].payload["reason"] == "the brand's own parcel"


def test_a_secure_parcel_cannot_be_released_here(bench: Bench) -> None:
    bench.scan(SECURE)
    assert "Do not open" in bench.texts()
    release = bench.screen.steps.button(RELEASE)
    assert not release.isEnabled()
    assert "hazard check" in release.toolTip()
    bench.hands.press(Qt.Key.Key_F7)
    bench.command(Command.RELEASE)
    assert "hazard check" in bench.screen.banner.said()
    assert bench.kinds() == ["item_scanned"]


def test_a_parcel_without_declaration_is_said_to_have_none(bench: Bench) -> None:
    bench.scan(UNDECLARED)
    words = bench.texts()
    assert "No declaration" in words
    assert "Nothing was declared for this number" in words
    assert "CN 22" in words
    assert bench.screen.verdict.band.lane.tone() is Tone.YELLOW


def test_of_several_declarations_the_most_severe_is_shown_and_keys_choose_others(bench: Bench) -> None:
    bench.scan(SEVERAL)
    assert "2 declarations bear this number" in bench.texts()
    assert bench.screen.verdict.band.lane.tone() is Tone.RED
    bench.hands.press(Qt.Key.Key_2, held=ALT)
    chosen = bench.screen.chosen()
    assert chosen is not None
    assert chosen.held is not None
    assert chosen.held.declaration.message.id == "m-several-1"
    assert bench.screen.verdict.band.lane.tone() is Tone.GREEN
    bench.command(Command.DIGIT, "1")
    assert bench.screen.verdict.band.lane.tone() is Tone.RED
    bench.hands.press(Qt.Key.Key_F6)
    assert bench.examinations[0].declaration is not None
    assert bench.examinations[0].declaration["message"]["id"] == "m-several-2"


def test_an_amended_declaration_says_what_has_changed(bench: Bench) -> None:
    bench.scan(AMENDED)
    assert "Amended: version 2 is shown, 2 have arrived." in bench.texts()
    bench.hands.press(Qt.Key.Key_F9)
    words = bench.texts()
    assert "Version 2 against version 1" in words
    assert "Addressee, City: was Cardiff, is now Swansea" in words
    assert "Line 1, Quantity: was 4, is now 6" in words
    assert "Line 1, Value: was 18 EUR, is now 27 EUR" in words
    bench.hands.press(Qt.Key.Key_F9)
    assert "against version" not in bench.texts()


def test_a_wrong_check_digit_offers_the_declared_number_it_may_have_meant(bench: Bench) -> None:
    wrong = f"{RED[:10]}{(int(RED[10]) + 1) % 10}{RED[11:]}"
    bench.scan(wrong)
    assert "The check digit is wrong" in bench.texts()
    assert "RX 100 022 220 CN" in bench.texts()
    bench.hands.press(Qt.Key.Key_1, held=ALT)
    chosen = bench.screen.chosen()
    assert chosen is not None
    assert chosen.item_id == RED


def test_a_letter_taken_for_a_digit_is_offered_as_the_digit(bench: Bench) -> None:
    bench.scan(RED.replace("0", "O", 1))
    assert "probably misread" in bench.texts()
    bench.hands.press(Qt.Key.Key_1, held=ALT)
    assert bench.screen.verdict.band.lane.tone() is Tone.RED


def test_a_wrong_number_that_nobody_declared_says_what_to_do(bench: Bench) -> None:
    bench.scan("RX765432109CN")
    assert "Compare the number with the label, scan again or type it" in bench.texts()
    assert not bench.screen.verdict.choices.isVisible()


def test_a_released_parcel_that_comes_again_is_known(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Qt.Key.Key_F6)
    bench.scan(GREEN)
    words = bench.texts()
    assert "Already inspected: Released" in words
    assert "by Anna Ríos, lane Green" in words
    bench.hands.press(Qt.Key.Key_F6)
    assert bench.screen.shown() is None
    assert bench.kinds().count("outcome_recorded") == 1


def test_a_running_examination_is_gone_on_with(bench: Bench) -> None:
    bench.scan(RED)
    bench.hands.press(Qt.Key.Key_F6)
    bench.scan(RED)
    assert "Under examination since" in bench.texts()
    assert not bench.screen.steps.button(RELEASE).isEnabled()
    bench.hands.press(Qt.Key.Key_F6)
    assert bench.examinations[0].id == bench.examinations[1].id
    assert bench.kinds().count("inspection_opened") == 1


def test_a_seized_parcel_that_comes_again_is_not_released(bench: Bench) -> None:
    bench.scan(YELLOW)
    chosen = bench.screen.chosen()
    assert chosen is not None
    state = bench.station.do(inspecting.open_inspection, officer=BEN, subject=chosen.subject())
    bench.station.do(inspecting.record_step, officer=BEN, inspection=state.id, step="EXT", result="clear")
    bench.station.do(
        concluding.conclude, officer=BEN, inspection=state.id, disposition="REFER", reason="police"
    )
    bench.scan(YELLOW)
    assert "Already inspected: Referred" in bench.texts()
    assert not bench.screen.steps.button(RELEASE).isEnabled()


def test_a_number_that_was_used_a_year_ago_is_no_other_story(bench: Bench) -> None:
    from datetime import date

    old = declared(GREEN, message="m-old", posted_on=date(2025, 3, 2))
    keep(bench.station, [old])
    bench.scan(GREEN)
    assert "The number was used before, for another item, on 2025-03-02." in bench.texts()
    assert "2 declarations" not in bench.texts()


def test_a_code_that_is_no_parcel_says_so_and_leaves_the_parcel_on_the_screen(bench: Bench) -> None:
    bench.scan("4006381333931")
    assert "Article number (GTIN): 4006381333931 is not the number of a parcel." in bench.texts()
    assert "Scan the barcode of the postal label" in bench.texts()
    bench.scan(RED)
    bench.scan("4006381333931")
    assert "The screen still shows RX 100 022 220 CN." in bench.texts()
    bench.hands.press(Qt.Key.Key_F6)
    assert [state.item_id for state in bench.examinations] == [RED]


def test_codes_that_are_not_text_are_shown_harmlessly(bench: Bench) -> None:
    bench.scan("<b>\x1d\u202ehello\x07</b>")
    assert "<b>␝<202E>hello␇</b> is not the number" in bench.screen.banner.said().replace(
        "\u2066", ""
    ).replace("\u2069", "")


def test_an_unreadable_code_and_a_picture_without_one_say_what_to_do(bench: Bench) -> None:
    bench.scan(RED)
    bench.desk.scans.unreadable.emit("Camera 1")
    assert "Camera 1: a code was seen" in bench.texts()
    assert "Alt+N" in bench.texts()
    bench.desk.scans.unreadable.emit("wedge")
    assert "Hand scanner: a code was seen" in bench.texts()
    bench.screen.image_had_no_code("/pictures/label 7.jpg")
    assert "No readable code on label 7.jpg." in bench.texts()
    assert bench.screen.shown() is not None
