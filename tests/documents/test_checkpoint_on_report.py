"""The checkpoint on a report can be read and scanned, and a report without one has no place for it."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdf

from borderpost.documents.barcodes import qr
from borderpost.documents.seizure_report import seizure_report
from borderpost.domain.checkpoint import Checkpoint, SignedCheckpoint
from documents.report_samples import full_record

SIGNED = SignedCheckpoint(
    Checkpoint("NF-BENCH-04", 4711, "ab" * 32, datetime(2026, 11, 2, 14, tzinfo=UTC), "cd" * 32),
    "0123456789abcdef" * 8,
)


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_last_page_bears_the_checkpoint() -> None:
    record = full_record()
    assert "Checkpointofthewholejournal" not in words(seizure_report(record))
    record = replace(record, journal=replace(record.journal, checkpoint=SIGNED.printed()))
    pdf = seizure_report(record)
    printed = words(pdf)
    assert "Checkpointofthewholejournal" in printed
    for part in ("size4711", "ab" * 32, "cd" * 32, "0123456789abcdef" * 8):
        assert part in printed.replace("signed", "").replace("root", "").replace("key", ""), part
    assert seizure_report(record) == pdf


def test_a_checkpoint_of_the_longest_station_fits_into_a_code() -> None:
    longest = replace(SIGNED.checkpoint, station="Ж" * 40, size=10**17)
    assert qr(replace(SIGNED, checkpoint=longest).printed())
