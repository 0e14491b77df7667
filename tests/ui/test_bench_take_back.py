"""At the bench a release is taken back by one key and a digit, whatever parcel is there by then."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_row
from PySide6.QtCore import Qt

from borderpost.domain.codes import Approval, Disposition
from borderpost.domain.identifiers import Command
from borderpost.domain.inspection import Stage
from borderpost.domain.messages import From, MessageType
from borderpost.domain.scan import ScanSource
from borderpost.ui.bench.plan import TAKE_BACK
from borderpost.ui.story.page import StoryPage
from borderpost.work import messaging, session
from borderpost.work.messaging import Reply, SaidKind
from legal_packs import shipped
from station import ANNA, HandClock, open_station
from ui.bench_maker import GREEN, RED, YELLOW, Bench, keep, open_bench, usual_day
from ui.desk_maker import settle
from ui.walk import assert_named

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qapp: object) -> Iterator[Bench]:
    station = open_station(tmp_path / "site", HandClock())
    keep(station, usual_day())
    with open_bench(station) as opened:
        yield opened
    station.store.close()


def stage(bench: Bench) -> Stage:
    past = bench.station.store.submit(lambda tx: tx.inspections_of(GREEN)).result()
    return past[0].stage


def test_the_last_release_is_taken_back_by_a_key_and_a_digit(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    assert stage(bench) is Stage.RELEASED
    bench.hands.press(Key.Key_F12)
    assert "Take back the release of RX 100 000 003 CN at 08:00:00?" in bench.texts()
    assert bench.hands.holder() is bench.screen.footer.back.panel.list
    assert_named(bench.screen)
    bench.hands.press(Key.Key_2)
    assert stage(bench) is Stage.OPEN
    last = bench.entries()[-1]
    assert (last.kind, last.payload["reason"]) == ("release_taken_back", "wrong_key")
    assert "Taken back: RX 100 000 003 CN" in bench.texts()
    assert bench.screen.recent.parcels()[0].outcome == "Taken back"
    bench.scan(GREEN)
    assert "Its examination has begun" in bench.texts()


def test_it_is_taken_back_while_the_next_parcel_is_on_the_bench(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    bench.scan(RED)
    bench.hands.press(Key.Key_F12)
    bench.hands.press(Key.Key_Escape)
    chosen = bench.screen.chosen()
    assert chosen is not None
    assert chosen.item_id == RED
    bench.hands.press(Key.Key_F12)
    bench.hands.press(Key.Key_F6)
    assert not bench.examinations, "no step is taken while a question waits"
    bench.hands.press(Key.Key_Return)
    assert stage(bench) is Stage.OPEN


def test_command_barcodes_take_a_release_back(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.command(Command.RELEASE)
    bench.command(Command.UNDO)
    bench.command(Command.DIGIT, "3")
    assert bench.entries()[-1].payload["reason"] == "seen_on_parcel"
    bench.command(Command.UNDO)
    assert "nothing here that could be taken back" in bench.texts()


def test_nothing_is_taken_back_after_the_officer_signed_out(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    bench.station.do(session.log_out, officer=ANNA)
    bench.hands.press(Key.Key_F12)
    assert "The shift in which it was released is over" in bench.texts()
    assert stage(bench) is Stage.RELEASED


def test_a_confirmed_release_takes_a_scan_of_the_parcel(bench: Bench) -> None:
    bench.station.do(messaging.choose, types=[MessageType.RELEASED])
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    bench.station.do(messaging.queue, law=None, sender=From("BP01", "GBLALA"))
    message = bench.desk.pages.messages_newest(1)[0]
    bench.station.do(messaging.note_written, message=message.id, files={"a.json": "0" * 64})
    bench.station.do(messaging.hear, reply=Reply(message.id, SaidKind.ACKNOWLEDGEMENT))
    bench.hands.press(Key.Key_F12)
    assert "Scan the item to show that it is still here" in bench.texts()
    bench.screen.type_number(GREEN)
    settle(bench.desk)
    bench.scan(YELLOW)
    bench.scan(GREEN, ScanSource.CAMERA)
    assert "Released already" in bench.texts()
    bench.hands.press(Key.Key_F8)
    bench.hands.press(Key.Key_1)
    assert stage(bench) is Stage.OPEN


def test_a_released_parcel_picked_from_the_last_ones_can_be_taken_back(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    bench.screen.waiting.parcel_opened.emit(GREEN)
    settle(bench.desk)
    bench.hands.press(Key.Key_F8)
    assert bench.screen.footer.back.asks()
    bench.screen.take_step(TAKE_BACK)
    bench.hands.press(Key.Key_Tab)
    bench.hands.type("fell off the belt")
    bench.hands.press(Key.Key_Return)
    assert bench.entries()[-1].payload["remark"] == "fell off the belt"
    assert stage(bench) is Stage.OPEN


def test_the_story_of_a_release_takes_it_back(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    past = bench.station.store.submit(lambda tx: tx.inspections_of(GREEN)).result()
    page = StoryPage(bench.desk)
    page.resize(1100, 700)
    page.show()
    page.open_story(past[0].id)
    settle(bench.desk)
    assert [step.name for step in page.bar.steps()].count("take_back") == 1
    page.take("take_back")
    assert page.going_on.why.isVisible()
    page.going_on.why.choose("new_information")
    page.going_on.reason.setText("an alert came in")
    page.going_on.record.click()
    settle(bench.desk)
    assert stage(bench) is Stage.OPEN
    assert bench.entries()[-1].payload["remark"] == "an alert came in"
    assert "take_back" not in [step.name for step in page.bar.steps()]
    page.close()
    page.deleteLater()


def test_where_the_law_wants_two_a_release_from_the_bench_waits_for_the_second(bench: Bench) -> None:
    law = shipped("trips")
    rows = [
        replace_row(row, approval=Approval.SECOND_OFFICER) if row.disposition is Disposition.RELEASE else row
        for row in law.dispositions
    ]
    bench.desk.law = replace(law, dispositions=tuple(rows))
    bench.scan(GREEN)
    bench.hands.press(Key.Key_F6)
    assert stage(bench) is Stage.AWAITING_APPROVAL
    assert "waits for a second officer" in bench.screen.banner.said()
    assert bench.screen.recent.parcels()[0].outcome != "Released"
    bench.hands.press(Key.Key_F12)
    assert "nothing here that could be taken back" in bench.texts()
