"""Files that are to become evidence: pictures, X-rays and PDFs are known, hostile ones refused."""

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from borderpost.devices.evidence_files import MOST_BYTES, MOST_PAGES, Looked, look_at
from borderpost.devices.still_images import ImageError, ImageFault
from borderpost.domain.evidence_codes import FileForm


def _packed(image: Image.Image, form: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)  # type: ignore[arg-type]
    return data.getvalue()


def _grey16(width: int = 64, height: int = 48) -> Image.Image:
    return Image.fromarray(np.arange(width * height, dtype=np.uint16).reshape(height, width))


def _png(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("image", "form", "options", "looked"),
    [
        (Image.new("RGB", (64, 48)), "JPEG", {}, Looked(FileForm.JPEG, 64, 48)),
        (Image.new("RGB", (64, 48)), "PNG", {}, Looked(FileForm.PNG, 64, 48)),
        (_grey16(), "PNG", {}, Looked(FileForm.PNG, 64, 48)),
        (_grey16(), "TIFF", {}, Looked(FileForm.TIFF, 64, 48)),
        (_grey16(), "TIFF", {"compression": "tiff_lzw"}, Looked(FileForm.TIFF, 64, 48)),
        (Image.new("1", (64, 48)), "TIFF", {"compression": "group4"}, Looked(FileForm.TIFF, 64, 48)),
    ],
)
def test_pictures_and_xrays_are_known(
    image: Image.Image, form: str, options: dict[str, str], looked: Looked
) -> None:
    assert look_at(_packed(image, form, **options), "x") == looked


def test_the_pages_of_a_scan_are_counted() -> None:
    pages = [Image.new("L", (40, 60), shade) for shade in (0, 100, 200)]
    assert look_at(_packed(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "scan").pages == 3


def test_a_pdf_is_known_by_its_ends_and_never_opened() -> None:
    hostile = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF\n"
    assert look_at(hostile, "x.pdf") == Looked(FileForm.PDF, pages=0)


@pytest.mark.parametrize(
    ("fault", "data"),
    [
        (ImageFault.EMPTY, b""),
        (ImageFault.NOT_AN_IMAGE, b"a text"),
        (ImageFault.NOT_AN_IMAGE, b"%PDF-1.7 that is cut off"),
        (ImageFault.NOT_AN_IMAGE, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        (ImageFault.NOT_AN_IMAGE, _packed(Image.new("L", (8, 8)), "GIF")),
        (ImageFault.NOT_AN_IMAGE, _packed(_grey16(), "PNG")[:-40]),
        (ImageFault.NOT_AN_IMAGE, _packed(Image.new("RGB", (640, 480)), "JPEG")[:700]),
        (ImageFault.TOO_LARGE, b"\xff\xd8\xff" + bytes(MOST_BYTES)),
        (ImageFault.TOO_LARGE, _png(30_000, 30_000, 16, 0, b"")),
        (ImageFault.TOO_LARGE, _png(7_000, 7_000, 8, 0, b"")),
    ],
)
def test_what_cannot_be_evidence_is_refused_by_its_fault(fault: ImageFault, data: bytes) -> None:
    with pytest.raises(ImageError) as error:
        look_at(data, "x")
    assert error.value.fault is fault


def test_a_scan_without_end_is_refused() -> None:
    """Its last page leads to itself, or there are more pages than anybody scans."""
    one = Image.new("1", (8, 8))
    endless = bytearray(_packed(one, "TIFF"))
    (first,) = struct.unpack_from("<I", endless, 4)
    (count,) = struct.unpack_from("<H", endless, first)
    struct.pack_into("<I", endless, first + 2 + 12 * count, first)
    assert look_at(bytes(endless), "x").pages == 1
    many = _packed(one, "TIFF", save_all=True, append_images=[one] * MOST_PAGES)
    with pytest.raises(ImageError) as error:
        look_at(many, "x")
    assert error.value.fault is ImageFault.TOO_LARGE


def test_a_bomb_is_refused_before_it_takes_memory(checkout: Path) -> None:
    """40 kB that want 28 GB, and some that want 320 MB: looked at where 256 MB more can be had."""
    rows = zlib.compress(bytes(40_000_000), 9)
    bombs = [_png(60_000, 60_000, 16, 6, rows), _png(9_000, 9_000, 8, 6, rows)]
    code = (
        "import resource, sys\n"
        "from borderpost.devices.evidence_files import look_at\n"
        "from borderpost.devices.still_images import ImageError\n"
        "now = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (now + 2**28, now + 2**28))\n"
        "try:\n    look_at(sys.stdin.buffer.read(), 'bomb')\n"
        "except ImageError as error:\n    print(error.fault)\n"
    )
    for bomb in bombs:
        assert len(bomb) < 60_000
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=bomb,
            capture_output=True,
            timeout=60,
            check=False,
            env=os.environ | {"PYTHONPATH": str(checkout / "src")},
        )
        assert done.stdout.decode().strip() == "too_large", done.stderr[-300:]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["PNG", "TIFF", "JPEG"]),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 200),
)
def test_bytes_that_were_tampered_with_are_a_picture_or_none(
    form: str, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(_packed(_grey16() if form != "JPEG" else Image.new("RGB", (64, 48), "red"), form))
    for at, value in changes:
        data[at % len(data)] = value
    whole = bytes(data[: len(data) - cut])
    try:
        looked = look_at(whole, "x")
    except ImageError:
        return
    assert looked.width * looked.height > 0
