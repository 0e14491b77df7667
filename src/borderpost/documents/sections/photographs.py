"""The photographs kept as evidence, two to a row, each with its hash."""

import hashlib

from borderpost.documents import style as st
from borderpost.documents.art import EmptyPicture, Picture
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import joined, moment
from borderpost.documents.jpeg import jpeg_facts
from borderpost.documents.report_record import Photograph, SeizureRecord
from borderpost.documents.style import Align
from borderpost.documents.typesetter import Typesetter

_BOX_HEIGHT = 138.0
_BETWEEN = 14.0


def photographs(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Rows of two photographs."""
    words = ts.wording
    title = ts.heading(number, words.photographs)
    if not record.photographs:
        return [title, ts.note(words.no_photographs)]
    width = (ts.width - _BETWEEN) / 2
    rows: list[Row] = []
    for start in range(0, len(record.photographs), 2):
        pair = record.photographs[start : start + 2]
        cells = [_photograph(photograph, ts, width) for photograph in pair]
        cells += [()] * (2 - len(cells))
        rows.append(
            Row((cells[0], (), cells[1]), (width, _BETWEEN, width), pad_x=0, pad_y=6.0 if start else 3.0)
        )
    return [title, Grid(tuple(rows), framed=False, gap=0)]


def _photograph(photograph: Photograph, ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    titles = [words.photograph.format(number=photograph.number), photograph.subject]
    if photograph.line_number is not None:
        titles.append(words.of_line.format(number=photograph.line_number))
    made = joined(moment(photograph.taken_at), photograph.device)
    return (
        _picture(photograph, ts, width),
        *_warning(photograph, ts, width),
        *ts.lines(joined(*titles), st.BODY_BOLD, width),
        *(ts.lines(photograph.caption, st.BODY, width) if photograph.caption.strip() else ()),
        *ts.lines(made, st.SMALL, width),
        *ts.lines(words.sha256, st.LABEL, width),
        *ts.hash(photograph.sha256, width),
    )


def _picture(photograph: Photograph, ts: Typesetter, width: float) -> Part:
    words = ts.wording
    centred = st.SMALL.but(align=Align.CENTRE)
    if photograph.jpeg is None:
        return EmptyPicture(ts.lines(words.picture_absent, centred, width), _BOX_HEIGHT)
    facts = jpeg_facts(photograph.jpeg)
    if facts is None:
        return EmptyPicture(ts.lines(words.picture_unreadable, centred, width), _BOX_HEIGHT)
    key = f"photograph{hashlib.sha256(photograph.jpeg).hexdigest()}"
    return Picture(key, photograph.jpeg, facts, _BOX_HEIGHT)


def _warning(photograph: Photograph, ts: Typesetter, width: float) -> tuple[Part, ...]:
    if photograph.jpeg is None:
        return ()
    if hashlib.sha256(photograph.jpeg).hexdigest() == photograph.sha256.strip().lower():
        return ()
    return ts.lines(ts.wording.picture_mismatch, st.BODY_BOLD, width)
