"""Reads for the screens, on read-only connections of their own."""

from collections.abc import Callable, Sequence
from datetime import datetime

from borderpost.domain.entry import Entry, parse_time
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.officer import Officer
from borderpost.store import journal, mirror, projections
from borderpost.store.engine import Connection, OperationalError
from borderpost.work.ports import LogFilter, LogRow

_OPCODES_BETWEEN_QUESTIONS = 2000


class StorePages:
    """The screens' view of the record; belongs to the one thread that opened it."""

    def __init__(self, record: Connection, mirror_connection: Connection) -> None:
        self._record = record
        self._mirror = mirror_connection

    def close(self) -> None:
        """Close the connections."""
        self._record.close()
        self._mirror.close()

    def log_ids(self, log_filter: LogFilter, cancelled: Callable[[], bool]) -> list[int]:
        """Return the row numbers of the inspections that pass, newest first; none once cancelled."""
        clauses, values = _where(log_filter)
        narrowed = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        query = f"SELECT row FROM inspections{narrowed} ORDER BY row DESC"  # noqa: S608 - our own clauses
        self._record.set_progress_handler(cancelled, _OPCODES_BETWEEN_QUESTIONS)
        try:
            return [row for (row,) in self._record.execute(query, values)]
        except OperationalError:
            if cancelled():
                return []
            raise
        finally:
            self._record.set_progress_handler(None, 0)

    def log_rows(self, ids: Sequence[int]) -> list[LogRow]:
        """Return one page of the log, in the order of the ids."""
        places = ", ".join("?" * len(ids))
        rows = self._record.execute(
            "SELECT row, id, opened_at, offset_minutes, item_id, lane, stage, disposition, officer,"  # noqa: S608
            " approver, sender, addressee, goods, number, photographs"
            f" FROM inspections WHERE row IN ({places})",
            list(ids),
        )
        found = {row[0]: _log_row(row[1:]) for row in rows}
        return [found[row] for row in ids if row in found]

    def waiting_ids(self) -> list[int]:
        """Return the row numbers of the inspections that wait for approval, oldest first."""
        query = "SELECT row FROM inspections WHERE stage = ? ORDER BY row"
        return [row for (row,) in self._record.execute(query, (Stage.AWAITING_APPROVAL,))]

    def inspection(self, inspection: str) -> Inspection | None:
        """Return an inspection as it stands."""
        return projections.load(self._record, inspection)

    def entries_of(self, inspection: str) -> list[Entry]:
        """Return every journal entry about one inspection, in order."""
        return journal.entries_about(self._record, inspection)

    def officers(self) -> list[Officer]:
        """Return the roster, by name."""
        return mirror.officers(self._mirror)

    def journal_head(self) -> tuple[int, str]:
        """Return the number and the hash of the newest entry."""
        head = journal.head(self._record)
        return head.sequence, head.hash

    def declarations_held(self) -> tuple[int, datetime | None]:
        """Return how many declarations count today, and when the newest message was received."""
        newest = mirror.newest_arrival(self._mirror)
        return mirror.count(self._mirror), datetime.fromisoformat(newest) if newest else None


def _where(log_filter: LogFilter) -> tuple[list[str], list[str]]:
    clauses: list[str] = []
    values: list[str] = []
    for column, value in (
        ("stage", log_filter.stage),
        ("lane", log_filter.lane),
        ("officer", log_filter.officer),
    ):
        if value:
            clauses.append(f"{column} = ?")
            values.append(value)
    if log_filter.since is not None:
        clauses.append("day >= ?")
        values.append(log_filter.since.isoformat())
    if log_filter.until is not None:
        clauses.append("day <= ?")
        values.append(log_filter.until.isoformat())
    if match := _match(log_filter.text):
        clauses.append("row IN (SELECT rowid FROM inspections_search WHERE words MATCH ?)")
        values.append(match)
    return clauses, values


def _match(untrusted_text: str) -> str:
    """Turn what was typed into a search in which every word is the beginning of a word; quoting makes
    FTS5 take each as text, never as its own syntax."""
    words = projections.search_words(untrusted_text)
    return " ".join(f'"{word}"*' for word in words)


def _log_row(row: Sequence[object]) -> LogRow:
    (ident, opened, offset, item, lane, stage, disposition, officer, approver, *rest) = row
    sender, addressee, goods, number, photographs = rest
    return LogRow(
        id=str(ident),
        opened_at=parse_time(str(opened)),
        offset_minutes=int(str(offset)),
        item_id=str(item),
        lane=str(lane),
        stage=Stage(str(stage)),
        disposition=str(disposition),
        officer=str(officer),
        approver=str(approver),
        sender=str(sender),
        addressee=str(addressee),
        goods=str(goods),
        number=str(number),
        photographs=int(str(photographs)),
    )
