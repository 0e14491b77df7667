"""A hundred parcels of mixed outcomes, one after the other, by scanner and keyboard alone."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import Disposition, FindingCode
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.inspection import Inspection, Stage
from borderpost.store.site import verify_site
from borderpost.work.ports import LogFilter
from station import Station
from ui.bench_maker import SHOES, declared, keep, number
from ui.bench_maker import red as red_parcel
from ui.worked import ALT, Worked, open_worked

Key = Qt.Key
GTIN = SHOES.product_ids[0].value
PROCESSOR_SECONDS = 60.0
MIX = {
    "Release a green item": 55,
    "Hold with a reason": 12,
    "Hold an undeclared item": 5,
    "Seize one line of counterfeits": 5,
    "Refer to another agency": 7,
    "Account for an item not found": 5,
    "Return to the sender": 5,
    "Release with the charge due": 6,
}
"""How many of each way; the words are those of the page on keys."""


@dataclass
class Shift:
    """A shift at the bench: what was done with each parcel, and what it took."""

    worked: Worked
    taken: dict[str, list[int]] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)

    def work(self, way: str, item: str) -> None:
        """Work one parcel from its scan to its outcome."""
        WAYS[way](self, item)
        self.taken.setdefault(way, []).append(self.worked.hands.strokes)
        self.ways[item] = way

    def seize(self, item: str) -> None:
        worked, hands = self.worked, self.worked.hands
        serial = len(self.ways)
        worked.frames(10, 20)
        self.begin(item)
        worked.step("u", "a")
        worked.finding("su")
        hands.press(Key.Key_F6)
        hands.scan(GTIN)
        hands.press(Key.Key_Return)
        hands.press(Key.Key_F8, Key.Key_F6)
        hands.scan(f"BAG{serial:07d}")
        hands.scan(f"SEAL{serial:06d}")
        hands.press(Key.Key_Return, Key.Key_F8, Key.Key_F6)
        hands.type("counterfeit shoes")
        hands.press(Key.Key_F6)
        hands.type("pass-ben")
        hands.press(Key.Key_Return)

    def begin(self, item: str) -> None:
        """Scan a parcel and take it up."""
        self.worked.hands.take(item)
        self.worked.hands.press(Key.Key_F6)
        assert self.worked.window.current_screen() == "examination"
        assert self.worked.state.item_id == item

    def release(self, item: str) -> None:
        self.worked.hands.take(item)
        self.worked.hands.press(Key.Key_F6)

    def hold(self, item: str) -> None:
        self.worked.hands.take(item)
        self.worked.hands.press(Key.Key_F8, Key.Key_2)

    def undeclared(self, item: str) -> None:
        worked = self.worked
        self.begin(item)
        worked.step("doc", "i")
        worked.finding("no d")
        worked.choose_outcome("hold: d")
        worked.hands.press(Key.Key_Down, Key.Key_Return, Key.Key_F6)

    def refer(self, item: str) -> None:
        worked = self.worked
        self.begin(item)
        worked.step("u", "a")
        worked.finding("unsafe")
        worked.choose_outcome("refer", "no marking, bare wires")
        worked.hands.press(Key.Key_F6)

    def not_found(self, item: str) -> None:
        worked, hands = self.worked, self.worked.hands
        hands.strokes = hands.letters = 0
        hands.press(Key.Key_N, held=ALT)
        hands.type(item)
        hands.press(Key.Key_Return)
        hands.press(Key.Key_F6)
        worked.choose_outcome("not f", "not in its receptacle")
        hands.press(Key.Key_F6)
        worked.second("pass-sue")

    def send_back(self, item: str) -> None:
        worked = self.worked
        self.begin(item)
        worked.step("ou", "c")
        worked.finding("dam")
        worked.choose_outcome("return", "refused by the addressee")
        worked.hands.press(Key.Key_F6)
        worked.second("pass-sue")

    def charge(self, item: str) -> None:
        worked = self.worked
        self.begin(item)
        worked.step("doc", "a")
        worked.finding("underv")
        worked.choose_outcome("release w", "invoice shows more; duty and VAT due")
        worked.hands.press(Key.Key_F6)


WAYS: dict[str, Callable[[Shift, str], None]] = {
    "Release a green item": Shift.release,
    "Hold with a reason": Shift.hold,
    "Hold an undeclared item": Shift.undeclared,
    "Seize one line of counterfeits": Shift.seize,
    "Refer to another agency": Shift.refer,
    "Account for an item not found": Shift.not_found,
    "Return to the sender": Shift.send_back,
    "Release with the charge due": Shift.charge,
}
ENDS = {
    "Release a green item": (Stage.RELEASED, Disposition.RELEASE),
    "Hold with a reason": (Stage.HELD, Disposition.HOLD_DOCUMENT),
    "Hold an undeclared item": (Stage.HELD, Disposition.HOLD_DOCUMENT),
    "Seize one line of counterfeits": (Stage.SEIZED, Disposition.SEIZE),
    "Refer to another agency": (Stage.REFERRED, Disposition.REFER),
    "Account for an item not found": (Stage.NOT_LOCATED, Disposition.NOT_LOCATED),
    "Return to the sender": (Stage.RETURNED, Disposition.RETURN),
    "Release with the charge due": (Stage.RELEASED, Disposition.RELEASE_WITH_CHARGE),
}
REDS = {
    "Seize one line of counterfeits",
    "Refer to another agency",
    "Account for an item not found",
    "Return to the sender",
    "Release with the charge due",
    "Hold with a reason",
}


class BenchInFront(QObject):
    """A scan brings the bench to the front, as in the program."""

    def __init__(self, worked: Worked) -> None:
        super().__init__(worked.window)
        self._worked = worked
        worked.desk.scans.item_scanned.connect(self.bring)

    @Slot(object)
    def bring(self, _scan: object) -> None:
        self._worked.window.show_screen(self._worked.bench.name)


def parcels() -> list[tuple[str, str]]:
    """Return the way and the number of each parcel, mixed as a day mixes them."""
    wheel = [way for way, count in MIX.items() for _ in range(count)]
    # a stride without a common divisor spreads every way over the shift
    spread = [wheel[(37 * place) % len(wheel)] for place in range(len(wheel))]
    return [(way, number(50_000_000 + 1_117 * place, "CP")) for place, way in enumerate(spread)]


@pytest.fixture
def shift(station: Station, qtbot: QtBot, qapp: QApplication) -> Iterator[Shift]:
    mail = []
    for way, item in parcels():
        if way in REDS:
            mail.append(red_parcel(item))
        elif way != "Hold an undeclared item":
            mail.append(declared(item))
    keep(station, mail)
    with open_worked(station, qtbot, qapp, "eu") as worked:
        keeper = BenchInFront(worked)
        yield Shift(worked)
        keeper.deleteLater()


def page_counts(page: str) -> dict[str, int]:
    """Return the numbers that the page on keys gives for the ways."""
    found = (re.match(r"\| ([^|]+?) \| (\d+) \|", line) for line in page.splitlines())
    return {match.group(1): int(match.group(2)) for match in found if match}


def test_a_hundred_parcels_of_mixed_outcomes_by_scanner_and_keys_alone(shift: Shift, checkout: Path) -> None:
    assert sum(MIX.values()) == 100
    began = time.process_time()
    for way, item in parcels():
        shift.work(way, item)
    spent = time.process_time() - began

    pages = shift.worked.desk.pages
    rows = pages.log_rows(pages.log_ids(LogFilter(), lambda: False))
    states: dict[str, Inspection] = {}
    for row in rows:
        state = pages.inspection(row.id)
        assert state is not None
        states[state.item_id] = state
    assert len(rows) == len(states) == 100
    for item, way in shift.ways.items():
        state = states[item]
        assert state.outcome is not None
        assert (state.stage, state.outcome.disposition) == ENDS[way], (way, item)
        assert state.outcome.law == "eu@1"
    check_seizures([states[item] for item, way in shift.ways.items() if way.startswith("Seize")])
    check_referrals([states[item] for item, way in shift.ways.items() if way.startswith("Refer")])
    undeclared = [states[item] for item, way in shift.ways.items() if "undeclared" in way]
    assert all(state.declaration is None for state in undeclared)
    assert all(state.findings[0].code is FindingCode.NO_DECLARATION for state in undeclared)

    counts = {way: max(taken) for way, taken in shift.taken.items()}
    told = page_counts((checkout / "docs" / "keys.md").read_text("utf-8"))
    assert {way: told.get(way) for way in counts} == counts
    assert counts["Release a green item"] <= 1
    assert counts["Hold with a reason"] <= 5
    assert counts["Seize one line of counterfeits"] <= 25
    assert Counter(shift.ways.values()) == Counter(MIX)
    assert verify_site(shift.worked.station.folder).holds
    assert spent < PROCESSOR_SECONDS, f"{spent:.0f} s of processor time"


def check_seizures(seized: list[Inspection]) -> None:
    numbers = [state.outcome.number for state in seized if state.outcome]
    assert sorted(numbers) == [f"BP01-2026-{n:06d}" for n in range(1, len(seized) + 1)]
    for state in seized:
        assert len(state.photographs) == 2
        assert state.outcome is not None
        assert state.outcome.approval is not None
        assert state.outcome.approval.officer == "ben" != state.outcome.mark.officer
        assert state.exhibits[0].seal == state.bags[0].seal


def check_referrals(referred: list[Inspection]) -> None:
    for state in referred:
        (one,) = state.formalities.referrals
        assert one.agency == "eu-to-safety"
        assert state.exhibits[-1].place.kind is PlaceKind.PERSON
