"""A product code scanned in an examination: compared, shown in words and pictures, taken over, recorded."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.app.brands_command import take_in_brands
from borderpost.app.brands_library import SiteBrands
from borderpost.demo.brand_pictures import write_brands
from borderpost.domain.brands.identity import Answer, Question
from borderpost.domain.codes import FindingCode, IprRight, Package, Unit
from borderpost.domain.found_goods import Aspect
from borderpost.domain.inspection import Inspection
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.theme.theme import Theme
from borderpost.ui.theme.tokens import Tone
from borderpost.work import inspecting
from brand_packs import gtin
from station import ANNA, Station
from ui.desk_maker import settle
from ui.examination_maker import GTIN, begin, declaration, now, open_screen, take_up
from ui.hands import Hands
from ui.walk import assert_all_reached, assert_named

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
RESOURCES = Path(__file__).parents[2] / "resources" / "brands"
SHOE, UNLISTED, BAG = gtin("952110100001"), gtin("952110100777"), gtin("952220200001")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brands")
    write_brands(RESOURCES, folder)
    return folder


@pytest.fixture
def brands(station: Station, desk: Desk, drawn: Path) -> Iterator[SiteBrands]:
    assert take_in_brands(station.folder, drawn, lambda said: None)
    made = SiteBrands(station.folder)
    desk.brands = made
    yield made
    made.close()


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def shoes(station: Station, **said: Any) -> Inspection:
    """Take up an item that declares shoes of an invented mark."""
    plain = declaration(2)
    plain["lines"][0] |= {"description": "Zarquet style sneakers", **said}
    subject = inspecting.Subject("RX473124829CN", "2026-11-01", "red", {"lane": "red"}, plain, "d" * 64)
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=subject)
    return state


def answers(screen: ExaminationScreen) -> dict[Question, Answer]:
    identity = screen.goods.products.page.identity
    assert identity is not None
    return {one.question: one.answer for one in identity.verdicts}


def test_a_suspected_infringement_in_one_scan_and_two_keys(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    hands.scan(SHOE)
    page = screen.goods.products.page
    assert screen.part is Part.GOODS
    assert page.isVisible()
    assert answers(screen) == {
        Question.DECLARATION: Answer.DECLARED_OTHERWISE,
        Question.NUMBER: Answer.THEIRS,
        Question.ROUTE: Answer.ROUTE_UNKNOWN,
        Question.APPLICATION: Answer.COVERED,
    }
    assert page.rows[Question.DECLARATION].pill.tone() is Tone.CRITICAL
    assert page.rows[Question.ROUTE].pill.text() == "Route unknown"
    assert "handbook" in page.rows[Question.NUMBER].sentence.text()
    assert not page.features.genuine.picture.image().isNull()
    assert not page.features.fake.picture.image().isNull()
    assert "Ottilie Brandweer" in " ".join(value for _, value, _ in page._facts(page.identity))  # type: ignore[arg-type]
    assert page.take.text() == "Take over as suspected infringement"
    assert screen.steps_bar.button("next").text() == "Take it over"
    hands.press(Key.Key_F6)
    state = now(screen)
    assert [finding.code for finding in state.findings] == [FindingCode.IPR_SUSPECT]
    assert "Declared otherwise" in state.findings[0].note
    assert "\u2066" not in state.findings[0].note
    hands.press(Key.Key_F6)
    (line,) = now(screen).lines
    assert (line.act.product_code, line.act.brand) == (SHOE, "Zarquet")
    assert (line.act.right_holder, line.act.application) == ("Zarquet Athletic AG", "AFA-2026-0117")
    assert line.act.ipr_right is IprRight.TRADE_MARK
    assert line.act.small_consignment_asked
    ((_, compared),) = now(screen).products
    assert (compared.code, compared.edition, compared.application) == (SHOE, "2026-2", "AFA-2026-0117")
    assert compared.pack_sha256 == brands.packs()[2].sha256


def test_each_piece_scanned_is_counted_and_its_serial_number_kept(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    for serial in ("A1", "A2", "A3"):
        hands.scan(f"]d201{SHOE.zfill(14)}21{serial}")
    page = screen.goods.products.page
    assert page.counted.text() == "Pieces scanned: 3"
    hands.scan(f"]d201{SHOE.zfill(14)}21A2")
    assert page.counted.text() == "Pieces scanned: 3"
    assert "scanned before" in page.warning.text()
    hands.press(Key.Key_F6, Key.Key_F6)
    (line,) = now(screen).lines
    assert (line.act.quantity, line.act.serials) == ("3", ["A1", "A2", "A3"])
    # the next product is counted anew
    hands.scan(SHOE)
    assert page.counted.text() == "Scan each piece to count"


def test_goods_that_are_what_they_claim_go_into_the_form_without_a_right(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    plain = {"product_ids": [{"scheme": "gtin", "value": SHOE}]}
    state = shoes(station, **plain)
    assert state.declaration is not None
    begin(screen, desk, state)
    screen.show_part(Part.GOODS)
    hands.scan(SHOE)
    assert answers(screen)[Question.DECLARATION] is Answer.AGREES
    screen.goods.products.page.plain.click()
    assert screen.goods.form.right_holder.text() == ""
    assert screen.goods.form.description.text() == "Zarquet style sneakers"
    assert not now(screen).findings


def test_a_mark_that_the_officer_reads_names_the_right_holder(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    screen.show_part(Part.GOODS)
    # nobody is concerned: the declared line is copied, as ever
    hands.scan(GTIN)
    assert not screen.goods.is_product_shown()
    assert screen.goods.form.description.text() == "running shoes 2"
    hands.press(Key.Key_P, held=ALT)
    page = screen.goods.products.page
    assert page.isVisible()
    page.holder.setFocus()
    while page.holder.value() != "orvelisse":
        page.holder.setCurrentIndex(page.holder.currentIndex() + 1)
    page.holder.activated.emit(page.holder.currentIndex())
    assert answers(screen)[Question.NUMBER] is Answer.NOT_THEIRS
    assert page.rows[Question.NUMBER].pill.text() == "Not this right-holder's number"


def test_a_code_typed_by_hand_is_compared_on_enter(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    screen.show_part(Part.GOODS)
    screen.goods.form.product_code.setFocus()
    hands.type(UNLISTED)
    hands.press(Key.Key_Return)
    assert answers(screen)[Question.NUMBER] is Answer.THEIRS_UNLISTED
    hands.press(Key.Key_B, held=ALT)
    assert not screen.goods.is_product_shown()


def test_the_camera_changes_no_part_and_a_seal_is_no_product(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    screen.show_part(Part.PHOTOGRAPHS)
    desk.scans.route(RawScan(SHOE.encode(), ScanSource.CAMERA, desk.clock()))
    assert screen.part is Part.PHOTOGRAPHS
    screen.show_part(Part.SEALING)
    hands.scan(BAG)
    assert screen.part is Part.SEALING
    screen.show_part(Part.GOODS)
    desk.scans.route(RawScan(SHOE.encode(), ScanSource.CAMERA, desk.clock()))
    settle(desk)
    assert screen.goods.is_product_shown()
    # what lies there is no second piece, however often it is seen
    desk.scans.route(RawScan(SHOE.encode(), ScanSource.CAMERA, desk.clock()))
    settle(desk)
    assert len(now(screen).products) == 1
    assert screen.goods.products.scans.pieces == 1


def test_an_imei_by_luhn(
    station: Station, desk: Desk, brands: SiteBrands, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    screen.show_part(Part.GOODS)
    hands.scan("490154203237517")
    assert "is no IMEI" in screen.goods.products.page.warning.text()
    hands.scan(SHOE)
    hands.scan("490154203237518")
    page = screen.goods.products.page
    assert page.identity is not None
    assert (page.identity.code.number, page.identity.code.unit) == (SHOE, "490154203237518")
    assert page.counted.text() == "Scan each piece to count"
    assert screen.goods.form.serials.text().endswith("490154203237518")
    assert screen.goods.products.page.warning.text() == ""


def test_without_packs_the_declaration_alone_is_asked(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, shoes(station))
    screen.show_part(Part.GOODS)
    hands.scan(SHOE)
    assert not screen.goods.is_product_shown()
    assert answers(screen)[Question.DECLARATION] is Answer.DECLARED_OTHERWISE
    assert screen.goods.form.product_code.text() == SHOE


def test_a_newer_edition_changes_nothing_that_was_compared_before(
    station: Station,
    desk: Desk,
    brands: SiteBrands,
    screen: ExaminationScreen,
    hands: Hands,
    drawn: Path,
    tmp_path: Path,
) -> None:
    begin(screen, desk, shoes(station))
    hands.scan(SHOE)
    newer = tmp_path / "newer"
    shutil.copytree(drawn / "zarquet", newer)
    text = (newer / "brand.toml").read_text("utf-8")
    (newer / "brand.toml").write_text(
        text.replace('"2026-2"', '"2026-3"').replace('digits = "9521101"', 'digits = "9521109"'), "utf-8"
    )
    (newer / "products.csv").unlink()
    assert take_in_brands(station.folder, newer, lambda said: None)
    hands.scan(SHOE)
    assert answers(screen)[Question.NUMBER] is Answer.NOT_THEIRS
    rows = screen.goods.products.page.list.rows()
    assert ["2026-3" in rows[0].detail, "2026-2" in rows[1].detail] == [True, True]
    assert "A known article" in rows[1].detail


def test_the_page_is_named_and_reached_by_tab(
    station: Station,
    desk: Desk,
    brands: SiteBrands,
    screen: ExaminationScreen,
    hands: Hands,
    theme: Theme,
) -> None:
    begin(screen, desk, shoes(station))
    hands.scan(SHOE)
    assert_named(screen)
    assert_all_reached(screen.goods)
    feature = screen.goods.products.page.features
    first = feature.heading.text()
    theme.set_text_scale(2.0)
    screen.window().resize(1024, 768)
    for _ in range(4):
        settle(desk)
    assert screen.page.widget().width() <= screen.page.viewport().width()
    theme.set_text_scale(1.0)
    hands.press(Key.Key_F, held=ALT)
    assert feature.heading.text() != first


def test_what_differs_from_the_declaration_is_what_the_screen_shows(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station, lines=2))
    screen.show_part(Part.GOODS)
    assert not screen.goods.differences.isVisible()
    hands.press(Key.Key_Return)
    form = screen.goods.form
    form.quantity.setText("5")
    form.origin.setText("cn")
    form.value.setText("80,50 eur")
    form.unit.choose(Unit.PAIR)
    form.packages.setText("3")
    hands.press(Key.Key_F6)
    assert form.field("package").error()
    assert not now(screen).lines
    form.package.choose(Package.BAG)
    hands.press(Key.Key_F6)
    listed = now(screen).lines[0].act
    assert (listed.package, listed.packages) == (Package.BAG, "3")
    assert "3 × Bag (BG)" in screen.goods.list.rows()[0].detail
    assert (form.package.value(), form.packages.text()) == ("", "")
    shown = [(one.aspect, one.declared, one.found) for one in screen.goods.differences.differences()]
    assert shown == [
        (Aspect.QUANTITY, "2 PCE", "5 PAIR"),
        (Aspect.VALUE, "12 USD", "80.50 EUR"),
        (Aspect.ORIGIN, "", "CN"),
        (Aspect.NOT_LISTED, "running shoes 2 · 2 PCE", ""),
    ]
    assert screen.goods.differences.isVisible()
    form.description.setText("Watch")
    form.origin.setText("XQ")
    hands.press(Key.Key_F6)
    assert len(now(screen).lines) == 1
    form.origin.setText("")
    hands.press(Key.Key_F6)
    assert screen.goods.differences.differences()[-1].aspect is Aspect.UNDECLARED
