"""Evidence at the examination: documents, X-rays, the prompted set, marks drawn by keys, seals read."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_codes import FileForm, PaperKind, Shape
from borderpost.domain.photo_set import PhotoSets
from borderpost.ui.approvals.strip import ProposalStrip
from borderpost.ui.camera import CameraView
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.outcome_words import proposal_rows
from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.ui.examination.photo_image import picture_of
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.theme import Theme
from station import Station
from station_stories import examined, proposed
from ui.desk_maker import QueuedStills, one_page_pdf, picture, settle
from ui.examination_maker import begin, now, take_up
from ui.hands import Hands
from ui.walk import assert_named

Key = Qt.Key


@pytest.fixture
def arrivals() -> Arrivals:
    return Arrivals()


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme, arrivals: Arrivals) -> Iterator[ExaminationScreen]:
    window = MainWindow(theme)
    qtbot.addWidget(window)
    camera = CameraView(window)
    made = ExaminationScreen(desk, camera, arrivals)
    window.add_screen(made)
    window.open_bench("Anna Ríos", "Officer")
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    camera.show_frame(QImage.fromData(picture(200, 960, 540)), [], [])
    camera.show_state("Camera 1", True)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def _camera(desk: Desk) -> QueuedStills:
    assert isinstance(desk.stills, QueuedStills)
    return desk.stills


def _photographing(screen: ExaminationScreen, desk: Desk, state: object) -> None:
    begin(screen, desk, state)  # type: ignore[arg-type]
    screen.show_part(Part.PHOTOGRAPHS)
    settle(desk)


def _xray() -> bytes:
    data = io.BytesIO()
    grey = np.linspace(1000, 1400, 120 * 160).reshape(120, 160).astype(np.uint16)
    Image.fromarray(grey).save(data, "TIFF")
    return data.getvalue()


def test_a_pdf_is_kept_as_a_document_and_its_pages_are_shown(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands, tmp_path: Path
) -> None:
    _photographing(screen, desk, take_up(station))
    path = tmp_path / "invoice.pdf"
    path.write_bytes(one_page_pdf("an invoice"))
    screen.photos.subject.choose(f"paper:{PaperKind.INVOICE}")
    screen.photos.add_files([str(path)])
    settle(desk)
    (paper,) = now(screen).evidence.papers
    assert (paper.what, paper.form, paper.name) == (PaperKind.INVOICE, FileForm.PDF, "invoice.pdf")
    assert station.store.evidence.read(paper.sha256) == path.read_bytes()
    assert not now(screen).photographs
    assert screen.photos.strip.model().rowCount() == 1
    assert not screen.photos._thumbnail(paper.mark.entry, 100).isNull()
    screen.photos.strip.setFocus()
    hands.press(Key.Key_Return)
    assert screen.photos.viewer.pages.isVisible()
    assert screen.photos.viewer.pages.pages() == 1
    assert not screen.photos.viewer.draw.isVisible()
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Delete)
    hands.type("another parcel's")
    hands.press(Key.Key_Return)
    assert not now(screen).evidence.papers


def test_a_pdf_among_pictures_is_never_a_photograph(
    station: Station, desk: Desk, screen: ExaminationScreen, tmp_path: Path
) -> None:
    _photographing(screen, desk, take_up(station))
    path = tmp_path / "x.pdf"
    path.write_bytes(one_page_pdf("x"))
    screen.photos.add_files([str(path)])
    settle(desk)
    assert [paper.what for paper in now(screen).evidence.papers] == [PaperKind.OTHER]


def test_an_xray_that_came_is_kept_once_somebody_says_whose_it_is(
    station: Station,
    desk: Desk,
    screen: ExaminationScreen,
    hands: Hands,
    arrivals: Arrivals,
    tmp_path: Path,
) -> None:
    _photographing(screen, desk, take_up(station))
    assert not screen.photos.offer.isVisible()
    path = tmp_path / "scan.tif"
    path.write_bytes(_xray())
    arrivals.arrive(tmp_path / "another.tif")
    arrivals.arrive(path)
    assert "scan.tif" in screen.photos.offer.notice.text()
    assert not now(screen).photographs
    hands.press(Key.Key_X, held=Qt.KeyboardModifier.AltModifier)
    settle(desk)
    (taken,) = now(screen).photographs
    assert (taken.subject, taken.form) == (PhotoSubject.XRAY, FileForm.TIFF)
    assert station.store.evidence.read(taken.sha256) == path.read_bytes()
    assert path.exists()
    assert "another.tif" in screen.photos.offer.notice.text()
    screen.photos.offer.aside.click()
    assert not screen.photos.offer.isVisible()


def test_sixteen_bits_of_grey_are_shown_in_full_contrast() -> None:
    image = picture_of(_xray(), 100, FileForm.TIFF)
    assert (image.width(), image.height()) == (100, 75)
    dark, bright = image.pixelColor(2, 1).lightness(), image.pixelColor(97, 73).lightness()
    assert dark < 30
    assert bright > 225


@pytest.mark.parametrize("form", list(FileForm))
def test_bytes_of_another_form_are_not_shown(form: FileForm) -> None:
    other = one_page_pdf("x") if form is not FileForm.PDF else picture(1)
    assert picture_of(other, 100, form).isNull()


def test_the_set_is_prompted_for_and_a_shot_is_excused_by_keys(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    _photographing(screen, desk, take_up(station))
    prompts = screen.photos.prompts
    assert "missing: 2" in prompts.heading.text()
    assert screen.photos.subject.value() == PhotoSubject.LABEL
    assert_named(screen.photos.page)
    prompts.list.setFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert screen.photos.subject.value() == PhotoSubject.OUTSIDE
    assert hands.holder() is screen.photos.take
    prompts.list.setFocus()
    prompts.ask()
    hands.press(Key.Key_Return)
    assert not now(screen).evidence.excuses
    hands.type("wrapped in foil")
    hands.press(Key.Key_Return)
    (excuse,) = now(screen).evidence.excuses
    assert (excuse.subject, excuse.reason) == (PhotoSubject.OUTSIDE, "wrapped in foil")
    assert "missing: 1" in prompts.heading.text()
    assert not now(screen).photographs
    prompts.list.setCurrentIndex(prompts.list.model().index(1, 0))
    prompts.list.setFocus()
    hands.press(Key.Key_Delete)
    hands.type("unwrapped")
    hands.press(Key.Key_Return)
    assert not now(screen).evidence.excuses


def test_escape_leaves_the_question_alone(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    _photographing(screen, desk, take_up(station))
    screen.photos.prompts.ask()
    hands.press(Key.Key_Escape)
    assert hands.holder() is screen.photos.prompts.list
    assert not screen.photos.prompts.reason.isVisible()


def test_a_photograph_of_a_product_is_of_a_line(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    _photographing(screen, desk, examined(station))
    form = screen.photos.form
    form.subject.choose(PhotoSubject.PRODUCT)
    assert form.line.value() == "1"
    assert form.line.findData("0") < 0
    form.subject.choose(PhotoSubject.OTHER)
    assert form.line.value() == "0"
    form.subject.choose(PhotoSubject.SEALED_BAG)
    assert not form.line.isVisible()
    assert form.wanted("x").exhibit == now(screen).bags[0].bag


@pytest.mark.parametrize(("codes", "word"), [(["X", "seal 1"], "was read"), (["EAN"], "was not read")])
def test_whether_the_seals_number_is_read_is_said(
    station: Station,
    desk: Desk,
    screen: ExaminationScreen,
    hands: Hands,
    codes: list[str],
    word: str,
) -> None:
    _photographing(screen, desk, examined(station))
    _camera(desk).frames.append(picture(90))
    _camera(desk).read_codes = codes
    screen.photos.subject.choose(PhotoSubject.SEALED_BAG)
    hands.press(Key.Key_F8)
    settle(desk)
    assert word in screen.photos.seal.text()
    assert now(screen).photographs[-1].exhibit == now(screen).bags[0].bag


def test_marks_are_drawn_by_keys_and_by_the_mouse_and_never_burnt_in(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    _photographing(screen, desk, take_up(station))
    _camera(desk).frames.append(picture(10, 400, 300))
    hands.press(Key.Key_F8)
    screen.photos.strip.setFocus()
    hands.press(Key.Key_Return)
    viewer = screen.photos.viewer
    viewer.begin_drawing()
    assert_named(viewer.marker)
    assert hands.holder() is viewer.picture
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    hands.press(Key.Key_Space)
    viewer.marker.shape.choose(Shape.MEASURE)
    field = viewer.picture.field()
    begin_at, end_at = field.topLeft() + QPoint(20, 20), field.bottomRight() - QPoint(20, 20)
    _drag(viewer.picture, begin_at.toPoint(), end_at.toPoint())
    assert "millimetres" in viewer.marker._text_field.error()
    assert len(viewer.picture.marks()) == 1
    viewer.marker.text.setText("12,5")
    _drag(viewer.picture, begin_at.toPoint(), end_at.toPoint())
    assert len(viewer.picture.marks()) == 2
    viewer.marker.yes.click()
    settle(desk)
    (drawn,) = now(screen).evidence.annotations
    assert [(mark.shape, mark.text) for mark in drawn.marks] == [
        (Shape.ARROW, ""),
        (Shape.MEASURE, "12.5"),
    ]
    assert (drawn.marks[0].from_x, drawn.marks[0].to_x) == (5000, 6000)
    taken = now(screen).photographs[0]
    assert drawn.sha256 == taken.sha256
    assert station.store.evidence.read(taken.sha256) == picture(10, 400, 300)
    assert not viewer.marker.isVisible()
    assert len(viewer.picture.marks()) == 2
    viewer.bare.click()
    assert not viewer.picture.marks()
    viewer.take_back.click()
    hands.type("the wrong place")
    hands.press(Key.Key_Return)
    assert not now(screen).evidence.annotations


def _drag(picture_field: object, begin_at: QPoint, end_at: QPoint) -> None:
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(picture_field, button, pos=begin_at)  # type: ignore[call-overload]
    QTest.mouseMove(picture_field, end_at)  # type: ignore[call-overload]
    QTest.mouseRelease(picture_field, button, pos=end_at)  # type: ignore[call-overload]


def test_escape_lets_go_of_marks_that_were_not_recorded(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    _photographing(screen, desk, take_up(station))
    _camera(desk).frames.append(picture(10, 400, 300))
    hands.press(Key.Key_F8)
    screen.photos.strip.setFocus()
    hands.press(Key.Key_Return)
    viewer = screen.photos.viewer
    viewer.begin_drawing()
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    hands.press(Key.Key_Space)
    assert len(viewer.picture.marks()) == 1
    hands.press(Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert not viewer.picture.marks()
    hands.press(Key.Key_Escape)
    assert viewer.isVisible()
    assert not viewer.marker.is_drawing
    assert not now(screen).evidence.annotations
    hands.press(Key.Key_Escape)
    assert screen.photos.page.isVisible()


def test_the_camera_is_shown_beside_the_photographs(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    _photographing(screen, desk, take_up(station))
    assert screen.photos.live.isVisible()
    shown = screen.photos.live.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).hsvHue() == pytest.approx(200, abs=8)


def test_what_the_set_lacks_is_said_before_a_proposal_is_agreed_to(
    station: Station, qtbot: QtBot, theme: Theme
) -> None:
    state = proposed(station)
    strip = ProposalStrip()
    qtbot.addWidget(strip)
    strip.set_state(state, str)
    assert "Photographs missing: Label; Sides and seals; Opened, as found" in strip.lacking.text()
    assert "Label" in strip.accessibleName()
    strip.set_state(state, str, PhotoSets({}))
    assert not strip.lacking.text()
    rows = {label: value for label, value, _ in proposal_rows(state, str)}
    assert "Photographs missing" in rows["Photographs"]
