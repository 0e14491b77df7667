"""Reads for the screens, on read-only connections of their own."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Final

from borderpost.domain.codes import Disposition
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Kept
from borderpost.domain.entry import Entry, parse_time
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.item_key import item_key
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.domain.officer import Officer
from borderpost.domain.risk.bench_profile import BenchProfile
from borderpost.domain.risk.measuring import Judged
from borderpost.store import (
    access,
    custody,
    exhibits,
    journal,
    outbox,
    projections,
    referrals,
    roster,
    workshop,
)
from borderpost.store.declarations import Declarations
from borderpost.store.engine import Connection, OperationalError
from borderpost.store.judged import judged
from borderpost.work.ports import NEWEST_FIRST, FoundItem, LogFilter, LogKey, LogOrder, LogRow
from borderpost.work.ports_access import AuditFilter, Enrolled
from borderpost.work.ports_custody import ExhibitFilter, ExhibitRow, Tally
from borderpost.work.ports_referrals import Key

_OPCODES_BETWEEN_QUESTIONS = 2000
_LAST_LETTER = "\U0010ffff"


class StorePages:
    """The screens' view of the record; belongs to the one thread that opened it."""

    def __init__(
        self,
        record: Connection,
        mirror_connection: Connection,
        declarations: Declarations,
        today: Callable[[], date],
    ) -> None:
        self._today = today
        self._record = record
        self._mirror = mirror_connection
        self._declarations = declarations

    def close(self) -> None:
        """Close the connections."""
        self._declarations.close()
        self._record.close()
        self._mirror.close()

    def log_ids(
        self, log_filter: LogFilter, cancelled: Callable[[], bool], order: LogOrder = NEWEST_FIRST
    ) -> list[int]:
        """Return the row numbers of the inspections that pass, in order; none once cancelled."""
        clauses, values = _where(log_filter)
        narrowed = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        query = f"SELECT row FROM inspections{narrowed} ORDER BY {_sorted(order)}"  # noqa: S608 - our own
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
        """Return the row numbers of the inspections that wait for a second officer, oldest first."""
        query = "SELECT row FROM inspections WHERE stage = ? UNION SELECT row FROM reopenings ORDER BY row"
        return [row for (row,) in self._record.execute(query, (Stage.AWAITING_APPROVAL,))]

    def inspection(self, inspection: str) -> Inspection | None:
        """Return an inspection as it stands."""
        return projections.load(self._record, inspection)

    def entries_of(self, inspection: str) -> list[Entry]:
        """Return every journal entry about one inspection, in order."""
        return journal.entries_about(self._record, inspection)

    def officers(self) -> list[Officer]:
        """Return the roster, by name; who is outside of their days is off duty."""
        today = self._today().isoformat()
        return roster.officers(self._mirror, roster.holds_entry(self._record), today)

    def enrolled(self) -> list[Enrolled]:
        """Return everybody on the roster, whatever the day, by name."""
        found = roster.credentials(self._mirror, roster.holds_entry(self._record))
        return [
            Enrolled(one.officer, bool(one.passphrase_hash), bool(one.pin_hash), one.given, one.badge)
            for one in found
        ]

    def audit_ids(self, asked: AuditFilter, cancelled: Callable[[], bool]) -> list[int]:
        """Return the numbers of the entries that an auditor asks for, the newest first."""
        return access.audit_ids(self._record, asked, cancelled)

    def audit_entries(self, ids: Sequence[int]) -> list[Entry | None]:
        """Return a page of those entries, in the order of their numbers as given."""
        return access.audit_entries(self._record, ids)

    def journal_head(self) -> tuple[int, str]:
        """Return the number and the hash of the newest entry."""
        head = journal.head(self._record)
        return head.sequence, head.hash

    def read_filters(self) -> None:
        """Read what spares look-ups the asking of weeks in which a number is not. Not for the GUI thread."""
        self._declarations.read_filters()

    def search(self, untrusted_text: str, limit: int, cancelled: Callable[[], bool]) -> list[FoundItem]:
        """Return declared items in which every typed word begins a word, newest arrival first."""
        return self._declarations.search(untrusted_text, limit, cancelled)

    def weeks_unread(self) -> tuple[str, ...]:
        """Return the weeks whose declarations cannot be read, newest first."""
        return tuple(reversed(self._declarations.missing()))

    def consultation_ids(self) -> list[int]:
        """Return the numbers of the journal's entries about searches, newest first."""
        query = "SELECT sequence FROM consultations ORDER BY sequence DESC"
        return [sequence for (sequence,) in self._record.execute(query)]

    def consultations(self, ids: Sequence[int]) -> list[Entry | None]:
        """Return a page of the entries about searches, in the order of their numbers as given."""
        return journal.consultations(self._record, ids)

    def exhibits_of(self, number: str) -> tuple[Kept, ...]:
        """Return the exhibits that bear a number on their label or as their seal."""
        return custody.exhibits_of(self._record, number)

    def exhibits_at(self, place: Place) -> tuple[Kept, ...]:
        """Return the exhibits that are in a place now."""
        return custody.exhibits_at(self._record, place)

    def custody_places(self) -> tuple[Place, ...]:
        """Return the benches and stores in which exhibits are."""
        return custody.places(self._record)

    def exhibit_ids(self, asked: ExhibitFilter, cancelled: Callable[[], bool]) -> list[str]:
        """Return the ids of the exhibits that pass, those with alarms first; none once cancelled."""
        return exhibits.exhibit_ids(self._record, asked, cancelled)

    def exhibit_rows(self, ids: Sequence[str]) -> list[ExhibitRow | None]:
        """Return a page of exhibits by their ids."""
        return exhibits.exhibit_rows(self._record, ids)

    def exhibit_tally(self, officer: str) -> Tally:
        """Return how much there is to look after."""
        return exhibits.exhibit_tally(self._record, officer)

    def bench_profiles(self) -> tuple[BenchProfile, ...]:
        """Return every version of every profile of the workshop, by id, the oldest first."""
        return workshop.load_all(self._record)

    def judged(self, since: date, until: date, cancelled: Callable[[], bool]) -> list[Judged]:
        """Return the inspections begun on these days as the measurement sees them; none once cancelled."""
        return judged(self._record, since, until, cancelled)

    def messages_open(self) -> tuple[MessageState, ...]:
        """Return the messages that nobody has taken in yet, oldest first."""
        return outbox.with_delivery(self._record, Delivery.WAITING, Delivery.WRITTEN, Delivery.REJECTED)

    def message(self, message: str) -> MessageState | None:
        """Return one message by its id."""
        return outbox.load(self._record, message)

    def referral_keys(self, *, still_open: bool) -> tuple[Key, ...]:
        """Return the referrals that wait for something, or those that do not, oldest first."""
        return referrals.keys(self._record, still_open=still_open)

    def referrals_under(self, receipt: str) -> tuple[Key, ...]:
        """Return the referrals that were handed over under a transfer receipt."""
        return referrals.under(self._record, receipt)

    def messages_newest(self, limit: int) -> tuple[MessageState, ...]:
        """Return the newest messages, the newest first."""
        return outbox.newest(self._record, limit)

    def declarations_held(self) -> tuple[int, datetime | None]:
        """Return how many declarations count today, and when the newest message was received."""
        tally = self._declarations.tally()
        return tally.messages, datetime.fromisoformat(tally.newest) if tally.newest else None


