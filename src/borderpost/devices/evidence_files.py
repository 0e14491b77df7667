"""Files that are to become evidence, looked at in bounded memory before anybody believes what they are.

Nothing of them is executed and nothing is changed: what is kept are the bytes as they came.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageFile, ImageOps

from borderpost.devices.still_images import ImageError, ImageFault
from borderpost.domain.evidence_codes import FileForm

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_JPEG_PIXELS: Final = 200_000_000
"""A JPEG is only looked at at an eighth of its size."""
MOST_PIXELS: Final = 40_000_000
"""Other pictures have to be unpacked whole: 16 bits of grey take 80 MB then, and colours 160 MB."""
MOST_PAGES: Final = 1_000
SMALL_SIDE: Final = 256
_SMALL_QUALITY: Final = 85
_PREVIEW = (SMALL_SIDE, SMALL_SIDE)
_BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, struct.error)
_FORMS = {"JPEG": FileForm.JPEG, "MPO": FileForm.JPEG, "PNG": FileForm.PNG, "TIFF": FileForm.TIFF}
_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file proved to be: width and height in pixels (0 for a PDF), pages (0 where nobody counted).

    `small` is a JPEG of a photograph, upright, no larger than SMALL_SIDE px: it falls off on the way.
    """

    form: FileForm
    width: int = 0
    height: int = 0
    pages: int = 1
    small: bytes = field(default=b"", repr=False, compare=False)


def look_at(untrusted_bytes: bytes, name: str) -> Looked:
    """Return what a file is: a picture (JPEG, PNG, TIFF, 16 bits of grey, too) or a PDF. Raises ImageError.

    A picture is unpacked once, so that one which is cut off or lies about itself is found out here.
    """
    if not untrusted_bytes:
        raise ImageError(ImageFault.EMPTY, name)
    if len(untrusted_bytes) > MOST_BYTES:
        raise ImageError(ImageFault.TOO_LARGE, name, f"{len(untrusted_bytes)} bytes")
    if untrusted_bytes[:_HEAD_BYTES].lstrip().startswith(_PDF):
        return _pdf(untrusted_bytes, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on odd metadata; what matters raises
            return _picture(untrusted_bytes, name)
    except Image.DecompressionBombError as error:
        raise ImageError(ImageFault.TOO_LARGE, name, str(error)) from error
    except (*_BROKEN, zlib.error) as error:
        raise ImageError(ImageFault.NOT_AN_IMAGE, name, str(error)) from error


def _pdf(untrusted_bytes: bytes, name: str) -> Looked:
    """Only its two ends are looked at: it is kept, and never executed."""
    if _PDF_END not in untrusted_bytes[-_HEAD_BYTES:]:
        raise ImageError(ImageFault.NOT_AN_IMAGE, name, "a PDF that is cut off")
    return Looked(FileForm.PDF, pages=0)


def _picture(untrusted_bytes: bytes, name: str) -> Looked:
    with Image.open(io.BytesIO(untrusted_bytes), formats=("JPEG", "PNG", "TIFF")) as picture:
        form = _FORMS.get(picture.format or "")
        if form is None:
            raise ImageError(ImageFault.NOT_AN_IMAGE, name, str(picture.format))
        width, height = picture.size
        most = MOST_JPEG_PIXELS if form is FileForm.JPEG else MOST_PIXELS
        if width * height > most:
            raise ImageError(ImageFault.TOO_LARGE, name, f"{width} x {height} pixels")
        pages = _pages(picture, name) if form is FileForm.TIFF else 1
        picture.draft("RGB", _PREVIEW)  # a JPEG is then decoded at a fraction of its size
        picture.load()
        small = _small(picture) if form is FileForm.JPEG else b""
    return Looked(form, width, height, pages, small)


def _small(picture: Image.Image) -> bytes:
    """What has just been unpacked at an eighth of its size is nearly a thumbnail already."""
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(_PREVIEW)
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=_SMALL_QUALITY)
    return made.getvalue()


def _pages(picture: ImageFile.ImageFile, name: str) -> int:
    """Count the pages of a scan, none of which may be larger than the first may be."""
    count = 0
    try:
        while count < MOST_PAGES:
            picture.seek(count)
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise ImageError(ImageFault.TOO_LARGE, name, f"page {count + 1}: {width} x {height} pixels")
            count += 1
    except EOFError:
        picture.seek(0)
        return count
    raise ImageError(ImageFault.TOO_LARGE, name, f"more than {MOST_PAGES} pages")
