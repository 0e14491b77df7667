"""The head of the report: who issues it, what it is, its number, its date and its QR code."""

from borderpost.documents import style as st
from borderpost.documents.art import Space, SquareBarcode
from borderpost.documents.barcodes import qr, report_payload
from borderpost.documents.blocks import Bar, Block, Grid, Part, Row
from borderpost.documents.formats import joined, moment, moment_in_utc
from borderpost.documents.report_record import ReportState, SeizureRecord
from borderpost.documents.typesetter import Field, Typesetter

_QR_SIDE = 62.0
_QR_WIDTH = 150.0


def heading(record: SeizureRecord, ts: Typesetter) -> list[Block]:
    """Letterhead, title and the facts that identify the report."""
    words = ts.wording
    office = record.office
    left = ts.width - _QR_WIDTH
    place = joined(office.name, office.facility)
    letterhead: tuple[Part, ...] = (
        *ts.lines(office.administration, st.OFFICE, left),
        *(line for text in (place, *office.address, office.contact) if text.strip()
          for line in ts.lines(text, st.OFFICE_LINE, left)),
    )  # fmt: skip
    title: tuple[Part, ...] = (
        *ts.lines(words.kinds[record.kind], st.TITLE, left),
        *ts.lines(f"{words.report_number} {record.number}", st.SUBTITLE, left),
    )
    code = SquareBarcode(qr(report_payload(record)), _QR_SIDE)
    caption = ts.lines(words.scan_to_verify, st.LABEL.but(align=st.Align.END), _QR_WIDTH)
    draft = record.state is ReportState.DRAFT
    blocks: list[Block] = [
        Grid((Row((letterhead,), (ts.width,), pad_x=0, pad_y=0),), framed=False, gap=0),
        Bar(ts.width, gap=8),
        Grid(
            (Row((title, (code, Space(3), *caption)), (left, _QR_WIDTH), pad_x=0, pad_y=0),),
            framed=False,
            gap=12,
        ),
    ]
    if draft:
        notice = ts.lines(f"{words.draft}: {words.draft_note}", st.BODY_BOLD, ts.width - 16)
        row = Row((notice,), (ts.width,), fill=st.TINT, pad_x=8, pad_y=6)
        blocks.append(Grid((row,), gap=10))
    facts = [
        [
            Field(words.dated, parts=_dated(record, ts), share=1.4),
            Field(words.status, words.status_draft if draft else words.status_issued, 1.0),
            Field(words.supersedes, record.supersedes, 1.2),
        ],
        [
            Field(words.facility, office.facility or office.name, 1.4),
            Field(words.office_code, office.code, 1.0, st.CODE),
            Field(words.station, office.station, 1.2, st.CODE),
        ],
    ]
    blocks.append(ts.form(facts, gap=8))
    return blocks


def _dated(record: SeizureRecord, ts: Typesetter) -> tuple[Part, ...]:
    return ts.stack(
        (moment(record.dated), st.BODY_BOLD), (moment_in_utc(record.dated), st.SMALL), width=ts.width / 3
    )