def _sorted(order: LogOrder) -> str:
    direction = "DESC" if order.descending else "ASC"
    if order.key is LogKey.TIME:
        return f"row {direction}"
    return f"{_SORTED_BY[order.key]} {direction}, row DESC"


def _rank(column: str, values: Iterable[str]) -> str:
    """Return what sorts a column by the meaning of its codes and not by their letters."""
    cases = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
    return f"CASE {column} {cases} ELSE -1 END"


_SORTED_BY: Final = {
    LogKey.ITEM: "item_id",
    LogKey.LANE: _rank("lane", ("green", "yellow", "red", "secure")),
    LogKey.STAGE: _rank("stage", Stage),
    LogKey.DISPOSITION: _rank("disposition", Disposition),
    LogKey.OFFICER: "officer",
    LogKey.APPROVER: "approver",
    LogKey.SENDER: "sender",
    LogKey.ADDRESSEE: "addressee",
    LogKey.GOODS: "goods",
    LogKey.NUMBER: "number",
    LogKey.PHOTOGRAPHS: "photographs",
}


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
        # a number may be typed as it is printed, in groups, which are no words of the search index
        clauses.append(
            "row IN (SELECT rowid FROM inspections_search WHERE words MATCH ?"
            " UNION SELECT row FROM inspections WHERE item_id >= ? AND item_id < ?)"
        )
        number = item_key(log_filter.text)
        values += [match, number, number + _LAST_LETTER]
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
