"""Characters turned into placed glyphs by HarfBuzz, one cached piece of text at a time."""

from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb

from borderpost.documents.fonts import FontFile, FontLibrary, FontPair, coverage
from borderpost.documents.line_breaks import extends_cluster

_FEATURES = {"kern": True, "liga": False, "dlig": False}


@dataclass(slots=True, eq=False)
class Face:
    """One opened face of one document; lengths are in thousandths of the type size."""

    file: FontFile
    covers: frozenset[int]
    synthetic_bold: bool
    hb_face: Any
    hb_font: Any
    per_mille: float
    natural: dict[int, float] = field(default_factory=dict)

    def natural_advance(self, glyph: int) -> float:
        """The width that the font itself gives to a glyph."""
        width = self.natural.get(glyph)
        if width is None:
            width = self.natural[glyph] = self.hb_font.get_glyph_h_advance(glyph) * self.per_mille
        return width


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, how far it moves the pen, where it sits, and the characters it stands for."""

    id: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A piece of text in one face and one direction, its glyphs from left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float


class Shaper:
    """The faces of one document, and every piece of text already shaped with them."""

    def __init__(self, library: FontLibrary) -> None:
        self._library = library
        self.text_faces = frozenset(
            file
            for pair in (library.text, library.mono)
            for file in (pair.regular, pair.bold)
            if file is not None
        )
        self._faces: dict[tuple[FontFile, bool], Face] = {}
        self._chosen: dict[tuple[str, bool, bool], Face] = {}
        self._shaped: dict[tuple[Face, str, bool], Shaped] = {}

    def faces(self, text: str, *, bold: bool = False, mono: bool = False) -> list[Face]:
        """The face for every character: the first of the library that has it, marks with their base.

        A character that no face has gets the text face, which draws its visible box.
        """
        result: list[Face] = []
        for index, character in enumerate(text):
            if index and extends_cluster(text, index):
                result.append(result[-1])
                continue
            key = (character, bold, mono)
            face = self._chosen.get(key)
            if face is None:
                face = self._chosen[key] = self._choose(ord(character), bold, mono)
            result.append(face)
        return result

    def shape(self, face: Face, text: str, rtl: bool) -> Shaped:
        """Shape `text`, all of it in `face` and of one direction."""
        key = (face, text, rtl)
        shaped = self._shaped.get(key)
        if shaped is None:
            shaped = self._shaped[key] = _shape(face, text, rtl)
        return shaped

    def _choose(self, code: int, bold: bool, mono: bool) -> Face:
        library = self._library
        first = (library.mono, library.text) if mono else (library.text,)
        for pair in (*first, *library.fallbacks):
            if code in coverage(pair.regular):
                return self._face(pair, bold)
        return self._face(first[0], bold)

    def _face(self, pair: FontPair, bold: bool) -> Face:
        file = pair.bold if bold and pair.bold else pair.regular
        synthetic = bold and pair.bold is None
        face = self._faces.get((file, synthetic))
        if face is None:
            face = self._faces[file, synthetic] = _open(file, synthetic)
        return face


def _open(file: FontFile, synthetic_bold: bool) -> Face:
    hb_face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    return Face(file, coverage(file), synthetic_bold, hb_face, hb.Font(hb_face), 1000 / hb_face.upem)


def _shape(face: Face, text: str, rtl: bool) -> Shaped:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(face.hb_font, buffer, _FEATURES)
    infos = buffer.glyph_infos
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    glyphs = []
    width = 0.0
    scale = face.per_mille
    for info, position in zip(infos, buffer.glyph_positions, strict=True):
        cluster = info.cluster
        source = "" if cluster in told else text[cluster : ends[cluster]]
        told.add(cluster)
        advance = position.x_advance * scale
        width += advance
        glyphs.append(
            Glyph(info.codepoint, advance, position.x_offset * scale, position.y_offset * scale, source)
        )
    return Shaped(face, tuple(glyphs), width)
