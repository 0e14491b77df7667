"""The transfer receipt for another agency: a record in, a PDF out, to be signed by both sides."""

from collections.abc import Sequence

from borderpost.documents import style as st
from borderpost.documents.art import SigningPlace, Space, SquareBarcode
from borderpost.documents.barcodes import qr
from borderpost.documents.blocks import Bar, Block, Grid, Part, Row, Text
from borderpost.documents.flow import Frame, Page, paginate
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import joined, moment, moment_in_utc, offset, short_hash, shown
from borderpost.documents.report_record import RecordUnfit
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM
from borderpost.documents.transfer_record import Handed, Referred, TransferRecord
from borderpost.documents.transfer_words import TRANSFER_ENGLISH, TransferWords
from borderpost.documents.typesetter import Column, Field, Typesetter
from borderpost.documents.wording import ENGLISH, NOTHING, Wording

_FRAME = Frame(
    first_top=st.PAGE_HEIGHT - 16 * MM, top=st.PAGE_HEIGHT - st.MARGIN_TOP, bottom=st.MARGIN_BOTTOM
)
_QR_SIDE, _QR_WIDTH = 62.0, 150.0
_Cell = str | tuple[Part, ...]


def transfer_receipt(
    record: TransferRecord,
    *,
    words: TransferWords = TRANSFER_ENGLISH,
    wording: Wording = ENGLISH,
    fonts: FontLibrary | None = None,
) -> bytes:
    """Make the receipt; the same record gives the same bytes.

    Raises RecordUnfit where the moment has no offset or number, agency or referrals are missing,
    FontsMissing where this machine lacks the fonts.
    """
    for name in ("number", "agency", "referrals"):
        if not getattr(record, name):
            raise RecordUnfit(name, "a receipt must have it")
    offset(record.handed_at)
    ts = Typesetter(fonts or installed_fonts(), wording)
    blocks: list[Block] = [
        *_heading(record, words, ts),
        ts.heading(1, words.referrals),
        _table(record, words, ts),
    ]
    if record.note:
        blocks.append(ts.form([[Field(words.note, record.note)]], gap=8))
    blocks += [
        Text(ts.lines(_counted(record, words), st.BODY_BOLD), ts.width, gap=5, keep_with_next=True),
        Text(ts.lines(words.declared, st.BODY_QUIET), ts.width, gap=8, keep_with_next=True),
        ts.heading(2, words.signatures),
        _signatures(record, words, ts),
        ts.heading(3, words.answer),
        _answer(words, ts),
    ]
    return _draw(record, paginate(blocks, _FRAME), words, ts)


def payload(record: TransferRecord) -> str:
    """What the QR code says: `BPT1|receipt number|entry number|entry hash` of the first referral."""
    first = record.referrals[0]
    return f"BPT1|{record.number}|{first.journal_sequence}|{first.entry_hash}"


def _heading(record: TransferRecord, words: TransferWords, ts: Typesetter) -> list[Block]:
    office, left = record.office, ts.width - _QR_WIDTH
    place = joined(office.name, office.facility)
    letterhead: tuple[Part, ...] = (
        *ts.lines(office.administration, st.OFFICE, left),
        *(
            line
            for text in (place, *office.address, office.contact)
            if text.strip()
            for line in ts.lines(text, st.OFFICE_LINE, left)
        ),
    )
    title: tuple[Part, ...] = (
        *ts.lines(words.title, st.TITLE, left),
        *ts.lines(f"{words.number} {record.number}", st.SUBTITLE, left),
    )
    code = SquareBarcode(qr(payload(record)), _QR_SIDE)
    caption = ts.lines(words.scan, st.LABEL.but(align=st.Align.END), _QR_WIDTH)
    when = ts.stack(
        (moment(record.handed_at), st.BODY_BOLD),
        (moment_in_utc(record.handed_at), st.SMALL),
        width=ts.width / 2,
    )
    facts = [
        [Field(words.from_office, joined(place, office.code)), Field(words.to_agency, record.agency)],
        [Field(words.handed_at, parts=when), Field(words.contact, record.contact)],
        [
            Field(ts.wording.station, record.station, text_style=st.CODE),
            Field(words.law, record.law, text_style=st.CODE),
        ],
    ]
    return [
        Grid((Row((letterhead,), (ts.width,), pad_x=0, pad_y=0),), framed=False, gap=0),
        Bar(ts.width, gap=8),
        Grid(
            (Row((title, (code, Space(3), *caption)), (left, _QR_WIDTH), pad_x=0, pad_y=0),),
            framed=False,
            gap=12,
        ),
        ts.form(facts, gap=8),
    ]


