"""The camera: newest frame only, one scan a label, two are asked for, plug out and in, an orderly end."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from borderpost.devices.camera import Camera, CameraPicture, qimage_of
from borderpost.devices.camera_list import cameras
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.devices.decoder import Decoded
from borderpost.devices.frame_source import Control, ControlState, FrameSource, Pixels
from borderpost.devices.mailbox import Mailbox
from borderpost.devices.opencv_source import OpenCvSource
from borderpost.devices.scene_source import SceneSource
from borderpost.domain.scan import RawScan, ScanSource
from devices.labels_for_devices import desk, label

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PATIENCE = 10_000  # milliseconds that a busy machine may take


@pytest.fixture
def camera_of(qtbot: QtBot) -> Iterator[Callable[[FrameSource], Camera]]:
    made: list[Camera] = []

    def make(source: FrameSource) -> Camera:
        camera = Camera(source, now_utc=lambda: NOON, retry_s=0.02)
        made.append(camera)
        return camera

    yield make
    for camera in made:
        assert camera.stop()


def test_a_label_under_the_camera_is_one_scan(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    camera = camera_of(SceneSource(desk(label("RR123456785GB")), name="left"))
    scans: list[RawScan] = []
    camera.scanned.connect(scans.append)
    with qtbot.waitSignal(camera.scanned, timeout=PATIENCE):
        camera.start()
    for _ in range(5):
        with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
            pass
    assert scans == [RawScan(b"RR123456785GB", ScanSource.CAMERA, NOON, "]C0", "left")]


def test_the_picture_has_the_code_outlined(qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]) -> None:
    camera = camera_of(SceneSource(desk(label("RR123456785GB"), width=1920, height=1080)))
    seen: list[CameraPicture] = []
    camera.pictured.connect(seen.append)
    camera.start()
    qtbot.waitUntil(lambda: any(code.is_scan for picture in seen for code in picture.codes), timeout=PATIENCE)
    picture = next(p for p in seen if p.codes and p.codes[0].is_scan)
    assert (picture.image.width(), picture.frame_size) == (960, (1920, 1080))
    assert picture.codes[0].text == "RR123456785GB"
    xs = [x for x, _ in picture.codes[0].outline]
    assert 45 <= min(xs) < max(xs) <= 960


def test_every_signal_comes_home_to_the_main_thread(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    source = SceneSource(desk(label("RR123456785GB")))
    camera = camera_of(source)
    threads: set[bool] = set()
    for signal in (camera.scanned, camera.pictured, camera.changed, camera.photographed):
        signal.connect(lambda _: threads.add(QThread.isMainThread()))
    camera.photograph()
    with qtbot.waitSignals([camera.scanned, camera.pictured, camera.photographed], timeout=PATIENCE):
        camera.start()
    assert threads == {True}


def test_two_labels_in_view_are_two_readings_to_choose_from(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    source = SceneSource(desk(label("RR123456785GB")))
    camera = camera_of(source)
    with qtbot.waitSignal(camera.scanned, timeout=PATIENCE):
        camera.start()
    with qtbot.waitSignal(camera.several, timeout=PATIENCE) as asked:
        source.show(desk(label("RR123456785GB"), label("CP987654324DE")))
    assert {scan.data for scan in asked.args[0]} == {b"RR123456785GB", b"CP987654324DE"}


def test_unplugged_and_plugged_in_again_it_goes_on(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    source = SceneSource()
    camera = camera_of(source)
    states: list[CameraState] = []
    camera.changed.connect(lambda status: states.append(status.state))
    with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
        camera.start()
    source.unplug()
    qtbot.waitUntil(lambda: states == [CameraState.LIVE, CameraState.ABSENT], timeout=PATIENCE)
    source.show(desk(label("RR123456785GB")))
    with qtbot.waitSignal(camera.scanned, timeout=PATIENCE):
        source.plug()
    assert states == [CameraState.LIVE, CameraState.ABSENT, CameraState.LIVE]
    camera.stop()
    assert states[-1] is CameraState.OFF


def test_a_camera_that_is_not_there_is_looked_for(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera], capfd: pytest.CaptureFixture[str]
) -> None:
    camera = camera_of(OpenCvSource(97))
    with qtbot.waitSignal(camera.changed, timeout=PATIENCE) as told:
        camera.start()
    assert told.args[0] == CameraStatus(CameraState.ABSENT, "97")
    assert camera.stop()
    assert capfd.readouterr().err == ""


def test_a_camera_plugged_in_later_is_found(qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]) -> None:
    source = SceneSource()
    source.unplug()
    camera = camera_of(source)
    with qtbot.waitSignal(camera.changed, timeout=PATIENCE) as told:
        camera.start()
    assert told.args[0].state is CameraState.ABSENT
    with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
        source.plug()


def test_focus_is_turned_where_the_driver_has_it(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    camera = camera_of(SceneSource())
    with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
        camera.start()
    with qtbot.waitSignal(camera.changed, timeout=PATIENCE) as told:
        camera.turn(Control.EXPOSURE, 5.0)
        camera.turn(Control.FOCUS, 55.0)
        qtbot.waitUntil(lambda: ControlState(Control.FOCUS, 55.0) in camera.status.controls, timeout=PATIENCE)
    assert {each.control for each in told.args[0].controls} == {Control.FOCUS, Control.AUTO_FOCUS}


def test_a_photograph_has_the_full_size(qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]) -> None:
    camera = camera_of(SceneSource(desk(width=1920, height=1080)))
    camera.start()
    with qtbot.waitSignal(camera.photographed, timeout=PATIENCE) as taken:
        camera.photograph()
    photo = cv2.imdecode(np.frombuffer(taken.args[0], np.uint8), cv2.IMREAD_COLOR)
    assert photo is not None
    assert photo.shape == (1080, 1920, 3)


def test_several_cameras_at_once(qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]) -> None:
    numbers = ("RR123456785GB", "CP987654324DE")
    both = [camera_of(SceneSource(desk(label(n)), name=n)) for n in numbers]
    with qtbot.waitSignals([each.scanned for each in both], timeout=PATIENCE):
        for each in both:
            each.start()


def test_a_film_through_opencv_takes_the_same_way(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera], tmp_path: Path
) -> None:
    film = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 30.0, (1280, 720))
    for _ in range(12):
        writer.write(desk(label("RR123456785GB")))
    writer.release()
    camera = camera_of(OpenCvSource(str(film), name="film"))
    with qtbot.waitSignal(camera.scanned, timeout=PATIENCE) as read:
        camera.start()
    assert read.args[0].device == "film"


class Choking:
    """A decoder whose library raises on the first frame."""

    def __init__(self) -> None:
        self.calls = 0

    def decode(self, frame: Pixels, /) -> Decoded:
        self.calls += 1
        if self.calls == 1:
            raise cv2.error("bad frame")
        return Decoded((), ())


@pytest.mark.expects_log("could not be decoded")
def test_a_frame_that_a_library_chokes_on_does_not_end_the_camera(qtbot: QtBot) -> None:
    camera = Camera(SceneSource(), decoder=Choking)
    with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
        camera.start()
    assert camera.stop()


def test_stopping_twice_and_starting_again_is_allowed(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    camera = camera_of(SceneSource())
    for _ in range(2):
        with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
            camera.start()
        assert camera.stop()
        assert camera.stop()
    assert camera.status.state is CameraState.OFF


class Stuck(SceneSource):
    """A camera whose driver does not come back from a read until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = threading.Event()
        self.let_go = threading.Event()

    def read(self) -> Pixels | None:
        self.reading.set()
        self.let_go.wait()
        return None


