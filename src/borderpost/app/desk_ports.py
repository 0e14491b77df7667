"""What the screens' ports are filled with: reports on a thread of their own, printers, photographs."""

import io
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from PySide6.QtCore import QObject, Slot

from borderpost.app.evidence_command import PROGRAM
from borderpost.app.places import SiteConfig
from borderpost.app.reports import ReportSources, deciding_sequence, make_seizure_report
from borderpost.devices import printing
from borderpost.devices.camera import Camera
from borderpost.devices.camera_reader import CameraState
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.store.exporting import export_bundle
from borderpost.store.site import StationStore
from borderpost.ui.desk import NoPicture, StillImage
from borderpost.work.documenting import Document

LARGEST_PICTURE_BYTES = 64 * 1024 * 1024
LARGEST_PICTURE_PIXELS = 200_000_000


class ReportMaker:
    """Makes reports one after the other, beside the screens and the writer."""

    def __init__(self, store: StationStore, site: SiteConfig, key_fingerprint: str) -> None:
        self._store = store
        self._site = site
        self._fingerprint = key_fingerprint
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reports")

    def seizure_report(self, state: Inspection) -> "Future[bytes]":
        """Return the PDF of an inspection's seizure report; a draft before the seizure stands."""
        return self._thread.submit(self._make, state)

    def evidence_bundle(self, inspection: str, officer: Officer, path: Path) -> "Future[None]":
        """Journal that the evidence bundle of an inspection is handed out, and write it to a file."""

        def write() -> None:
            export_bundle(self._store, inspection, path, program=PROGRAM, officer=officer)

        return self._thread.submit(write)

    def close(self) -> None:
        """Finish what is being made and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self, state: Inspection) -> bytes:
        entries = self._store.read(lambda pages: pages.entries_of(state.id)).result()
        officers = self._store.read(lambda pages: pages.officers()).result()
        # the earliest one over the decision, so that the same record always gives the same report
        decided, signed = deciding_sequence(state), None
        if decided:
            signed = self._store.submit(lambda tx: tx.checkpoint_covering(decided)).result()
        sources = ReportSources(
            site=self._site,
            evidence=self._store.evidence,
            officers={officer.id: officer for officer in officers},
            entries=entries,
            key_fingerprint=self._fingerprint,
            checkpoint=signed.printed() if signed is not None else "",
        )
        return make_seizure_report(state, sources)


class SystemPrinting:
    """The system's printers, asked on a thread of their own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printing")

    def printers(self) -> list[str]:
        """Return the names of the printers, the default one first."""
        return printing.printers()

    def print_pdf(self, document: Document, printer: str) -> "Future[str]":
        """Hand a PDF to a printer; the result is the system's job name."""
        title = f"{document.number} {document.sha256[:12]}"
        return self._thread.submit(printing.print_pdf, document.pdf, printer=printer, title=title)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True)


class BenchStills(QObject):
    """Photographs from the camera in use, and picture files."""

    def __init__(self, camera: Callable[[], Camera | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._waiting: list[Future[StillImage]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")

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
        for future in waiting:
            try:
                future.set_result(_still(jpeg, device, device))
            except NoPicture as error:
                future.set_exception(error)

    @Slot()
    def gone(self) -> None:
        """The camera went away while a photograph was awaited."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            future.set_exception(NoPicture("no_frame"))

    def load(self, path: str) -> "Future[StillImage]":
        """Read a picture file as evidence, byte for byte."""
        return self._thread.submit(_load, Path(path))

    def close(self) -> None:
        """End the thread; nobody waits any longer."""
        self.gone()
        self._thread.shutdown(wait=True, cancel_futures=True)


def _load(path: Path) -> StillImage:
    try:
        if path.stat().st_size > LARGEST_PICTURE_BYTES:
            raise NoPicture("too_large", path.name)
        untrusted_data = path.read_bytes()
    except OSError as error:
        raise NoPicture("not_an_image", path.name) from error
    return _still(untrusted_data, path.name, f"file {path.name}")


def _still(untrusted_data: bytes, name: str, device: str) -> StillImage:
    """Return the bytes as a picture once they have proved to be a JPEG, which a report can hold."""
    try:
        with Image.open(io.BytesIO(untrusted_data), formats=("JPEG",)) as picture:
            width, height = picture.size
            if width * height > LARGEST_PICTURE_PIXELS:
                raise NoPicture("too_large", name)
            picture.draft("RGB", (256, 256))
            picture.load()
    except NoPicture:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture("not_an_image", name) from error
    return StillImage(untrusted_data, width, height, device)
