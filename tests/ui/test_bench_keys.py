"""The bench is worked by keys, command barcodes, typed numbers and pictures; every script and size fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from borderpost.domain.identifiers import Command
from borderpost.domain.scan import ScanSource
from borderpost.ui.bench.plan import EXAMINE
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from station import BEN, SUE, Station
from ui.bench_maker import (
    AMENDED,
    ARABIC,
    GREEN,
    HAN,
    LONG,
    RED,
    SEVERAL,
    Bench,
    declared,
    keep,
    number,
    open_bench,
    scan,
    usual_day,
)
from ui.walk import assert_all_reached, assert_named

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


def test_a_number_is_typed_from_any_state(bench: Bench) -> None:
    bench.hands.type("rx 100 022 220 cn")
    bench.hands.press(Qt.Key.Key_Return)
    assert bench.screen.verdict.band.lane.tone() is Tone.RED
    assert bench.entries()[-1].payload["source"] == "keyed"
    assert not bench.screen.entry.isVisible()
    bench.hands.press(Qt.Key.Key_N, held=ALT)
    assert bench.hands.holder() is bench.screen.entry.field
    bench.hands.press(Qt.Key.Key_Escape)
    assert not bench.screen.entry.isVisible()
    assert bench.screen.shown() is not None
    bench.hands.press(Qt.Key.Key_N, held=ALT)
    bench.hands.type(GREEN)
    bench.hands.press(Qt.Key.Key_Return)
    assert bench.screen.verdict.band.lane.tone() is Tone.GREEN
    bench.hands.press(Qt.Key.Key_Escape)
    assert bench.screen.shown() is None
    assert bench.screen.entry.field.text() == ""


def test_a_recent_parcel_is_brought_up_again_by_enter(bench: Bench) -> None:
    bench.scan(RED)
    bench.scan(GREEN)
    bench.hands.press(Qt.Key.Key_Escape)
    table = bench.screen.waiting.table
    table.setFocus()
    bench.hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    chosen = bench.screen.chosen()
    assert chosen is not None
    assert chosen.item_id == RED


@pytest.mark.parametrize("command", [Command.EXAMINE, Command.HOLD, Command.SEIZE, Command.ENTER])
def test_command_barcodes_do_what_their_keys_do(bench: Bench, command: Command) -> None:
    bench.scan(RED)
    bench.command(command)
    assert [state.item_id for state in bench.examinations] == [RED]


def test_command_barcodes_release_confirm_and_put_aside(bench: Bench) -> None:
    bench.scan(RED)
    bench.command(Command.RELEASE)
    assert bench.screen.footer.reason.isVisible()
    bench.command(Command.NEXT)
    assert not bench.screen.footer.reason.isVisible()
    bench.command(Command.RELEASE)
    bench.command(Command.ENTER)
    assert bench.kinds()[-1] == "outcome_recorded"
    assert bench.entries()[-1].payload["reason"]
    bench.scan(GREEN)
    bench.command(Command.NEXT)
    assert bench.screen.shown() is None
    assert not bench.command(Command.PHOTOGRAPH)
    assert "no meaning" in bench.texts()
    bench.command(Command.RELEASE)
    bench.command(Command.ENTER)
    assert bench.kinds()[-1] == "item_scanned"


def test_commands_are_for_the_screen_that_is_shown(bench: Bench) -> None:
    bench.scan(GREEN)
    bench.screen.hide()
    assert not bench.command(Command.RELEASE)
    assert bench.kinds() == ["item_scanned"]


def test_a_scan_while_another_screen_is_shown_waits_on_the_bench(bench: Bench) -> None:
    bench.screen.hide()
    bench.scan(RED)
    bench.screen.show()
    bench.screen.on_shown()
    assert bench.hands.holder() is bench.screen.steps.button(EXAMINE)


def test_of_labels_side_by_side_the_officer_says_which_is_meant(bench: Bench) -> None:
    together = (scan(GREEN, ScanSource.CAMERA), scan(RED, ScanSource.CAMERA))
    bench.desk.scans.several_scanned.emit(together)
    assert "2 labels lie side by side." in bench.texts()
    assert bench.screen.shown() is None
    assert bench.kinds() == []
    bench.hands.press(Qt.Key.Key_2, held=ALT)
    assert bench.screen.verdict.band.lane.tone() is Tone.RED
    assert not bench.screen.labels.isVisible()
    bench.desk.scans.several_scanned.emit(together)
    assert bench.screen.shown() is None
    bench.command(Command.DIGIT, "1")
    assert bench.screen.verdict.band.lane.tone() is Tone.GREEN
    bench.desk.scans.several_scanned.emit(together)
    bench.screen.entry.field.setFocus()
    bench.hands.press(Qt.Key.Key_Escape)
    assert not bench.screen.labels.isVisible()


@pytest.mark.parametrize("item", [ARABIC, HAN])
def test_names_in_any_script_stand_whole_at_the_leading_edge(bench: Bench, item: str) -> None:
    bench.scan(item)
    names = {ARABIC: "نادية حسن العلي", HAN: "深圳市明亮贸易有限公司"}
    assert names[item] in bench.screen.verdict.declaration.sender_view.words()
    goods = {ARABIC: "أحذية رياضية", HAN: "𠮷野家 杯子 🫖"}
    assert goods[item] in bench.screen.verdict.declaration.contents.detail()


def test_two_hundred_long_lines_are_all_there(bench: Bench) -> None:
    bench.scan(LONG)
    contents = bench.screen.verdict.declaration.contents
    model = contents.table.model()
    assert model.rowCount() == 200
    contents.table.setFocus()
    bench.hands.press(Qt.Key.Key_End)
    while contents.table.currentIndex().row() < 199:
        bench.hands.press(Qt.Key.Key_PageDown)
    assert contents.detail().startswith("200. 200 woven cotton")
    assert "its end is lost" in contents.detail()
    assert "Contents: 200 lines" in bench.texts()


def test_a_viewer_looks_up_and_decides_nothing(qapp: QApplication, station: Station) -> None:
    keep(station, usual_day())
    with open_bench(station, SUE) as bench:
        bench.scan(GREEN)
        assert not bench.screen.steps.button(EXAMINE).isEnabled()
        assert "Others decide" in bench.texts()
        bench.hands.press(Qt.Key.Key_F6)
        assert bench.screen.shown() is None
        assert bench.kinds() == ["item_scanned"]


def test_the_next_officer_finds_a_clear_bench_and_the_same_one_finds_hers(bench: Bench) -> None:
    bench.scan(RED)
    officer = bench.desk.session.officer
    bench.desk.session.end()
    bench.desk.session.begin(officer)
    assert bench.screen.shown() is not None
    bench.desk.session.end()
    bench.desk.session.begin(BEN)
    assert bench.screen.shown() is None
    assert bench.screen.recent.parcels() == []
    assert "Shenzhen" not in bench.texts()


def test_nothing_is_looked_up_while_nobody_is_logged_in(bench: Bench) -> None:
    bench.desk.session.end()
    bench.scan(RED)
    assert bench.kinds() == []
    assert bench.screen.shown() is None


def test_a_picture_file_is_dropped_onto_the_bench(bench: Bench, tmp_path: Path) -> None:
    picture = tmp_path / "label.JPG"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    where, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, copy, data, left, none)
    QApplication.sendEvent(bench.screen, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(bench.screen, QDropEvent(where, copy, data, left, none))
    assert bench.pictures == [str(picture)]
    other = QMimeData()
    other.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.txt"))])
    refused = QDragEnterEvent(where, copy, other, left, none)
    refused.ignore()
    QApplication.sendEvent(bench.screen, refused)
    assert not refused.isAccepted()


@pytest.mark.parametrize("item", ["", RED, SEVERAL, AMENDED])
def test_every_widget_is_named_and_reached_by_tab(bench: Bench, item: str) -> None:
    if item:
        bench.scan(item)
    assert_named(bench.screen)
    assert_all_reached(bench.screen)


@pytest.mark.parametrize(("item", "scale"), [("", 2.0), (RED, 2.0), (SEVERAL, 2.0), (RED, 1.0)])
def test_a_small_window_with_large_text_needs_no_more_than_its_width(
    bench: Bench, qapp: QApplication, item: str, scale: float
) -> None:
    theme = Theme(qapp, ThemeChoice.LIGHT, scale)
    if item:
        bench.scan(item)
    for _ in range(2):  # the first makes the parts fold, which lets the second come true
        bench.screen.window().resize(860, 560)
        qapp.processEvents()
    assert bench.screen.minimumSizeHint().width() <= 860
    assert bench.screen.width() == 860
    theme.set_text_scale(1.0)


def test_the_reasons_are_read_out_with_the_lane(bench: Bench) -> None:
    bench.scan(RED)
    spoken = bench.screen.verdict.spoken()
    assert spoken.startswith("Lane: Red. Examine the parcel")
    assert "Brand name in the description" in spoken
    assert RED in spoken.replace(" ", "")


def test_every_text_on_the_screen_is_plain(bench: Bench) -> None:
    keep(bench.station, [declared(number(31_000_000), message="m-html", **_markup())])
    bench.scan(number(31_000_000))
    plain = Qt.TextFormat.PlainText
    assert all(label.textFormat() is plain or not label.text() for label in bench.screen.findChildren(QLabel))
    assert "<b>bold</b>" in bench.screen.verdict.declaration.sender_view.words()


def _markup() -> dict[str, object]:
    from borderpost.domain.declaration import Party

    return {"sender": Party(name="<b>bold</b> &amp; co")}
