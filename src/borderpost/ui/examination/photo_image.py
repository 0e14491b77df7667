"""Files of evidence as images for the screen: upright, X-rays in full contrast, a PDF's first page."""

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter
from PySide6.QtPdf import QPdfDocument

from borderpost.domain.evidence_codes import FileForm

_BEGINNINGS = {
    FileForm.JPEG: (b"\xff\xd8\xff",),
    FileForm.PNG: (b"\x89PNG\r\n\x1a\n",),
    FileForm.TIFF: (b"II*\0", b"MM\0*"),
    FileForm.PDF: (b"%PDF-",),
}
_DARKEST, _BRIGHTEST = 0.1, 99.9  # per cent of the pixels beyond which nothing is told apart


def picture_of(data: bytes, side: int, form: FileForm = FileForm.JPEG) -> QImage:
    """Return the picture, upright, no larger than `side` px; a null image where the bytes hold none.

    Nothing in a PDF is executed. Not for the GUI thread where the file may be large.
    """
    if form is FileForm.PDF:
        return _first_page(data, side)
    if not data.startswith(_BEGINNINGS[form]):
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # only what it was taken for: bytes must not choose the program that reads them
    reader = QImageReader(buffer, QByteArray(form.encode("ascii")))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side and form is FileForm.JPEG:
        # decoded at a fraction of its size
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    # a reader of TIFF asks its buffer once more as it goes: it has to go first
    del reader
    if image.format() == QImage.Format.Format_Grayscale16:
        image = in_full_contrast(image)
    if max(image.width(), image.height()) > side:
        modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(QSize(side, side), *modes)
    return image


def in_full_contrast(image: QImage) -> QImage:
    """Return an image of 16 bits of grey in 8: what lies between the darkest and the brightest pixel."""
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), np.uint16).reshape(height, image.bytesPerLine() // 2)
    grey = rows[:, :width]
    # of every fourth pixel, which is enough and a sixteenth of the work
    low, high = (float(each) for each in np.percentile(grey[::4, ::4], (_DARKEST, _BRIGHTEST)))
    span = max(high - low, 1.0)
    shown = np.clip((grey.astype(np.float32) - low) * (255.0 / span), 0, 255).astype(np.uint8)
    solid = np.ascontiguousarray(shown)
    # the image only borrows these bytes, so they have a name until they are copied
    return QImage(solid.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def _first_page(data: bytes, side: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.status() != QPdfDocument.Status.Ready or document.pageCount() < 1:
            return QImage()
        page = document.pagePointSize(0)
        size = page.toSize().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        drawn = document.render(0, size.expandedTo(QSize(1, 1)))
    finally:
        document.close()
    if drawn.isNull():
        return drawn
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
