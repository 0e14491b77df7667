"""What is wrong in the journal or its evidence is found beside the work, and the work is not held up."""

import contextlib
import threading
from queue import SimpleQueue

from borderpost.domain.acts import NoteAdded
from borderpost.store.faults import Fault
from borderpost.work.troubles import EvidenceSpoilt, JournalWrong, Notice
from station import Station
from station_stories import opened, seized


def told_by(station: Station) -> SimpleQueue[Notice]:
    heard: SimpleQueue[Notice] = SimpleQueue()
    station.store.on_notice = heard.put
    station.store.check_beside()
    return heard


def test_spoilt_evidence_is_told(station: Station) -> None:
    state = seized(station)
    victim = station.store.evidence.path_of(state.photographs[0].sha256)
    victim.chmod(0o600)
    victim.write_bytes(b"x" * 100)
    sequence = state.photographs[0].mark.sequence
    assert told_by(station).get(timeout=30) == EvidenceSpoilt(sequence, 1)


def test_a_wrong_entry_is_told(station: Station) -> None:
    seized(station)
    with contextlib.closing(station.folder.connect_record()) as conn:
        conn.execute("DROP TRIGGER journal_is_not_updated")
        conn.execute("UPDATE journal SET signature = zeroblob(64) WHERE sequence = 5")
    assert told_by(station).get(timeout=30) == JournalWrong(5, Fault.FORGED)


def test_the_walk_ends_with_the_bench_and_work_goes_on_beside_it(station: Station) -> None:
    ident = opened(station).id

    def remark(tx: object) -> None:
        for number in range(600):
            tx.append("anna", NoteAdded(inspection=ident, text=f"{number}"))  # type: ignore[attr-defined]

    station.store.submit(remark).result(timeout=60)
    heard = told_by(station)
    assert any(thread.name == "record check" for thread in threading.enumerate())
    seized(station, "LZ101010105DE")
    station.store.close()
    assert heard.empty()
    assert not any(thread.name == "record check" for thread in threading.enumerate())
