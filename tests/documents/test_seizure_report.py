"""The seizure report as a reader, a scanner and a court would check it."""

import hashlib
import io
import time
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import numpy as np
import pypdf
import pytest
from msgspec import Struct, structs
from PIL import Image

from borderpost.documents.barcodes import report_payload
from borderpost.documents.report_record import RecordUnfit, ReportState
from borderpost.documents.seizure_report import seizure_report
from documents import pages
from documents.report_samples import (
    ENTRY,
    ITEM,
    KEY,
    PREVIOUS,
    empty_record,
    full_record,
    hostile_record,
    photograph,
)


@pytest.fixture(scope="module")
def record():
    return full_record()


@pytest.fixture(scope="module")
def report(record):
    return seizure_report(record)


def test_the_barcodes_on_the_paper_lead_back_to_the_record(qapp, record, report):
    found = pages.codes(report)
    assert ("Code128", ITEM) in found
    assert ("QRCode", report_payload(record)) in found
    assert record.journal.entry_hash in report_payload(record)


def test_the_text_holds_the_identifier_and_every_hash(record, report):
    text = pages.without_gaps("".join(pages.texts(report)))
    for wanted in (
        ITEM,
        record.number,
        ENTRY,
        PREVIOUS,
        KEY,
        record.declaration_digest,
        *(photo.sha256 for photo in record.photographs),
    ):
        assert pages.without_gaps(wanted) in text


def test_all_parts_of_the_record_are_on_the_paper(record, report):
    text = pages.without_gaps("".join(pages.texts(report)))
    wanted = (
        record.office.administration,
        record.item.receptacle,
        "深圳市华强北电子商务有限公司",
        record.reasons[0].title,
        record.reasons[1].value,
        record.steps[1].device,
        record.findings[0].code,
        record.lines[0].brand,
        record.lines[0].right_infringed,
        record.lines[0].packages,
        "EUR10\u202f800.00".replace("\u202f", ""),
        record.bags[0].bag,
        record.bags[0].seal,
        record.custody[1].to_holder,
        record.legal.provision,
        record.legal.rights[2],
        record.officers[1].name,
        "2026-11-0315:02:40+01:00",
        "2026-11-0314:02:40UTC",
    )
    for part in wanted:
        assert pages.without_gaps(part) in text, part


def test_every_page_tells_number_hash_and_its_place(record, report):
    texts = pages.texts(report)
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert record.number in text
        assert f"{ENTRY[:6]} {ENTRY[6:12]}" in text


def test_photographs_enter_unaltered(record, report):
    assert pages.photograph_hashes(report) == {photo.sha256 for photo in record.photographs}


