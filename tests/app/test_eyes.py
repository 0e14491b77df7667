"""The bench's eyes: set at the start and at once, every device leading to the one router."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from borderpost.app.eyes import STAND_IN, Eyes
from borderpost.devices.camera import qimage_of
from borderpost.devices.camera_list import CameraAddress
from borderpost.devices.camera_reader import CameraState
from borderpost.devices.frame_source import Control, FrameSource
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.serial_scanner import SerialState
from borderpost.devices.wedge_typist import type_scan
from borderpost.domain.identifiers import EMPTY_TABLE, Action, Command, format_action, read_scan
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.desk import ScanRouter
from borderpost.work.bench_settings import (
    NO_CAMERA,
    BenchSettings,
    CameraSettings,
    SerialChoice,
    WedgeChoices,
)
from devices.labels_for_devices import desk, label
from devices.test_serial_scanner import Cable

PATIENCE = 10_000  # milliseconds that a busy machine may take
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
USB = SerialChoice(0x0C2E, 0x0B6A)


def item_of(scan: RawScan) -> str:
    reading = read_scan(scan, EMPTY_TABLE)[0]
    return reading.text if reading.is_item else ""


class Heard(QObject):
    """What reached the bench."""

    def __init__(self, scans: ScanRouter) -> None:
        super().__init__()
        self.items: list[RawScan] = []
        self.several: list[tuple[RawScan, ...]] = []
        scans.item_scanned.connect(self.items.append)
        scans.several_scanned.connect(self.several.append)

    def codes(self) -> list[str]:
        return [scan.data.decode() for scan in self.items]


@pytest.fixture
def scans(qapp: object) -> ScanRouter:
    return ScanRouter(item_of=item_of)


@pytest.fixture
def heard(scans: ScanRouter) -> Heard:
    return Heard(scans)


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    yield made
    made.unplug()


@pytest.fixture
def eyes_of(scans: ScanRouter, cable: Cable) -> Iterator[Callable[..., Eyes]]:
    made: list[Eyes] = []

    def make(settings: BenchSettings | None = None, **sources: SceneSource) -> Eyes:
        found = tuple(CameraAddress(f"/dev/{name}", source.name) for name, source in sources.items())
        by_address: dict[int | str, FrameSource] = {f"/dev/{name}": one for name, one in sources.items()}
        eyes = Eyes(
            scans,
            settings=settings,
            list_cameras=lambda: found,
            open_camera=lambda one: by_address.get(one.address) or unplugged(str(one.address)),
            list_ports=cable.list,
            retry_s=0.02,
        )
        made.append(eyes)
        eyes.start()
        return eyes

    yield make
    for eyes in made:
        eyes.stop()


def unplugged(name: str) -> SceneSource:
    source = SceneSource(name=name)
    source.unplug()
    return source


def test_the_camera_that_is_set_is_used_and_changed_at_once(
    qtbot: QtBot, eyes_of: Callable[..., Eyes], heard: Heard
) -> None:
    left = SceneSource(desk(label("RR123456785GB")), name="Left")
    right = SceneSource(desk(label("CP987654324DE")), name="Right")
    settings = BenchSettings(camera=CameraSettings("/dev/b"))
    eyes = eyes_of(settings, a=left, b=right)
    qtbot.waitUntil(lambda: heard.codes() == ["CP987654324DE"], timeout=PATIENCE)
    assert eyes.found_cameras() == (("/dev/a", "Left"), ("/dev/b", "Right"))
    eyes.apply(replace(settings, camera=CameraSettings("/dev/a")))
    qtbot.waitUntil(lambda: heard.codes() == ["CP987654324DE", "RR123456785GB"], timeout=PATIENCE)
    assert heard.items[-1].device == "Left"
    with qtbot.waitSignal(eyes.camera_changed, timeout=PATIENCE):
        eyes.apply(replace(settings, camera=CameraSettings(NO_CAMERA)))
    assert (eyes.camera, eyes.camera_live) == (None, False)


def test_a_camera_plugged_in_again_stands_as_it_was_set(qtbot: QtBot, eyes_of: Callable[..., Eyes]) -> None:
    source = SceneSource(name="Left")
    source.unplug()
    set_by_hand = CameraSettings("/dev/a", auto_focus=False, focus=120.0)
    eyes = eyes_of(BenchSettings(camera=set_by_hand), a=source)
    for _ in range(2):
        source.turn(Control.FOCUS, 5.0)
        source.plug()
        qtbot.waitUntil(
            lambda: (
                {(each.control, each.value) for each in source.controls()}
                == {(Control.AUTO_FOCUS, 0.0), (Control.FOCUS, 120.0)}
            ),
            timeout=PATIENCE,
        )
        source.unplug()
        qtbot.waitUntil(lambda: not eyes.camera_live, timeout=PATIENCE)
    source.plug()
    qtbot.waitUntil(lambda: eyes.camera_live, timeout=PATIENCE)
    eyes.apply(BenchSettings(camera=replace(set_by_hand, focus=60.0)))
    qtbot.waitUntil(
        lambda: (Control.FOCUS, 60.0) in {(each.control, each.value) for each in source.controls()},
        timeout=PATIENCE,
    )


def test_a_stand_in_serves_where_no_camera_is_chosen(scans: ScanRouter, qtbot: QtBot) -> None:
    eyes = Eyes(scans, source=SceneSource(name="Demo camera"), list_cameras=lambda: ())
    eyes.start()
    qtbot.waitUntil(lambda: eyes.camera_live, timeout=PATIENCE)
    assert eyes.found_cameras() == ((STAND_IN, "Demo camera"),)
    eyes.stop()


def test_a_camera_that_is_gone_for_good_is_looked_for(qtbot: QtBot, eyes_of: Callable[..., Eyes]) -> None:
    eyes = eyes_of(BenchSettings(camera=CameraSettings("/dev/gone")))
    assert eyes.camera is not None
    qtbot.waitUntil(
        lambda: eyes.camera is not None and eyes.camera.status.state is CameraState.ABSENT, timeout=PATIENCE
    )


def test_a_serial_scanner_is_one_of_the_scanners(
    qtbot: QtBot, eyes_of: Callable[..., Eyes], heard: Heard, cable: Cable, scans: ScanRouter
) -> None:
    eyes = eyes_of(BenchSettings(camera=CameraSettings(NO_CAMERA)))
    cable.plug()
    set_so = BenchSettings(camera=CameraSettings(NO_CAMERA), serial=(USB,))
    eyes.apply(set_so)
    assert eyes.serial_states() == {USB: SerialState.LIVE}
    with qtbot.waitSignal(scans.item_scanned, timeout=PATIENCE):
        cable.send(b"]C0RR123456785GB\r\n")
    assert (heard.items[0].source, heard.items[0].device) == (ScanSource.SERIAL, "serial 0c2e:0b6a")
    with qtbot.waitSignal(scans.action_scanned, timeout=PATIENCE) as told:
        cable.send(format_action(Action(Command.NEXT)).encode() + b"\r")
    assert told.args[0].command.value == "NEXT"
    with qtbot.waitSignal(eyes.serial_changed, timeout=PATIENCE):
        cable.unplug()
    assert eyes.serial_states() == {USB: SerialState.ABSENT}
    with qtbot.waitSignal(eyes.serial_changed, timeout=PATIENCE):
        cable.plug()
    with qtbot.waitSignal(scans.item_scanned, timeout=PATIENCE):
        cable.send(b"CP987654324DE\r\n")
    eyes.apply(BenchSettings(camera=CameraSettings(NO_CAMERA)))
    assert eyes.serial_states() == {}


def test_the_wedge_is_set_while_it_listens(qtbot: QtBot, eyes_of: Callable[..., Eyes], heard: Heard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    window = field.windowHandle()
    eyes = eyes_of(BenchSettings(camera=CameraSettings(NO_CAMERA)))
    type_scan(window, "RR123456785GB")
    eyes.apply(BenchSettings(camera=CameraSettings(NO_CAMERA), wedge=WedgeChoices(layout="de", prefix="~")))
    type_scan(window, "~CP987654324DE")
    type_scan(window, "~LZ987654324DE".translate(str.maketrans("YZ", "ZY")))
    assert heard.codes() == ["RR123456785GB", "CP987654324DE", "LZ987654324DE"]
    assert field.text() == ""


def test_a_parcel_with_an_article_beside_it_is_one_scan(
    qtbot: QtBot, eyes_of: Callable[..., Eyes], heard: Heard
) -> None:
    source = SceneSource(desk(label("RR123456785GB"), label("4006381333931")), name="Left")
    eyes = eyes_of(BenchSettings(camera=CameraSettings("/dev/a")), a=source)
    qtbot.waitUntil(lambda: "RR123456785GB" in heard.codes(), timeout=PATIENCE)
    for _ in range(8):
        with qtbot.waitSignal(eyes.pictured, timeout=PATIENCE):
            pass
    assert heard.codes().count("RR123456785GB") == 1
    assert heard.several == []


def test_of_codes_seen_together_only_items_count(scans: ScanRouter, heard: Heard) -> None:
    def seen(text: str, source: ScanSource = ScanSource.IMAGE, symbology: str = "]C0") -> RawScan:
        return RawScan(text.encode(), source, NOW, symbology, "picture.png")

    one, other, article = seen("RR123456785GB"), seen("CP987654324DE"), seen("4006381333931", symbology="]E0")
    scans.route_several((article, one))
    scans.route_several((article, one, seen("RR123456785GB", symbology="]d1")))
    assert (heard.codes(), heard.several) == (["RR123456785GB"] * 2, [])
    scans.route_several((one, article, other))
    assert heard.several == [(one, other)]
    scans.route_several((article, seen("A")))
    assert heard.several[-1] == (article, seen("A"))
    taken: list[RawScan] = []
    scans.want(lambda scan: bool(taken.append(scan)) or scan == article)
    scans.route_several((one, article))
    assert taken == [one, article]
    assert len(heard.items) == 2


def test_pictures_are_read_and_what_fails_is_told(
    qtbot: QtBot, eyes_of: Callable[..., Eyes], heard: Heard, scans: ScanRouter, tmp_path: Path
) -> None:
    eyes = eyes_of(BenchSettings(camera=CameraSettings(NO_CAMERA)))
    cv2.imwrite(str(tmp_path / "label.png"), desk(label("RR123456785GB")))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    with qtbot.waitSignal(scans.item_scanned, timeout=PATIENCE):
        eyes.read_image(str(tmp_path / "label.png"))
    with qtbot.waitSignal(scans.item_scanned, timeout=PATIENCE):
        eyes.take_picture(qimage_of(desk(label("CP987654324DE"))))
    assert heard.codes() == ["RR123456785GB", "CP987654324DE"]
    assert {scan.source for scan in heard.items} == {ScanSource.IMAGE}
    with qtbot.waitSignal(eyes.image_failed, timeout=PATIENCE) as told:
        eyes.read_image(str(tmp_path / "broken.png"))
    assert told.args == ["broken.png", "not_an_image"]
    with qtbot.waitSignal(eyes.image_failed, timeout=PATIENCE) as told:
        eyes.take_picture(qimage_of(desk()))
    assert told.args == ["clipboard", "no_code"]
