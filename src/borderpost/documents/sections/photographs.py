"""The photographs kept as evidence, two to a row, each with its hash; marks stand beside, never in them."""

import hashlib

from borderpost.documents import style as st
from borderpost.documents.art import EmptyPicture, Picture
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import joined, moment
from borderpost.documents.jpeg import jpeg_facts
from borderpost.documents.marked_picture import MarkedPicture
from borderpost.documents.paragraph import Line
from borderpost.documents.report_record import KeptDocument, Photograph, SeizureRecord
from borderpost.documents.style import Align
from borderpost.documents.typesetter import Typesetter
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import Shape

_BOX_HEIGHT = 138.0
_BETWEEN = 14.0


def photographs(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Rows of two photographs, what is missing of the set, and the documents beside them."""
    words = ts.wording
    title = ts.heading(number, words.photographs)
    said: list[Block] = [ts.note(text) for text in _said(record, ts)]
    blocks: list[Block] = [title, *said]
    if record.photographs:
        blocks.append(Grid(tuple(_rows(record, ts)), framed=False, gap=4.0 if said else 0))
    else:
        blocks.append(ts.note(words.no_photographs))
    if record.documents:
        blocks.append(ts.subheading(words.documents_kept))
        rows = [Row((_document(one, ts),), (ts.width,), pad_x=0, pad_y=3.0) for one in record.documents]
        blocks.append(Grid(tuple(rows), framed=False, gap=0))
    return blocks


def _said(record: SeizureRecord, ts: Typesetter) -> list[str]:
    words, said = ts.wording, []
    if record.photographs_missing:
        said.append(words.photographs_missing.format(names="; ".join(record.photographs_missing)))
    said += [
        words.photograph_excused.format(name=name, reason=reason)
        for name, reason in record.photographs_excused
    ]
    return said


def _rows(record: SeizureRecord, ts: Typesetter) -> list[Row]:
    width = (ts.width - _BETWEEN) / 2
    cells: list[tuple[Part, ...]] = []
    for photograph in record.photographs:
        marked = _marked(photograph, ts, width)
        if marked and len(cells) % 2:
            cells.append(())  # a photograph and its marks stand side by side
        cells.append(_photograph(photograph, ts, width))
        if marked:
            cells.append(marked)
    cells += [()] * (len(cells) % 2)
    return [
        Row((cells[at], (), cells[at + 1]), (width, _BETWEEN, width), pad_x=0, pad_y=6.0 if at else 3.0)
        for at in range(0, len(cells), 2)
    ]


def _photograph(photograph: Photograph, ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    made = joined(moment(photograph.taken_at), photograph.device)
    copy = words.picture_rendition.format(form=photograph.form) if photograph.rendition else ""
    return (
        _picture(photograph, ts, width) or _empty(photograph, ts, width),
        *_warning(photograph, ts, width),
        *ts.lines(_titles(photograph, ts), st.BODY_BOLD, width),
        *(ts.lines(photograph.caption, st.BODY, width) if photograph.caption.strip() else ()),
        *ts.lines(made, st.SMALL, width),
        *(ts.lines(copy, st.SMALL, width) if copy else ()),
        *ts.lines(words.sha256, st.LABEL, width),
        *ts.hash(photograph.sha256, width),
    )


def _marked(photograph: Photograph, ts: Typesetter, width: float) -> tuple[Part, ...]:
    picture = _picture(photograph, ts, width) if photograph.marks else None
    if picture is None:
        return ()
    marks = tuple((mark, _beside(mark, ts)) for mark in photograph.marks)
    told = [line for text in photograph.marked for line in ts.lines(text, st.SMALL, width)]
    return (
        MarkedPicture(picture, marks),
        *ts.lines(_titles(photograph, ts), st.BODY_BOLD, width),
        *ts.lines(ts.wording.picture_marked, st.BODY, width),
        *told,
    )


def _beside(mark: DrawnMark, ts: Typesetter) -> tuple[Line, ...]:
    if not mark.text:
        return ()
    text = f"{mark.text} mm" if mark.shape is Shape.MEASURE else mark.text
    return ts.lines(text, st.SMALL, 150)[:3]


def _titles(photograph: Photograph, ts: Typesetter) -> str:
    words = ts.wording
    titles = [words.photograph.format(number=photograph.number), photograph.subject]
    if photograph.line_number is not None:
        titles.append(words.of_line.format(number=photograph.line_number))
    return joined(*titles)


def _picture(photograph: Photograph, ts: Typesetter, width: float) -> Picture | None:
    shown = photograph.rendition or photograph.jpeg
    facts = jpeg_facts(shown) if shown is not None else None
    if shown is None or facts is None:
        return None
    return Picture(f"photograph{hashlib.sha256(shown).hexdigest()}", shown, facts, _BOX_HEIGHT)


def _empty(photograph: Photograph, ts: Typesetter, width: float) -> Part:
    words = ts.wording
    why = words.picture_absent if photograph.jpeg is None else words.picture_unreadable
    return EmptyPicture(ts.lines(why, st.SMALL.but(align=Align.CENTRE), width), _BOX_HEIGHT)


def _warning(photograph: Photograph, ts: Typesetter, width: float) -> tuple[Part, ...]:
    if photograph.jpeg is None:
        return ()
    if hashlib.sha256(photograph.jpeg).hexdigest() == photograph.sha256.strip().lower():
        return ()
    return ts.lines(ts.wording.picture_mismatch, st.BODY_BOLD, width)


def _document(document: KeptDocument, ts: Typesetter) -> tuple[Part, ...]:
    kept = joined(document.name, document.form, moment(document.kept_at), document.kept_by)
    return (
        *ts.lines(joined(document.what, document.caption), st.BODY_BOLD, ts.width),
        *ts.lines(kept, st.SMALL, ts.width),
        *ts.hash(document.sha256, ts.width),
    )
