"""The small language in which the carrier table writes the shape of a number.

A shape is a row of parts with blanks between them; a part is a name, a colon and atoms, or atoms alone:
`'1Z'` a literal, `6N` six digits, `6A` six capitals, `6X` six of either, `10-39X` ten to thirty-nine of
them (once in a shape, and last), `[0-8AF]` one character of a set, `(072|777)` one of several texts of
equal length. `'1Z' shipper:6X service:2X package:7X check:1N` is the UPS number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 64
_DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CLASSES = {"N": _DIGITS, "A": _CAPITALS, "X": _DIGITS + _CAPITALS}
_PART = re.compile(r"(?:([a-z][a-z0-9_]*):)?((?:'[^' ]+'|\[[^\] ]+\]|\([^) ]+\)|[0-9]+(?:-[0-9]+)?[NAX])+)")
_ATOM = re.compile(r"'([^']+)'|\[([^\]]+)\]|\(([^)]+)\)|([0-9]+)(?:-([0-9]+))?([NAX])")
_RANGE = re.compile(r"(.)-(.)")


class ShapeError(ValueError):
    """A shape that the language does not allow."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape: its pattern, the lengths it takes, and what each place may hold.

    `places` has one set of allowed characters a place, for the shortest length; `literals` counts the
    characters that are fixed; `parts` has the characters that may occur in each named part.
    """

    pattern: re.Pattern[str]
    shortest: int
    longest: int
    places: tuple[str, ...]
    literals: int
    parts: Mapping[str, frozenset[str]]


def compile_shape(source: str) -> Shape:
    """The shape that `source` writes; ShapeError says what is wrong with it."""
    pattern: list[str] = []
    places: list[str] = []
    parts: dict[str, frozenset[str]] = {}
    literals = 0
    extra = 0
    for part in source.split():
        match = _PART.fullmatch(part)
        if match is None:
            raise ShapeError(f"not a part of a shape: {part!r}")
        name = match.group(1)
        if name in parts:
            raise ShapeError(f"two parts are named {name!r}")
        start = len(places)
        pattern.append(f"(?P<{name}>" if name else "(?:")
        for atom in _ATOM.finditer(match.group(2)):
            if extra:
                raise ShapeError("nothing may follow a part of varying length")
            expression, allowed, extra = _atom(atom)
            pattern.append(expression)
            places.extend(allowed)
            literals += len(allowed) if atom.group(1) else 0
        pattern.append(")")
        if name:
            parts[name] = frozenset("".join(places[start:]))
    if not 0 < len(places) + extra <= LONGEST:
        raise ShapeError(f"a shape has 1 to {LONGEST} characters")
    return Shape(
        pattern=re.compile("".join(pattern)),
        shortest=len(places),
        longest=len(places) + extra,
        places=tuple(places),
        literals=literals,
        parts=parts,
    )


def _atom(match: re.Match[str]) -> tuple[str, list[str], int]:
    literal, one_of, alternatives, least, most, letter = match.groups()
    if literal:
        return re.escape(literal), list(literal), 0
    if one_of:
        allowed = _RANGE.sub(_expanded, one_of)
        return f"[{re.escape(allowed)}]", [allowed], 0
    if alternatives:
        texts = alternatives.split("|")
        if len(set(map(len, texts))) != 1:
            raise ShapeError(f"texts of unequal length: {alternatives!r}")
        allowed_at = ["".join(sorted(set(column))) for column in zip(*texts, strict=True)]
        return f"(?:{'|'.join(map(re.escape, texts))})", allowed_at, 0
    low, high = int(least), int(most or least)
    if not 0 < low <= high <= LONGEST:
        raise ShapeError(f"not a count: {match.group(0)!r}")
    allowed = _CLASSES[letter]
    expression = {"N": "[0-9]", "A": "[A-Z]", "X": "[0-9A-Z]"}[letter]
    return f"{expression}{{{low},{high}}}", [allowed] * low, high - low


def _expanded(match: re.Match[str]) -> str:
    first, last = map(ord, match.groups())
    if first > last:
        raise ShapeError(f"not a range: {match.group(0)!r}")
    return "".join(map(chr, range(first, last + 1)))
