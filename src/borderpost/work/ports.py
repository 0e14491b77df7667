"""What the verbs need from the rooms above: protocols that store and devices fill."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from borderpost.domain.acts import Act
from borderpost.domain.canonical_declaration import content_digest
from borderpost.domain.checkpoint import SignedCheckpoint
from borderpost.domain.declaration import Declaration
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.login import Failures
from borderpost.domain.officer import Officer
from borderpost.domain.risk.bench_profile import BenchProfile
from borderpost.domain.risk.measuring import Judged
from borderpost.work.ports_access import Access, AccessPages
from borderpost.work.ports_access import Credential as Credential
from borderpost.work.ports_custody import CustodyPages, CustodyReads
from borderpost.work.ports_evidence import Evidence as Evidence
from borderpost.work.ports_evidence import LostEvidence as LostEvidence
from borderpost.work.ports_exchange import Outbox, OutboxPages
from borderpost.work.ports_referrals import ReferralNumbers, ReferralReads
from borderpost.work.ports_release import Releases

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """A declaration as the mirror holds it.

    `versions` counts the versions of its message that are held.
    """

    declaration: Declaration
    versions: int

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of what is declared."""
        return content_digest(self.declaration)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A declared item that a search found, in one line, as it is declared by now.

    `amended_since`: only an earlier version of the declaration says what was searched for.
    """

    item_id: str
    item_date: str
    arrived_at: datetime
    origin: str
    sender: str
    addressee: str
    goods: str
    amended_since: bool = False


@dataclass(frozen=True, slots=True)
class PastInspection:
    """An earlier or running inspection of the same number, in one line."""

    id: str
    item_id: str
    item_date: str
    stage: Stage
    lane: str
    disposition: str
    officer: str
    opened_at: datetime


class Mirror(Protocol):
    """Declarations and whatever else is fetched from outside."""

    def find(self, identifier: str) -> tuple[Held, ...]:
        """Return what is declared under the number or an alternate of it, newest item first.

        One per message: the newest version of each.
        """
        ...

    def renumbered(self, identifier: str) -> tuple[str, ...]:
        """Return the numbers that declarations bear by now of which an earlier version bears this one."""
        ...

    def history(self, message_id: str) -> tuple[Declaration, ...]:
        """Return every version of one message, oldest first."""
        ...

    def missing_weeks(self) -> tuple[str, ...]:
        """Return the weeks of arrival of which declarations may be missing until they are fed again."""
        ...


class Transaction(Mirror, Outbox, CustodyReads, Access, Releases, ReferralNumbers, Protocol):
    """One unit of work on the record: all of its entries are kept, or none."""

    @property
    def station(self) -> str:
        """The station whose journal this is."""
        ...

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...

    def new_id(self) -> str:
        """Return a new UUIDv7 in hex."""
        ...

    def append(self, officer: str, act: Act) -> Entry:
        """Write one entry, and the projections that follow from it."""
        ...

    def checkpoint(self) -> SignedCheckpoint | None:
        """Return the checkpoint of the journal as it stands, signed now where there is none yet.

        None where the record is only read and there is none.
        """
        ...

    def checkpoint_covering(self, sequence: int) -> SignedCheckpoint | None:
        """Return the earliest checkpoint that an entry is under, signed now where there is none yet."""
        ...

    def inspection(self, inspection: str) -> Inspection | None:
        """Return an inspection as it stands now."""
        ...

    def inspections_of(self, item_id: str) -> tuple[PastInspection, ...]:
        """Return the inspections of a number, newest first."""
        ...

    def numbers_in_use(self, numbers: Sequence[str]) -> frozenset[str]:
        """Return those of the bag and seal numbers that some inspection of this record has used."""
        ...

    def next_report_number(self) -> str:
        """Return the number that the next seizure of this station will bear."""
        ...

    def purged(self, week: str) -> tuple[tuple[str, int], ...]:
        """Return the files of a week that the journal says are erased, each with what it held of items."""
        ...

    def bench_profile(self, profile: str, version: int) -> BenchProfile | None:
        """Return one version of a profile of the workshop."""
        ...

    def bench_profiles(self) -> tuple[BenchProfile, ...]:
        """Return every version of every profile of the workshop."""
        ...

    def profile_keys(self, station: str) -> frozenset[str]:
        """Return the keys (hex) by which files of profiles of a station were taken in before."""
        ...

    def failures(self, officer: str) -> Failures:
        """Return the failed logins in a row of an officer at this station."""
        ...


class Passphrases(Protocol):
    """Checks passphrases; slow on purpose."""

    def matches(self, passphrase_hash: str, passphrase: str) -> bool:
        """Tell whether the passphrase is the one that was hashed."""
        ...

    def make(self, passphrase: str) -> str:
        """Return the encoded hash of a passphrase or a PIN."""
        ...


class Record(Protocol):
    """The one writer: each job is one transaction, in the order in which they were given."""

    def submit(self, job: Callable[[Transaction], T]) -> Future[T]:
        """Queue a job for the writer and return at once."""
        ...


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the inspection log is narrowed to; empty fields narrow nothing."""

    text: str = ""
    stage: Stage | None = None
    lane: str = ""
    officer: str = ""
    since: date | None = None
    until: date | None = None


