"""Reads every file of evidence that the journal names, and tells which are no longer what was captured."""

from collections.abc import Callable
from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain.entry import BadEntry, decode_body
from borderpost.store.engine import Connection, snapshot
from borderpost.store.evidence import EvidenceFolder
from borderpost.work.documenting import EVIDENCE_BUNDLE
from borderpost.work.ports import LostEvidence

_NAMING = (b'"kind":"photograph_taken"', b'"kind":"document_kept"', b'"kind":"document_issued"')


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A file that is gone or has another hash; `sequence` is the first entry that names it."""

    sequence: int
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceVerdict:
    """What was found: how many files hold, and which do not."""

    files: int
    spoilt: tuple[Spoilt, ...] = ()


def check_evidence(
    conn: Connection, evidence: EvidenceFolder, *, pause: Callable[[], None] | None = None
) -> EvidenceVerdict:
    """Read and hash every file once; `pause` is called between two of them.

    Documents that an earlier version issued and did not keep are passed over: only their hashes were kept.
    """
    held, spoilt = 0, []
    for sha256, (sequence, is_issued) in _named(conn).items():
        if is_issued and not evidence.path_of(sha256).exists():
            continue
        try:
            evidence.read(sha256)
            held += 1
        except LostEvidence as error:
            spoilt.append(Spoilt(sequence, sha256, error.reason))
        if pause is not None:
            pause()
    return EvidenceVerdict(held, tuple(spoilt))


def _named(conn: Connection) -> dict[str, tuple[int, bool]]:
    """Return every file that the journal names: the first entry that does, whether this program issued it."""
    found: dict[str, tuple[int, bool]] = {}
    with snapshot(conn):
        for (body,) in conn.execute("SELECT body FROM journal ORDER BY sequence"):
            if not any(mark in body for mark in _NAMING):
                continue
            try:
                entry = decode_body(body)
                act = acts.act_of(entry)
            except (BadEntry, acts.UnknownAct):
                continue
            if isinstance(act, acts.PhotographTaken | acts.DocumentKept):
                found.setdefault(act.sha256, (entry.sequence, False))
            elif isinstance(act, acts.DocumentIssued) and act.document != EVIDENCE_BUNDLE:
                found.setdefault(act.sha256, (entry.sequence, True))
    return found
