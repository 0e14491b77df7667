"""Where evidence comes from at a bench: the camera in use, and files; looked at before it is believed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot

from borderpost.devices.camera import Camera
from borderpost.devices.camera_reader import CameraState
from borderpost.devices.evidence_files import MOST_BYTES, look_at
from borderpost.devices.still_images import ImageError, ImageFault, pixels_of_bytes, read_still
from borderpost.ui.desk import NoPicture, StillImage

_SENTENCES: Final = {ImageFault.TOO_LARGE: "too_large"}


class BenchStills(QObject):
    """Photographs from the camera in use, and files; each is looked at beside the screens."""

    def __init__(self, camera: Callable[[], Camera | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._waiting: list[Future[StillImage]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._decoding = ThreadPoolExecutor(1, thread_name_prefix="seal numbers")

    def capture(self) -> "Future[StillImage]":
        """Take a photograph with the camera in use."""
        future: Future[StillImage] = Future()
        camera = self._camera()
        if camera is None:
            future.set_exception(NoPicture("no_camera"))
        elif camera.status.state is not CameraState.LIVE:
            future.set_exception(NoPicture("no_frame"))
        else:
            self._waiting.append(future)
            camera.photograph()
        return future

    @Slot(object)
    def photographed(self, jpeg: bytes) -> None:
        """The camera delivered a photograph."""
        camera = self._camera()
        device = camera.status.name if camera is not None else ""
        waiting, self._waiting = self._waiting, []
        self._thread.submit(_deliver, waiting, jpeg, device)

    @Slot()
    def gone(self) -> None:
        """The camera went away while a photograph was awaited."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            future.set_exception(NoPicture("no_frame"))

    def load(self, path: str) -> "Future[StillImage]":
        """Read a file as evidence, byte for byte."""
        return self._thread.submit(_load, Path(path))

    def codes(self, data: bytes) -> "Future[tuple[str, ...]]":
        """Read the codes off a picture."""
        return self._decoding.submit(_codes, data)

    def close(self) -> None:
        """End the threads; nobody waits any longer."""
        self.gone()
        for thread in (self._thread, self._decoding):
            thread.shutdown(wait=True, cancel_futures=True)


def _deliver(waiting: list["Future[StillImage]"], jpeg: bytes, device: str) -> None:
    for future in waiting:
        try:
            future.set_result(_still(jpeg, "", device))
        except NoPicture as error:
            future.set_exception(error)


def _load(path: Path) -> StillImage:
    try:
        with path.open("rb") as file:
            untrusted_data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoPicture("not_an_image", path.name) from error
    return _still(untrusted_data, path.name, f"file {path.name}")


def _still(untrusted_data: bytes, name: str, device: str) -> StillImage:
    """Return the bytes once they have proved to be a picture or a PDF."""
    try:
        looked = look_at(untrusted_data, name or device)
    except ImageError as error:
        raise NoPicture(_SENTENCES.get(error.fault, "not_an_image"), error.name) from error
    return StillImage(
        untrusted_data, looked.width, looked.height, device, looked.form, looked.pages, name, looked.small
    )


def _codes(untrusted_data: bytes) -> tuple[str, ...]:
    try:
        reading = read_still(pixels_of_bytes(untrusted_data, ""), "")
    except ImageError:
        return ()
    return tuple(scan.data.decode("utf-8", "replace") for scan in reading.scans)
