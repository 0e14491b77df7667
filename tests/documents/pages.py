"""Looks at finished PDFs: pages as pictures, the codes on them, their text and their photographs."""

import hashlib
import io

import numpy as np
import pypdf
import zxingcpp
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument


def pictures(pdf: bytes, dpi: int = 200) -> list[np.ndarray]:
    """Every page in grey."""
    store = QByteArray(pdf)
    buffer = QBuffer(store)
    assert buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() == QPdfDocument.Status.Ready
    result = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page)
        pixels = QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72))
        image = document.render(page, pixels)
        flat = QImage(pixels, QImage.Format.Format_RGB32)
        flat.fill(0xFFFFFFFF)
        from PySide6.QtGui import QPainter

        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        grey = flat.convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
        result.append(rows[:, : grey.width()].copy())
    document.close()
    return result


def codes(pdf: bytes, dpi: int = 200) -> list[tuple[str, str]]:
    """(format, text) of every barcode on every page."""
    found = []
    for picture in pictures(pdf, dpi):
        found += [(code.format.name, code.text) for code in zxingcpp.read_barcodes(picture)]
    return found


def texts(pdf: bytes) -> list[str]:
    """The text of every page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def without_gaps(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def photograph_hashes(pdf: bytes) -> set[str]:
    """The SHA-256 of each encoded image stream as it lies in the file."""
    result = set()
    for item in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        objects = item["/Resources"].get("/XObject", {})
        for entry in objects.values():
            stream = entry.get_object()
            if stream.get("/Subtype") == "/Image":
                assert stream["/Filter"] == "/DCTDecode"
                result.add(hashlib.sha256(stream._data).hexdigest())
    return result
