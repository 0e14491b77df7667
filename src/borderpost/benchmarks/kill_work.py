"""The two programs that the kill benchmark ends without warning: one records, one imports."""

import contextlib
import sys
from functools import partial
from itertools import count
from pathlib import Path

from borderpost import __version__
from borderpost.app.importing import import_file
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.folder import SiteFolder
from borderpost.store.site import StationStore, local_clock, prepare
from borderpost.store.vault import make_vault, open_vault
from borderpost.work import inspecting
from borderpost.work.ports import Credential

STATION = "KILL"
OFFICER = Officer("anna", "Anna", frozenset({Role.OFFICER}))
_BATCH_ROWS = 100


def folder_at(root: Path) -> SiteFolder:
    """Return the benchmark's folder with its vault, which stands open."""
    folder = SiteFolder(root)
    return folder.opened_by(open_vault(folder.vault_file))


def open_store(root: Path) -> StationStore:
    """Open the station as the workstation does."""
    folder = folder_at(root)
    key = prepare(
        folder, station=STATION, program=f"Borderpost {__version__}", facility="", clock=local_clock
    )
    return StationStore(folder, key=key, station=STATION, clock=local_clock)


def make_site(root: Path) -> None:
    """Make the folder, with one officer who may examine."""
    make_vault(SiteFolder(root).vault_file, demo=True)
    open_store(root).close()
    with contextlib.closing(folder_at(root).connect_mirror(durable=True)) as conn, immediate(conn):
        mirror.put_roster(conn, [Credential(OFFICER, "none")])


def record(root: Path) -> None:
    """Record acts without end; each is told as `SEQUENCE HASH SHA256` once it is recorded."""
    store = open_store(root)
    ident = ""
    for number in count():
        if number % 20 == 0:
            ident = _taken_up(store, number)
        data = f"photograph {ident} {number}".encode() * 50

        verb = partial(
            inspecting.keep_photograph,
            officer=OFFICER,
            inspection=ident,
            evidence=store.evidence,
            data=data,
            width=4,
            height=3,
            subject=PhotoSubject.PRODUCT,
            device="benchmark",
        )
        photograph = store.submit(verb).result().result.photographs[-1]
        _tell(f"{photograph.mark.sequence} {photograph.mark.hash} {photograph.sha256}")


def _taken_up(store: StationStore, number: int) -> str:
    subject = inspecting.Subject(f"item {number}", "2026-11-01", "red", {"lane": "red"}, {"lines": []})
    opened = store.submit(lambda tx: inspecting.open_inspection(tx, officer=OFFICER, subject=subject))
    return opened.result().result.id


def take_in(root: Path, files: list[Path]) -> None:
    """Take files in, one after the other, in small batches; `begun` is told before the first."""
    folder = folder_at(root)
    _tell("begun")
    for file in files:
        import_file(folder, file, rejects_folder=root, batch_rows=_BATCH_ROWS)
        _tell(f"whole {file.name}")
    _tell("all")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(Path(sys.argv[2]))
    else:
        take_in(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
