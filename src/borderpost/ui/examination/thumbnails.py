"""Pictures made small, read from the evidence on another thread and checked against their hash."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from borderpost.ui.desk import Desk
from borderpost.ui.words.rules import error_sentence

LARGEST = 1600


def picture_of(data: bytes, side: int) -> QImage:
    """Return the picture, upright, no larger than `side` px; a null image where the bytes hold none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Thumbnails(QObject):
    """Keeps small pictures by SHA-256. `arrived` carries the hash of one that can be shown from now on.

    What the evidence no longer holds arrives, too: as a null image, with the reason in `problem`.
    """

    arrived = Signal(str)

    def __init__(self, desk: Desk, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._side = side
        self._images: dict[str, QImage] = {}
        self._problems: dict[str, str] = {}
        self._asked: set[str] = set()

    def has(self, sha256: str) -> bool:
        """Tell whether the picture has arrived."""
        return sha256 in self._images

    def image(self, sha256: str, side: int) -> QImage:
        """Return the picture, no larger than `side` px."""
        image = self._images.get(sha256, QImage())
        if image.isNull() or max(image.width(), image.height()) <= side:
            return image
        modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(QSize(side, side), *modes)

    def problem(self, sha256: str) -> str:
        """Return why a picture cannot be shown, or nothing."""
        return self._problems.get(sha256, "")

    def fetch(self, sha256: str) -> None:
        """Read a picture that has not been asked for yet."""
        if sha256 in self._asked:
            return
        self._asked.add(sha256)
        evidence, side = self._desk.evidence, self._side

        def arrived(image: QImage) -> None:
            self._images[sha256] = image
            self.arrived.emit(sha256)

        def failed(error: BaseException) -> None:
            self._problems[sha256] = error_sentence(error)
            arrived(QImage())

        self._desk.tasks.run(
            lambda: self._desk.reads.read(lambda pages: picture_of(evidence.read(sha256), side)),
            arrived,
            failed,
            owner=self,
        )

    def forget(self) -> None:
        """Let go of all pictures."""
        self._images.clear()
        self._problems.clear()
        self._asked.clear()
