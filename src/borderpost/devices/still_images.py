"""Pictures from files, from the clipboard and from drag and drop, as pixels for the decoder."""

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageOps
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from borderpost.devices.decoder import Decoded, StillDecoder
from borderpost.devices.frame_source import Pixels
from borderpost.domain.scan import RawScan, ScanSource

_MOST_BYTES = 64 * 1024 * 1024
_MOST_PIXELS = 200_000_000  # a picture that claims more is not opened at all
_WORKING_PIXELS = 16_000_000  # larger pictures are read at a smaller size
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
_BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, struct.error, zlib.error)


class ImageFault(StrEnum):
    """Why a picture cannot be used."""

    MISSING = "missing"
    UNREADABLE = "unreadable"  # the file is there and the system will not give it
    TOO_LARGE = "too_large"
    NOT_AN_IMAGE = "not_an_image"
    EMPTY = "empty"


class ImageError(Exception):
    """A picture that cannot be used; `fault` says why, `name` which one."""

    def __init__(self, fault: ImageFault, name: str, detail: str = "") -> None:
        """`detail` is the image library's own word, for the log."""
        super().__init__(f"{name}: {fault.value}" + (f" ({detail})" if detail else ""))
        self.fault = fault
        self.name = name
        self.detail = detail


class Decodes(Protocol):
    """Reads a still image."""

    def decode(self, image: Pixels, /) -> Decoded:
        """All codes of the image."""
        ...


@dataclass(frozen=True, slots=True)
class StillReading:
    """What was read off one picture, and its pixels (BGR) for the outlines to be drawn on."""

    scans: tuple[RawScan, ...]
    decoded: Decoded
    pixels: Pixels


def pixels_of_file(path: Path) -> Pixels:
    """A picture file in BGR (uint8, height x width x 3), turned upright. Raises ImageError."""
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise ImageError(ImageFault.TOO_LARGE, path.name, f"{size} bytes")
        untrusted_bytes = path.read_bytes()
    except FileNotFoundError:
        raise ImageError(ImageFault.MISSING, path.name) from None
    except OSError as error:
        raise ImageError(ImageFault.UNREADABLE, path.name, error.strerror or "") from error
    return pixels_of_bytes(untrusted_bytes, path.name)


def pixels_of_bytes(untrusted_bytes: bytes, name: str) -> Pixels:
    """A picture's bytes (PNG, JPEG …) in BGR; `name` is for the error. Raises ImageError."""
    if not untrusted_bytes:
        raise ImageError(ImageFault.EMPTY, name)
    if len(untrusted_bytes) > _MOST_BYTES:
        raise ImageError(ImageFault.TOO_LARGE, name, f"{len(untrusted_bytes)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on odd metadata; what matters raises
            return _decode(untrusted_bytes, name)
    except Image.DecompressionBombError as error:
        raise ImageError(ImageFault.TOO_LARGE, name, str(error)) from error
    except _BROKEN as error:
        raise ImageError(ImageFault.NOT_AN_IMAGE, name, str(error)) from error


def _decode(untrusted_bytes: bytes, name: str) -> Pixels:
    with Image.open(io.BytesIO(untrusted_bytes), formats=_FORMATS) as picture:
        width, height = picture.size
        if width * height > _MOST_PIXELS:
            raise ImageError(ImageFault.TOO_LARGE, name, f"{width} x {height} pixels")
        size = _working_size(width, height)
        picture.draft("RGB", size)  # lets JPEG be decoded at a fraction of its size
        upright = ImageOps.exif_transpose(picture)
        if upright.has_transparency_data:
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright.convert("RGBA"))
        rgb = upright.convert("RGB")
        rgb.thumbnail((max(size), max(size)))
        return np.ascontiguousarray(np.asarray(rgb, np.uint8)[..., ::-1])


def pixels_of_qimage(image: QImage, name: str = "clipboard") -> Pixels:
    """A QImage, as the clipboard or a drop brings it, in BGR. Raises ImageError."""
    if image.isNull():
        raise ImageError(ImageFault.EMPTY, name)
    if image.width() * image.height() > _MOST_PIXELS:
        raise ImageError(ImageFault.TOO_LARGE, name, f"{image.width()} x {image.height()} pixels")
    if image.hasAlphaChannel():
        image = _on_white(image)
    size = QSize(*_working_size(image.width(), image.height()))
    solid = image.scaled(size).convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(solid.constBits(), np.uint8).reshape(solid.height(), solid.bytesPerLine())
    return rows[:, : solid.width() * 3].reshape(solid.height(), solid.width(), 3).copy()


def read_still(
    pixels: Pixels,
    name: str,
    *,
    decoder: Decodes | None = None,
    now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> StillReading:
    """Read every code off one picture; `name` stands as the device in each RawScan.

    Takes a few hundred milliseconds for a large picture: call it off the main thread.
    """
    decoded = (decoder or StillDecoder()).decode(pixels)
    at = now_utc()
    scans = tuple(RawScan(code.data, ScanSource.IMAGE, at, code.aim, name) for code in decoded.codes)
    return StillReading(scans, decoded, pixels)


def _working_size(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, (_WORKING_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _on_white(image: QImage) -> QImage:
    """Transparent grounds are white paper: left alone they would come out black, and the bars vanish."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper
