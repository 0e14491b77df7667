"""A transaction on a record that is only read: who signs in and what is read is noted beside it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from borderpost.domain import acts
from borderpost.domain.acts import Act
from borderpost.domain.checkpoint import SignedCheckpoint
from borderpost.domain.entry import Entry, decode_body, encode_body
from borderpost.domain.login import Failures
from borderpost.store import checkpoints, interim
from borderpost.store.folder import SiteFolder
from borderpost.store.transaction import StoreTransaction
from borderpost.work.troubles import NotRecorded, Trouble

_NOTED: Final = (
    acts.OfficerLoggedIn,
    acts.LoginFailed,
    acts.OfficerLoggedOut,
    acts.SessionLocked,
    acts.RecordConsulted,
    acts.ConsultationBegun,
    acts.DeclarationsSearched,
    acts.ItemConsulted,
)
"""Acts without which nobody could look into the record; all others wait for one that can be written."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Why nothing is written to a record, and the logins that failed since."""

    folder: SiteFolder
    trouble: Trouble
    detail: str = ""
    failures: dict[str, Failures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingTransaction(StoreTransaction):
    """Lets every verb read, and refuses what would have to be recorded."""

    shut: Shut = field(kw_only=True)

    def append(self, officer: str, act: Act) -> Entry:
        """Note who looked at what; raise NotRecorded for everything else."""
        if not isinstance(act, _NOTED):
            raise NotRecorded(self.shut.trouble, self.shut.detail)
        at = self.now()
        interim.note(self.shut.folder, officer=officer, at=at, act=act)
        if isinstance(act, acts.LoginFailed):
            self.shut.failures[act.claimed] = Failures(act.failures, at)
        elif isinstance(act, acts.OfficerLoggedIn):
            self.shut.failures.pop(officer, None)
        body = encode_body(
            entry_id=self.new_id(),
            station=self.station,
            sequence=0,
            officer=officer,
            at=at,
            offset_minutes=int((at.utcoffset() or timedelta(0)).total_seconds() // 60),
            kind=acts.kind_of(act),
            payload=acts.payload_of(act),
            previous="",
        )
        return decode_body(body)

    def checkpoint(self) -> SignedCheckpoint | None:
        """Return the newest checkpoint that was signed before; nothing is signed here."""
        return checkpoints.newest(self.record)

    def failures(self, officer: str) -> Failures:
        """Return the failed logins in a row, as noted since the record was shut."""
        return self.shut.failures.get(officer, Failures())
