"""Labels of exhibits from the examination: by one key, journalled before they are printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.domain.custody_codes import ExhibitKind
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.examination.labels import labels_of
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.work import containers
from borderpost.work.documenting import EVIDENCE_LABEL
from station import ANNA, Station
from station_stories import examined
from ui.desk_maker import PaperTray, settle, settled
from ui.examination_maker import begin, now, open_screen
from ui.hands import Hands
from ui.walk import assert_named

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


def _tray(desk: Desk) -> PaperTray:
    assert isinstance(desk.printing, PaperTray)
    return desk.printing


def _kinds(station: Station, state: Inspection) -> list[str]:
    entries = station.store.read(lambda pages: pages.entries_of(state.id)).result()
    return [entry.kind for entry in entries][-2:]


def test_a_label_is_journalled_kept_and_printed_by_one_key(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    hands = Hands(desk, screen.window())
    begin(screen, desk, examined(station))
    assert screen.labels.begin.isVisible()
    hands.press(Key.Key_P, held=CONTROL)
    assert hands.holder() is screen.labels.list
    assert_named(screen.labels)
    hands.press(Key.Key_Return)
    settle(desk)
    ((printer, document),) = _tray(desk).printed
    bag = now(screen).bags[0].bag
    assert (printer, document.number) == ("Office printer", bag)
    (issued,) = now(screen).documents
    assert (issued.document, issued.number) == (EVIDENCE_LABEL, bag)
    assert station.store.evidence.read(issued.sha256) == document.pdf
    assert _kinds(station, now(screen)) == ["document_issued", "document_printed"]
    assert labels_of(now(screen), now(screen).exhibits[0])
    hands.press(Key.Key_Escape)
    assert not screen.labels.isVisible()


def test_all_labels_that_are_wanting_are_printed_and_none_twice(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    state = examined(station)
    state = station.do(
        containers.register,
        officer=ANNA,
        inspection=state.id,
        label="EX-7",
        what=ExhibitKind.PHOTOGRAPHS,
        description="set of photographs",
    )
    hands = Hands(desk, screen.window())
    begin(screen, desk, state)
    hands.press(Key.Key_P, held=CONTROL)
    screen.labels.all.click()
    settle(desk)
    assert len(_tray(desk).printed) == len(now(screen).exhibits) == 2
    assert not screen.labels.all.isEnabled()


def test_without_a_printer_a_label_is_saved(
    station: Station, desk: Desk, screen: ExaminationScreen, tmp_path: Path
) -> None:
    _tray(desk).names = []
    hands = Hands(desk, screen.window())
    begin(screen, desk, examined(station))
    hands.press(Key.Key_P, held=CONTROL)
    assert "no printer" in screen.labels.problem.text()
    assert not screen.labels.one.isEnabled()
    target = tmp_path / "label.pdf"
    screen.labels.save_to(target)
    settle(desk)
    (issued,) = now(screen).documents
    assert target.read_bytes() == station.store.evidence.read(issued.sha256)


def test_a_printer_that_refuses_leaves_the_label_issued_and_says_so(
    station: Station, desk: Desk, screen: ExaminationScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_tray(desk), "print_pdf", lambda *_: settled(error=OSError(5, "no paper")))
    hands = Hands(desk, screen.window())
    begin(screen, desk, examined(station))
    hands.press(Key.Key_P, held=CONTROL)
    hands.press(Key.Key_Return)
    settle(desk)
    assert screen.labels.problem.text()
    assert len(now(screen).documents) == 1
    assert screen.labels.one.isEnabled()
