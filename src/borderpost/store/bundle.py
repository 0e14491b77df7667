"""The evidence bundle of one case: everything that is needed to check it without this program, in one file.

`docs/evidence-bundle.md` describes it byte by byte.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from borderpost.domain import acts
from borderpost.domain.checkpoint import SignedCheckpoint, checkpoint_plain
from borderpost.domain.entry import Entry, canonical_json, decode_body, format_time
from borderpost.domain.evidence_codes import SUFFIXES
from borderpost.domain.inspection import Inspection
from borderpost.store import checkpoints
from borderpost.store.engine import Connection
from borderpost.store.files import write_durably
from borderpost.store.plain_zip import archive
from borderpost.store.projections import load
from borderpost.store.tree import TreeReader
from borderpost.work.documenting import EVIDENCE_BUNDLE
from borderpost.work.ports import Evidence, LostEvidence

SUFFIX: Final = ".evidence"
FORMAT: Final = "borderpost evidence 1"


class NoCase(LookupError):
    """There is no inspection of this id or number."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the record holds of a case, as of its newest checkpoint; `files` are paths in the bundle, each
    with the SHA-256 of the evidence that belongs there."""

    state: Inspection
    size: int
    members: Mapping[str, bytes]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle in its file; `absent` are files that the record names and the station does not hold."""

    path: Path
    sha256: str
    absent: tuple[str, ...]


def find_case(conn: Connection, number_or_id: str) -> str:
    """Return the inspection that bears a report's number, or this id; raise NoCase."""
    row = conn.execute(
        "SELECT id FROM inspections WHERE id = ? OR (number <> '' AND number = ?) ORDER BY row DESC LIMIT 1",
        (number_or_id, number_or_id),
    ).fetchone()
    if row is None:
        raise NoCase(number_or_id)
    return str(row[0])


def gather(conn: Connection, inspection: str) -> Gathered:
    """Read what belongs to a case, as of the newest checkpoint; belongs inside a snapshot."""
    state, newest = load(conn, inspection), checkpoints.newest(conn)
    if state is None or newest is None:
        raise NoCase(inspection)
    size = newest.checkpoint.size
    rows = _rows(conn, inspection, size)
    entries = [decode_body(body) for _, body, _ in rows]
    reader = TreeReader(conn)
    proofs = {
        "entries": [
            {
                "sequence": sequence,
                "signature": signature.hex(),
                "inclusion": [step.hex() for step in reader.inclusion(sequence, size)],
            }
            for sequence, _, signature in rows
        ],
        "checkpoints": [
            {
                **checkpoint_plain(each),
                "consistency": [step.hex() for step in reader.consistency(each.checkpoint.size, size)],
            }
            for each in _checkpoints(conn, [row[0] for row in rows], newest)
        ],
    }
    members = {f"entries/{sequence:09d}.json": body for sequence, body, _ in rows}
    members["proofs.json"] = canonical_json(proofs)
    members["case.json"] = canonical_json(msgspec.to_builtins(state))
    members["seen.json"] = canonical_json(_seen(inspection, entries))
    return Gathered(state, size, members, _files(entries))


def write(
    gathered: Gathered,
    path: Path,
    *,
    evidence: Evidence,
    station: str,
    program: str,
    made_at: datetime,
    sign: Callable[[str], bytes],
) -> Written:
    """Write the bundle durably; whatever evidence is lost is said in it. `sign` signs a text."""
    members, absent = dict(gathered.members), []
    for name, sha256 in gathered.files.items():
        try:
            members[name] = evidence.read(sha256)
        except LostEvidence:
            absent.append(sha256)
    state = gathered.state
    manifest = canonical_json(
        {
            "format": FORMAT,
            "station": station,
            "inspection": state.id,
            "number": state.outcome.number if state.outcome else "",
            "size": gathered.size,
            "made_at": format_time(made_at),
            "program": program,
            "absent": sorted(set(absent)),
            "files": [
                {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for name, data in sorted(members.items())
            ],
        }
    )
    signature = sign(manifest_text(manifest)).hex().encode("ascii")
    whole = hashlib.sha256()

    def told() -> Iterator[bytes]:
        head = (("manifest.json", manifest), ("manifest.sig", signature))
        for part in archive((*head, *sorted(members.items()))):
            whole.update(part)
            yield part

    write_durably(path, told(), mode=0o644)
    return Written(path, whole.hexdigest(), tuple(sorted(set(absent))))


def manifest_text(manifest: bytes) -> str:
    """Return the text that the station signs for a manifest."""
    return f"borderpost evidence manifest 1\nsha256 {hashlib.sha256(manifest).hexdigest()}\n"


def _rows(conn: Connection, inspection: str, size: int) -> list[tuple[int, bytes, bytes]]:
    """Return the entries about the case, and those that say which key signs; in order."""
    return conn.execute(
        "SELECT sequence, body, signature FROM journal WHERE sequence <= ? AND sequence IN (SELECT 1"
        " UNION SELECT sequence FROM entry_index WHERE inspection = ? UNION SELECT sequence FROM key_entries)"
        " ORDER BY sequence",
        (size, inspection),
    ).fetchall()


def _checkpoints(
    conn: Connection, sequences: Sequence[int], newest: SignedCheckpoint
) -> list[SignedCheckpoint]:
    """Return the checkpoints that tell since when the entries are there, smallest first, the newest last."""
    found = {newest.checkpoint.size: newest}
    for sequence in sequences:
        for each in (
            checkpoints.covering(conn, sequence),
            checkpoints.earliest_cosigned(conn, sequence),
        ):
            if each is not None:
                found[each.checkpoint.size] = each
    return [found[size] for size in sorted(found)]


def _seen(inspection: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what the officer saw when the item was taken up, as the entry of that moment holds it."""
    opened = next(
        entry for entry in entries if entry.kind == "inspection_opened" and _about(entry) == inspection
    )
    return {"sequence": opened.sequence, **opened.payload}


def _about(entry: Entry) -> str:
    return str(entry.payload.get("inspection", ""))


def _files(entries: Sequence[Entry]) -> dict[str, str]:
    """Return what the entries name, by its path in the bundle."""
    found = {}
    for entry in entries:
        act = acts.act_of(entry)
        if isinstance(act, acts.PhotographTaken):
            found[f"photographs/{act.sha256}.{SUFFIXES[act.form]}"] = act.sha256
        elif isinstance(act, acts.DocumentKept):
            found[f"documents/{act.sha256}.{SUFFIXES[act.form]}"] = act.sha256
        elif isinstance(act, acts.DocumentIssued) and act.document != EVIDENCE_BUNDLE:
            found[f"documents/{act.sha256}.pdf"] = act.sha256
    return found
