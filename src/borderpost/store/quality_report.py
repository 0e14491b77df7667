"""Reads how good declarations are, week by week, and how long before their scan items were declared."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from borderpost.domain.identifiers import s10
from borderpost.domain.inspection import Inspection
from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount
from borderpost.domain.risk.quality_terms import Shortfall
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.folder import SiteFolder
from borderpost.store.quality_file import QUALITY, read_counts, read_everything, read_sizes
from borderpost.store.week_beside import NotMade
from borderpost.work.ports_quality import Notice, QualityReport, QualityRow
from borderpost.work.ports_risk import Cancelled

ROWS_MOST: Final = 2_000
_NOTHING: Final = QualityCount()
_decode = msgspec.msgpack.Decoder(Inspection).decode


def quality_report(
    folder: SiteFolder,
    by: CountedBy,
    weeks: int,
    today: date,
    cancelled: Callable[[], bool],
    record: Connection | None = None,
) -> QualityReport:
    """Return what was counted of the newest weeks up to a day; raise Cancelled.

    With a `record`, posts also tell how long before the scan their items were declared.
    """
    last = today - timedelta(days=today.weekday())
    mondays = tuple(last - timedelta(weeks=back) for back in reversed(range(weeks)))
    with contextlib.ExitStack() as open_files:
        conns = [_opened(folder, monday, open_files) for monday in mondays]
        sizes: dict[str, int] = {}
        for conn in conns:
            if cancelled():
                raise Cancelled
            for key, size in read_sizes(conn, by) if conn is not None else ():
                sizes[key] = sizes.get(key, 0) + size
        chosen = sorted(sizes, key=lambda key: (-sizes[key], key))[:ROWS_MOST]
        names: dict[str, str] = {}
        counts: dict[str, list[QualityCount]] = {key: [_NOTHING] * weeks for key in chosen}
        totals = [_NOTHING] * weeks
        for number, conn in enumerate(conns):
            if cancelled():
                raise Cancelled
            if conn is not None:
                totals[number] = read_everything(conn)
                for key, (name, count) in read_counts(conn, by, chosen):
                    names[key], counts[key][number] = name, count
    notices: dict[str, Notice] = {}
    if record is not None and by is CountedBy.POST:
        notices = _notices(record, mondays[0], today, cancelled)
    return QualityReport(
        by,
        mondays,
        tuple(_row(key, names.get(key, key), counts[key], notices.get(key, Notice())) for key in chosen),
        len(sizes),
        _row("", "", totals, _together(notices)),
    )


def _opened(folder: SiteFolder, monday: date, open_files: contextlib.ExitStack) -> Connection | None:
    year, week, _ = monday.isocalendar()
    with contextlib.suppress(NotMade, DatabaseError, OSError):
        conn = QUALITY.open(folder, f"{year:04}-W{week:02}")
        open_files.callback(conn.close)
        return conn
    return None


def _row(key: str, name: str, weeks: list[QualityCount], notice: Notice) -> QualityRow:
    total = _NOTHING
    for count in weeks:
        total = total.joined(count)
    return QualityRow(key, name, total, tuple(weeks), notice)


def _notices(
    record: Connection, since: date, until: date, cancelled: Callable[[], bool]
) -> dict[str, Notice]:
    """Return how long before their scan the items of each post were declared, as the bench judged it then."""
    found: dict[str, list[int]] = {}
    query = "SELECT state FROM inspections WHERE day >= ? AND day <= ?"
    for (state,) in record.execute(query, (since.isoformat(), until.isoformat())):
        if cancelled():
            raise Cancelled
        inspection = _decode(state)
        quality: Any = inspection.assessment.get("quality")
        number = s10.parse(inspection.item_id)
        if not isinstance(quality, dict) or not quality.get("arrived") or number is None:
            continue
        shortfalls = {remark.get("shortfall") for remark in quality.get("remarks", ())}
        counts = found.setdefault(number.country, [0, 0, 0])
        counts[0] += 1
        counts[1] += Shortfall.AFTER_ARRIVAL.value in shortfalls
        counts[2] += Shortfall.SHORT_NOTICE.value in shortfalls
    return {post: Notice(*counts) for post, counts in found.items()}


def _together(notices: dict[str, Notice]) -> Notice:
    return Notice(
        sum(one.timed for one in notices.values()),
        sum(one.after for one in notices.values()),
        sum(one.short for one in notices.values()),
    )
