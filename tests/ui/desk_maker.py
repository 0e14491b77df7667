"""A real desk over a real station on disk: pictures come from bytes and files, paper goes nowhere."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage

from borderpost.domain.evidence_codes import FileForm
from borderpost.domain.identifiers import EMPTY_TABLE
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.store.exporting import export_bundle
from borderpost.store.site import StationStore
from borderpost.ui.desk import Desk, NoPicture, Place, ScanRouter, Session, StillImage
from borderpost.ui.tasks import Tasks
from borderpost.work.documenting import Document
from borderpost.work.shift_paper import ShiftPaper
from station import ANNA, Station

PLACE = Place("Customs Administration of Examplia", "Mail centre North", "BP01", "Bench 4")


def picture(hue: int = 200, width: int = 320, height: int = 240, kind: str = "JPEG") -> bytes:
    """Return a picture file of one colour with a lighter corner."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(hue % 360, 120, 170))
    for y in range(height // 3):
        for x in range(width // 3):
            image.setPixelColor(x, y, QColor.fromHsv(hue % 360, 40, 230))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(data.data())


def settled(value: Any = None, error: BaseException | None = None) -> "Future[Any]":
    """Return a future that is done already."""
    future: Future[Any] = Future()
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(value)
    return future


class QueuedStills:
    """A camera that shows the pictures put into `frames`, one each time, and reads files from disk."""

    def __init__(self) -> None:
        self.frames: deque[bytes] = deque()
        self.read_codes: list[str] = []

    def capture(self) -> "Future[StillImage]":
        """Take the next of the frames; without one there is no camera."""
        if not self.frames:
            return settled(error=NoPicture("no_camera"))
        return settled(_still(self.frames.popleft(), "Camera 1"))

    def load(self, path: str) -> "Future[StillImage]":
        """Read a picture file."""
        data, name = Path(path).read_bytes(), Path(path).name
        if data.startswith(b"%PDF-"):
            return settled(StillImage(data, 0, 0, name, FileForm.PDF, 0, name))
        if QImage.fromData(data).isNull():
            return settled(error=NoPicture("not_an_image", name))
        return settled(_still(data, name))

    def codes(self, data: bytes) -> "Future[tuple[str, ...]]":
        """Return the codes that were laid under the camera."""
        return settled(tuple(self.read_codes))


def _still(data: bytes, device: str) -> StillImage:
    image = QImage.fromData(data)
    form = FileForm.PNG if data.startswith(b"\x89PNG") else FileForm.JPEG
    form = FileForm.TIFF if data[:4] in (b"II*\0", b"MM\0*") else form
    return StillImage(data, image.width(), image.height(), device, form)


class PlainReports:
    """Makes a report of one empty page, and bundles of what is in the store."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def seizure_report(self, state: Inspection) -> "Future[bytes]":
        """Return a valid PDF whose title is the inspection's id."""
        return settled(one_page_pdf(state.id))

    def evidence_label(self, state: Inspection, exhibit: str) -> "Future[bytes]":
        """Return a valid PDF whose title is the exhibit."""
        return settled(one_page_pdf(exhibit))

    def transfer_receipt(self, receipt: str) -> "Future[bytes]":
        """Return a valid PDF whose title is the number of the receipt."""
        return settled(one_page_pdf(receipt))

    def shift_report(self, day: date) -> "Future[ShiftPaper]":
        """Return a valid PDF whose title is the day."""
        return settled(ShiftPaper(day, 1, 9, 2, one_page_pdf(day.isoformat())))

    def evidence_bundle(self, inspection: str, officer: Officer, path: Path) -> "Future[None]":
        """Write the bundle at once."""
        try:
            export_bundle(self._store, inspection, path, program="test", officer=officer)
        except OSError as error:
            return settled(error=error)
        return settled(None)


def one_page_pdf(title: str) -> bytes:
    """Return a valid PDF of one empty A4 page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
        b"<< /Title (" + title.encode("ascii", "replace") + b") >>",
    ]
    pdf = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
    pdf += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(pdf)


class PaperTray:
    """Printers that only remember what they were given."""

    def __init__(self) -> None:
        self.names = ["Office printer", "Label printer"]
        self.printed: list[tuple[str, Document]] = []

    def printers(self) -> list[str]:
        """Return the names, the default one first."""
        return list(self.names)

    def print_pdf(self, document: Document, printer: str) -> "Future[str]":
        """Remember the document."""
        self.printed.append((printer, document))
        return settled(f"{printer}-{len(self.printed)}")


def assess_nothing(declaration: object) -> Any:
    """Say that nobody has given this desk any profiles to assess by."""
    raise AssertionError("this desk was made without profiles: give make_desk an `assess`")


@contextmanager
def open_desk(station: Station, officer: Officer | None = ANNA, **parts: Any) -> Iterator[Desk]:
    """Open a desk over the station with the officer logged in; `parts` replace fields of the Desk.

    Its pages belong to the calling thread. A QApplication has to be there. On leaving, every result that is
    still awaited comes home first.
    """
    pages = station.store.open_pages()
    tasks = Tasks()
    fields: dict[str, Any] = {
        "place": PLACE,
        "record": station.store,
        "reads": station.store,
        "pages": pages,
        "evidence": station.store.evidence,
        "passphrases": station.passphrases,
        "assess": assess_nothing,
        "carriers": EMPTY_TABLE,
        "reports": PlainReports(station.store),
        "printing": PaperTray(),
        "stills": QueuedStills(),
        "session": Session(),
        "scans": ScanRouter(),
        "tasks": tasks,
        "clock": station.clock,
    }
    desk = Desk(**(fields | parts))
    if officer is not None:
        desk.session.begin(officer)
    try:
        yield desk
    finally:
        settle(desk)
        pages.close()


def settle(desk: Desk, timeout_ms: int = 10_000) -> None:
    """Let everything that is under way come home, and what follows from it."""
    QGuiApplication.processEvents()
    while desk.tasks.pending():
        loop = QEventLoop()
        desk.tasks.busy.connect(loop.quit)
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        limit.start(timeout_ms)
        if desk.tasks.pending():
            loop.exec()
        expired = not limit.isActive()
        limit.stop()
        desk.tasks.busy.disconnect(loop.quit)
        if expired:
            raise AssertionError(f"{desk.tasks.pending()} results did not come home")
        # what has come home tells others, who may ask for more
        QGuiApplication.processEvents()
        QGuiApplication.processEvents()
