"""The paper: draws set lines, rules, boxes, pictures and bars onto the pages of one PDF."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas as reportlab_canvas

from borderpost.documents.embedded_font import EmbeddedFont
from borderpost.documents.paragraph import Line, clean, line_offset
from borderpost.documents.shaping import Face, Shaped
from borderpost.documents.style import HAIRLINE, RULE, Colour

# Streams stay binary: a third smaller, and a photograph's own bytes are found in the file unchanged.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the PDF says of itself; `made_at` is aware and comes from the record, never from a clock."""

    title: str
    subject: str
    author: str
    keywords: str
    made_at: datetime
    fingerprint: str
    language: str = "en"


class _MadeAt:
    """The time of a document in the shape that reportlab asks for."""

    def __init__(self, at: datetime) -> None:
        offset = at.utcoffset() or (at - at)
        minutes = int(offset.total_seconds() // 60)
        self.t = at.timestamp()
        self.YMDhms = at.timetuple()[:6]
        self.dhh = int(minutes / 60)
        self.dmm = abs(minutes) % 60


class _Canvas(reportlab_canvas.Canvas):  # type: ignore[misc]
    """A reportlab canvas that begins no page with a font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Sheet:
    """One PDF being drawn; the origin is the lower left corner, lengths are points."""

    def __init__(self, width: float, height: float, facts: DocumentFacts) -> None:
        self.width = width
        self.height = height
        self._buffer = io.BytesIO()
        self._canvas = _Canvas(
            self._buffer,
            pagesize=(width, height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=facts.language,
        )
        document = self._canvas._doc
        document._timeStamp = _MadeAt(facts.made_at)
        document.signature = hashlib.sha256(facts.fingerprint.encode("utf-8", "surrogatepass"))
        document.info.producer = "Borderpost"
        self._canvas.setTitle(clean(facts.title))
        self._canvas.setSubject(clean(facts.subject))
        self._canvas.setAuthor(clean(facts.author))
        self._canvas.setKeywords(clean(facts.keywords))
        self._canvas.setCreator("Borderpost")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._images: set[str] = set()

    # ---- pages

    def next_page(self) -> None:
        """Finish this page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole PDF; to be called once, after the last page was finished."""
        self._canvas.save()
        return self._buffer.getvalue()

    def bookmark(self, title: str, top: float) -> None:
        """Let the viewer's outline lead to this place."""
        key = f"at{len(self._canvas._destinations)}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self._canvas.addOutlineEntry(clean(title), key, 0, False)

    # ---- lines and shapes

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIRLINE, colour: Colour = RULE
    ) -> None:
        """A straight line."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(weight)
        self._canvas.line(x1, y1, x2, y2)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = HAIRLINE,
        radius: float = 0.0,
    ) -> None:
        """A rectangle whose lower left corner is (x, y)."""
        if fill is not None:
            self._canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self._canvas.setStrokeColorRGB(*stroke)
            self._canvas.setLineWidth(weight)
        draw = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        if radius:
            self._canvas.roundRect(x, y, width, height, radius, **draw)
        else:
            self._canvas.rect(x, y, width, height, **draw)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = HAIRLINE,
    ) -> None:
        """A closed shape through `points`."""
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        if fill is not None:
            self._canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self._canvas.setStrokeColorRGB(*stroke)
            self._canvas.setLineWidth(weight)
        self._canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def bars(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Black rectangles (x, y, width, height), filled as one shape so that no seam shows."""
        path = self._canvas.beginPath()
        for box in boxes:
            path.rect(*box)
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=1)

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Draw about (x, y) as the origin, turned anticlockwise."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(degrees)
        try:
            yield
        finally:
            self._canvas.restoreState()

    # ---- pictures

    def picture(self, key: str, stream: bytes, entries: dict[str, Any], matrix: tuple[float, ...]) -> None:
        """An image whose encoded `stream` enters the file unchanged.

        `entries` describe it (Width, Height, ColorSpace …); `matrix` maps the unit square to the page.
        """
        document = self._canvas._doc
        internal = pdfdoc.xObjectName(key)
        if key not in self._images:
            self._images.add(key)
            image = pdfdoc.PDFStream(content=stream)
            image.dictionary["Type"] = pdfdoc.PDFName("XObject")
            image.dictionary["Subtype"] = pdfdoc.PDFName("Image")
            for name, value in entries.items():
                image.dictionary[name] = value
            document.Reference(image, internal)
        self._canvas._formsinuse.append(key)
        numbers = " ".join(_number(value) for value in matrix)
        self._canvas._code.append(f"q {numbers} cm /{internal} Do Q")

    # ---- text

    def lines(self, lines: Iterable[Line], x: float, top: float, width: float) -> float:
        """Draw set lines downwards from `top`; returns where the next would begin."""
        for line in lines:
            self.line(line, x + line_offset(line, width), top - line.baseline)
            top -= line.height
        return top

    def line(self, line: Line, x: float, y: float) -> None:
        """Draw one set line with its baseline's left end at (x, y)."""
        if not line.pieces:
            return
        size = line.style.size
        red, green, blue = line.style.colour
        colour = f"{_number(red)} {_number(green)} {_number(blue)}"
        code = [f"{colour} rg"]
        if line.told:
            code.append(f"/Span <</ActualText <FEFF{line.told.encode('utf-16-be').hex().upper()}>>> BDC")
        code.append("BT")
        for piece in line.pieces:
            code += self._piece(piece, size, line.style.tracking, colour, x, y)
            x += (piece.width + line.style.tracking * len(piece.glyphs)) * size / 1000
        code.append("ET")
        if line.told:
            code.append("EMC")
        self._canvas._code.append("\n".join(code))

    @contextmanager
    def standing_for(self, text: str) -> Iterator[None]:
        """What is drawn within is copied and read aloud as `text`."""
        self._canvas._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        try:
            yield
        finally:
            self._canvas._code.append("EMC")

    def _piece(
        self, piece: Shaped, size: float, tracking: float, colour: str, x: float, y: float
    ) -> list[str]:
        font = self._font(piece.face)
        code = [f"/{font.name} {_number(size)} Tf"]
        if piece.face.synthetic_bold:
            code.append(f"2 Tr {_number(size * 0.028)} w {colour} RG")
        code.append(f"1 0 0 1 {_number(x)} {_number(y)} Tm")
        shown: list[str] = []
        run: list[str] = []
        pen = 0.0
        raised = 0.0

        def close() -> None:
            if run:
                shown.append(f"<{''.join(run)}>")
                run.clear()

        for glyph in piece.glyphs:
            if glyph.dy != raised:
                close()
                if shown:
                    code.append(f"[{''.join(shown)}] TJ")
                    shown = []
                code.append(f"{_number(glyph.dy * size / 1000)} Ts")
                raised = glyph.dy
            shift = pen - glyph.dx
            if abs(shift) > 0.05:
                close()
                shown.append(_number(shift))
            run.append(f"{font.code(glyph.id, glyph.text):04X}")
            # the pen's distance from where the next glyph belongs, as TJ counts it
            pen = piece.face.natural_advance(glyph.id) + glyph.dx - glyph.advance - tracking
        close()
        if shown:
            code.append(f"[{''.join(shown)}] TJ")
        if raised:
            code.append("0 Ts")
        if piece.face.synthetic_bold:
            code.append("0 Tr")
        return code

    def _font(self, face: Face) -> EmbeddedFont:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face, len(self._fonts) + 1)
            self._canvas._doc.delayedFonts.append(font)
        return font


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
