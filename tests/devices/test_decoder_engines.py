"""The engines: what each family is called, and an engine that is not there."""

import sys

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from borderpost.devices.decoder import FrameDecoder
from borderpost.devices.decoder.engines import (
    LINEAR,
    MATRIX,
    POSTAL,
    EngineMissingError,
    Zbar,
    Zxing,
    load_zbar,
    missing_engines,
)
from borderpost.devices.decoder.found import Symbology

CODES = [
    ("RR123456785GB", "Code128", Symbology.CODE128, "]C0"),
    ("5900699605256", "EAN13", Symbology.EAN, "]E0"),
    ("18158047434865", "ITF", Symbology.ITF, "]I1"),
    ("J18CGBVT4UVCULM5FT", "DataMatrix", Symbology.DATAMATRIX, "]d1"),
    ("https://track.example/LP532998272SE", "QRCode", Symbology.QR, "]Q1"),
    ("S10=UA793168610NL;W=18920", "PDF417", Symbology.PDF417, "]L2"),
]


def drawn(text: str, family: str, *, gs1: bool = False) -> NDArray[np.uint8]:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, family), gs1=gs1)
    picture = np.asarray(code.to_image(scale=4, add_quiet_zones=True), np.uint8)
    return cv2.copyMakeBorder(picture, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)


@pytest.mark.parametrize(("text", "family", "symbology", "aim"), CODES)
def test_zxing_names_what_it_reads(text: str, family: str, symbology: Symbology, aim: str) -> None:
    (reading,) = Zxing().read(drawn(text, family), POSTAL)
    assert (reading.text, reading.data, reading.symbology, reading.aim) == (
        text,
        text.encode(),
        symbology,
        aim,
    )


def test_gs1_is_told_by_its_identifier_and_comes_without_brackets() -> None:
    (reading,) = Zxing().read(drawn("(00)345367725550936923", "Code128", gs1=True), LINEAR)
    assert (reading.text, reading.aim) == ("00345367725550936923", "]C1")


def test_only_the_families_asked_for_are_read() -> None:
    picture = drawn("RR123456785GB", "Code128")
    assert Zxing().read(picture, MATRIX) == ()
    assert len(Zxing().read(picture, LINEAR)) == 1


def test_zbar_reads_linear_codes_and_is_never_asked_for_others() -> None:
    try:
        load_zbar()
    except EngineMissingError as missing:
        pytest.skip(str(missing))
    (reading,) = Zbar().read(drawn("RR123456785GB", "Code128"), POSTAL)
    assert (reading.data, reading.symbology, reading.aim) == (b"RR123456785GB", Symbology.CODE128, "]C0")
    assert Zbar().read(drawn("https://track.example", "QRCode"), {Symbology.QR}) == ()


def test_an_engine_that_is_not_installed_is_named_and_not_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar.pyzbar", None)
    zbar = Zbar()  # to make one needs nothing yet
    with pytest.raises(EngineMissingError, match="zbar"):
        zbar.read(drawn("RR123456785GB", "Code128"), LINEAR)
    (why,) = missing_engines()
    assert why.startswith("zbar")


def test_without_zbar_frames_are_decoded_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar.pyzbar", None)
    decoder = FrameDecoder()
    empty = np.full((480, 640), 128, np.uint8)
    for _ in range(12):
        assert decoder.decode(empty).codes == ()
    assert len(decoder.decode(drawn("RR123456785GB", "Code128")).codes) == 1
