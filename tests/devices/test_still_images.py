"""Pictures from files, clipboard and drops: what can be read is read, what cannot is named."""

import contextlib
import io
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QImage

from borderpost.devices.camera import qimage_of
from borderpost.devices.still_images import (
    ImageError,
    ImageFault,
    pixels_of_bytes,
    pixels_of_file,
    pixels_of_qimage,
    read_still,
)
from borderpost.domain.scan import RawScan, ScanSource
from devices.labels_for_devices import desk, label

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LABEL = label("RR123456785GB")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp"])
def test_a_label_in_a_file_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"parcel{suffix}"
    assert cv2.imwrite(str(path), desk(LABEL))
    reading = read_still(pixels_of_file(path), path.name, now_utc=lambda: NOON)
    assert reading.scans == (RawScan(b"RR123456785GB", ScanSource.IMAGE, NOON, "]C0", path.name),)


def test_the_clipboard_gives_the_same_pixels() -> None:
    scene = desk(LABEL, width=1279)
    assert np.array_equal(pixels_of_qimage(qimage_of(scene)), scene)


def test_colours_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    Image.new("RGB", (3, 2), (200, 10, 20)).save(path)
    assert pixels_of_file(path)[0, 0].tolist() == [20, 10, 200]


def test_a_transparent_ground_is_white_paper() -> None:
    picture = Image.new("RGBA", (LABEL.shape[1], LABEL.shape[0]), (0, 0, 0, 0))
    picture.putalpha(Image.fromarray(255 - LABEL))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    from_file = pixels_of_bytes(buffer.getvalue(), "logo.png")
    from_clipboard = pixels_of_qimage(QImage.fromData(buffer.getvalue()))
    assert [s.data for s in read_still(from_file, "x").scans] == [b"RR123456785GB"]
    assert [s.data for s in read_still(from_clipboard, "x").scans] == [b"RR123456785GB"]


def test_a_phones_picture_is_turned_upright() -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(buffer, "JPEG", exif=exif)
    assert pixels_of_bytes(buffer.getvalue(), "p.jpg").shape == (40, 20, 3)


def test_a_large_picture_is_read_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("L", (9000, 3000), 255).save(path)
    height, width, _ = pixels_of_file(path).shape
    assert height * width <= 16_000_000
    assert abs(width / height - 3) < 0.01


def test_a_picture_that_claims_too_much_is_not_opened() -> None:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 100_000
    assert fault_of(buffer.getvalue()) is ImageFault.TOO_LARGE


def fault_of(data: bytes) -> ImageFault:
    with pytest.raises(ImageError) as caught:
        pixels_of_bytes(data, "dropped.png")
    assert "dropped.png" in str(caught.value)
    return caught.value.fault


def test_rubbish_is_named(tmp_path: Path) -> None:
    assert fault_of(b"") is ImageFault.EMPTY
    assert fault_of(b"%PDF-1.7 no picture") is ImageFault.NOT_AN_IMAGE
    with pytest.raises(ImageError) as caught:
        pixels_of_file(tmp_path / "nothing.png")
    assert caught.value.fault is ImageFault.MISSING
    with pytest.raises(ImageError) as caught:
        pixels_of_file(tmp_path)
    assert caught.value.fault is ImageFault.UNREADABLE
    with pytest.raises(ImageError) as caught:
        pixels_of_qimage(QImage())
    assert caught.value.fault is ImageFault.EMPTY


def _whole(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(LABEL).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
@given(data=st.data())
def test_broken_files_give_pixels_or_an_image_error(kind: str, data: st.DataObject) -> None:
    broken = bytearray(_whole(kind))
    for _ in range(data.draw(st.integers(0, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(broken[: data.draw(st.integers(0, len(broken)))])
    with contextlib.suppress(ImageError):
        assert pixels_of_bytes(cut, "x").dtype == np.uint8
