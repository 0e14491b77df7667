"""Where the station's journal holds the decision, so that the report can be checked against it."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block
from borderpost.documents.formats import moment
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.typesetter import Field, Typesetter


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
    return [ts.heading(number, words.journal), ts.form(rows)]
