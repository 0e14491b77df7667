"""The steps of the examination in their order, and what was found."""

from borderpost.documents import style as st
from borderpost.documents.blocks import Block
from borderpost.documents.formats import moment, moments, shown
from borderpost.documents.report_record import ExaminationStep, SeizureRecord
from borderpost.documents.typesetter import Column, Typesetter


def examination(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """The table of steps and the table of findings."""
    words = ts.wording
    blocks: list[Block] = [ts.heading(number, words.examination)]
    blocks.append(_steps(record, ts) if record.steps else ts.note(words.no_steps))
    blocks.append(ts.subheading(words.findings))
    blocks.append(_findings(record, ts) if record.findings else ts.note(words.no_findings))
    return blocks


def _steps(record: SeizureRecord, ts: Typesetter) -> Block:
    words = ts.wording
    columns = (
        Column(words.column_step, 2.3),
        Column(words.column_time, 2.85),
        Column(words.column_officer, 1.8),
        Column(words.column_result, 2.6),
        Column(words.column_exhausted, 1.15),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows = [
        (
            ts.stack((step.label or step.code, st.BODY), (_code(step), st.SMALL), width=widths[0]),
            moments(step.started_at, step.ended_at),
            ts.stack((step.officer, st.BODY), (step.device, st.SMALL), width=widths[2]),
            ts.stack((step.result, st.BODY_BOLD), (step.note, st.SMALL_INK), width=widths[3]),
            _yes_no(step.contents_exhausted, ts),
        )
        for step in record.steps
    ]
    return ts.table(columns, rows, gap=0)


def _findings(record: SeizureRecord, ts: Typesetter) -> Block:
    words = ts.wording
    columns = (
        Column(words.column_code, 2.2),
        Column(words.column_finding, 5.4),
        Column(words.column_recorded, 2.9),
    )
    widths = [width - 10 for width in ts.widths(columns)]
    rows = [
        (
            ts.stack((finding.code, st.CODE), width=widths[0]),
            ts.stack((finding.label, st.BODY_BOLD), (finding.note, st.BODY), width=widths[1]),
            ts.stack((moment(finding.at), st.BODY), (finding.officer, st.SMALL), width=widths[2]),
        )
        for finding in record.findings
    ]
    return ts.table(columns, rows, gap=4)


def _code(step: ExaminationStep) -> str:
    return step.code if step.label else ""


def _yes_no(value: bool | None, ts: Typesetter) -> str:
    if value is None:
        return shown("")
    return ts.wording.yes if value else ts.wording.no
