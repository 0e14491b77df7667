"""Pictures made small on another thread, and kept apart from the evidence that they are of."""

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter

from borderpost.domain.evidence_codes import FileForm
from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk, StillImage
from borderpost.ui.examination.photo_image import picture_of
from borderpost.ui.words.rules import error_sentence

LARGEST = 1600
_QUALITY = 85


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

    def fetch(self, sha256: str, form: FileForm = FileForm.JPEG) -> None:
        """Read a picture that has not been asked for yet."""
        if sha256 in self._asked:
            return
        self._asked.add(sha256)
        evidence, kept, side = self._desk.evidence, self._desk.small_pictures, self._side

        def make() -> QImage:
            small = kept.find(sha256, side)
            image = QImage.fromData(small) if small is not None else QImage()
            if image.isNull():
                image = picture_of(evidence.read(sha256), side, form)
                kept.put(sha256, side, _packed(image))
            return image

        def failed(error: BaseException) -> None:
            self._problems[sha256] = error_sentence(error)
            self._arrive(sha256, QImage())

        self._desk.tasks.run(
            lambda: aside(make), lambda image: self._arrive(sha256, image), failed, owner=self
        )

    def make_of(self, still: StillImage) -> None:
        """Make the small picture of a file that is on its way into the evidence, while it is being kept."""
        sha256, data = hashlib.sha256(still.data).hexdigest(), still.data
        if sha256 in self._asked:
            return
        self._asked.add(sha256)
        kept, side, form = self._desk.small_pictures, self._side, still.form
        ready = QImage.fromData(still.small)

        def make() -> QImage:
            image = ready if not ready.isNull() else picture_of(data, side, form)
            kept.put(sha256, side, still.small or _packed(image))
            return image

        if not ready.isNull():
            self._arrive(sha256, ready)
        self._desk.tasks.run(lambda: aside(make), lambda image: self._arrive(sha256, image), owner=self)

    def forget(self) -> None:
        """Let go of all pictures."""
        self._images.clear()
        self._problems.clear()
        self._asked.clear()

    def _arrive(self, sha256: str, image: QImage) -> None:
        self._images[sha256] = image
        self.arrived.emit(sha256)


def _packed(image: QImage) -> bytes:
    if image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