def test_a_driver_that_holds_on_is_told_and_not_met_twice(
    qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]
) -> None:
    source = Stuck()
    camera = camera_of(source)
    camera.start()
    assert source.reading.wait(5.0)
    assert not camera.stop(0.01)
    camera.start()
    assert camera.status.state is CameraState.OFF
    source.let_go.set()


def test_nothing_comes_home_after_the_end(qtbot: QtBot, camera_of: Callable[[FrameSource], Camera]) -> None:
    camera = camera_of(SceneSource(desk(label("RR123456785GB"))))
    late: list[object] = []
    with qtbot.waitSignal(camera.scanned, timeout=PATIENCE) as read:
        camera.start()
    run, scans = camera._run, (read.args[0],)
    camera.stop()
    for signal in (camera.scanned, camera.several, camera.pictured, camera.changed, camera.photographed):
        signal.connect(late.append)
    camera._accepted.emit((scans, scans), run)
    camera._photo_taken.emit(b"", run)
    camera._status_came.emit(CameraStatus(CameraState.LIVE, "scene"), run)
    camera._picture_waits.emit()
    QCoreApplication.processEvents()
    assert late == []


def test_the_mailbox_keeps_only_the_newest() -> None:
    box: Mailbox[int] = Mailbox()
    assert [box.put(n) for n in range(3)] == [True, False, False]
    assert (box.take(0.0), box.take(0.0), box.dropped) == (2, None, 2)
    box.close()
    assert (box.put(4), box.take(), box.closed) == (False, None, True)


def test_closing_the_mailbox_lets_the_waiting_thread_go() -> None:
    box: Mailbox[int] = Mailbox()
    got: list[int | None] = []
    thread = threading.Thread(target=lambda: got.append(box.take()))
    thread.start()
    box.close()
    thread.join(5.0)
    assert got == [None]


def test_grey_and_colour_become_images_of_their_own() -> None:
    pixels = np.zeros((4, 5, 3), np.uint8)
    pixels[..., 2] = 200
    image = qimage_of(pixels)
    pixels[:] = 9
    assert image.pixelColor(0, 0).red() == 200
    assert qimage_of(np.full((3, 7), 77, np.uint8)[:, ::2]).pixelColor(1, 1).red() == 77


def test_cameras_are_found_by_the_kernels_listing(tmp_path: Path) -> None:
    classes, links, nodes = tmp_path / "class", tmp_path / "by-id", tmp_path / "dev"
    for number, index, name in (
        (0, "0", "Desk camera"),
        (1, "1", "Desk camera"),
        (10, "0", ""),
        (2, "0", "Hand"),
    ):
        entry = classes / f"video{number}"
        entry.mkdir(parents=True)
        (entry / "index").write_text(index)
        if name:
            (entry / "name").write_text(name + "\n")
    nodes.mkdir()
    links.mkdir()
    (nodes / "video2").touch()
    (links / "usb-hand-index0").symlink_to(nodes / "video2")
    found = [(each.address, each.name) for each in cameras(classes, links, nodes)]
    assert found == [
        (str(nodes / "video0"), "Desk camera"),
        (str(links / "usb-hand-index0"), "Hand"),
        (str(nodes / "video10"), "video10"),
    ]
    assert cameras(tmp_path / "none", tmp_path / "none", nodes) == ()
