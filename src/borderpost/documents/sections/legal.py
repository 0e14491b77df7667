"""The law as the administration words it, the reason for the decision, and remarks."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block, Part
from borderpost.documents.report_record import SeizureRecord
from borderpost.documents.typesetter import Field, Typesetter


def legal(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """Power, provision, grounds, forfeiture; then the rights of the person concerned."""
    words = ts.wording
    block = record.legal
    rows = [
        [Field(words.power_to_examine, block.power_to_examine), Field(words.provision, block.provision)],
        [Field(words.grounds, block.grounds), Field(words.forfeiture, block.forfeiture)],
        [Field(words.decision_reason, record.decision_reason)],
        [Field(words.rights, parts=_listed(block.rights, ts))],
    ]
    if record.remarks:
        rows.append([Field(words.remarks, parts=_listed(record.remarks, ts))])
    if block.source:
        rows.append([Field(words.legal_source, block.source, text_style=st.SMALL_INK)])
    return [ts.heading(number, words.legal), ts.form(rows)]


def _listed(texts: tuple[str, ...], ts: Typesetter) -> tuple[Part, ...]:
    width = ts.width - 10
    if len(texts) < 2:
        return ts.stack(*((text, st.BODY) for text in texts), width=width)
    return ts.stack(*((f"{index}.  {text}", st.BODY) for index, text in enumerate(texts, 1)), width=width)
