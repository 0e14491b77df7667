"""Code 128 as the standard draws it: the widths of its symbols, its checksum, and what symbols spell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderpost.devices.decoder.arrays import Floats

# ISO/IEC 15417, table 1: bar, space, bar, space, bar, space of symbol values 0 to 105, in modules.
_WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232"
)
_STOP_WIDTHS = "2331112"

SYMBOL_MODULES = 11
STOP_MODULES = 13
STARTS = (103, 104, 105)

_SHIFT, _SET_C, _SET_B, _SET_A, _FNC1 = 98, 99, 100, 101, 102
_MODULUS = 103
_GROUP_SEPARATOR = "\x1d"


def _modules(widths: str) -> list[float]:
    return [float(1 - at % 2) for at, width in enumerate(widths) for _ in range(int(width))]


def symbol_patterns() -> Floats:
    """All symbols as (106, 11) modules, 1 for a bar and 0 for a space."""
    return np.array([_modules(widths) for widths in _WIDTHS.split()])


def stop_pattern() -> Floats:
    """The stop symbol as 13 modules."""
    return np.array(_modules(_STOP_WIDTHS))


@dataclass(frozen=True, slots=True)
class Spelled:
    """What a row of symbols says; `gs1` when it opens with FNC1."""

    text: str
    gs1: bool


def spell(values: Sequence[int]) -> Spelled | None:
    """The text of symbol values from start to check symbol; None when checksum or grammar fail.

    FNC2, FNC3 and FNC4 are not used in post and count as a failure.
    """
    if len(values) < 3 or values[0] not in STARTS:
        return None
    if (values[0] + sum(at * value for at, value in enumerate(values[1:-1], 1))) % _MODULUS != values[-1]:
        return None
    code_set = "ABC"[values[0] - 103]
    shifted = ""
    parts: list[str] = []
    gs1 = False
    for at, value in enumerate(values[1:-1]):
        active, shifted = shifted or code_set, ""
        if value == _FNC1:
            gs1 = gs1 or at == 0
            parts.append("" if at == 0 else _GROUP_SEPARATOR)
        elif active == "C":
            if value < 100:
                parts.append(f"{value:02d}")
            elif value in (_SET_B, _SET_A):
                code_set = "B" if value == _SET_B else "A"
            else:
                return None
        elif value < 96:
            parts.append(chr(value + 32 if active == "B" or value < 64 else value - 64))
        elif value == _SET_C:
            code_set = "C"
        elif value == _SHIFT:
            shifted = "B" if active == "A" else "A"
        elif (value == _SET_B and active == "A") or (value == _SET_A and active == "B"):
            code_set = "B" if value == _SET_B else "A"
        else:
            return None
    return Spelled("".join(parts), gs1)


def stands_for_digits(values: Sequence[int], place: int) -> bool:
    """Whether the symbol at a place is a pair of digits: in code set C, and no switch to another."""
    code_set = "ABC"[values[0] - STARTS[0]]
    for value in values[1:place]:
        if code_set == "C":
            code_set = {_SET_A: "A", _SET_B: "B"}.get(value, code_set)
        elif value == _SET_C:
            code_set = "C"
    return code_set == "C" and values[place] < _SET_B


def complement(values: Sequence[int], unknown: int) -> int:
    """The value that the checksum asks of the symbol at `unknown`, neither start nor check symbol."""
    rest = values[0] + sum(at * value for at, value in enumerate(values[1:-1], 1) if at != unknown)
    return (values[-1] - rest) * pow(unknown, -1, _MODULUS) % _MODULUS
