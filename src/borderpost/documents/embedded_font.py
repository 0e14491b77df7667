"""A TrueType face inside a PDF, holding just the glyphs that the document drew."""

import zlib

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from borderpost.documents.shaping import Face

_NOT_FOR_PRINT = (b"GSUB", b"GPOS", b"GDEF", b"vhea", b"vmtx", b"DSIG", b"gasp")


class EmbeddedFont:
    """Gives each drawn glyph a two-byte code in order of first use, and writes the font at the end.

    A glyph that stands for different characters in different places gets a code for each, so that text
    copied out of the document is the text that went in.
    """

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"T{number}"
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """The code of a glyph that stands for `text`."""
        key = (glyph, text)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = len(self._codes) + 1
        return code

    def addObjects(self, document: object) -> None:
        """Add the font to a reportlab document that is about to be written."""
        doc: pdfdoc.PDFDocument = document
        face = self.face
        wanted = {glyph for glyph, _ in self._codes} | {0}
        subset, new_ids = _subset(face, wanted)
        base_name = _subset_name(self.name, face)

        font_file = pdfdoc.PDFStream(content=zlib.compress(subset, 9))
        font_file.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        font_file.dictionary["Length1"] = len(subset)
        cid_to_gid = bytearray(2)
        widths: list[float] = []
        for glyph, _ in self._codes:
            cid_to_gid += new_ids[glyph].to_bytes(2, "big")
            widths.append(round(face.natural_advance(glyph), 3))
        gid_map = pdfdoc.PDFStream(content=zlib.compress(bytes(cid_to_gid), 9))
        gid_map.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        to_unicode = pdfdoc.PDFStream(content=zlib.compress(self._to_unicode(), 9))
        to_unicode.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")

        extents = face.hb_font.get_font_extents("ltr")
        ascent = round(extents.ascender * face.per_mille)
        descent = round(extents.descender * face.per_mille)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base_name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-500, descent, 2000, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": 714,
                "StemV": 90,
                "FontFile2": doc.Reference(font_file, f"file:{self.name}"),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base_name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(descriptor, f"descriptor:{self.name}"),
                "DW": 0,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": doc.Reference(gid_map, f"gids:{self.name}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base_name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{self.name}")]),
                "ToUnicode": doc.Reference(to_unicode, f"unicode:{self.name}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(font, f"font:{self.name}")

    def _to_unicode(self) -> bytes:
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        entries = [
            # what a cluster's further glyphs stand for is told by its first
            f"<{code:04X}> <{(text or chr(0x200B)).encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
        ]
        for start in range(0, len(entries), 100):
            chunk = entries[start : start + 100]
            lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font file cut down to `glyphs`, and the number that each has in it."""
    request = hb.SubsetInput()
    request.glyph_set.update(glyphs)
    request.flags = (
        hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    )
    request.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NOT_FOR_PRINT)
    plan = hb.SubsetPlan(face.hb_face, request)
    cut = plan.execute()
    return bytes(cut.blob.data), dict(plan.old_to_new_glyph_mapping)


def _subset_name(name: str, face: Face) -> str:
    digits = name[1:].rjust(2, "0")
    tag = "BPRT" + "".join(chr(ord("A") + int(digit)) for digit in digits[-2:])
    family = "".join(letter for letter in face.file.path.stem if letter.isalnum() or letter == "-")
    return f"{tag}+{family}"
