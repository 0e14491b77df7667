"""Photographs of the record as pictures: read and checked against their SHA-256 on another thread."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from borderpost.domain.evidence_codes import FileForm
from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk
from borderpost.ui.examination.photo_image import picture_of
from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size
from borderpost.work.ports import Evidence, LostEvidence

LARGE = 2400
"""The longer side, in px, of a picture that is shown by itself."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What became of reading a photograph; a lost one has no image, and says what is wrong."""

    image: QImage
    lost: bool = False


def read_picture(evidence: Evidence, sha256: str, side: int, form: FileForm = FileForm.JPEG) -> Picture:
    """Return a photograph no larger than `side` px, upright. Not for the GUI thread."""
    try:
        data = evidence.read(sha256)
    except LostEvidence:
        return Picture(QImage(), lost=True)
    return Picture(picture_of(data, side, form))


class Pictures(QObject):
    """Thumbnails by SHA-256; `arrived` says that a better one than before can be had."""

    arrived = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, Picture] = {}
        self._asked: set[str] = set()

    def want(self, sha256: str, form: FileForm = FileForm.JPEG) -> None:
        """Read a photograph unless that was asked for already."""
        if sha256 in self._asked:
            return
        self._asked.add(sha256)
        evidence, side = self._desk.evidence, look.px(Size.THUMB) * 2

        def done(picture: Picture) -> None:
            self._known[sha256] = picture
            self.arrived.emit(sha256)

        self._desk.tasks.run(
            lambda: aside(lambda: read_picture(evidence, sha256, side, form)), done, owner=self
        )

    def forget(self) -> None:
        """Read everything anew when it is wanted next."""
        self._known.clear()
        self._asked.clear()

    def is_lost(self, sha256: str) -> bool:
        """Tell whether the file is known to be missing, or to be no longer what was captured."""
        known = self._known.get(sha256)
        return known is not None and known.lost

    def thumbnail(self, sha256: str, side: int) -> QImage:
        """Return what there is: the picture, a sign that it is lost, or one that it is on its way."""
        known = self._known.get(sha256)
        if known is None:
            return _sign(Icon.CLOCK, Role.MUTED, side)
        if known.lost or known.image.isNull():
            return _sign(Icon.WARNING, Role.ERROR_TEXT, side)
        return known.image.scaled(
            QSize(side, side * 3 // 4),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )


def _sign(icon: Icon, role: Role, side: int) -> QImage:
    made = QImage(side, side * 3 // 4, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(look.colour(Role.SUNKEN))
    painter = QPainter(made)
    drawn = pixmap(icon, look.colour(role), side // 3)
    painter.drawPixmap((made.width() - side // 3) // 2, (made.height() - side // 3) // 2, drawn)
    painter.end()
    return made
