"""What a device hands over when it has read a code: bytes, and how they were come by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ScanSource(StrEnum):
    """The kind of device that read the code."""

    WEDGE = "wedge"
    SERIAL = "serial"
    CAMERA = "camera"
    IMAGE = "image"
    KEYED = "keyed"


@dataclass(frozen=True, slots=True)
class RawScan:
    """One code as a device read it; nothing in it has been judged yet.

    `data` holds the payload without the AIM prefix; `symbology` is the AIM identifier (`]C0`, `]d2` …)
    or empty when the device sent none; `device` names the one that read it; `at` is UTC.
    """

    data: bytes
    source: ScanSource
    at: datetime
    symbology: str = ""
    device: str = ""