def test_the_same_record_gives_the_same_bytes(record, report, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert seizure_report(full_record()) == report
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert seizure_report(hostile_record(9)) == seizure_report(hostile_record(9))
    assert seizure_report(replace(record, number="OTHER-1")) != report


def test_the_pdf_says_what_it_is(record, report):
    reader = pypdf.PdfReader(io.BytesIO(report))
    about = reader.metadata
    assert about is not None
    assert about.title == f"Seizure report {record.number}"
    assert about.subject == record.number
    assert about.creation_date == record.dated
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert next(item.title for item in reader.outline) == "1  Postal item"


def test_every_font_is_embedded(report):
    for page in pypdf.PdfReader(io.BytesIO(report)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_a_draft_says_so_on_every_page_and_an_issued_report_nowhere(record, report):
    assert "DRAFT" not in "".join(pages.texts(report))
    draft = replace(record, state=ReportState.DRAFT, officers=record.officers[:1])
    texts = pages.texts(seizure_report(draft))
    for text in texts:
        assert "DRAFT" in pages.without_gaps(text)
    assert "awaiting approval" in texts[-1]


def test_an_empty_record_makes_a_report_with_dashes(qapp):
    pdf = seizure_report(empty_record())
    text = "".join(pages.texts(pdf))
    assert "No advance declaration was held" in text
    assert text.count("–") > 15
    assert any(kind == "QRCode" for kind, _ in pages.codes(pdf))


def test_a_hostile_record_makes_a_report():
    pdf = seizure_report(hostile_record())
    texts = pages.texts(pdf)
    assert len(texts) > 20
    whole = pages.without_gaps("".join(texts))
    assert "x" * 512 in whole
    assert "thesebytesdonothavetherecordedhash" in whole
    assert "Thestoredfilecannotbeshownhere" in whole
    assert "notheldatthisstation" in whole


ODD = (
    "\ud800",
    "\x00\x1b[2J",
    "\u202e\u2067unclosed",
    "e\u0301\u0302" * 60,
    "\U0010ffff",
    "﷽" * 9,
    "a\u200d" * 40,
    "\u0301",
    "\n\n\n",
    "W" * 700,
    "نص (a) [b] {c} " * 30,
)


@pytest.mark.parametrize("start", range(len(ODD)))
def test_no_text_anywhere_makes_the_report_fail(start):
    count = start

    def odd(value):
        nonlocal count
        if isinstance(value, StrEnum):
            return value
        if isinstance(value, str):
            count += 1
            return ODD[count % len(ODD)]
        if isinstance(value, tuple):
            return tuple(odd(item) for item in value)
        if isinstance(value, Struct):
            texts = {field: odd(getattr(value, field)) for field in value.__struct_fields__}
            return structs.replace(value, **texts)
        if is_dataclass(value):
            return replace(value, **{field.name: odd(getattr(value, field.name)) for field in fields(value)})
        return value

    plain = replace(full_record(), photographs=(photograph(1, jpeg=None),))
    # number, station and hash go into the QR code, which refuses what it cannot hold
    record = replace(odd(plain), number=f"N {ODD[start]}"[:60], journal=plain.journal)
    pdf = seizure_report(record)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 3


def test_a_table_over_pages_repeats_its_header():
    record = full_record()
    assert record.declaration is not None
    line = record.declaration.lines[0]
    lines = tuple(
        structs.replace(line, number=number, description=f"Goods {number}") for number in range(1, 201)
    )
    texts = pages.texts(
        seizure_report(replace(record, declaration=structs.replace(record.declaration, lines=lines)))
    )
    with_rows = [text for text in texts if "Goods " in text and "USD" in text]
    assert len(with_rows) > 4
    for text in with_rows:
        assert "Net weight" in text
    whole = "\n".join(texts)
    assert all(f"Goods {number}\n" in whole or f"Goods {number} " in whole for number in range(1, 201))


def test_a_picture_whose_bytes_changed_is_called_out(record):
    false = photograph(1, sha256="0" * 64)
    text = "".join(pages.texts(seizure_report(replace(record, photographs=(false,)))))
    assert "ATTENTION" in text
    true = replace(record, photographs=(photograph(1),))
    assert "ATTENTION" not in "".join(pages.texts(seizure_report(true)))


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photograph_however_held_is_shown_upright(qapp, orientation):
    bare = replace(empty_record(), state=ReportState.ISSUED)
    image = Image.new("L", (600, 400), 255)
    image.paste(0, (0, 0, 300, 200))
    image.paste(90, (300, 0, 600, 200))
    upright, shown = (
        _photograph_page(
            seizure_report(replace(bare, photographs=(photograph(1, jpeg=data, sha256=_sha256(data)),)))
        )
        for data in (_as_stored(image, 1), _as_stored(image, orientation))
    )
    assert abs(shown - upright).mean() < 1


def _photograph_page(pdf: bytes) -> np.ndarray:
    for picture, text in zip(pages.pictures(pdf, 40), pages.texts(pdf), strict=True):
        if "Photo 1" in text:
            return picture.astype(int)
    raise AssertionError("no photograph")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _as_stored(image: Image.Image, orientation: int) -> bytes:
    """The photograph as a camera held some other way stores it, with the mark that says which."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    if orientation in turns:
        image = image.transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def test_a_time_without_offset_is_refused(record):
    with pytest.raises(RecordUnfit, match="offset"):
        seizure_report(replace(record, dated=datetime(2026, 11, 3)))  # noqa: DTZ001
    step = replace(record.steps[0], started_at=datetime(2026, 11, 3), ended_at=None)  # noqa: DTZ001
    with pytest.raises(RecordUnfit, match="offset"):
        seizure_report(replace(record, steps=(step,)))


def test_a_report_whose_number_fits_no_code_is_refused(record):
    with pytest.raises(RecordUnfit, match="barcode"):
        seizure_report(replace(record, number="9" * 600))


def test_a_report_without_a_number_is_refused(record):
    with pytest.raises(RecordUnfit, match="number"):
        seizure_report(replace(record, number="  "))


def test_negative_weights_and_odd_amounts_are_shown_as_they_are(record):
    lines = (replace(record.lines[0], net_weight_kg=Decimal("-1.50"), quantity=Decimal("1E+3")),)
    text = pages.without_gaps("".join(pages.texts(seizure_report(replace(record, lines=lines)))))
    assert "-1.50kg" in text
    assert "1000PCE" in text


def test_a_report_of_six_photographs_is_quickly_made(record):
    begun = time.perf_counter()
    seizure_report(record)
    assert time.perf_counter() - begun < 2
