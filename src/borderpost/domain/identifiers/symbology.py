"""What an AIM symbology identifier tells about the text that follows it."""

import re
from enum import StrEnum

_AIM = re.compile(rb"\][A-Za-z][0-9A-Fa-f]")
_GS1 = frozenset({"]C1", "]d2", "]d5", "]Q3", "]Q4", "]J1"})
_MATRIX_LETTERS = "dQLUzJhr"
_LINEAR_LETTERS = "ABCDFGHIKMNPRSTVX"


class Family(StrEnum):
    """The use that a symbology is put to."""

    RETAIL = "retail"
    GS1 = "gs1"
    LINEAR = "linear"
    INTERLEAVED = "interleaved"
    MATRIX = "matrix"
    UNSTATED = "unstated"


def family_of(aim: str) -> Family:
    """The family of an AIM identifier such as `]C0`; unstated when it is empty or not known."""
    if len(aim) != 3 or aim[0] != "]":
        return Family.UNSTATED
    letter = aim[1]
    if aim in _GS1 or letter == "e":
        return Family.GS1
    if letter == "E":
        return Family.RETAIL
    if letter == "I":
        return Family.INTERLEAVED
    if letter in _MATRIX_LETTERS:
        return Family.MATRIX
    return Family.LINEAR if letter in _LINEAR_LETTERS else Family.UNSTATED


def split_prefix(data: bytes, symbology: str) -> tuple[str, bytes]:
    """The AIM identifier and the payload, also where a device left the one before the other."""
    if _AIM.match(data) and symbology in ("", data[:3].decode("ascii")):
        aim = data[:3].decode("ascii")
        if family_of(aim) is not Family.UNSTATED:
            return aim, data[3:]
    return symbology, data
