"""The barcode engines behind one shape: an image and the families wanted in, readings out."""

import importlib
from collections.abc import Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar, Protocol

import numpy as np
import zxingcpp

from borderpost.devices.decoder.arrays import Grey
from borderpost.devices.decoder.found import Outline, Symbology

LINEAR = frozenset({Symbology.CODE128, Symbology.EAN, Symbology.ITF})
MATRIX = frozenset({Symbology.DATAMATRIX, Symbology.QR})
POSTAL = LINEAR | MATRIX | {Symbology.PDF417}


@dataclass(frozen=True, slots=True)
class Reading:
    """One code as an engine read it; the outline is in pixels of the image the engine was given."""

    data: bytes
    text: str
    symbology: Symbology
    aim: str
    outline: Outline


class Engine(Protocol):
    """Whatever reads codes off a grey image."""

    name: ClassVar[str]
    """The engine's name as benchmarks and outlines show it."""

    def read(self, grey: Grey, wanted: Collection[Symbology]) -> tuple[Reading, ...]:
        """All codes of the wanted families on an (H, W) image; an image without any gives ()."""
        ...


class EngineMissingError(Exception):
    """An engine's library is not installed on this machine; the message says which."""


_F = zxingcpp.BarcodeFormat
_ZXING_FORMATS: dict[Symbology, tuple[Any, ...]] = {
    Symbology.CODE128: (_F.Code128,),
    Symbology.EAN: (_F.EANUPC,),
    Symbology.ITF: (_F.ITF,),
    Symbology.DATAMATRIX: (_F.DataMatrix,),
    Symbology.QR: (_F.QRCode,),
    Symbology.PDF417: (_F.PDF417,),
    Symbology.OTHER: (
        _F.Code39,
        _F.Code93,
        _F.DataBar,
        _F.Aztec,
        _F.MicroQRCode,
        _F.MicroPDF417,
        _F.MaxiCode,
    ),
}
_BY_AIM_LETTER = {
    "C": Symbology.CODE128,
    "E": Symbology.EAN,
    "I": Symbology.ITF,
    "d": Symbology.DATAMATRIX,
    "Q": Symbology.QR,
    "L": Symbology.PDF417,
}


@dataclass(frozen=True, slots=True)
class Zxing:
    """zxing-cpp, with the switches that decide between speed and reach.

    `binary` tells it that the image is black and white already, so that it uses one fixed threshold.
    """

    rotate: bool = True
    downscale: bool = False
    invert: bool = False
    binary: bool = False
    name: ClassVar[str] = "zxing-cpp"

    def read(self, grey: Grey, wanted: Collection[Symbology]) -> tuple[Reading, ...]:
        """All codes of the wanted families; small images and images without a code give ()."""
        formats: Any = [each for family in sorted(wanted) for each in _ZXING_FORMATS[family]]
        binarizer = zxingcpp.Binarizer.FixedThreshold if self.binary else zxingcpp.Binarizer.LocalAverage
        codes = zxingcpp.read_barcodes(
            grey,
            formats=formats,
            try_rotate=self.rotate,
            try_downscale=self.downscale,
            try_invert=self.invert,
            text_mode=zxingcpp.TextMode.Plain,
            binarizer=binarizer,
        )
        return tuple(_of_zxing(code) for code in codes)


def _of_zxing(code: Any) -> Reading:
    where = code.position
    corners = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
    aim = str(code.symbology_identifier)
    return Reading(
        data=bytes(code.bytes),
        text=str(code.text),
        symbology=_BY_AIM_LETTER.get(aim[1:2], Symbology.OTHER),
        aim=aim,
        outline=_four(tuple((float(corner.x), float(corner.y)) for corner in corners)),
    )


def _four(points: tuple[tuple[float, float], ...]) -> Outline:
    first, second, third, fourth = points
    across = (second[0] - first[0]) * (fourth[1] - first[1])
    if across < (second[1] - first[1]) * (fourth[0] - first[0]):
        # A linear code read backwards comes mirrored: its top is where the picture's top is.
        return (fourth, third, second, first)
    return (first, second, third, fourth)


_ZBAR_TYPES: dict[Symbology, tuple[str, ...]] = {
    Symbology.CODE128: ("CODE128",),
    Symbology.EAN: ("EAN13", "EAN8"),
    Symbology.ITF: ("I25",),
}
_ZBAR_AIM = {"CODE128": "]C0", "EAN13": "]E0", "EAN8": "]E4", "I25": "]I0"}
_ZBAR_FAMILY = {
    "CODE128": Symbology.CODE128,
    "EAN13": Symbology.EAN,
    "EAN8": Symbology.EAN,
    "I25": Symbology.ITF,
}


def load_zbar() -> ModuleType:
    """The pyzbar module; raises `EngineMissingError` when it or the zbar library is not installed."""
    try:
        return importlib.import_module("pyzbar.pyzbar")
    except (ImportError, OSError) as absent:
        raise EngineMissingError(f"zbar: {absent}") from absent


def missing_engines() -> tuple[str, ...]:
    """Why engines that help are not to be had on this machine, one line each; () when all are there."""
    try:
        load_zbar()
    except EngineMissingError as missing:
        return (str(missing),)
    return ()


class Zbar:
    """zbar through pyzbar, for linear codes only; loaded at first use.

    It never tells GS1-128 from plain Code 128, and its QR reader has been unsafe: it is never asked for QR.
    """

    name: ClassVar[str] = "zbar"

    def __init__(self) -> None:
        self._module: ModuleType | None = None

    def read(self, grey: Grey, wanted: Collection[Symbology]) -> tuple[Reading, ...]:
        """All linear codes of the wanted families; raises `EngineMissingError` without the library."""
        if self._module is None:
            self._module = load_zbar()
        kinds = self._module.ZBarSymbol
        symbols = [kinds[name] for family in sorted(wanted) for name in _ZBAR_TYPES.get(family, ())]
        if not symbols:
            return ()
        found = self._module.decode(np.ascontiguousarray(grey), symbols=symbols)
        return tuple(_of_zbar(code) for code in found if code.type in _ZBAR_AIM)


def _of_zbar(code: Any) -> Reading:
    left, top, width, height = code.rect
    right, bottom = left + width, top + height
    return Reading(
        data=bytes(code.data),
        text=bytes(code.data).decode("latin-1"),
        symbology=_ZBAR_FAMILY[code.type],
        aim=_ZBAR_AIM[code.type],
        outline=((left, top), (right, top), (right, bottom), (left, bottom)),
    )
