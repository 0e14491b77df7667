"""Where the station's journal holds the decision, so that the report can be checked against it."""

from borderpost.documents import style as st
from borderpost.documents.art import SquareBarcode
from borderpost.documents.barcodes import qr
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import moment
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.style import MM
from borderpost.documents.typesetter import Field, Typesetter

_QR_SIDE = 36 * MM
_PAD = 5.0
_LONG = 64


def journal(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Station, entry number, hashes and the key that signed."""
    words = ts.wording
    position = record.journal
    width = ts.width - 10
    large = st.HASH.but(size=7.6, leading=10.4)
    rows = [
        [
            Field(words.journal_station, position.station, text_style=st.CODE),
            Field(words.journal_sequence, str(position.sequence), text_style=st.CODE),
            Field(words.journal_recorded, moment(position.recorded_at)),
            Field(words.program, record.program),
        ],
        [Field(words.entry_hash, parts=ts.hash(position.entry_hash, width, large))],
        [Field(words.previous_hash, parts=ts.hash(position.previous_hash, width))],
        [Field(words.key_fingerprint, parts=ts.hash(position.key_fingerprint, width))],
    ]
    blocks: list[Block] = [ts.heading(number, words.journal), ts.form(rows)]
    return blocks if not position.checkpoint else [*blocks, checkpoint_block(position.checkpoint, ts)]


def checkpoint_block(text: str, ts: Typesetter) -> Block:
    """The checkpoint to read and, beside it, to scan: whoever has it knows a journal that was rewritten."""
    words = ts.wording
    side = _QR_SIDE + 2 * _PAD
    width = ts.width - side
    small = st.HASH.but(size=6.2, leading=8.4)
    parts: list[Part] = [*ts.lines(words.checkpoint, st.LABEL, width - 2 * _PAD)]
    for line in text.splitlines():
        word, _, value = line.rpartition(" ")
        if len(value) >= _LONG:
            parts += ts.lines(word, small, width - 2 * _PAD)
            parts += ts.hash(value, width - 2 * _PAD, small)
        else:
            parts += ts.lines(line, small, width - 2 * _PAD)
    code = SquareBarcode(qr(text), _QR_SIDE)
    return Grid((Row((tuple(parts), (code,)), (width, side)),), ruled=True, gap=0)
