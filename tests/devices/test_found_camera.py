"""Whichever camera is there is used, and its controls go as far as the driver says."""

import struct

from pytestqt.qtbot import QtBot

from borderpost.devices.camera import Camera
from borderpost.devices.camera_list import CameraAddress
from borderpost.devices.camera_reader import CameraState
from borderpost.devices.control_ranges import ControlRange, range_of, understood
from borderpost.devices.found_source import FoundSource
from borderpost.devices.frame_source import Control, FrameSource
from borderpost.devices.scene_source import SceneSource

PATIENCE = 10_000  # milliseconds that a busy machine may take


def test_a_camera_plugged_in_after_the_start_is_found(qtbot: QtBot) -> None:
    plugged: list[CameraAddress] = []
    sources: dict[int | str, FrameSource] = {"a": SceneSource(name="Left"), "b": SceneSource(name="Right")}
    source = FoundSource(lambda: tuple(plugged), lambda found: sources[found.address])
    camera = Camera(source, retry_s=0.02)
    with qtbot.waitSignal(camera.changed, timeout=PATIENCE) as told:
        camera.start()
    assert (told.args[0].state, told.args[0].name) == (CameraState.ABSENT, "")
    with qtbot.waitSignal(camera.pictured, timeout=PATIENCE):
        plugged.append(CameraAddress("b", "Right"))
    assert (camera.status.state, camera.status.name) == (CameraState.LIVE, "Right")
    assert camera.stop()


def test_a_camera_that_will_not_open_is_passed_over() -> None:
    broken = SceneSource(name="Broken")
    broken.unplug()
    sources: dict[int | str, FrameSource] = {0: broken, 1: SceneSource(name="Whole")}
    found = (CameraAddress(0, "Broken"), CameraAddress(1, "Whole"))
    source = FoundSource(lambda: found, lambda one: sources[one.address])
    assert source.open()
    assert (source.name, source.address) == ("Whole", 1)
    assert source.turn(Control.FOCUS, 40.0)
    assert {each.control for each in source.controls()} == {Control.FOCUS, Control.AUTO_FOCUS}
    source.close()


def test_the_kernels_answer_is_understood() -> None:
    shape = "=II32siiiiI2I"
    answer = struct.pack(shape, 0x009A090A, 1, b"Focus", 0, 250, 5, 0, 0, 0, 0)
    assert len(answer) == 68
    assert understood(answer) == ControlRange(0.0, 250.0, 5.0)
    assert understood(struct.pack(shape, 0x009A090A, 1, b"Focus", 0, 250, 5, 0, 1, 0, 0)) is None
    assert understood(struct.pack(shape, 0x009A090A, 1, b"Focus", 7, 7, 0, 0, 0, 0, 0)) is None


def test_a_camera_that_is_not_there_has_the_usual_ranges() -> None:
    assert range_of("/dev/null", Control.FOCUS) == ControlRange(0.0, 255.0, 5.0)
    assert range_of(97, Control.AUTO_FOCUS) == ControlRange(0.0, 1.0)
