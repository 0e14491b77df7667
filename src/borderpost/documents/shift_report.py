"""The report of a shift: who worked, what came of it, and a signed checkpoint of the journal."""

from dataclasses import dataclass
from datetime import date, datetime

from borderpost.documents import style as st
from borderpost.documents.blocks import Bar, Block, Grid, Text
from borderpost.documents.flow import Frame, paginate
from borderpost.documents.fonts import FontLibrary, installed_fonts
from borderpost.documents.formats import joined, moment, offset
from borderpost.documents.sections.journal import checkpoint_block
from borderpost.documents.sheet import DocumentFacts, Sheet
from borderpost.documents.style import MM
from borderpost.documents.typesetter import Column, Field, Typesetter
from borderpost.documents.wording import ENGLISH, Wording

_FRAME = Frame(first_top=st.PAGE_HEIGHT - 16 * MM, top=st.PAGE_HEIGHT - 16 * MM, bottom=st.MARGIN_BOTTOM)


@dataclass(frozen=True, slots=True)
class OfficerShift:
    """What one officer did; `outcomes` are words with their counts."""

    name: str
    began_at: datetime
    ended_at: datetime
    scanned: int = 0
    examined: int = 0
    photographs: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    """A day at one station; `first` and `last` are the numbers of its entries, `made_at` is aware."""

    office: str
    station: str
    day: date
    made_at: datetime
    first: int
    last: int
    officers: tuple[OfficerShift, ...] = ()
    seizures: tuple[tuple[str, str], ...] = ()
    checkpoint: str = ""


def shift_report(
    record: ShiftRecord, *, wording: Wording = ENGLISH, fonts: FontLibrary | None = None
) -> bytes:
    """Make the report; raises RecordUnfit where a time has no offset, FontsMissing without fonts."""
    offset(record.made_at)
    ts = Typesetter(fonts or installed_fonts(), wording)
    title = wording.shift_report.format(day=record.day.isoformat())
    blocks: list[Block] = [
        Text(ts.lines(title, st.TITLE), ts.width, gap=0, keep_with_next=True),
        Text(ts.lines(joined(record.office, record.station), st.SUBTITLE), ts.width, gap=2),
        Bar(ts.width, gap=8),
        ts.heading(1, wording.shift_officers),
        _officers(record, ts) if record.officers else ts.note(wording.shift_nobody),
        ts.heading(2, wording.shift_seizures),
        _seizures(record, ts) if record.seizures else ts.note(wording.shift_no_seizures),
        ts.heading(3, wording.journal),
        ts.form(
            [
                [
                    Field(wording.shift_entries, f"{record.first} – {record.last}", text_style=st.CODE),
                    Field(wording.shift_made, moment(record.made_at)),
                ]
            ]
        ),
    ]
    if record.checkpoint:
        blocks.append(checkpoint_block(record.checkpoint, ts))
    sheet = Sheet(
        st.PAGE_WIDTH,
        st.PAGE_HEIGHT,
        DocumentFacts(
            title=title,
            subject=record.station,
            author=record.office,
            keywords=record.day.isoformat(),
            made_at=record.made_at,
            fingerprint=f"{record.station} {record.day} {record.last}",
            language=wording.language,
        ),
    )
    for page in paginate(blocks, _FRAME):
        for placed in page.placed:
            placed.block.draw(sheet, st.MARGIN_SIDE, placed.top)
        sheet.next_page()
    return sheet.finish()


def _officers(record: ShiftRecord, ts: Typesetter) -> Grid:
    words = ts.wording
    columns = (
        Column(words.shift_officer, 2.4),
        Column(words.shift_hours, 2.0),
        Column(words.shift_scanned, 0.9, end=True),
        Column(words.shift_examined, 0.9, end=True),
        Column(words.shift_photographs, 0.9, end=True),
        Column(words.shift_outcomes, 3.0),
    )
    rows = [
        (
            one.name,
            f"{one.began_at:%H:%M} – {one.ended_at:%H:%M}",
            str(one.scanned),
            str(one.examined),
            str(one.photographs),
            "; ".join(f"{count} × {word}" for word, count in one.outcomes),
        )
        for one in record.officers
    ]
    return ts.table(columns, rows, gap=0)


def _seizures(record: ShiftRecord, ts: Typesetter) -> Grid:
    words = ts.wording
    columns = (Column(words.shift_number, 1.0), Column(words.label_item, 1.0))
    return ts.table(columns, list(record.seizures), gap=0)
