"""One unit of work on the record, as the verbs see it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from borderpost.domain.acts import Act, ClockSetBack
from borderpost.domain.checkpoint import EVERY_ENTRIES, SignedCheckpoint
from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody.stocktake import Kept
from borderpost.domain.declaration import Declaration
from borderpost.domain.entry import Entry, parse_time, uuid7
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.item_key import item_key
from borderpost.domain.login import Failures
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.domain.quick_return import BenchSession
from borderpost.domain.release_acts import TrustedListTaken
from borderpost.domain.risk.bench_profile import BenchProfile
from borderpost.store import (
    access,
    checkpoints,
    custody,
    journal,
    outbox,
    projections,
    referrals,
    releases,
    roster,
    workshop,
)
from borderpost.store.clock_watch import steadied
from borderpost.store.declarations import Declarations
from borderpost.store.engine import Connection
from borderpost.store.keys import StationKey, randomness
from borderpost.work.ports import Credential, Held, PastInspection
from borderpost.work.ports_exchange import Choice, Stretch
from borderpost.work.ports_release import BulkUnderWay

Clock = Callable[[], datetime]
"""Returns the present moment with its zone; the local offset is read off it."""


@dataclass(frozen=True, slots=True)
class StoreTransaction:
    """A transaction on the open connections; lives as long as the write lock is held."""

    record: Connection
    mirror: Connection
    declarations: Declarations
    key: StationKey
    station: str
    clock: Clock
    jumps: list[ClockSetBack] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the present moment, with the local offset from UTC."""
        return self.clock()

    def new_id(self) -> str:
        """Return a new UUIDv7 in hex."""
        return uuid7(self.now(), randomness())

    def append(self, officer: str, act: Act) -> Entry:
        """Write one entry, and the projections that follow from it.

        Where the clock went back since the newest entry, an entry that says so comes first.
        """
        at, set_back = steadied(self.record, self.now())
        if set_back is not None:
            self._write("", at, set_back)
            self.jumps.append(set_back)
        return self._write(officer, at, act)

    def _write(self, officer: str, at: datetime, act: Act) -> Entry:
        entry = journal.append(
            self.record,
            key=self.key,
            station=self.station,
            officer=officer,
            at=at,
            offset_minutes=int((at.utcoffset() or timedelta(0)).total_seconds() // 60),
            act=act,
        )
        projections.project(self.record, entry)
        if entry.sequence % EVERY_ENTRIES == 0:
            self.checkpoint()
        return entry

    def checkpoint(self) -> SignedCheckpoint | None:
        """Return the checkpoint of the journal as it stands, signed now where there is none yet."""
        return checkpoints.sign(self.record, key=self.key, station=self.station, at=self.now())

    def checkpoint_covering(self, sequence: int) -> SignedCheckpoint | None:
        """Return the earliest checkpoint that an entry is under, signed now where there is none yet."""
        return checkpoints.covering(self.record, sequence) or self.checkpoint()

    def inspection(self, inspection: str) -> Inspection | None:
        """Return an inspection as it stands now."""
        return projections.load(self.record, inspection)

    def inspections_of(self, item_id: str) -> tuple[PastInspection, ...]:
        """Return the inspections of a number, newest first."""
        rows = self.record.execute(
            "SELECT id, item_id, item_date, stage, lane, disposition, officer, opened_at"
            " FROM inspections WHERE item_id = ? ORDER BY row DESC",
            (item_key(item_id),),
        )
        return tuple(
            PastInspection(i, item, day, Stage(stage), lane, disposition, officer, parse_time(opened))
            for i, item, day, stage, lane, disposition, officer, opened in rows
        )

    def numbers_in_use(self, numbers: Sequence[str]) -> frozenset[str]:
        """Return those of the bag and seal numbers that some inspection of this record has used."""
        query = "SELECT 1 FROM exhibit_numbers WHERE number = ?"
        return frozenset(n for n in numbers if self.record.execute(query, (item_key(n),)).fetchone())

    def exhibits_at(self, place: Place) -> tuple[Kept, ...]:
        """Return the exhibits that are in a place now."""
        return custody.exhibits_at(self.record, place)

    def exhibits_of(self, number: str) -> tuple[Kept, ...]:
        """Return the exhibits that bear a number on their label or as their seal."""
        return custody.exhibits_of(self.record, number)

    def next_report_number(self) -> str:
        """Return the number that the next seizure of this station will bear: STATION-YEAR-000001."""
        prefix = f"{self.station}-{self.now().year}-"
        (last,) = self.record.execute(
            "SELECT max(number) FROM inspections WHERE number > ? AND number < ? AND number <> ''",
            (prefix, prefix + "~"),
        ).fetchone()
        return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06d}"

    def next_transfer_number(self) -> str:
        """Return the number that the next transfer receipt of this station will bear."""
        return referrals.next_number(self.record, self.station, self.now().year)

    def purged(self, week: str) -> tuple[tuple[str, int], ...]:
        """Return the files of a week that the journal says are erased, each with what it held of items."""
        return tuple(self.record.execute("SELECT file, items FROM purges WHERE week = ?", (week,)))

    def bench_profile(self, profile: str, version: int) -> BenchProfile | None:
        """Return one version of a profile of the workshop."""
        return workshop.load(self.record, profile, version)

    def bench_profiles(self) -> tuple[BenchProfile, ...]:
        """Return every version of every profile of the workshop."""
        return workshop.load_all(self.record)

    def message(self, message: str) -> MessageState | None:
        """Return one message to others by its id."""
        return outbox.load(self.record, message)

    def messages_waiting(self) -> tuple[MessageState, ...]:
        """Return the messages that wait to be written out, oldest first."""
        return outbox.with_delivery(self.record, Delivery.WAITING)

    def messages_chosen(self) -> Choice:
        """Return which messages were chosen last, and in which entry."""
        return outbox.chosen(self.record)

    def told_up_to(self) -> int:
        """Return the number of the newest entry from which a message was queued, or 0."""
        return outbox.told_up_to(self.record)

    def stretch_behind(self, sequence: int, kinds: Collection[str]) -> Stretch:
        """Return the entries of some kinds in the next stretch of the journal."""
        return outbox.stretch_behind(self.record, sequence, kinds)

    def entries_after(self, sequence: int, limit: int) -> Sequence[Entry]:
        """Return entries behind a number, in order, at most so many."""
        return outbox.entries_after(self.record, sequence, limit)

    def last_released_by(self, officer: str) -> str:
        """Return the inspection that an officer released last from the bench, or nothing."""
        return releases.last_released_by(self.record, officer)

    def signed_out_since(self, officer: str, sequence: int) -> bool:
        """Tell whether the officer has signed out behind an entry of the journal."""
        return releases.signed_out_since(self.record, officer, sequence)

    def newest_since(self, sequence: int) -> datetime | None:
        """Return the latest moment that an entry behind one bears."""
        return releases.newest_since(self.record, sequence)

    def bulk_release(self, batch: str) -> BulkUnderWay | None:
        """Return a bulk release that is under way."""
        return next(iter(releases.bulk_releases(self.record, batch)), None)

    def bulk_releases(self) -> tuple[BulkUnderWay, ...]:
        """Return the bulk releases that are under way, oldest first."""
        return releases.bulk_releases(self.record)

    def trusted_lists(self, list_id: str = "") -> tuple[TrustedListTaken, ...]:
        """Return the lists of trusted senders that were taken in and withdrawn, oldest first."""
        return releases.trusted_lists(self.record, list_id)

    def released_in(self, batch: str) -> frozenset[str]:
        """Return the items that a bulk release has released so far."""
        return releases.released_in(self.record, batch)

    def profile_keys(self, station: str) -> frozenset[str]:
        """Return the keys (hex) by which files of profiles of a station were taken in."""
        return workshop.keys_of(self.record, station)

    def missing_weeks(self) -> tuple[str, ...]:
        """Return the weeks of arrival of which declarations may be missing until they are fed again."""
        return self.declarations.missing()

    def credential(self, officer: str) -> Credential | None:
        """Return the credential of an officer of the roster; off duty outside of their days."""
        today = self.now().date().isoformat()
        return roster.credential(self.mirror, officer, roster.holds_entry(self.record), today)

    def roster(self) -> list[Credential]:
        """Return everybody on the roster, whatever the day, by name."""
        return roster.credentials(self.mirror, roster.holds_entry(self.record))

    def put_credential(self, credential: Credential, entry: str) -> None:
        """Change the roster once the transaction stands."""
        roster.put_change(self.mirror, credential, entry, roster.holds_entry(self.record))

    def bench_session(self) -> BenchSession | None:
        """Return who proved themselves last by passphrase at this station, with the lock since."""
        return access.bench_session(self.record)

    def failures(self, officer: str) -> Failures:
        """Return the failed logins in a row of an officer at this station."""
        row = self.record.execute(
            "SELECT count, last_at FROM login_failures WHERE officer = ?", (officer,)
        ).fetchone()
        return Failures(row[0], parse_time(row[1])) if row else Failures()

    def find(self, identifier: str) -> tuple[Held, ...]:
        """Return what is declared under the number or an alternate of it, newest item first."""
        return self.declarations.find(identifier)

    def renumbered(self, identifier: str) -> tuple[str, ...]:
        """Return the numbers that declarations bear by now of which an earlier version bears this one."""
        return self.declarations.renumbered(identifier)

    def history(self, message_id: str) -> tuple[Declaration, ...]:
        """Return every version of one message, oldest first."""
        return self.declarations.history(message_id)
