"""Pictures from drops and the clipboard: read off the main thread, one answer each."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QMimeData, QThread, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from borderpost.devices.camera import qimage_of
from borderpost.devices.picture_reader import PictureReader, pictures_in
from borderpost.devices.still_images import ImageFault
from devices.labels_for_devices import desk, label


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[PictureReader]:
    made = PictureReader()
    yield made
    assert made.stop()
    assert made.stop()


def test_dropped_files_are_read_in_their_order(reader: PictureReader, qtbot: QtBot, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    cv2.imwrite(str(good), desk(label("RR123456785GB")))
    bad.write_bytes(b"rubbish")
    offered = QMimeData()
    offered.setUrls(
        [QUrl.fromLocalFile(str(bad)), QUrl("https://example.org/x.png"), QUrl.fromLocalFile(str(good))]
    )
    answers: list[tuple[str, object, bool]] = []
    reader.read.connect(lambda name, r: answers.append((name, r.scans[0].data, QThread.isMainThread())))
    reader.failed.connect(lambda name, e: answers.append((name, e.fault, QThread.isMainThread())))
    for picture in pictures_in(offered):
        reader.take(picture)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=10_000)
    assert answers == [
        ("bad.png", ImageFault.NOT_AN_IMAGE, True),
        ("good.png", b"RR123456785GB", True),
    ]


def test_an_image_from_the_clipboard_is_read(reader: PictureReader, qtbot: QtBot) -> None:
    offered = QMimeData()
    offered.setImageData(qimage_of(desk(label("RR123456785GB"))))
    (picture,) = pictures_in(offered)
    with qtbot.waitSignal(reader.read, timeout=10_000) as got:
        reader.take(picture)
    assert got.args[0] == "clipboard"
    assert got.args[1].scans[0].data == b"RR123456785GB"


def test_what_offers_no_picture_gives_none() -> None:
    offered = QMimeData()
    offered.setText("RR123456785GB")
    assert pictures_in(offered) == ()
    offered = QMimeData()
    offered.setImageData(QImage())
    assert pictures_in(offered) == ()
