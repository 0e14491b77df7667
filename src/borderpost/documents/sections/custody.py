"""The chain of custody, one row for each hand-over."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block, Part
from borderpost.documents.formats import line_numbers, moment, short_hash
from borderpost.documents.report_record import CustodyRow, SeizureRecord
from borderpost.documents.typesetter import Column, Typesetter


def custody(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """The table of hand-overs."""
    words = ts.wording
    title = ts.heading(number, words.custody)
    if not record.custody:
        return [title, ts.note(words.no_custody)]
    columns = (
        Column(words.column_sequence, 0.6, end=True),
        Column(words.column_lines, 1.75),
        Column(words.column_from, 1.9),
        Column(words.column_to, 1.7),
        Column(words.column_purpose, 1.95),
        Column(words.column_moment, 2.1),
        Column(words.column_condition, 1.85),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows = [
        (
            str(row.sequence),
            ts.stack((line_numbers(row.line_numbers), st.BODY), (row.bag, st.SMALL), width=widths[1]),
            row.from_holder,
            row.to_holder,
            ts.stack((row.purpose, st.BODY), (row.location, st.SMALL), width=widths[4]),
            _moment(row, ts, widths[5]),
            ts.stack((row.condition, st.BODY), (_seal(row, ts), st.SMALL_INK), width=widths[6]),
        )
        for row in record.custody
    ]
    return [title, ts.table(columns, rows, gap=0)]


def _seal(row: CustodyRow, ts: Typesetter) -> str:
    words = ts.wording
    if row.seal_intact is None:
        return ""
    return f"{words.column_intact}: {words.yes if row.seal_intact else words.no}"


def _moment(row: CustodyRow, ts: Typesetter, width: float) -> tuple[Part, ...]:
    entry = ""
    if row.journal_sequence is not None:
        entry = ts.wording.entry.format(entry=row.journal_sequence)
    digest = short_hash(row.entry_hash) if row.entry_hash else ""
    return ts.stack(
        (moment(row.at).replace(" ", "\n", 1), st.BODY), (entry, st.SMALL), (digest, st.SMALL), width=width
    )
