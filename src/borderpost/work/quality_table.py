"""How good declarations are as a table for other programs: CSV, with fixed names of columns."""

import csv
import io

from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.work.ports_quality import QualityReport

_RECKONED = ("=", "+", "-", "@", "\t", "\r")


def csv_of(report: QualityReport) -> bytes:
    """Return a report as CSV in UTF-8: a row for each post or sender; columns of groups, shortfalls, weeks.

    Scores have one decimal; a name that a spreadsheet would reckon with gets an apostrophe in front.
    """
    shortfalls = [kind for kind in Shortfall if any(kind in row.total.shortfalls for row in report.rows)]
    posts = report.by is CountedBy.POST
    head = [report.by.value, "declarations", "score", *(group.value for group in QualityGroup)]
    head += ["scanned", "declared_after_scan", "declared_within_a_day"] if posts else []
    head += [kind.value for kind in shortfalls]
    head += [f"score_{monday.isoformat()}" for monday in report.weeks]
    head += [f"declarations_{monday.isoformat()}" for monday in report.weeks]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    for row in report.rows:
        total = row.total
        cells: list[object] = [_safe(row.name), total.declarations, _number(total.score)]
        cells += [_number(total.mean(group)) for group in QualityGroup]
        cells += [row.notice.timed, row.notice.after, row.notice.short] if posts else []
        cells += [total.shortfalls.get(kind, 0) for kind in shortfalls]
        cells += [_number(week.score) for week in row.weeks]
        cells += [week.declarations for week in row.weeks]
        writer.writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _safe(name: str) -> str:
    return f"'{name}" if name.startswith(_RECKONED) else name
