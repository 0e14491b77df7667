"""What the verbs and screens of access need from the store: the roster, the bench's session, the audit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from borderpost.domain.audit import Topic
from borderpost.domain.entry import Entry
from borderpost.domain.officer import Officer
from borderpost.domain.quick_return import BenchSession


@dataclass(frozen=True, slots=True)
class Credential:
    """How an officer proves who they are: the encoded Argon2id hashes of passphrase and PIN (or nothing).

    `given`: the passphrase is one that somebody else chose, and proves nothing until its officer has chosen
    another. `badge` is the code of the one badge that counts, `NO_BADGE` where none does, and empty
    on a roster from before badges had numbers: their code was the officer's id.
    """

    officer: Officer
    passphrase_hash: str
    pin_hash: str = ""
    given: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What an auditor narrows the entries to; empty fields narrow nothing."""

    text: str = ""
    topic: Topic | None = None
    officer: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An officer as the roster has them, whatever the day: what an access administrator sees."""

    officer: Officer
    has_passphrase: bool
    has_pin: bool
    given: bool = False
    badge: str = ""


class Access(Protocol):
    """The persons of a station, within a transaction."""

    def credential(self, officer: str) -> Credential | None:
        """Return the credential of an officer of the roster."""
        ...

    def roster(self) -> list[Credential]:
        """Return everybody on the roster, whatever the day, by name."""
        ...

    def put_credential(self, credential: Credential, entry: str) -> None:
        """Change the roster once the transaction stands; `entry` is the one in it that tells of the change.

        One change for each officer within one transaction.
        """
        ...

    def bench_session(self) -> BenchSession | None:
        """Return who proved themselves last by passphrase at this station, with the lock since."""
        ...


class AccessPages(Protocol):
    """The same for screens."""

    def enrolled(self) -> list[Enrolled]:
        """Return everybody on the roster, by name. Quick enough for the GUI thread."""
        ...

    def audit_ids(self, asked: AuditFilter, cancelled: Callable[[], bool]) -> list[int]:
        """Return the numbers of the entries that an auditor asks for, the newest first; none once cancelled.

        Not for the GUI thread.
        """
        ...

    def audit_entries(self, ids: Sequence[int]) -> list[Entry | None]:
        """Return a page of those entries. Quick enough for the GUI thread."""
        ...
