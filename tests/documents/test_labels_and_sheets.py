"""Evidence labels and command sheets, read back from the paper by a decoder."""

import io
from dataclasses import replace
from datetime import datetime

import pypdf
import pytest

from borderpost.documents.action_sheet import action_sheet
from borderpost.documents.barcodes import can_be_code128, code128, qr
from borderpost.documents.evidence_label import EvidenceLabel, evidence_label, label_payload
from borderpost.documents.report_record import RecordUnfit
from borderpost.documents.wording import ENGLISH
from borderpost.domain.identifiers.actions import Action, Command, parse_action, sheet
from documents import pages
from documents.report_samples import ITEM, at

LABEL = EvidenceLabel(
    office="Demonstration Customs · Northfield",
    report_number="GB-LBA-2026-000317-8",
    exhibit="EB-0092217",
    item_identifier=ITEM,
    bag="EB-0092217",
    seal="S-7781203",
    line_numbers=(1, 2),
    description="Wrist watch, quartz, steel case",
    sealed_at=at(14, 55),
    sealed_by="A. Kimura",
)


def test_a_label_is_100_by_50_millimetres_and_reads_back(qapp):
    pdf = evidence_label(LABEL)
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert float(box.width) / 72 * 25.4 == pytest.approx(100, abs=0.1)
    assert float(box.height) / 72 * 25.4 == pytest.approx(50, abs=0.1)
    found = pages.codes(pdf, 203)  # the usual label printer
    assert ("Code128", LABEL.exhibit) in found
    assert ("QRCode", label_payload(LABEL)) in found
    (text,) = pages.texts(pdf)
    for wanted in (
        "EB-0092217",
        "S-7781203",
        "Lines 1, 2",
        "Exhibit 1 of 1",
        "A. Kimura",
        LABEL.exhibit,
        ITEM,
    ):
        assert wanted in text
    assert evidence_label(LABEL) == pdf


def test_a_label_holds_its_form_whatever_it_must_say(qapp):
    wide = replace(
        LABEL,
        office="و" * 300,
        exhibit="X" * 80,
        bag="🧨" * 30,
        seal="",
        item_identifier="not ascii é",
        case="not shown",
        description="详" * 512,
        line_numbers=tuple(range(1, 80, 2)),
    )
    reader = pypdf.PdfReader(io.BytesIO(evidence_label(wide)))
    assert len(reader.pages) == 1
    assert "…" in reader.pages[0].extract_text()
    with pytest.raises(RecordUnfit):
        evidence_label(replace(LABEL, sealed_at=datetime(2026, 11, 3)))  # noqa: DTZ001


def test_every_command_on_the_sheet_reads_back(qapp):
    actions = (*sheet(), Action(Command.BADGE, "KIM.J"))
    pdf = action_sheet(actions, office="Northfield", made_at=at(9, 0))
    read = {parse_action(text) for kind, text in pages.codes(pdf) if kind == "Code128"}
    assert read == set(actions)
    text = " ".join(pages.texts(pdf))
    assert "Photograph" in text
    assert "Quantity 20" in text
    assert action_sheet(actions, office="Northfield", made_at=at(9, 0)) == pdf


def test_every_command_has_a_name():
    keyed = {Command.DIGIT, Command.QUANTITY, Command.BADGE}
    assert set(ENGLISH.commands) == set(Command) - keyed


def test_only_printable_ascii_becomes_code_128():
    assert can_be_code128(ITEM)
    for text in ("", "é", "a\nb", "9" * 49):
        assert not can_be_code128(text)
    with pytest.raises(RecordUnfit):
        code128("é")


def test_a_text_too_long_for_a_code_is_refused():
    for text in ("", "x" * 601):
        with pytest.raises(RecordUnfit):
            qr(text)
    assert qr("Лейблы 标签 \ud800").columns > 20


def test_a_label_may_bear_a_checkpoint() -> None:
    at = "2026-11-20T08:00:00.000000Z"
    sealed = replace(
        LABEL,
        report_number="",
        case="c" * 32,
        checkpoint_size=256,
        checkpoint_root="ab" * 32,
        checkpoint_at=at,
        checkpoint_signature="00" * 64,
    )
    payload = label_payload(sealed)
    assert payload.startswith(f"BPB1|{'c' * 32}|")
    assert payload.endswith(f"|256|{'ab' * 32}|{at}|{'A' * 86}==")
    assert ("QRCode", payload) in pages.codes(evidence_label(sealed), 203)
    text = pypdf.PdfReader(io.BytesIO(evidence_label(sealed))).pages[0].extract_text()
    assert "256" in text
    assert "abab" in text.replace(" ", "")
