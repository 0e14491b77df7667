"""The two programs that the kill benchmark ends without warning: one records, one imports."""

import contextlib
import hashlib
import secrets
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from borderpost import __version__
from borderpost.app.importing import import_file
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FULL_SCALE, FileForm, PaperKind, Shape
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.folder import SiteFolder
from borderpost.store.site import StationStore, local_clock, prepare
from borderpost.store.vault import make_vault, open_vault
from borderpost.work import evidencing, inspecting
from borderpost.work.changes import Done
from borderpost.work.ports import Credential, Transaction

STATION = "KILL"
OFFICER = Officer("anna", "Anna", frozenset({Role.OFFICER}))
_BATCH_ROWS = 100
_PHOTOGRAPH_BYTES, _PAPER_BYTES = 400_000, 60_000
_NONE = "-"
_RUN = secrets.token_hex(8)


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
    """Record acts without end: photographs, documents, marks and remarks by turns.

    Each is told as `SEQUENCE HASH SHA256` once it is recorded; the SHA-256 is `-` where no file was kept.
    """
    store = open_store(root)
    ident = ""
    for number in count():
        if number % 20 == 0:
            ident = _taken_up(store, number)
        state = store.submit(_act(store, ident, number)).result().result
        sha256 = _NONE
        if number % 4 == 0:
            sha256 = state.photographs[-1].sha256
        elif number % 4 == 1:
            sha256 = state.evidence.papers[-1].sha256
        _tell(f"{state.latest.sequence} {state.latest.hash} {sha256}")


def _act(store: StationStore, ident: str, number: int) -> Callable[[Transaction], Done[Inspection]]:
    """Return a photograph, a document, marks over the photograph, or a remark."""
    at: dict[str, Any] = {"officer": OFFICER, "inspection": ident}
    kind = number % 4
    if kind == 0:
        more = at | {"evidence": store.evidence, "data": _file(ident, number, _PHOTOGRAPH_BYTES)}
        more |= {"width": 4, "height": 3, "subject": PhotoSubject.PRODUCT, "device": "benchmark"}
        return partial(inspecting.keep_photograph, **more)
    if kind == 1:
        more = at | {"evidence": store.evidence, "data": _file(ident, number, _PAPER_BYTES)}
        more |= {"form": FileForm.PDF, "what": PaperKind.INVOICE, "name": f"{number}.pdf"}
        return partial(evidencing.keep_document, **more)
    if kind == 2:
        mark = DrawnMark(shape=Shape.BOX, from_x=1, from_y=1, to_x=number % FULL_SCALE, to_y=9_000)
        return partial(_annotate_last, marks=[mark], **at)
    return partial(inspecting.add_note, text=f"remark {number}", **at)


def _annotate_last(tx: Transaction, *, inspection: str, **given: Any) -> Done[Inspection]:
    newest = inspecting.load(tx, inspection).photographs[-1].mark.entry
    return evidencing.annotate(tx, inspection=inspection, photograph=newest, **given)


def _file(ident: str, number: int, size: int) -> bytes:
    """Return bytes like no others, as many as a file of its kind has."""
    return hashlib.shake_128(f"{_RUN} {ident} {number}".encode()).digest(size)


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
