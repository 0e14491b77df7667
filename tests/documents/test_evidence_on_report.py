"""Evidence on the report: copies of X-rays, marks beside a photograph, what is missing, documents by hash."""

import hashlib
import io
from dataclasses import replace

import numpy as np
import pypdf
import pytest
from PIL import Image

from borderpost.devices.renditions import rendition_of
from borderpost.documents.report_record import KeptDocument, Photograph
from borderpost.documents.seizure_report import seizure_report
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import Shape
from documents.report_samples import at, full_record

MARKS = tuple(
    DrawnMark(shape=shape, from_x=1000, from_y=2000, to_x=6000, to_y=7000, text=text)
    for shape, text in (
        (Shape.ARROW, ""),
        (Shape.BOX, ""),
        (Shape.CIRCLE, ""),
        (Shape.TEXT, "no mark on the sole"),
        (Shape.MEASURE, "120.5"),
    )
)


def _packed(image: Image.Image, form: str) -> bytes:
    data = io.BytesIO()
    image.save(data, form)
    return data.getvalue()


def _xray(low: int = 1000, high: int = 3000) -> Image.Image:
    return Image.fromarray(np.linspace(low, high, 120 * 160).reshape(120, 160).astype(np.uint16))


def _told(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_an_xray_is_shown_by_a_copy_and_the_hash_is_that_of_the_file(qapp: object) -> None:
    tiff = _packed(_xray(), "TIFF")
    sha256 = hashlib.sha256(tiff).hexdigest()
    shown = Photograph(1, sha256, tiff, "X-ray image", form="TIFF", rendition=rendition_of(tiff))
    pdf = seizure_report(replace(full_record(), photographs=(shown,)))
    told = _told(pdf)
    assert "the hash is that of the TIFF file" in told
    assert "ATTENTION" not in told
    assert shown.rendition is not None
    assert shown.rendition in pdf
    assert seizure_report(replace(full_record(), photographs=(shown,))) == pdf


def test_marks_stand_beside_the_photograph_which_stays_as_it_is(qapp: object) -> None:
    jpeg = _packed(Image.new("RGB", (400, 300), "navy"), "JPEG")
    sha256 = hashlib.sha256(jpeg).hexdigest()
    bare = Photograph(1, sha256, jpeg, "Product")
    other = replace(bare, number=2)
    marked = replace(other, marks=MARKS, marked=("A. Kimura, 2026-11-03 14:55",))
    pdf = seizure_report(replace(full_record(), photographs=(bare, marked)))
    assert pdf.count(jpeg) == 1
    told = _told(pdf)
    for wanted in ("with marks drawn over it", "no mark on the sole", "120.5 mm", "A. Kimura, 2026"):
        assert wanted in told
    plain = _told(seizure_report(replace(full_record(), photographs=(bare, other))))
    assert "with marks" not in plain


def test_what_is_missing_and_what_could_not_be_had_is_said(qapp: object) -> None:
    record = replace(
        full_record(),
        photographs_missing=("Product, line 2", "Label"),
        photographs_excused=(("Opened, as found", "the box was crushed"),),
        documents=(
            KeptDocument(
                "Invoice or receipt", "ab" * 32, "PDF", "invoice.pdf", "found inside", at(9, 0), "A."
            ),
        ),
    )
    told = _told(seizure_report(record))
    for wanted in (
        "Photographs missing from the set: Product, line 2; Label",
        "No photograph of Opened, as found was possible: the box was crushed",
        "Invoice or receipt",
        "found inside",
    ):
        assert wanted in told
    assert "abab" in told.replace(" ", "")


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_are_shown_in_full_contrast(form: str) -> None:
    made = rendition_of(_packed(_xray(1000, 1400), form))
    assert made is not None
    shown = np.asarray(Image.open(io.BytesIO(made)))
    assert shown.min() < 10
    assert shown.max() > 245


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n%%EOF\n", b"\xff\xd8\xff", b"II*\0" + bytes(40)])
def test_what_is_no_such_picture_has_no_copy(data: bytes) -> None:
    assert rendition_of(data) is None
