"""The transfer receipt as whoever signs it would check it."""

from dataclasses import replace

import pytest

from borderpost.documents.report_record import Office, RecordUnfit
from borderpost.documents.transfer_receipt import payload, transfer_receipt
from borderpost.documents.transfer_record import Handed, Referred, TransferRecord
from documents import pages
from documents.report_samples import ENTRY, KEY, at


def referred(number: int, exhibits: int = 1) -> Referred:
    return Referred(
        item=f"CC{number:09d}CN",
        case=f"{number:032x}",
        reason="medicines without a permit",
        findings=("Restricted, without a permit",),
        goods=("300 tablets without a maker",),
        exhibits=tuple(
            Handed(f"BAG{number}{part}", "Bag", f"SEAL{number}{part}", "", "1.25", 40 + number, ENTRY)
            for part in range(exhibits)
        ),
        journal_sequence=50 + number,
        entry_hash=ENTRY,
    )


RECORD = TransferRecord(
    number="BP01-2026-T000001",
    office=Office("Customs Administration of Examplia", "Mail centre North", "NRLHVN", "Hall 3"),
    station="Bench 4 (BP01)",
    agency="Medicines authority",
    contact="desk@example.org",
    person="Dr. Mara Holt",
    giver="Anna Ríos (anna)",
    giver_role="Officer",
    handed_at=at(10, 30),
    referrals=(referred(1, 2), referred(2), replace(referred(3), exhibits=())),
    law="eu@1",
    note="two boxes",
    key_fingerprint=KEY,
    program="Borderpost 1",
)


def test_both_sides_every_exhibit_and_every_seal_stand_on_it() -> None:
    text = pages.without_gaps("".join(pages.texts(transfer_receipt(RECORD))))
    for wanted in (
        RECORD.number,
        RECORD.agency,
        RECORD.contact,
        RECORD.person,
        RECORD.giver,
        "two boxes",
        "Papers alone",
        "3 item(s), 3 exhibit(s) in all",
        *(exhibit.label for one in RECORD.referrals for exhibit in one.exhibits),
        *(exhibit.seal for one in RECORD.referrals for exhibit in one.exhibits),
        *(one.item for one in RECORD.referrals),
    ):
        assert pages.without_gaps(wanted) in text


def test_its_code_leads_back_to_the_journal(qapp: object) -> None:
    assert ("QRCode", payload(RECORD)) in pages.codes(transfer_receipt(RECORD))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert transfer_receipt(RECORD) == transfer_receipt(RECORD)
    assert transfer_receipt(RECORD) != transfer_receipt(replace(RECORD, person="Somebody Else"))


def test_many_referrals_go_over_pages_and_are_all_there() -> None:
    many = replace(RECORD, referrals=tuple(referred(number, 2) for number in range(1, 41)))
    pdf = transfer_receipt(many)
    texts = pages.texts(pdf)
    assert len(texts) > 2
    text = pages.without_gaps("".join(texts))
    assert all(one.item in text for one in many.referrals)


@pytest.mark.parametrize("items", range(1, 12))
def test_what_is_signed_for_the_signatures_and_the_answer_stand_on_one_page(items: int) -> None:
    record = replace(RECORD, referrals=tuple(referred(number) for number in range(1, items + 1)))
    texts = [pages.without_gaps(text) for text in pages.texts(transfer_receipt(record))]
    parts = ("in all", "Whoever takes it over", "Handed over by", "Taken over by", "Gives the goods back")
    for part in parts:
        assert pages.without_gaps(part) in texts[-1], part
    for text in texts[1:]:
        for running in (f"Transfer receipt {RECORD.number}", f"{RECORD.office.name} → {RECORD.agency}"):
            assert pages.without_gaps(running) in text


@pytest.mark.parametrize(
    "change",
    [{"number": ""}, {"agency": ""}, {"referrals": ()}, {"handed_at": at(10, 30).replace(tzinfo=None)}],
)
def test_what_is_no_receipt_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RecordUnfit):
        transfer_receipt(replace(RECORD, **change))  # type: ignore[arg-type]


def test_scripts_of_the_world_and_hostile_text_are_only_text() -> None:
    hostile = replace(RECORD, person="محمد العلي <b>x</b> 王伟", note="\u202eabc\x00" * 50)
    assert transfer_receipt(hostile).startswith(b"%PDF-")
