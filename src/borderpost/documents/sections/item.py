"""The postal item as it lay on the bench, with its barcode."""

from borderpost.documents import style as st
from borderpost.documents.art import LinearBarcode, Space
from borderpost.documents.barcodes import can_be_code128, code128
from borderpost.documents.blocks import Block, Part
from borderpost.documents.formats import day, kilograms, moment, shown
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.style import Align
from borderpost.documents.typesetter import Field, Typesetter


def item(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Identifier and barcode, then the facts of the postal item."""
    words = ts.wording
    facts = record.item
    declared = record.declaration.gross_weight_kg if record.declaration is not None else None
    half = ts.width / 2 - 10
    identifier: tuple[Part, ...]
    if can_be_code128(facts.identifier):
        caption = ts.lines(facts.identifier, st.CODE_LARGE.but(align=Align.CENTRE), half)
        identifier = (LinearBarcode(code128(facts.identifier), caption),)
    else:
        identifier = ts.lines(shown(facts.identifier), st.CODE_LARGE, half)
    rows = [
        [
            Field(words.item_identifier, parts=identifier),
            Field("", parts=_beside(record, ts, half)),
        ],
        [
            Field(words.receptacle, facts.receptacle, text_style=st.CODE),
            Field(words.other_identifiers, ", ".join(facts.other_identifiers), text_style=st.CODE),
        ],
        [
            Field(words.presented_at, moment(facts.presented_at), 1.35),
            Field(words.weight_declared, kilograms(declared)),
            Field(words.weight_measured, kilograms(facts.measured_weight_kg)),
            Field(words.scanned_by, facts.scanned_by, 1.2),
        ],
    ]
    return [ts.heading(number, words.item), ts.form(rows, gap=0)]


def _beside(record: SeizureRecord, ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    facts = record.item
    pairs = (
        (words.mail_class, words.classes[facts.mail_class], st.BODY),
        (words.route, f"{shown(facts.origin_office)}  →  {shown(facts.destination_office)}", st.CODE),
        (words.posted_on, day(facts.posted_on), st.BODY),
    )
    parts: list[Part] = []
    for label, text, text_style in pairs:
        parts += [Space(5)] if parts else []
        parts += ts.field(Field(label, text, text_style=text_style), width)
    return tuple(parts)
