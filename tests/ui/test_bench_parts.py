"""The parts of the bench screen by themselves: camera picture, contents, amendments, recent parcels."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.domain.declaration import Party, SupportingDocument
from borderpost.domain.money import Money
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.amendment import Change, changes_between
from borderpost.ui.bench.contents import ContentsTable
from borderpost.ui.bench.declaration_card import DeclarationCard
from borderpost.ui.bench.filled import Filled
from borderpost.ui.bench.party_view import PartyView
from borderpost.ui.bench.recent import Recent, RecentParcels
from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.camera.preview import CameraPreview
from borderpost.ui.kit import Notice, Text
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from borderpost.work.ports import Held
from ui.bench_maker import SHOES, TEA, declared, number, red

LEFT, RIGHT = QColor("#204080"), QColor("#d0d0a0")


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> Iterator[None]:
    theme = Theme(qapp, ThemeChoice.LIGHT)
    yield
    theme.choose(ThemeChoice.LIGHT)


def two_halves(width: int = 640, height: int = 480) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RIGHT)
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, LEFT)
    painter.end()
    return image


def shown(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    return widget.grab().toImage()


def test_the_picture_keeps_its_shape_and_is_not_mirrored(qtbot: QtBot) -> None:
    camera = CameraView()
    preview = CameraPreview(camera)
    qtbot.addWidget(preview)
    camera.show_state("Camera 1", True)
    camera.show_frame(two_halves(), [], [])
    preview.show()
    grabbed = shown(preview, 400, 240)
    assert grabbed.pixelColor(60, 120) == LEFT
    assert grabbed.pixelColor(340, 120) == RIGHT
    # four to three in sixteen to nine: the sides stay empty
    assert grabbed.pixelColor(10, 120) not in (LEFT, RIGHT)
    preview.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert shown(preview, 400, 240).pixelColor(60, 120) == LEFT


def test_a_code_that_was_read_and_one_that_was_not_are_outlined_differently(qtbot: QtBot) -> None:
    camera = CameraView()
    preview = CameraPreview(camera)
    qtbot.addWidget(preview)
    preview.show()
    camera.show_state("Camera 1", True)
    box = ((100.0, 100.0), (500.0, 100.0), (500.0, 200.0), (100.0, 200.0))
    pictures = []
    for texts in ([], ["RX473124829CN"], [""]):
        camera.show_frame(two_halves(), [box] * len(texts), texts)
        pictures.append(shown(preview, 640, 480))
    bare, read, unread = pictures
    assert bare != read
    assert bare != unread
    assert read != unread
    # the line of the one that was not read is broken: the frame shows through
    row = [unread.pixelColor(x, 100) for x in range(110, 490)]
    assert len(set(map(QColor.name, row))) > 3


def test_without_a_picture_the_preview_says_why_and_what_to_do(qtbot: QtBot) -> None:
    camera = CameraView()
    preview = CameraPreview(camera)
    qtbot.addWidget(preview)
    camera.show_state("Camera 1", True)
    camera.show_frame(two_halves(), [], [])
    preview.show()
    preview.resize(480, 300)
    camera.show_state("Camera 1 is gone", False)
    words = [label.text() for label in preview.findChildren(Text) if label.isVisible()]
    assert words == ["Camera 1 is gone", "Check its cable. The hand scanner works without it."]
    assert camera.frame.isNull()
    nobody = CameraPreview(None)
    qtbot.addWidget(nobody)
    nobody.show()
    assert "No camera at this bench" in [label.text() for label in nobody.findChildren(Text)]


def test_a_hidden_preview_costs_nothing(qtbot: QtBot) -> None:
    camera = CameraView()
    preview = CameraPreview(camera)
    qtbot.addWidget(preview)
    camera.show_state("Camera 1", True)
    for _ in range(50):
        camera.show_frame(two_halves(), [], [])
    assert not preview.isVisible()
    assert preview.heightForWidth(320) == 180


def test_lines_that_a_profile_named_carry_its_lane(qtbot: QtBot) -> None:
    contents = ContentsTable()
    qtbot.addWidget(contents)
    contents.show()
    contents.show_lines([TEA, replace(SHOES, number=2)], {2: Tone.RED})
    model = contents.table.model()
    tones = [model.index(row, 0).data(int(Qt.ItemDataRole.UserRole) + 1) for row in range(2)]
    assert tones == [None, Tone.RED]
    contents.table.setCurrentIndex(model.index(1, 0))
    assert contents.detail().startswith("2. ZARQUET running shoes")
    assert "GTIN" in contents.detail()
    assert "1748404255488" in contents.detail()


def test_a_thousand_lines_make_no_taller_table(qtbot: QtBot) -> None:
    contents = ContentsTable()
    qtbot.addWidget(contents)
    contents.show()
    contents.show_lines([replace(TEA, number=n) for n in range(1, 9)], {})
    few = contents.table.height()
    contents.show_lines([replace(TEA, number=n) for n in range(1, 5001)], {})
    assert contents.table.height() == few
    assert contents.table.model().rowCount() == 5000
    contents.show_lines([], {})
    assert contents.detail() == "" or not contents.table.model().rowCount()


def test_every_field_that_an_amendment_changed_is_found() -> None:
    before = declared(number(41_000_000))
    after = replace(
        before,
        lines=(replace(TEA, value=Money(Decimal("180.00"), "EUR"), hs_code=""), SHOES),
        sender=replace(before.sender, lines=("Rua Nova 1", "2.º")),
        insured_value=Money(Decimal(50), "EUR"),
        documents=(SupportingDocument("invoice", "7"),),
    )
    assert changes_between(before, before) == []
    found = changes_between(before, after)
    assert Change("lines[0].value", "18 EUR", "180 EUR") in found
    assert Change("lines[0].hs_code", "630260", "") in found
    assert Change("sender.lines[0]", "Rua do Norte 14", "Rua Nova 1") in found
    assert Change("sender.lines[1]", "", "2.º") in found
    assert Change("insured_value", "", "50 EUR") in found
    assert Change("documents[0].number", "", "7") in found
    assert Change("lines[1].description", "", SHOES.description) in found
    assert not any(change.field.startswith(("message", "warnings")) for change in found)
    back = changes_between(after, before)
    assert {(c.field, c.after, c.before) for c in back} == {(c.field, c.before, c.after) for c in found}


def test_a_party_without_a_name_or_country_is_seen_to_lack_them(qtbot: QtBot) -> None:
    view = PartyView("Sender")
    qtbot.addWidget(view)
    view.show_party(Party(lines=("  ", "Somewhere 1"), phone="+4912345"))
    words = view.words().replace("\u2066", "").replace("\u2069", "")
    assert words == "No name was declared\nSomewhere 1\nNo country was declared\nTelephone +4912345"


def test_an_arabic_name_starts_at_the_leading_edge_of_a_left_to_right_form(qtbot: QtBot) -> None:
    view = PartyView("Sender")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_party(Party(name="نادية حسن", country="SA"))
    view.show()
    QApplication.processEvents()
    name = next(label for label in view.findChildren(Text) if "نادية" in label.text())
    image = view.grab(QRect(name.mapTo(view, QPoint(0, 0)), name.size())).toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    ink = [x for x, y in places if image.pixelColor(x, y).lightness() < 120]
    assert ink
    assert max(ink) < name.width() // 2


def test_the_declaration_card_says_what_is_missing_and_what_is_odd(qtbot: QtBot) -> None:
    card = DeclarationCard()
    qtbot.addWidget(card)
    card.resize(700, 900)
    card.show()
    card.show_held(None, {})
    assert not card.changes_button.isVisible()
    card.show_held(Held(red(), 1), {1: Tone.RED})
    QApplication.processEvents()
    words = "\n".join(label.text() for label in card.findChildren(Text) if label.isVisible())
    assert "Line 2, HS code was not declared." in words
    assert "invoice INV8450355" in words
    assert "CNPVGAGBLALAAUN60565045000222" in words
    assert not card.changes_button.isVisible()
    empty = replace(red(), lines=(), warnings=())
    card.show_held(Held(empty, 1), {})
    assert not card.contents.isVisible()


def test_recent_parcels_stand_once_each_and_keep_their_outcome(qapp: QApplication) -> None:
    from datetime import UTC, datetime

    recent = RecentParcels()
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    for serial in range(60):
        recent.note(Recent(number(serial), Lane.GREEN, at))
    assert len(recent.parcels()) == 50
    recent.note(Recent(number(59), Lane.GREEN, at, "Released"))
    recent.note(Recent(number(3), Lane.RED, at))
    recent.note(Recent(number(59), Lane.GREEN, at))
    assert recent.parcels()[0].outcome == "Released"
    assert [one.item_id for one in recent.parcels()][:2] == [number(59), number(3)]
    recent.bring_up()
    assert recent.model.rowCount() == len({one.item_id for one in recent.parcels()})


def test_what_is_filled_before_it_has_its_place_is_no_window(qtbot: QtBot) -> None:
    column = Filled()
    qtbot.addWidget(column)
    column.fill([Notice("one", Tone.INFO), Text("two")])
    assert not column.isVisible()
    window = QWidget()
    qtbot.addWidget(window)
    column.setParent(window)
    window.show()
    column.fill([Text("three")])
    assert column.isVisible()
    assert [widget.text() for widget in column.held() if isinstance(widget, Text)] == ["three"]
    column.fill([])
    assert not column.isVisible()
