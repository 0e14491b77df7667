"""Text of any script set in lines of a given width."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from borderpost.documents import bidi
from borderpost.documents.line_breaks import clusters, segments
from borderpost.documents.shaping import Face, Shaped, Shaper
from borderpost.documents.style import Align, TextStyle

LONGEST = 6000
"""Characters of one paragraph that are printed; of a longer one the cut is shown."""

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\u000b\u000c]")
_UNPRINTABLE = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_HIDDEN = bidi.DIRECTION_MARKS | {"\u200b"}
_TALLER = 1.16


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its pieces from left to right; lengths are points.

    `told` is the text that the line stands for where copying its glyphs would not give it (ActualText),
    else empty; `baseline` is measured from the line's top.
    """

    pieces: tuple[Shaped, ...]
    style: TextStyle
    width: float
    height: float
    baseline: float
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    shaped: Shaped
    level: int
    width: float


def clean(untrusted_text: str) -> str:
    """`untrusted_text` without what cannot be printed: controls, lone surrogates, what is beyond LONGEST."""
    text = _LINE_ENDS.sub("\n", untrusted_text[: LONGEST + 1])
    text = _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub(" ", text))
    beyond = len(untrusted_text) - LONGEST
    if beyond > 0:
        text = f"{text[:LONGEST]}… [+{beyond}]"
    return text


def set_text(text: str, style: TextStyle, width: float, shaper: Shaper) -> tuple[Line, ...]:
    """Break `text` into lines no wider than `width`; what cannot be broken nicely is broken anywhere."""
    lines: list[Line] = []
    for paragraph in clean(text).split("\n"):
        lines += _Setter(paragraph, style, width, shaper).lines()
    return tuple(lines)


def text_width(text: str, style: TextStyle, shaper: Shaper) -> float:
    """The width in points of `text` on one line."""
    lines = set_text(text, style, 1e9, shaper)
    return max((line.width for line in lines), default=0.0)


class _Setter:
    """Sets one paragraph; measures in thousandths of the type size until a line is made."""

    def __init__(self, text: str, style: TextStyle, width: float, shaper: Shaper) -> None:
        self._text = text
        self._style = style
        self._limit = width * 1000 / style.size + 0.01
        self._shaper = shaper
        self._levels = bidi.levels(text)[1]
        self._faces = shaper.faces(text, bold=style.bold, mono=style.mono)

    def lines(self) -> Iterable[Line]:
        """The paragraph's lines; an empty paragraph is one empty line."""
        if not self._text:
            return [self._line(0, 0, [])]
        result: list[Line] = []
        start = 0
        pieces: list[_Piece] = []
        filled = 0.0
        for first, end in self._breakable():
            word, space = self._measured(first, end)
            word_width = sum(piece.width for piece in word)
            if pieces and filled + word_width > self._limit:
                result.append(self._line(start, first, pieces))
                start, pieces, filled = first, [], 0.0
            pieces += word
            pieces += space
            filled += word_width + sum(piece.width for piece in space)
        result.append(self._line(start, len(self._text), pieces))
        return result

    def _breakable(self) -> Iterable[tuple[int, int]]:
        """The slices between two line ends, those wider than a whole line cut between clusters."""
        for start, end in segments(self._text):
            word, _ = self._measured(start, end)
            if sum(piece.width for piece in word) <= self._limit:
                yield start, end
            else:
                yield from self._cut(start, end)

    def _cut(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        first = start
        filled = 0.0
        for left, right in clusters(self._text[start:end]):
            word, space = self._measured(start + left, start + right)
            width = sum(piece.width for piece in (*word, *space))
            if filled and filled + width > self._limit:
                yield first, start + left
                first, filled = start + left, 0.0
            filled += width
        yield first, end

    def _measured(self, start: int, end: int) -> tuple[list[_Piece], list[_Piece]]:
        """The pieces of a slice without the spaces at its end, and those spaces."""
        stop = end
        while stop > start and self._text[stop - 1] == " ":
            stop -= 1
        return self._pieces(start, stop), self._pieces(stop, end)

    def _pieces(self, start: int, end: int) -> list[_Piece]:
        result: list[_Piece] = []
        index = start
        while index < end:
            face, level = self._faces[index], self._levels[index]
            stop = index + 1
            while stop < end and self._faces[stop] is face and self._levels[stop] == level:
                stop += 1
            text = self._text[index:stop]
            if not _HIDDEN.isdisjoint(text):
                text = "".join(character for character in text if character not in _HIDDEN)
            if text:
                result.append(self._piece(face, level, text))
            index = stop
        return result

    def _piece(self, face: Face, level: int, text: str) -> _Piece:
        shaped = self._shaper.shape(face, text, rtl=level % 2 == 1)
        return _Piece(shaped, level, shaped.width + self._style.tracking * len(shaped.glyphs))

    def _line(self, start: int, end: int, pieces: list[_Piece]) -> Line:
        text = self._text[start:end].rstrip(" ")
        while pieces and pieces[-1].shaped.glyphs and all(g.text == " " for g in pieces[-1].shaped.glyphs):
            pieces = pieces[:-1]
        order = bidi.visual_order([piece.level for piece in pieces])
        placed = tuple(pieces[index].shaped for index in order)
        style = self._style
        plain = all(piece.level == 0 for piece in pieces) and all(
            len(glyph.text) == 1 for piece in placed for glyph in piece.glyphs
        )
        first = self._shaper.text_faces
        tall = any(piece.face.file not in first for piece in placed)
        height = style.leading * (_TALLER if tall else 1.0)
        return Line(
            pieces=placed,
            style=style,
            width=sum(piece.width for piece in pieces) * style.size / 1000,
            height=height,
            baseline=(height - style.leading) * 0.6 + (style.leading - style.size) / 2 + style.size * 0.82,
            told="" if plain else "".join(character for character in text if character not in _HIDDEN),
        )


def line_offset(line: Line, width: float) -> float:
    """How far from the left of `width` the line begins, by the alignment of its style."""
    match line.style.align:
        case Align.CENTRE:
            return (width - line.width) / 2
        case Align.END:
            return width - line.width
        case _:
            return 0.0
