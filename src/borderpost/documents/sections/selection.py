"""Why the item was selected: the lane, and each clause with the value that met it."""

from collections.abc import Iterable

from borderpost.documents import style as st
from borderpost.documents.art import LaneMark
from borderpost.documents.blocks import Block
from borderpost.documents.formats import joined
from borderpost.documents.report_record import SeizureRecord, SelectionReason
from borderpost.documents.typesetter import Column, Field, Typesetter


def selection(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """The lane's mark and the table of reasons."""
    words = ts.wording
    blocks: list[Block] = [ts.heading(number, words.selection)]
    if record.lane is not None:
        mark = LaneMark(record.lane, ts.lines(words.lanes[record.lane], st.BODY_BOLD, ts.width - 40))
        blocks.append(ts.form([[Field(words.lane, parts=(mark,))]]))
    if not record.reasons:
        return [*blocks, ts.note(words.no_reasons)]
    columns = (
        Column(words.column_profile, 2.6),
        Column(words.column_clause, 3.4),
        Column(words.column_matched, 3.0),
    )
    profile_width, clause_width, value_width = (width - 10 for width in ts.widths(columns))
    rows = [
        (
            ts.stack(
                (reason.title, st.BODY_BOLD),
                (joined(reason.profile, reason.version), st.SMALL),
                (reason.instruction if first else "", st.SMALL_INK),
                width=profile_width,
            ),
            ts.stack((reason.clause, st.BODY), width=clause_width),
            ts.stack((reason.field, st.SMALL), (reason.value, st.BODY), width=value_width),
        )
        for first, reason in _by_profile(record.reasons)
    ]
    return [*blocks, ts.table(columns, rows, gap=5 if record.lane is not None else 0)]


def _by_profile(reasons: Iterable[SelectionReason]) -> list[tuple[bool, SelectionReason]]:
    """The reasons with those of one profile together, and whether each is the first of its profile."""
    groups: dict[tuple[str, str, str], list[SelectionReason]] = {}
    for reason in reasons:
        groups.setdefault((reason.profile, reason.version, reason.title), []).append(reason)
    return [(place == 0, reason) for group in groups.values() for place, reason in enumerate(group)]
