"""Photographs of an examination: from camera, files, clipboard and drops, kept byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from borderpost.domain.codes import PhotoSubject
from borderpost.ui.desk import Desk
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.examination.thumbnails import picture_of
from borderpost.ui.theme.theme import Theme
from station import Station
from ui.desk_maker import QueuedStills, picture, settle
from ui.examination_maker import begin, now, open_screen, take_up
from ui.hands import Hands

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, theme: Theme) -> Iterator[ExaminationScreen]:
    window, made = open_screen(desk, qtbot, theme)
    yield made
    settle(desk)
    window.close()


@pytest.fixture
def hands(desk: Desk, screen: ExaminationScreen) -> Hands:
    return Hands(desk, screen.window())


def camera(desk: Desk) -> QueuedStills:
    assert isinstance(desk.stills, QueuedStills)
    return desk.stills


def test_without_a_camera_a_file_can_be_kept(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands, tmp_path: Path
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_F8)
    assert "No camera" in screen.photos.problem.text()
    assert not now(screen).photographs
    good, bad = tmp_path / "label.png", tmp_path / "notes.txt"
    good.write_bytes(picture(40, kind="PNG"))
    bad.write_bytes(b"no picture")
    QGuiApplication.clipboard().setMimeData(_files(good, bad, good))
    screen.photos.take.setFocus()
    hands.press(Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert "notes.txt is no picture" in screen.photos.problem.text()
    assert [p.device for p in now(screen).photographs] == ["label.png", "label.png"]
    assert all(p.subject is PhotoSubject.LABEL for p in now(screen).photographs)
    assert not screen.photos.progress.isVisible()
    assert screen.photos.strip.model().rowCount() == 2


def _files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_files_can_be_dropped(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands, tmp_path: Path
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_4, held=ALT)
    path = tmp_path / "a.jpg"
    path.write_bytes(picture(80))
    dropped = _files(path)
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(5, 5), *how)
    QApplication.sendEvent(screen.photos, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(screen.photos, QDropEvent(QPointF(5, 5), *how, QEvent.Type.Drop))
    settle(desk)
    assert [p.device for p in now(screen).photographs] == ["a.jpg"]


def test_a_file_dialog_opens_and_closes_by_keys(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    hands.press(Key.Key_4, held=ALT)
    hands.press(Key.Key_F9)
    dialog = screen.photos.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    QApplication.processEvents()
    assert not dialog.isVisible()


def test_a_photograph_opens_and_is_taken_back(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    camera(desk).frames.append(picture(10, 2000, 1500))
    hands.press(Key.Key_F8)
    taken = now(screen).photographs[0]
    assert (taken.width, taken.height) == (2000, 1500)
    screen.photos.strip.setFocus()
    hands.press(Key.Key_Return)
    assert screen.photos.viewer.isVisible()
    assert not screen.photos.viewer.picture._image.isNull()
    assert taken.sha256[:32] in screen.photos.viewer._hash.code()
    hands.press(Key.Key_Escape)
    assert hands.holder() is screen.photos.strip
    hands.press(Key.Key_Delete)
    hands.type("blurred")
    hands.press(Key.Key_Return)
    assert not now(screen).photographs
    assert screen.photos.strip.model().rowCount() == 0
    assert station.store.evidence.read(taken.sha256)


def test_a_photograph_whose_file_was_changed_is_not_shown(
    station: Station, desk: Desk, screen: ExaminationScreen, hands: Hands
) -> None:
    begin(screen, desk, take_up(station))
    camera(desk).frames.append(picture(10))
    hands.press(Key.Key_F8)
    sha256 = now(screen).photographs[0].sha256
    path = station.store.evidence.path_of(sha256)
    path.chmod(0o600)
    path.write_bytes(picture(11))
    screen.photos.strip.setFocus()
    hands.press(Key.Key_Return)
    assert screen.photos.viewer.picture._image.isNull()
    assert screen.photos.viewer._problem.text()


def test_a_photograph_goes_to_the_item_it_was_taken_of(
    station: Station, desk: Desk, screen: ExaminationScreen
) -> None:
    """An officer who takes the next parcel up at once does not move the last photograph to it."""
    first, second = take_up(station), take_up(station, item="RX473124846CN")
    begin(screen, desk, first)
    camera(desk).frames.append(picture(10))
    screen.show_part(Part.PHOTOGRAPHS)
    screen.photos.submit()
    screen.take_up(second)
    settle(desk)
    assert now(screen).id == second.id
    assert not now(screen).photographs
    kept = desk.pages.inspection(first.id)
    assert kept is not None
    assert len(kept.photographs) == 1


def test_bytes_that_are_no_picture_give_a_null_image() -> None:
    assert picture_of(b"nothing", 100).isNull()
    small = picture_of(picture(1, 400, 300), 100)
    assert (small.width(), small.height()) == (100, 75)
