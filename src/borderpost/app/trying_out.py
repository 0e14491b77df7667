"""The demo site's own camera and its parcels, for a bench without devices."""

from datetime import date

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QWindow

from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.demo.label_frames import Difficulty, empty_frame
from borderpost.demo.photographs import Subject
from borderpost.devices.camera_list import cameras
from borderpost.devices.frame_source import Pixels
from borderpost.devices.scene_source import SceneSource
from borderpost.devices.wedge_typist import type_scan
from borderpost.ui.tryout import TryOutRow, TryOutScreen

_PRODUCTS = {
    "9521101000016": "on the red parcel's shoes, while it is examined: the right-holder's number, copied",
    "9521101007770": "on others of them: begins as the right-holder's numbers do, and no article bears it",
    "9529999000019": "on others of them: not this right-holder's number",
}
_PICTURES = {
    Subject.OPENED_PARCEL: "the red parcel, opened as found",
    Subject.SHOES: "the goods of the red parcel",
    Subject.SEALED_BAG: f"the sealed bag {demo.BAG_NUMBER} with seal {demo.SEAL_NUMBER}",
}


class TryOut(QObject):
    """Lays demo parcels under a camera that is not there, and types their codes as a scanner does."""

    inside_asked = Signal()
    """What is scanned next lies inside of the parcel that is being examined."""

    def __init__(self, made_on: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made_on = made_on
        self._window: QWindow | None = None
        self.source: SceneSource | None = None
        if not cameras():
            self.source = SceneSource(empty_frame(demo.SEED), name="Demo camera")

    def screen(self) -> TryOutScreen:
        """Return the screen on which the parcels are chosen."""
        rows = [TryOutRow(member.key, member.label, member.why) for member in cast(self._made_on)]
        rows += [TryOutRow(subject, "", what) for subject, what in _PICTURES.items()]
        rows += [TryOutRow(code, code, what) for code, what in _PRODUCTS.items()]
        rows.append(TryOutRow("bag", demo.BAG_NUMBER, "the number of an empty evidence bag"))
        rows.append(TryOutRow("seal", demo.SEAL_NUMBER, "the number of an unused seal"))
        screen = TryOutScreen(rows, camera=self.source is not None)
        screen.scan_asked.connect(self._scan)
        screen.show_asked.connect(self._show)
        return screen

    def type_into(self, window: QWindow) -> None:
        """Say which window a scan is typed into."""
        self._window = window

    @Slot(str)
    def _scan(self, code: str) -> None:
        if code in _PRODUCTS:
            self.inside_asked.emit()
        if self._window is not None:
            type_scan(self._window, code)

    @Slot(str)
    def _show(self, key: str) -> None:
        if self.source is not None:
            self.source.show(scene(key, self._made_on))


def scene(key: str, made_on: date) -> Pixels:
    """Return what the demo's camera sees of a parcel or of one of its pictures, 1920 by 1080."""
    for subject in _PICTURES:
        if key == subject:
            return framed(demo.seizure_photographs(made_on)[subject])
    if key in demo.labels(made_on):
        return demo.frame_of(key, made_on, difficulty=Difficulty.PERSPECTIVE)
    return empty_frame(demo.SEED)


def framed(jpeg: bytes) -> Pixels:
    """Return a photograph as it fills the camera's frame of 1920 by 1080."""
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None  # noqa: S101 - the demo has just drawn it
    height, width = picture.shape[:2]
    scaled = cv2.resize(picture, (round(width * 1080 / height), 1080), interpolation=cv2.INTER_AREA)
    frame = np.full((1080, 1920, 3), 60, np.uint8)
    left = (1920 - scaled.shape[1]) // 2
    frame[:, left : left + scaled.shape[1]] = scaled
    return frame
