"""Walks the journal and reads the evidence beside the work of the bench, a little at a time."""

import contextlib
import threading
from collections.abc import Callable
from typing import Final

from borderpost.store.engine import DatabaseError
from borderpost.store.evidence import EvidenceFolder
from borderpost.store.evidence_check import check_evidence
from borderpost.store.folder import SiteFolder
from borderpost.store.key_rotation import key_in_force
from borderpost.store.keys import NoStationKey
from borderpost.store.verify import verify
from borderpost.work.troubles import EvidenceSpoilt, JournalWrong

REST_SECONDS: Final = 0.004
"""Between a few entries and the next: whoever works at the bench has the computer for most of the time."""


class _Ended(Exception):
    """The bench closes, and the walk with it."""


def walk_quietly(
    folder: SiteFolder,
    evidence: EvidenceFolder,
    ending: threading.Event,
    tell: Callable[[JournalWrong | EvidenceSpoilt], None],
) -> None:
    """Check every entry, the tree and the checkpoints, then every file of evidence; tell of the first fault.

    For a thread of its own; returns early once `ending` is set.
    """

    def pause() -> None:
        if ending.wait(REST_SECONDS):
            raise _Ended

    with contextlib.suppress(_Ended, DatabaseError, NoStationKey, OSError):
        with contextlib.closing(folder.connect_record(readonly=True)) as record:
            public_key = key_in_force(folder, record).public_hex
            verdict = verify(record, public_key=public_key, pause=pause)
            if verdict.fault is not None:
                tell(JournalWrong(verdict.wrong, verdict.fault))
                return
            files = check_evidence(record, evidence, pause=pause)
        if files.spoilt:
            tell(EvidenceSpoilt(files.spoilt[0].sequence, len(files.spoilt)))
