"""The seizure report: a record in, the bytes of a PDF out; the same record gives the same bytes."""

from collections.abc import Sequence

from borderpost.documents import style as st
from borderpost.documents.blocks import Block
from borderpost.documents.flow import Frame, Page, paginate
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import offset, short_hash
from borderpost.documents.report_record import RecordUnfit, ReportState, SeizureRecord
from borderpost.documents.sections.custody import custody
from borderpost.documents.sections.declaration import declaration
from borderpost.documents.sections.examination import examination
from borderpost.documents.sections.goods import bags, goods
from borderpost.documents.sections.heading import heading
from borderpost.documents.sections.item import item
from borderpost.documents.sections.journal import journal
from borderpost.documents.sections.legal import legal
from borderpost.documents.sections.photographs import photographs
from borderpost.documents.sections.selection import selection
from borderpost.documents.sections.signatures import signatures
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM
from borderpost.documents.typesetter import Typesetter
from borderpost.documents.wording import ENGLISH, Wording

_SECTIONS = (
    item,
    declaration,
    selection,
    examination,
    goods,
    bags,
    photographs,
    custody,
    legal,
    journal,
    signatures,
)
_FRAME = Frame(
    first_top=st.PAGE_HEIGHT - 16 * MM,
    top=st.PAGE_HEIGHT - st.MARGIN_TOP,
    bottom=st.MARGIN_BOTTOM,
)


def seizure_report(
    record: SeizureRecord, *, wording: Wording = ENGLISH, fonts: FontLibrary | None = None
) -> bytes:
    """Make the report.

    Raises RecordUnfit where a time has no offset or the number is empty, FontsMissing where this machine
    lacks the fonts.
    """
    if not record.number.strip():
        raise RecordUnfit("number", "a report must have one")
    offset(record.dated)
    ts = Typesetter(fonts or installed_fonts(), wording)
    blocks: list[Block] = heading(record, ts)
    for number, section in enumerate(_SECTIONS, 1):
        blocks += section(record, ts, number)
    return _draw(record, paginate(blocks, _FRAME), ts)


def _draw(record: SeizureRecord, pages: Sequence[Page], ts: Typesetter) -> bytes:
    title = f"{ts.wording.kinds[record.kind]} {record.number}"
    sheet = Sheet(
        st.PAGE_WIDTH,
        st.PAGE_HEIGHT,
        DocumentFacts(
            title=title,
            subject=record.number,
            author=record.office.administration,
            keywords=", ".join((record.item.identifier, record.journal.entry_hash)),
            made_at=record.dated,
            fingerprint=f"{record.number} {record.journal.entry_hash}",
            language=ts.wording.language,
        ),
    )
    for number, page in enumerate(pages, 1):
        if record.state is ReportState.DRAFT:
            _watermark(sheet, ts)
        for placed in page.placed:
            placed.block.draw(sheet, st.MARGIN_SIDE, placed.top)
        if number > 1:
            _running_head(sheet, record, title, ts)
        _footer(sheet, record, number, len(pages), ts)
        sheet.next_page()
    return sheet.finish()


def _watermark(sheet: Sheet, ts: Typesetter) -> None:
    style = st.TextStyle(150, 170, bold=True, colour=st.WATERMARK, tracking=60)
    (line, *_) = ts.lines(ts.wording.draft, style, 4 * st.PAGE_WIDTH)
    with sheet.turned(st.PAGE_WIDTH / 2, st.PAGE_HEIGHT / 2, 52):
        sheet.line(line, -line.width / 2, -style.size * 0.36)


def _running_head(sheet: Sheet, record: SeizureRecord, title: str, ts: Typesetter) -> None:
    top = st.PAGE_HEIGHT - 12 * MM
    half = ts.width / 2
    left = ts.lines(record.office.administration, st.RUNNING, half)[:1]
    right = ts.lines(title, st.RUNNING_BOLD.but(align=st.Align.END), half)[:1]
    sheet.lines(left, st.MARGIN_SIDE, top, half)
    below = sheet.lines(right, st.MARGIN_SIDE + half, top, half)
    sheet.rule(st.MARGIN_SIDE, below - 3, st.MARGIN_SIDE + ts.width, below - 3)


def _footer(sheet: Sheet, record: SeizureRecord, page: int, pages: int, ts: Typesetter) -> None:
    words = ts.wording
    top = 15.5 * MM
    sheet.rule(st.MARGIN_SIDE, top + 3, st.MARGIN_SIDE + ts.width, top + 3)
    third = ts.width / 3
    digest = short_hash(record.journal.entry_hash)
    texts = (
        (record.number, st.RUNNING_BOLD),
        (f"{words.hash_short} {digest}", st.RUNNING.but(align=st.Align.CENTRE)),
        (words.page.format(page=page, pages=pages), st.RUNNING.but(align=st.Align.END)),
    )
    for index, (text, style) in enumerate(texts):
        sheet.lines(ts.lines(text, style, third)[:1], st.MARGIN_SIDE + index * third, top, third)
