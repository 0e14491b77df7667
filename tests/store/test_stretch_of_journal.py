"""A long journal is read for what is to be told in short stretches that leave out nothing."""

from borderpost.domain.entry import Entry
from borderpost.domain.identifiers import EMPTY_TABLE, read_scan
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.work import concluding, scanning
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.ports_exchange import Stretch
from station import ANNA, Station
from station_stories import subject

KINDS = frozenset({"inspection_opened", "outcome_recorded"})


def _scan(station: Station, number: str) -> None:
    scan = RawScan(number.encode(), ScanSource.WEDGE, station.clock())
    assessment = Assessment(Lane.GREEN, (), (), "", station.clock().date())
    readings = read_scan(scan, EMPTY_TABLE)
    station.do(scanning.look_up, officer=ANNA, scan=scan, readings=readings, assess=lambda _: assessment)


def _in_stretches(tx: Transaction, start: int) -> Done[tuple[list[Entry], int, int]]:
    found: list[Entry] = []
    count, stretch = 0, Stretch((), start, more=True)
    while stretch.more:
        stretch = tx.stretch_behind(stretch.reached, KINDS)
        found += stretch.entries
        count += 1
    return Done((found, count, stretch.reached), frozenset())


def test_stretches_find_all_that_a_reading_of_each_entry_finds(station: Station) -> None:
    for place in range(560):
        _scan(station, f"RR{place:08}5GB")
        if place in (3, 249, 250, 251, 559):
            station.do(concluding.release, officer=ANNA, subject=subject(f"CP{place:08}5GB", "green"))
    # an officer's words that look like the mark of a kind, where a kind stands in a short entry
    station.do(
        concluding.release,
        officer=ANNA,
        subject=subject('CP000000005GB","kind":"outcome_recorded"', "green"),
    )
    everything = station.store.submit(lambda tx: Done(tx.entries_after(0, 10_000), frozenset())).result()
    expected = [one for one in everything.result if one.kind in KINDS]
    assert len(expected) == 12
    found, count, reached = station.store.submit(lambda tx: _in_stretches(tx, 0)).result().result
    assert found == expected
    assert count > 2
    assert reached == everything.result[-1].sequence
    behind = station.store.submit(lambda tx: _in_stretches(tx, expected[5].sequence)).result().result
    assert behind[0] == expected[6:]


def test_behind_the_end_there_is_nothing(station: Station) -> None:
    _scan(station, "RR473124829GB")
    end = station.store.read(lambda pages: pages.journal_head()).result()[0]
    nothing = station.store.submit(lambda tx: Done(tx.stretch_behind(end, KINDS), frozenset())).result()
    assert nothing.result == Stretch((), end, more=False)