def _table(record: TransferRecord, words: TransferWords, ts: Typesetter) -> Grid:
    columns = (
        Column(words.item, 2.3),
        Column(words.exhibit, 2.1),
        Column(words.seal, 1.8),
        Column(words.what, 3.4),
        Column(words.weight, 1.1, end=True),
        Column(words.entry, 1.5),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows: list[tuple[_Cell, ...]] = []
    for one in record.referrals:
        item = ts.stack((one.item, st.CODE), (one.case, st.SMALL), width=widths[0])
        if not one.exhibits:
            told = ts.stack((words.papers_only, st.BODY), *_about(one, words), width=widths[3])
            rows.append((item, "", "", told, "", _entry(one.journal_sequence, one.entry_hash, ts, widths[5])))
        for number, exhibit in enumerate(one.exhibits):
            rows.append(_row(one, exhibit, item if not number else (), number == 0, words, ts, widths))
    return ts.table(columns, rows, gap=0)


def _row(
    one: Referred,
    exhibit: Handed,
    item: tuple[Part, ...],
    first: bool,
    words: TransferWords,
    ts: Typesetter,
    widths: Sequence[float],
) -> tuple[_Cell, ...]:
    about = _about(one, words) if first else ()
    return (
        item,
        ts.stack((exhibit.label, st.CODE), (exhibit.kind, st.SMALL), width=widths[1]),
        ts.stack((exhibit.seal, st.CODE), width=widths[2]),
        ts.stack((exhibit.description or exhibit.kind, st.BODY), *about, width=widths[3]),
        exhibit.weight_kg,
        _entry(exhibit.journal_sequence, exhibit.entry_hash, ts, widths[5]),
    )


def _about(one: Referred, words: TransferWords) -> tuple[tuple[str, st.TextStyle], ...]:
    found = words.findings.format(findings=", ".join(one.findings)) if one.findings else ""
    return (
        ("; ".join(one.goods), st.SMALL_INK),
        (found, st.SMALL_INK),
        (words.reason.format(reason=one.reason), st.SMALL_INK),
    )


def _entry(sequence: int, digest: str, ts: Typesetter, width: float) -> tuple[Part, ...]:
    number = str(sequence) if sequence else NOTHING
    return ts.stack((number, st.BODY), (short_hash(digest) if digest else "", st.SMALL), width=width)


def _counted(record: TransferRecord, words: TransferWords) -> str:
    exhibits = sum(len(one.exhibits) for one in record.referrals)
    return words.counted.format(items=len(record.referrals), exhibits=exhibits)


def _signatures(record: TransferRecord, words: TransferWords, ts: Typesetter) -> Grid:
    width = ts.width / 2
    inner = width - 12

    def place(title: str, name: str, *pairs: tuple[str, str]) -> tuple[Part, ...]:
        return (
            *ts.lines(title, st.SUBSECTION, inner),
            *ts.lines(shown(name), st.BODY, inner),
            *(line for label, text in pairs for line in ts.lines(f"{label}: {text}", st.SMALL_INK, inner)),
            SigningPlace(ts.lines(ts.wording.date, st.LABEL, inner), 17),
            SigningPlace(ts.lines(ts.wording.signature, st.LABEL, inner)),
        )

    both = (
        place(words.giver, record.giver, (words.role, shown(record.giver_role))),
        place(words.receiver, record.person, (words.organisation, record.agency)),
    )
    row = Row(both, (width, width), pad_x=6, pad_y=6)
    # what is signed for, both signatures and the answer stand on one page
    return Grid((row,), ruled=True, gap=0, keep_with_next=True)


def _answer(words: TransferWords, ts: Typesetter) -> Grid:
    width = ts.width / 2
    inner = width - 12
    cells = tuple(
        (SigningPlace(ts.lines(text, st.LABEL, inner), 20),)
        for text in (words.answer_taken, words.answer_back)
    )
    hint = Row((ts.lines(words.answer_hint, st.SMALL_INK, ts.width - 12),), (ts.width,), pad_x=6, pad_y=5)
    return Grid((hint, Row(cells, (width, width), pad_x=6, pad_y=6)), ruled=True, gap=0)


def _running_head(sheet: Sheet, record: TransferRecord, title: str, ts: Typesetter) -> None:
    """Say on each further page to which receipt it belongs, and from whom to whom that is."""
    top, half = st.PAGE_HEIGHT - 12 * MM, ts.width / 2
    parties = f"{record.office.name} → {record.agency}"
    right = ts.lines(title, st.RUNNING_BOLD.but(align=st.Align.END), half)[:1]
    sheet.lines(ts.lines(parties, st.RUNNING, half)[:1], st.MARGIN_SIDE, top, half)
    below = sheet.lines(right, st.MARGIN_SIDE + half, top, half)
    sheet.rule(st.MARGIN_SIDE, below - 3, st.MARGIN_SIDE + ts.width, below - 3)


def _draw(record: TransferRecord, pages: Sequence[Page], words: TransferWords, ts: Typesetter) -> bytes:
    title = f"{words.title} {record.number}"
    first = record.referrals[0]
    sheet = Sheet(
        st.PAGE_WIDTH,
        st.PAGE_HEIGHT,
        DocumentFacts(
            title=title,
            subject=record.number,
            author=record.office.administration,
            keywords=", ".join(one.item for one in record.referrals[:20]),
            made_at=record.handed_at,
            fingerprint=f"{record.number} {first.entry_hash}",
            language=ts.wording.language,
        ),
    )
    third = ts.width / 3
    for number, page in enumerate(pages, 1):
        for placed in page.placed:
            placed.block.draw(sheet, st.MARGIN_SIDE, placed.top)
        if number > 1:
            _running_head(sheet, record, title, ts)
        top = 15.5 * MM
        sheet.rule(st.MARGIN_SIDE, top + 3, st.MARGIN_SIDE + ts.width, top + 3)
        key = f"{words.key} {short_hash(record.key_fingerprint)}" if record.key_fingerprint else ""
        texts = (
            (f"{record.number}  {record.program}".strip(), st.RUNNING_BOLD),
            (key, st.RUNNING.but(align=st.Align.CENTRE)),
            (ts.wording.page.format(page=number, pages=len(pages)), st.RUNNING.but(align=st.Align.END)),
        )
        for index, (text, style) in enumerate(texts):
            sheet.lines(ts.lines(text, style, third)[:1], st.MARGIN_SIDE + index * third, top, third)
        sheet.next_page()
    return sheet.finish()
