"""A station on disk for the tests of the store and of the verbs: real SQLite, quick hashes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.passphrases import Argon2Passphrases
from borderpost.store.site import SiteFolder, StationStore, prepare
from borderpost.store.vault import Cost, make_vault, open_vault
from borderpost.work.changes import Done
from borderpost.work.ports import Credential

QUICK = Argon2Passphrases(time_cost=1, memory_kib=64, lanes=1)
PASSPHRASE = "seven quick test words"
QUICK_COST = Cost(1, 64, 1)
ANNA = Officer("anna", "Anna Ríos", frozenset({Role.OFFICER}))
BEN = Officer("ben", "Ben Okafor", frozenset({Role.APPROVER}))
SUE = Officer("sue", "Sue Lindqvist", frozenset({Role.SUPERVISOR}))


@dataclass
class HandClock:
    """A clock that goes only when it is told to."""

    at: datetime = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class Station:
    """An open store with what the tests need at hand."""

    folder: SiteFolder
    store: StationStore
    clock: HandClock
    passphrases: Argon2Passphrases = field(default=QUICK)

    def do(self, verb: Callable[..., Done[Any]], **arguments: Any) -> Any:
        """Carry a verb out and return its result."""
        return self.store.submit(lambda tx: verb(tx, **arguments)).result(timeout=20).result


def site_folder(root: Path) -> SiteFolder:
    """Return a station's folder with its vault open; the vault is made where there is none."""
    folder = SiteFolder(root)
    if folder.vault_file.exists():
        return folder.opened_by(open_vault(folder.vault_file, passphrase=PASSPHRASE))
    vault = make_vault(folder.vault_file)
    vault.set_passphrase(PASSPHRASE, cost=QUICK_COST)
    return folder.opened_by(vault)


def open_station(root: Path, clock: HandClock) -> Station:
    folder = site_folder(root)
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    connection = folder.connect_mirror()
    with immediate(connection):
        mirror.put_roster(connection, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in (ANNA, BEN, SUE)])
    connection.close()
    return Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)