class LogKey(StrEnum):
    """What the inspection log can be sorted by; `TIME` is when the item was taken up."""

    TIME = "time"
    ITEM = "item"
    LANE = "lane"
    STAGE = "stage"
    DISPOSITION = "disposition"
    OFFICER = "officer"
    APPROVER = "approver"
    SENDER = "sender"
    ADDRESSEE = "addressee"
    GOODS = "goods"
    NUMBER = "number"
    PHOTOGRAPHS = "photographs"


@dataclass(frozen=True, slots=True)
class LogOrder:
    """How the inspection log is sorted; among equals the newest stands first."""

    key: LogKey = LogKey.TIME
    descending: bool = True


NEWEST_FIRST = LogOrder()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One inspection as a line of the log."""

    id: str
    opened_at: datetime
    offset_minutes: int
    item_id: str
    lane: str
    stage: Stage
    disposition: str
    officer: str
    approver: str
    sender: str
    addressee: str
    goods: str
    number: str
    photographs: int


class Pages(OutboxPages, CustodyPages, AccessPages, ReferralReads, Protocol):
    """Reads for the screens: on their own read-only connection, never waiting for the writer."""

    def log_ids(
        self, log_filter: LogFilter, cancelled: Callable[[], bool], order: LogOrder = NEWEST_FIRST
    ) -> list[int]:
        """Return the row numbers of the inspections that pass, in order. Not for the GUI thread.

        Once `cancelled` says so the search ends early and returns nothing.
        """
        ...

    def log_rows(self, ids: Sequence[int]) -> list[LogRow]:
        """Return one page of the log, in the order of the ids. Quick enough for the GUI thread."""
        ...

    def waiting_ids(self) -> list[int]:
        """Return the row numbers of the inspections that wait for approval, oldest first."""
        ...

    def entries_of(self, inspection: str) -> list[Entry]:
        """Return every journal entry about one inspection, in order. Not for the GUI thread."""
        ...

    def inspection(self, inspection: str) -> Inspection | None:
        """Return an inspection as it stands."""
        ...

    def officers(self) -> list[Officer]:
        """Return the roster, by name."""
        ...

    def journal_head(self) -> tuple[int, str]:
        """Return the number and the hash of the newest entry."""
        ...

    def search(self, untrusted_text: str, limit: int, cancelled: Callable[[], bool]) -> list[FoundItem]:
        """Return declared items by people, addresses, goods and identifiers, newest arrival first: those in
        which every typed word begins a word. Not for the GUI thread; nothing once cancelled."""
        ...

    def weeks_unread(self) -> tuple[str, ...]:
        """Return the weeks (as `2026-W47`) whose declarations cannot be read and have to be fed again, newest
        first, as far as the last search has met them. Not for the GUI thread."""
        ...

    def consultation_ids(self) -> list[int]:
        """Return the numbers of the journal's entries about searches, newest first.

        Not for the GUI thread.
        """
        ...

    def consultations(self, ids: Sequence[int]) -> list[Entry | None]:
        """Return a page of the entries about searches by their numbers, None for what is none of them.

        Quick enough for the GUI thread.
        """
        ...

    def bench_profiles(self) -> tuple[BenchProfile, ...]:
        """Return every version of every profile of the workshop, by id, the oldest first."""
        ...

    def judged(self, since: date, until: date, cancelled: Callable[[], bool]) -> list[Judged]:
        """Return the inspections begun on these days as the measurement of profiles sees them, none once
        cancelled. Not for the GUI thread."""
        ...

    def declarations_held(self) -> tuple[int, datetime | None]:
        """Return how many declarations count today, and when the newest message was received."""
        ...
