"""The basket by keys: referrals marked, handed over with one receipt, answered, taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.referrals import ReferralsScreen
from borderpost.work.transfer_paper import TRANSFER_RECEIPT
from legal_packs import shipped
from station import SUE, Station
from ui.desk_maker import PaperTray, open_desk, settle
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named
from ui.window_maker import open_window
from work.test_referring import referred

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PILLS, MORE, OTHER = "CC000000005DE", "CC000000014DE", "CC000000028DE"


@dataclass
class Basket:
    """The basket in a window over a station with three referrals, two of them to one agency."""

    desk: Desk
    station: Station
    screen: ReferralsScreen
    hands: Hands
    states: dict[str, Inspection]
    qtbot: QtBot

    def now(self, item: str) -> Inspection:
        state = self.desk.pages.inspection(self.states[item].id)
        assert state is not None
        return state

    def shows(self, *items: str) -> None:
        """Wait until the table shows exactly these items."""
        self.qtbot.waitUntil(lambda: [row.item_id for row in self.screen.rows()] == list(items))

    def go_to(self, item: str) -> None:
        place = next(n for n, row in enumerate(self.screen.rows()) if row.item_id == item)
        self.screen.table.setFocus()
        self.screen.table.select_id(place)

    @property
    def tray(self) -> PaperTray:
        assert isinstance(self.desk.printing, PaperTray)
        return self.desk.printing


@pytest.fixture
def basket(station: Station, qtbot: QtBot, qapp: QApplication) -> Iterator[Basket]:
    eu = shipped("eu")
    states = {
        PILLS: referred(station, eu),
        MORE: referred(station, eu, MORE),
        OTHER: referred(station, eu, OTHER, "eu-to-investigation"),
    }
    with open_desk(station, law=eu) as desk:
        screen = ReferralsScreen(desk)
        with open_window(desk, qtbot, qapp, screen) as window:
            screen.on_shown()
            settle(desk)
            yield Basket(desk, station, screen, Hands(desk, window), states, qtbot)


def said(basket: Basket) -> str:
    return basket.screen.notice.text()


def test_the_table_tells_what_is_referred_to_whom_since_when_and_by_when(basket: Basket) -> None:
    screen = basket.screen
    basket.shows(PILLS, MORE, OTHER)
    assert screen.summary.text() == "3 to hand over, 0 await an answer, 0 overdue"
    texts = [str(screen.model.index(0, n).data()) for n in range(screen.model.columnCount())]
    assert "Medicines authority" in texts[1]
    assert texts[3] == "To hand over"
    assert "days left" in texts[4]
    basket.qtbot.waitUntil(screen.table.hasFocus)
    assert_named(screen)
    assert_all_reached(screen)


def test_two_are_handed_over_with_one_receipt_that_is_journalled_and_printed(basket: Basket) -> None:
    screen, hands = basket.screen, basket.hands
    basket.go_to(PILLS)
    hands.press(Key.Key_Space)
    basket.go_to(OTHER)
    hands.press(Key.Key_Space)
    assert "One receipt is for one agency" in said(basket)
    basket.go_to(PILLS)
    hands.press(Key.Key_A, held=CONTROL)
    assert [row.item_id for row in screen.marked()] == [PILLS, MORE]
    hands.press(Key.Key_F6)
    assert hands.holder() is screen.handing.person
    hands.press(Key.Key_Return)
    assert "missing" in screen.handing._fields["person"].error()
    hands.type("Dr. Mara Holt, inspector")
    hands.press(Key.Key_Return)
    assert "BP01-2026-T000001 stands in the journal" in said(basket).replace("\u2066", "").replace(
        "\u2069", ""
    )
    basket.qtbot.waitUntil(screen.printer.isVisible)
    hands.press(Key.Key_Return)
    ((printer, document),) = basket.tray.printed
    assert (printer, document.number) == ("Office printer", "BP01-2026-T000001")
    for item in (PILLS, MORE):
        state = basket.now(item)
        assert state.exhibits[0].place.kind is PlaceKind.AGENCY
        (paper,) = state.documents
        assert (paper.document, paper.number) == (TRANSFER_RECEIPT, "BP01-2026-T000001")
        assert paper.sha256 == document.sha256
        assert basket.desk.evidence.read(paper.sha256) == document.pdf
    told = "1 to hand over, 2 await an answer, 0 overdue"
    basket.qtbot.waitUntil(lambda: screen.summary.text() == told)


def test_the_answer_is_recorded_and_the_referral_leaves_the_basket(basket: Basket) -> None:
    screen, hands = basket.screen, basket.hands
    basket.go_to(OTHER)
    hands.press(Key.Key_F6)
    hands.type("Inspector Vale")
    hands.press(Key.Key_Return)
    basket.qtbot.waitUntil(screen.printer.isVisible)
    hands.press(Key.Key_Escape)
    basket.qtbot.waitUntil(lambda: any(row.referral.handed for row in screen.rows()))
    basket.go_to(OTHER)
    hands.press(Key.Key_F6)
    assert screen.answering.isVisible()
    screen.answering.answer.choose(AgencyAnswer.GIVEN_BACK)
    screen.answering.by.setFocus()
    hands.type("Courier Lind")
    hands.press(Key.Key_Return)
    assert screen.answering._fields["reference"].error(), "what comes back needs its reference"
    hands.type("INV-9")
    hands.press(Key.Key_Return)
    one = basket.now(OTHER).formalities.referrals[0]
    assert one.reply is not None
    assert (one.reply.answer, one.reply.by, one.reply.reference) == (
        AgencyAnswer.GIVEN_BACK,
        "Courier Lind",
        "INV-9",
    )
    assert basket.now(OTHER).exhibits[0].place.kind is PlaceKind.PERSON
    basket.shows(PILLS, MORE)
    screen.which.choose("closed")
    settle(basket.desk)
    basket.shows(OTHER)


def test_a_referral_is_taken_back_with_a_reason(basket: Basket) -> None:
    basket.go_to(MORE)
    basket.hands.press(Key.Key_F8, Key.Key_Return)
    assert basket.screen.taking._fields["no_reason"].error()
    basket.hands.type("wrong agency")
    basket.hands.press(Key.Key_Return)
    assert basket.now(MORE).formalities.referrals[0].withdrawn is not None
    basket.shows(PILLS, OTHER)


def test_what_somebody_else_holds_is_refused_in_words(basket: Basket) -> None:
    basket.desk.session.begin(SUE)
    settle(basket.desk)
    basket.go_to(PILLS)
    basket.hands.press(Key.Key_F6)
    basket.hands.type("Dr. Holt")
    basket.hands.press(Key.Key_Return)
    assert "can hand it over" in basket.screen.handing.problem.text()
    assert basket.now(PILLS).formalities.referrals[0].handed is None


def test_a_receipt_is_saved_where_there_is_no_printer(basket: Basket, tmp_path: Path) -> None:
    basket.tray.names.clear()
    basket.go_to(PILLS)
    basket.hands.press(Key.Key_F6)
    basket.hands.type("Dr. Holt")
    basket.hands.press(Key.Key_Return)
    basket.qtbot.waitUntil(basket.screen.printer.isVisible)
    basket.hands.press(Key.Key_Return)
    basket.screen.file.path.setText(str(tmp_path / "receipt"))
    basket.hands.press(Key.Key_Return)
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    basket.qtbot.waitUntil(lambda: any(row.referral.handed for row in basket.screen.rows()))
    basket.go_to(PILLS)
    basket.hands.press(Key.Key_F9)
    basket.qtbot.waitUntil(basket.screen.printer.isVisible)
    assert len(basket.now(PILLS).documents) == 1, "the receipt is issued once"


def test_enter_opens_the_story(basket: Basket, qtbot: QtBot) -> None:
    basket.go_to(PILLS)
    with qtbot.waitSignal(basket.screen.story_asked) as asked:
        basket.hands.press(Key.Key_Return)
    assert asked.args == [basket.states[PILLS].id]
